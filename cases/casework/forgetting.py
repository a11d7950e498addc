"""When a case's persons and texts may be destroyed (销毁), and what forbids it (保全).

The rest of the case stays in the log, as numbers. A hold is a set of reasons, each placed and lifted by somebody.
"""

from collections.abc import Sequence
from datetime import datetime

from cases.casework.case_commands import LiftHold, PlaceHold
from cases.casework.case_events import CaseEvent
from cases.casework.case_state import FINISHED, Case
from cases.casework.forgetting_events import HoldLifted, HoldPlaced
from cases.hall_time import hall_date
from cases.policy.retention import RetentionPolicy
from cases.refusal import Refusal
from cases.views_casework import HoldView

_FEBRUARY, _LEAP_DAY = 2, 29


def keep_until(ended_at: datetime, dispute_type: str | None, policy: RetentionPolicy) -> str:
    """The day until whose end the case is kept, ISO: so many years after the day on which it ended."""
    day = hall_date(ended_at)
    year = day.year + policy.years_of(dispute_type)
    if (day.month, day.day) == (_FEBRUARY, _LEAP_DAY):
        return day.replace(year=year, day=28).isoformat()
    return day.replace(year=year).isoformat()


def forget_refusal(
    case: Case | None,
    ended_at: datetime | None,
    reason_code: str,
    policy: RetentionPolicy,
    now: datetime,
    *,
    holds: Sequence[HoldView],
) -> Refusal | None:
    """Why a case may not be forgotten now. `ended_at`: when it was closed, rejected, withdrawn or merged.

    `holds`: those of the case that are in force.
    """
    if case is None:
        return Refusal("case.unknown")
    reason = policy.reason(reason_code)
    if reason is None:
        return Refusal("forget.reason_unknown", {"reason": reason_code})
    code = case.case_code
    if case.forgotten:
        return Refusal("case.forgotten", {"case_code": code})
    if case.state not in FINISHED or ended_at is None:
        return Refusal("forget.open", {"case_code": code})
    if holds:
        return _held(code, holds, policy)
    until = keep_until(ended_at, case.open.dispute_type, policy)
    if not reason.early and hall_date(now).isoformat() <= until:
        return Refusal("forget.period", {"case_code": code, "until": until})
    return None


def _held(case_code: str, holds: Sequence[HoldView], policy: RetentionPolicy) -> Refusal:
    """Told by the oldest, which will hardly be the first to go; who placed it by their number, as it is no name."""
    first = min(holds, key=lambda one: one.since)
    reason = policy.hold(first.reason_code)
    return Refusal(
        "forget.held",
        {
            "case_code": case_code,
            "count": len(holds),
            "reason": reason.name if reason else first.reason_code,
            "since": hall_date(first.since).isoformat(),
            "staff_id": first.staff_id,
        },
    )


def place_hold(case: Case, command: PlaceHold, policy: RetentionPolicy) -> list[CaseEvent] | Refusal:
    """保全."""
    if policy.hold(command.reason_code) is None:
        return Refusal("forget.reason_unknown", {"reason": command.reason_code})
    if case.forgotten:
        return Refusal("case.forgotten", {"case_code": case.case_code})
    placed = HoldPlaced(
        hold_id=command.hold_id, reason_code=command.reason_code, staff_id=command.by.staff_id
    )
    return [placed]


def lift_hold(case: Case, command: LiftHold) -> list[CaseEvent] | Refusal:
    """That reason is gone."""
    if command.hold_id not in case.held:
        return Refusal("hold.unknown", {"case_code": case.case_code})
    return [HoldLifted(hold_id=command.hold_id, staff_id=command.by.staff_id)]
