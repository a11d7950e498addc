"""What a session knows beside the dispute: a matter looked up, an evaluation on its way, somebody looked for."""

from dataclasses import dataclass

from cases.casework.evaluation import ITEMS
from cases.citizen_views import AppointmentFound, DutyDesk, Evaluable
from cases.matter.case_code import CaseCode
from cases.views import ProgressView


@dataclass(slots=True)
class Progress:
    """What 查办理进度 knows so far."""

    code: CaseCode | None = None
    lookup: str = ""  # 查询码, as it was typed: to evaluate the same matter
    view: ProgressView | None = None
    evaluable: tuple[Evaluable, ...] = ()  # with the receipt itself, that was scanned


@dataclass(slots=True)
class Evaluating:
    """`levels` in the order of asking; `item` is what is asked now."""

    found: tuple[Evaluable, ...] = ()
    subject: Evaluable | None = None
    levels: tuple[tuple[str, int], ...] = ()
    item: int = 0
    trouble: str = ""  # why it has not arrived yet
    text: str = ""

    @property
    def name(self) -> str:
        """Of the item that is asked."""
        return ITEMS[self.item]

    @property
    def is_owed(self) -> bool:
        """Something was said, and the hall does not know it yet."""
        return self.subject is not None and bool(self.levels)

    def said(self, level: int) -> None:
        """An answer to the item; given again it replaces the first."""
        kept = {**dict(self.levels), self.name: level}
        self.levels = tuple((item, kept[item]) for item in ITEMS if item in kept)

    def go_on(self) -> bool:
        """To the next item; False behind the last."""
        if self.item + 1 >= len(ITEMS):
            return False
        self.item += 1
        return True


@dataclass(slots=True)
class Meeting:
    """找人取号: the counters, and an appointment that was found."""

    desks: tuple[DutyDesk, ...] = ()
    found: AppointmentFound | None = None
