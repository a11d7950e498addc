"""The rungs of an item: claimed once when their day comes, asked for, approved or dropped (domain.md §3.3)."""

from datetime import date, datetime

from cases.casework.by import By
from cases.hall_time import hall_date
from cases.policy.deadlines import RungPolicy
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.supervision import supervision as did
from cases.supervision import supervision_commands as ask
from cases.supervision.document_number import document_number
from cases.supervision.ladder import before, gap, missing_before, position, reached, rung_day
from cases.supervision.supervision import ItemEvent, Rung, RungState, SupervisionItem

Answer = list[ItemEvent] | Refusal


def claim_rung(item: SupervisionItem, command: ask.ClaimRung, policy: Policy, now: datetime) -> Answer:
    """By time: nothing before its day, nothing while the hall is closed, nothing twice, nothing out of order."""
    ladder = policy.deadlines.ladder
    at = position(ladder, command.rung)
    document = policy.supervision.document(command.rung)
    if at is None or document is None or item.ladder_from is None or at <= reached(ladder, item.taken):
        return []
    rung = ladder[at]
    if rung.after_workdays is None or missing_before(ladder, rung.rung, item.taken):
        return []
    today = hall_date(now)
    due = rung_day(item.ladder_from, rung.after_workdays, policy.calendar)
    if today < max(due, _not_before(item, rung, policy)) or not policy.calendar.is_open(now):
        return []
    clock = _followed(item)
    if not rung.automatic:
        return [did.RungDrafted(rung=rung.rung, clock=clock, taken_on=today)]
    number = document_number(
        document.number_word, today.year, command.last_serial, policy.coordination.number_format
    )
    return [did.RungSent(rung=rung.rung, clock=clock, number=number, taken_on=today)]


def ask_rung(item: SupervisionItem, command: ask.AskRung, policy: Policy, now: datetime) -> Answer:
    """A rung without a day is drafted only when a leader asks, and after those that have one."""
    ladder, rung = policy.deadlines.ladder, command.rung
    at = position(ladder, rung)
    if at is None:
        return Refusal("supervision.rung_unknown", {"rung": rung})
    if item.ladder_from is None:
        return Refusal("supervision.no_ladder")
    if refusal := _not_a_leader(item, command.by, rung, policy):
        return refusal
    if ladder[at].after_workdays is not None:
        return Refusal("supervision.rung_by_time", {"rung": rung})
    if at <= reached(ladder, item.taken):
        return Refusal("supervision.rung_passed", {"rung": rung})
    if missing := missing_before(ladder, rung, item.taken):
        return Refusal("supervision.rung_order", {"rung": rung, "missing": missing})
    draft = did.RungDrafted(
        rung=rung, clock=_followed(item), taken_on=hall_date(now), asked_by=command.by.staff_id
    )
    return [draft]


def approve_rung(item: SupervisionItem, command: ask.ApproveRung, policy: Policy, now: datetime) -> Answer:
    """The number is given with the approval; earlier drafts are decided first."""
    draft = _draft(item, command.rung)
    if isinstance(draft, Refusal):
        return draft
    if refusal := _not_a_leader(item, command.by, command.rung, policy):
        return refusal
    if item.drafts[0] != draft:
        return Refusal("supervision.earlier_draft", {"rung": item.drafts[0].rung})
    document = policy.supervision.document(command.rung)
    if document is None:
        return Refusal("supervision.rung_unknown", {"rung": command.rung})
    number = document_number(
        document.number_word, hall_date(now).year, command.last_serial, policy.coordination.number_format
    )
    by = command.by
    return [
        did.RungApproved(
            rung=draft.rung, number=number, staff_id=by.staff_id, role=by.role, sealed=command.sealed
        )
    ]


def drop_rung(item: SupervisionItem, command: ask.DropRung, policy: Policy) -> Answer:
    """With a reason: why it does not come to that."""
    draft = _draft(item, command.rung)
    if isinstance(draft, Refusal):
        return draft
    if refusal := _not_a_leader(item, command.by, command.rung, policy):
        return refusal
    if command.sealed is None:
        return Refusal("supervision.reason_missing")
    return [did.RungDropped(rung=draft.rung, staff_id=command.by.staff_id, sealed=command.sealed)]


def _not_before(item: SupervisionItem, rung: RungPolicy, policy: Policy) -> date:
    """The day before which the rung below it forbids this one."""
    earlier = before(policy.deadlines.ladder, rung.rung)
    taken = item.rung(earlier.rung) if earlier else None
    if earlier is None or taken is None:
        return date.min
    return rung_day(taken.taken_on, gap(rung, earlier), policy.calendar)


def _draft(item: SupervisionItem, rung: str) -> Rung | Refusal:
    found = item.rung(rung)
    if found is None or found.state is not RungState.DRAFTED:
        return Refusal("supervision.no_draft", {"rung": rung})
    return found


def _not_a_leader(item: SupervisionItem, by: By, rung: str, policy: Policy) -> Refusal | None:
    document = policy.supervision.document(rung)
    if document is None or by.role not in document.approvers:
        return Refusal("supervision.approver_role", {"rung": rung})
    return Refusal("supervision.own_item") if item.answered_by(by) else None


def _followed(item: SupervisionItem) -> str:
    """The limit that a rung follows: the item's own after an interview, else what caused it."""
    return item.limit.clock_id if item.interviews and item.limit else item.cause
