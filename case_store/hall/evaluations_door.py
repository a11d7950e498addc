"""What kiosks ask about evaluation (好差评): a visit of today by its number, a matter by code and 查询码; once each.

And what an evaluation pad says of the visit that has just ended at its counter.
"""

from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.evaluating import Said, evaluated, keep
from case_store.hall.house import House
from case_store.hall.lookups import progress
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import is_evaluated
from case_store.log.micros import from_us
from case_store.log.schema import case_, visit
from cases.casework.evaluation import Channel, Subject
from cases.citizen_views import Evaluable
from cases.hall_time import hall_date
from cases.queue.visit import VisitState
from cases.refusal import Refusal

_TODAY = sa.select(visit.c.visit_id, visit.c.ticket_no, visit.c.state).where(
    visit.c.stream == param("s"), visit.c.business_date == param("d"), visit.c.ticket_no.like(param("n"))
)
_ENDED = sa.select(visit.c.called_to, visit.c.ended_at_us).where(
    visit.c.stream == param("s"), visit.c.visit_id == param("v"), visit.c.state == VisitState.DONE.value
)
_CASE = sa.select(case_.c.case_id).where(case_.c.stream == param("s"), case_.c.case_code == param("c"))


class EvaluationsDoor:
    """What kiosks ask."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def find_visits(self, number: int) -> tuple[Evaluable, ...] | Refusal:
        """The finished visits of today with this number, whatever their letter; a number pad has no letters."""
        with self._runner.past() as past:
            this = {"s": past.stream, "d": hall_date(past.now).isoformat(), "n": f"_%{number:03d}"}
            rows = [r for r in past.connection.execute(_TODAY, this) if r.ticket_no[1:] == f"{number:03d}"]
            if not rows:
                return Refusal("evaluation.unknown")
            done = [row for row in rows if row.state == VisitState.DONE]
            if not done:
                return Refusal("evaluation.not_finished")
            return _not_given(
                past,
                (Evaluable(subject=Subject.VISIT, subject_id=r.visit_id, name=r.ticket_no) for r in done),
            )

    def find_case(self, case_code: str, lookup_code: str, session_id: str) -> tuple[Evaluable, ...] | Refusal:
        """The matter behind a receipt, if it is closed or rejected. Wrong tries count as for 查进度."""
        with self._runner.writing() as work:
            view = progress(work, self._house, case_code, lookup_code, session_id)
            if isinstance(view, Refusal):
                return view
            case_id = work.connection.execute(_CASE, {"s": work.stream, "c": view.case_code}).scalar_one()
            if (about := evaluated(work, Subject.CASE, case_id)) is None or not about.finished:
                return Refusal("evaluation.not_finished")
            return _not_given(
                work, [Evaluable(subject=Subject.CASE, subject_id=case_id, name=view.case_code)]
            )

    def evaluate(self, said: Said) -> bool | Refusal:
        """Keep what was said. A bad one (差评) owes a supervision item in its transaction (casework.supervising)."""
        return self._runner.now(lambda work: keep(work, self._house, said))

    def at_counter(self, visit_id: str, counter_no: int, level: int) -> bool | Refusal:
        """A key of the pad at a counter: of a visit that has just ended there, and of no other."""

        def pressed(work: Work) -> bool | Refusal:
            this = {"s": work.stream, "v": visit_id}
            row = work.connection.execute(_ENDED, this).first()
            policy = self._house.policy.hall.evaluation
            since = work.now - timedelta(minutes=policy.offered_minutes + policy.late_minutes)
            if row is None or row.called_to != counter_no or from_us(row.ended_at_us) < since:
                return Refusal("evaluation.not_here")
            said = Said(
                subject=Subject.VISIT.value,
                subject_id=visit_id,
                levels=(("overall", level),),
                channel=Channel.COUNTER.value,
            )
            return keep(work, self._house, said)

        return self._runner.now(pressed)


def _not_given(past: Past, found: Iterable[Evaluable]) -> tuple[Evaluable, ...] | Refusal:
    left = tuple(one for one in found if not is_evaluated(past, one.subject, one.subject_id))
    return left or Refusal("evaluation.given_already")
