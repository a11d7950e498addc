"""When a case's persons and texts may be destroyed (销毁), and what forbids it (暂缓销毁).

The rest of the case stays in the log, as numbers. A hold is a set of reasons, each placed and lifted by somebody.
"""

from datetime import datetime

from cases.casework.case_state import FINISHED, Case
from cases.casework.forgetting_events import HoldLifted, HoldPlaced
from cases.hall_time import hall_date
from cases.policy.retention import RetentionPolicy
from cases.refusal import Refusal

_FEBRUARY, _LEAP_DAY = 2, 29


def keep_until(ended_at: datetime, dispute_type: str | None, policy: RetentionPolicy) -> str:
    """The day until whose end the case is kept, ISO: so many years after the day on which it ended."""
    day = hall_date(ended_at)
    year = day.year + policy.years_of(dispute_type)
    if (day.month, day.day) == (_FEBRUARY, _LEAP_DAY):
        return day.replace(year=year, day=28).isoformat()
    return day.replace(year=year).isoformat()


def forget_refusal(
    case: Case | None, ended_at: datetime | None, reason_code: str, policy: RetentionPolicy, now: datetime
) -> Refusal | None:
    """Why a case may not be forgotten now. `ended_at`: when it was closed, rejected, withdrawn or merged."""
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
    if case.held:
        return Refusal("forget.held", {"case_code": code})
    until = keep_until(ended_at, case.open.dispute_type, policy)
    if not reason.early and hall_date(now).isoformat() <= until:
        return Refusal("forget.period", {"case_code": code, "until": until})
    return None


def place_hold(
    case: Case, hold_id: str, reason_code: str, staff_id: str, policy: RetentionPolicy
) -> HoldPlaced | Refusal:
    """暂缓销毁."""
    if policy.hold(reason_code) is None:
        return Refusal("forget.reason_unknown", {"reason": reason_code})
    if case.forgotten:
        return Refusal("case.forgotten", {"case_code": case.case_code})
    return HoldPlaced(hold_id=hold_id, reason_code=reason_code, staff_id=staff_id)


def lift_hold(case: Case, hold_id: str, staff_id: str) -> HoldLifted | Refusal:
    """That reason is gone."""
    if hold_id not in case.held:
        return Refusal("hold.unknown", {"case_code": case.case_code})
    return HoldLifted(hold_id=hold_id, staff_id=staff_id)
