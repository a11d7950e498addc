"""实地督导 and 工作提示 to slow places: what a person saw there, and what a person sends (domain.md §1.5 U3).

Places and units are measured, never a person; the program suggests, a person sends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from cases.advice.reason import Reason
from cases.casework.by import By
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.sealed import Sealed, WrappedKey
from cases.supervision.document_number import DocumentNumber, document_number

PERCENT = 100


class AreaKind(StrEnum):
    """What is measured."""

    UNIT = "unit"
    TOWN = "town"


class Finding(StrEnum):
    """突出性、普遍性、倾向性问题."""

    NONE = "none"
    PROMINENT = "prominent"
    COMMON = "common"
    TREND = "trend"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionMade:
    """实地督导记录. `area`: an id of units.toml, or a town's code."""

    inspection_id: str
    staff_id: str
    kind: AreaKind
    area: str
    inspected_at: datetime
    finding: Finding
    sealed: Sealed
    keys: tuple[WrappedKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowReminderSent:
    """工作提示 with its number, and the figures that it was sent for."""

    reminder_id: str
    staff_id: str
    kind: AreaKind
    area: str
    number: DocumentNumber
    open: int
    overdue: int
    median_workdays: int


InspectionEvent = InspectionMade | SlowReminderSent


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """A place's open matters, those overdue, and for each it closed lately how many working days it took."""

    kind: AreaKind
    area: str
    open: int
    overdue: int
    took_workdays: tuple[int, ...] = ()

    @property
    def median_workdays(self) -> int:
        """Half of what was closed took longer; 0 where nothing was."""
        return int(median(self.took_workdays)) if self.took_workdays else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowArea:
    """A suggestion with its reasons."""

    figures: AreaFigures
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeInspection:
    """From whoever went there."""

    inspection_id: str
    by: By
    kind: AreaKind
    area: str
    inspected_at: datetime
    finding: Finding
    sealed: Sealed | None
    keys: tuple[WrappedKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReminder:
    """`suggested`: the place as it stands now, None when it is not slow. `last_at`: when it was last reminded."""

    reminder_id: str
    by: By
    suggested: SlowArea | None
    last_at: datetime | None
    last_serial: int


def slow_areas(figures: Iterable[AreaFigures], policy: Policy) -> Sequence[SlowArea]:
    """Places that are slower than policy bears, the worst share first."""
    found = [SlowArea(figures=one, reasons=_reasons(one, policy)) for one in figures]
    slow = [one for one in found if one.reasons]
    return sorted(slow, key=lambda one: (-one.figures.overdue / max(1, one.figures.open), one.figures.area))


def decide_inspection(
    command: MakeInspection, policy: Policy, now: datetime
) -> list[InspectionEvent] | Refusal:
    """Written down by a person."""
    if not _is_there(command.kind, command.area, policy):
        return Refusal("inspection.area_unknown", {"area": command.area})
    if command.inspected_at > now:
        return Refusal("inspection.in_future")
    if command.sealed is None:
        return Refusal("inspection.text_missing")
    made = InspectionMade(
        inspection_id=command.inspection_id,
        staff_id=command.by.staff_id,
        kind=command.kind,
        area=command.area,
        inspected_at=command.inspected_at,
        finding=command.finding,
        sealed=command.sealed,
        keys=command.keys,
    )
    return [made]


def decide_reminder(command: SendReminder, policy: Policy, now: datetime) -> list[InspectionEvent] | Refusal:
    """Only to a place that is slow now, and not again too soon."""
    rules = policy.supervision.slow_area
    if command.suggested is None:
        return Refusal("reminder.not_slow")
    if command.last_at is not None:
        days = policy.calendar.working_days_between(hall_date(command.last_at), hall_date(now))
        if days < rules.again_after_workdays:
            return Refusal("reminder.too_soon", {"days": rules.again_after_workdays})
    figures = command.suggested.figures
    number = document_number(
        rules.number_word, hall_date(now).year, command.last_serial, policy.coordination.number_format
    )
    return [
        SlowReminderSent(
            reminder_id=command.reminder_id,
            staff_id=command.by.staff_id,
            kind=figures.kind,
            area=figures.area,
            number=number,
            open=figures.open,
            overdue=figures.overdue,
            median_workdays=figures.median_workdays,
        )
    ]


def _reasons(figures: AreaFigures, policy: Policy) -> tuple[Reason, ...]:
    rules = policy.supervision.slow_area
    reasons: list[Reason] = []
    if figures.open >= rules.open_min and figures.overdue * PERCENT > figures.open * rules.overdue_percent:
        share = figures.overdue * PERCENT // figures.open
        facts = {"open": figures.open, "overdue": figures.overdue, "percent": share}
        reasons.append(Reason("slow.overdue_share", facts))
    if len(figures.took_workdays) >= rules.open_min and figures.median_workdays > rules.median_workdays:
        facts = {"closed": len(figures.took_workdays), "days": figures.median_workdays}
        reasons.append(Reason("slow.median", facts))
    return tuple(reasons)


def _is_there(kind: AreaKind, area: str, policy: Policy) -> bool:
    return (policy.units.of(area) if kind is AreaKind.UNIT else policy.places.town(area)) is not None
