"""提醒: the command zone asks the units that have a case to go on, and not again and again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.casework.case_additions import CaseReminded
from cases.casework.case_state import FINISHED, Case
from cases.policy.policy import Policy
from cases.policy.units import CENTRE
from cases.refusal import Refusal

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindUnits:
    """From the dispatch screen."""

    reminder_id: str
    staff_id: str


def remind(case: Case, command: RemindUnits, policy: Policy, now: datetime) -> list[CaseReminded] | Refusal:
    """Whoever has not reported yet; before a case was sent anywhere, and after all have reported, the centre."""
    if case.state in FINISHED:
        return Refusal("remind.finished")
    wait = timedelta(minutes=policy.alarms.remind_again_minutes)
    if case.reminded_at is not None and now - case.reminded_at < wait:
        ago = max(0, (now - case.reminded_at) // _MINUTE)
        return Refusal("remind.too_soon", {"minutes": ago, "again": policy.alarms.remind_again_minutes})
    units = [dispatch.unit for dispatch in case.live] or [CENTRE]
    return [
        CaseReminded(reminder_id=command.reminder_id, unit=unit, staff_id=command.staff_id, reminded_at=now)
        for unit in dict.fromkeys(units)
    ]
