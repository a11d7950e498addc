"""What follows from what is asked of a supervision item, or why not (domain.md §1.5, §3.3, §3.5 i).

Whoever answers for an item approves none of its papers, visits nobody and closes nothing; escalation from 约谈 up is a
person's decision (ladder_rules).
"""

from datetime import datetime, timedelta
from typing import assert_never

from cases.deadlines.case_clock import ArmedClock, BudgetUnit, arm, derived
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_date
from cases.policy.casework import knows
from cases.policy.policy import Policy
from cases.policy.supervision import Trigger
from cases.refusal import Refusal
from cases.supervision import supervision as did
from cases.supervision import supervision_commands as ask
from cases.supervision.ladder_rules import approve_rung, ask_rung, claim_rung, drop_rung
from cases.supervision.supervision import INTERVIEW, ItemEvent, RungState, SupervisionItem

Answer = list[ItemEvent] | Refusal
_WORKDAYS = "_workdays"
_MOMENT = timedelta(microseconds=1)
_BY_CASE = (Trigger.DEADLINE_PASSED, Trigger.SUPERIOR_KEY)


def decide(item: SupervisionItem | None, command: ask.ItemCommand, policy: Policy, now: datetime) -> Answer:
    """What follows, or why not."""
    if isinstance(command, ask.RaiseItem):
        return [] if item is not None else _raise(command, policy)
    if item is None:
        return Refusal("supervision.unknown")
    if item.closed:
        by_itself = isinstance(command, ask.ClaimRung | ask.RecountItem)
        return [] if by_itself else Refusal("supervision.closed")
    match command:
        case ask.NameResponsible():
            return _name(command, policy)
        case ask.ClaimRung():
            return claim_rung(item, command, policy, now)
        case ask.AskRung():
            return ask_rung(item, command, policy, now)
        case ask.ApproveRung():
            return approve_rung(item, command, policy, now)
        case ask.DropRung():
            return drop_rung(item, command, policy)
        case ask.HoldInterview():
            return _interview(item, command, policy, now)
        case ask.RecountItem():
            return _recount(item, policy)
        case ask.ReportRectification():
            return _rectify(item, command)
        case ask.VisitRectification():
            return _visit(item, command, policy, now)
        case ask.FileAppeal():
            return _appeal(item, command)
        case ask.DecideAppeal():
            return _decide_appeal(item, command)
        case ask.CloseItem():
            return _close(item, command)
        case _:
            assert_never(command)


def limit_of(trigger: Trigger, started_at: datetime, policy: Policy) -> ArmedClock:
    """完成时限 by the trigger; the key in deadlines.toml carries the unit."""
    key = policy.supervision.trigger(trigger).limit
    unit = BudgetUnit.WORKING_DAYS if key.endswith(_WORKDAYS) else BudgetUnit.CALENDAR_DAYS
    kind = ClockKind.RECTIFY if trigger is Trigger.BAD_RATING else ClockKind.SUPERVISED
    return arm(kind, unit, getattr(policy.deadlines, key), started_at, policy)


def _raise(command: ask.RaiseItem, policy: Policy) -> Answer:
    """The ladder counts from the deadline that passed; where none did, from the item's own limit."""
    if policy.units.of(command.unit) is None:
        return Refusal("supervision.unit_unknown", {"unit": command.unit})
    by_hand = command.trigger is Trigger.MANUAL
    if by_hand and command.sealed is None:
        return Refusal("supervision.reason_missing")
    limit = limit_of(command.trigger, command.happened_at, policy)
    passed = command.trigger is Trigger.DEADLINE_PASSED
    ladder_from = hall_date(command.happened_at - _MOMENT) if passed else limit.due_date
    return [
        did.SupervisionRaised(
            item_id=command.item_id,
            case_id=command.case_id,
            clock=command.cause,
            rung=command.rung,
            trigger=command.trigger.value,
            due_at=command.happened_at if passed else limit.due_at,
            visit_id=command.visit_id,
            whistle_id=command.whistle_id,
            unit=command.unit,
            responsible=command.responsible,
            rated=command.rated,
            limit=limit,
            ladder_from=ladder_from if policy.supervision.trigger(command.trigger).on_ladder else None,
            staff_id=command.staff_id,
            sealed=command.sealed,
            keys=command.keys,
        )
    ]


def _name(command: ask.NameResponsible, policy: Policy) -> Answer:
    if policy.units.of(command.unit) is None:
        return Refusal("supervision.unit_unknown", {"unit": command.unit})
    if not command.responsible.strip():
        return Refusal("supervision.responsible_missing")
    return [
        did.ResponsibleNamed(
            staff_id=command.by.staff_id, unit=command.unit, responsible=command.responsible.strip()
        )
    ]


