"""What the rehearsal itself saw happen, to be held against what the hall says happened."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(slots=True)
class Stay:
    """One visitor's day as the visitor would tell it. Instants are hall time."""

    number: int
    visit_id: str
    ticket_no: str
    business_date: date
    came_at: datetime
    promised: tuple[int | None, int | None] = (None, None)  # minutes, as the ticket said
    called_at: datetime | None = None
    calls: list[tuple[int, datetime]] = field(default_factory=list)  # (counter, when), recalls too
    end: str = ""  # "done", "no_show", "left", "next_day"


@dataclass(slots=True)
class Ledger:
    """All stays of a day, and what went wrong."""

    stays: dict[str, Stay] = field(default_factory=dict)
    wall_calls: set[tuple[str, int]] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    verbs: Counter[str] = field(default_factory=Counter)

    def came(self, stay: Stay) -> None:
        """A ticket was given."""
        self.stays[stay.visit_id] = stay

    def called(self, visit_id: str, counter_no: int, at: datetime) -> None:
        """A number was called; two desks with one person would be trouble."""
        stay = self.stays[visit_id]
        stay.called_at = stay.called_at or at
        stay.calls.append((counter_no, at))

    def problems(self) -> list[str]:
        """Everything that may not be, in sentences."""
        found = list(self.troubles)
        numbers = Counter((stay.business_date, stay.ticket_no) for stay in self.stays.values())
        found += [f"号码 {number} 给了 {times} 个人" for (_, number), times in numbers.items() if times > 1]
        found += [f"{stay.ticket_no} 没有下文" for stay in self.stays.values() if not stay.end]
        shown = {number for number, _counter in self.wall_calls}
        found += [
            f"{stay.ticket_no} 叫过，大屏没有显示"
            for stay in self.stays.values()
            if stay.calls and stay.ticket_no not in shown
        ]
        return found

    def coverage(self) -> tuple[float, float, int]:
        """Shares of true waits below what was promised as low and as high, and of how many tickets."""
        waits = [
            ((stay.called_at - stay.came_at).total_seconds() / 60, *stay.promised)
            for stay in self.stays.values()
            if stay.called_at is not None and None not in stay.promised
        ]
        if not waits:
            return 0.0, 0.0, 0
        below_low = sum(wait < (low or 0) for wait, low, _high in waits) / len(waits)
        below_high = sum(wait <= (high or 0) for wait, _low, high in waits) / len(waits)
        return below_low, below_high, len(waits)
