"""A tablet on a counter: when a visit has ended there, it turns to the evaluation by itself, asked by nobody."""

from datetime import timedelta

from cases.casework.evaluation import Subject
from cases.citizen_views import Evaluable
from cases.views import KioskView


class Tablet:
    """Offers each visit once. `counter_no` 0: no tablet, a kiosk, which offers nothing."""

    def __init__(self, counter_no: int) -> None:
        self._counter_no = counter_no
        self._offered = ""

    def offers(self, view: KioskView, offered_minutes: int) -> Evaluable | None:
        """The visit that ended here so long ago at most, if it was not offered before."""
        since = view.hall_time - timedelta(minutes=offered_minutes)
        for ended in view.ended:
            if ended.counter_no == self._counter_no and ended.ended_at >= since:
                if ended.visit_id == self._offered:
                    return None
                self._offered = ended.visit_id
                return Evaluable(subject=Subject.VISIT, subject_id=ended.visit_id, name=ended.ticket_no)
        return None