def _interview(item: SupervisionItem, command: ask.HoldInterview, policy: Policy, now: datetime) -> Answer:
    """Only after a leader approved it; it sets a new limit, which the ladder counts from."""
    approved = item.rung(INTERVIEW)
    if approved is None or approved.state is not RungState.APPROVED:
        return Refusal("supervision.interview_not_approved")
    if item.interviews:
        return Refusal("supervision.interview_held")
    if item.answered_by(command.by):
        return Refusal("supervision.own_item")
    if command.held_at > now:
        return Refusal("supervision.in_future")
    if command.sealed is None:
        return Refusal("supervision.text_missing")
    most = policy.supervision.interview_calendar_days_max
    days = command.calendar_days or policy.deadlines.supervised_item_calendar_days
    if not 1 <= days <= most:
        return Refusal("supervision.limit_days", {"most": most})
    generation = (item.limit.generation if item.limit else 0) + 1
    limit = arm(
        ClockKind.SUPERVISED,
        BudgetUnit.CALENDAR_DAYS,
        days,
        command.held_at,
        policy,
        generation=generation,
    )
    held = did.InterviewHeld(
        staff_id=command.by.staff_id, held_at=command.held_at, limit=limit, sealed=command.sealed
    )
    return [held]


def _recount(item: SupervisionItem, policy: Policy) -> Answer:
    """Where the ladder counts from the item's own limit it goes along; the deadline that passed stays passed."""
    limit = item.limit and derived(item.limit, policy)
    if limit is None or item.limit is None or limit == item.limit:
        return []
    own = item.ladder_from == item.limit.due_date
    return [did.LimitRecounted(limit=limit, ladder_from=limit.due_date if own else item.ladder_from)]


def _rectify(item: SupervisionItem, command: ask.ReportRectification) -> Answer:
    """By whoever answers for it; where no person or unit was named yet, by the centre's own."""
    if not item.answered_by(command.by) and (command.by.unit or item.rated):
        return Refusal("supervision.another_unit", {"unit": item.unit})
    if command.sealed is None:
        return Refusal("supervision.text_missing")
    by = command.by
    return [did.RectificationReported(staff_id=by.staff_id, unit=by.unit, sealed=command.sealed)]


def _visit(item: SupervisionItem, command: ask.VisitRectification, policy: Policy, now: datetime) -> Answer:
    if item.trigger != Trigger.BAD_RATING:
        return Refusal("supervision.not_rated")
    if item.answered_by(command.by):
        return Refusal("supervision.own_item")
    if not item.rectified_by:
        return Refusal("supervision.not_rectified")
    if not knows(policy.casework.contact_channels, command.channel):
        return Refusal("supervision.channel", {"channel": command.channel})
    return [
        did.RectificationVisited(
            staff_id=command.by.staff_id,
            channel=command.channel,
            visited_at=now,
            satisfied=command.satisfied,
            sealed=command.sealed,
        )
    ]


def _appeal(item: SupervisionItem, command: ask.FileAppeal) -> Answer:
    """Once, by the rated one or the unit."""
    if item.trigger != Trigger.BAD_RATING:
        return Refusal("supervision.not_rated")
    if not item.answered_by(command.by):
        return Refusal("supervision.another_unit", {"unit": item.unit})
    if item.appeal_by:
        return Refusal("supervision.appealed")
    if command.sealed is None:
        return Refusal("supervision.text_missing")
    return [did.AppealFiled(staff_id=command.by.staff_id, sealed=command.sealed)]


def _decide_appeal(item: SupervisionItem, command: ask.DecideAppeal) -> Answer:
    """The reviewer is neither the rated one nor the filer, nor of their unit (domain.md §3.5 i)."""
    if not item.appeal_by or item.appeal_upheld is not None:
        return Refusal("supervision.no_appeal")
    if item.answered_by(command.by) or command.by.staff_id == item.appeal_by:
        return Refusal("supervision.own_item")
    if command.sealed is None:
        return Refusal("supervision.text_missing")
    return [did.AppealDecided(staff_id=command.by.staff_id, upheld=command.upheld, sealed=command.sealed)]


def _close(item: SupervisionItem, command: ask.CloseItem) -> Answer:
    """Closed on evidence, not on paper only (domain.md §1.5 U8): what caused it is over, what was ordered was done."""
    if item.answered_by(command.by) or command.by.staff_id in item.rectified_by:
        return Refusal("supervision.own_item")
    if command.sealed is None:
        return Refusal("supervision.text_missing")
    if item.interview_owed:
        return Refusal("supervision.interview_owed")
    if item.trigger in _BY_CASE and not command.settled:
        return Refusal("supervision.not_settled")
    if item.appeal_by and item.appeal_upheld is None:
        return Refusal("supervision.appeal_open")
    if item.trigger == Trigger.BAD_RATING and not item.appeal_upheld and not item.visited:
        return Refusal("supervision.not_visited")
    if item.trigger not in (*_BY_CASE, Trigger.BAD_RATING) and not item.rectified_by:
        return Refusal("supervision.not_rectified")
    return [did.ItemClosed(staff_id=command.by.staff_id, sealed=command.sealed)]
