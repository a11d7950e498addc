"""交办、延期、预约 on paper."""

from datetime import datetime

from cases.casework.case_state import DispatchKind
from cases.deadlines.clock_kinds import ClockKind
from cases.policy.units import CENTRE, UnitKind
from cases.refusal import Refusal
from cases.views_casework import DispatchView
from printing.a4.of_case.facts import CaseFacts, ledger_before
from printing.a4.of_case.intake_papers import NOT_YET
from printing.a4.papers.assignment_order import AssignedUnit, AssignmentOrder
from printing.a4.papers.notices_to_citizens import ExtensionNotice
from printing.slips.appointment_notice import AppointmentNotice

_TO_DO = ("assigned", "acknowledged")
_VISITS = ("visit", "survey")  # keys of casework.appointment_kinds: they come, not the citizen


def assignment_order(facts: CaseFacts) -> AssignmentOrder | Refusal:
    """交办单 or 双交办单, to all units at work."""
    view, sent = facts.view, facts.last("case_dispatched")
    units = [one for one in facts.at_work if one.state in _TO_DO]
    due, signing = facts.handling_clock(), facts.clock(frozenset({ClockKind.ACKNOWLEDGE}))
    if sent is None or not units or due is None:
        return NOT_YET
    dual = view.dispatch_kind == DispatchKind.DUAL and len(units) > 1
    demand = facts.masked_text(view.private.demand)
    return AssignmentOrder(
        **facts.common(),
        units=tuple(_assigned(one, facts, dual=dual) for one in units),
        dual=dual,
        case_code=view.case_code,
        source=facts.texts.get(f"sources.name.{view.source}"),
        matter=facts.matter,
        parties=facts.masked_names,
        summary=facts.masked_text(facts.summary),
        demands=(
            *filter(None, (demand, facts.masked_text(sent.line.text))),
            facts.say("assignment.settle"),
            facts.say("assignment.longer"),
        ),
        assigned_at=sent.line.at,
        acknowledge_by=signing.due_date if signing else facts.today,
        due=due.due_date,
        provisional=due.provisional,
        contact=facts.draft.made_by,
        contact_phone=facts.policy.hall.phone,
        trace=facts.how_counted(due),
    )


def extension_notice(facts: CaseFacts) -> ExtensionNotice | Refusal:
    """延期告知书: how the new date came about, and the one that held before."""
    asked, decided = facts.last("extension_asked"), facts.last("extension_decided")
    if asked is None or decided is None or not decided.says("granted"):
        return NOT_YET
    clock = next((one for one in facts.view.clocks if one.clock_id == asked.facts["clock_id"]), None)
    if clock is None or not clock.extensions:
        return NOT_YET
    before = ledger_before(clock, without_last=True).due(facts.policy.calendar)
    return ExtensionNotice(
        **facts.to_citizen(),
        accepted_on=facts.accepted_on,
        old_due=before.due_date,
        new_due=clock.due_date,
        reason=facts.without_numbers(asked.line.text) or facts.say("extension.reason"),
        approver=facts.say("extension.approver", name=decided.line.by_name),
        provisional=clock.provisional,
        trace=facts.how_counted(clock),
    )


def appointment_notice(facts: CaseFacts) -> AppointmentNotice | Refusal:
    """预约告知: when, where, who comes. It lies on a kitchen table: no name of anybody but staff."""
    made = facts.last("appointment_set")
    if made is None:
        return NOT_YET
    visits = made.facts["kind"] in _VISITS
    return AppointmentNotice(
        **facts.common(),
        at=datetime.fromisoformat(made.facts["meet_at"]),
        is_visit=visits,
        place=facts.say("appointment.at_home") if visits else facts.place(made),
        people=facts.say("appointment.people", unit=facts.lead_name),
        bring="",
        note=facts.masked_text(made.line.text),
        case_code=facts.view.case_code,
        notice_given_at=datetime.fromisoformat(made.facts["noticed_at"]),
    )


def _assigned(one: DispatchView, facts: CaseFacts, *, dual: bool) -> AssignedUnit:
    unit = facts.policy.units.of(one.unit)
    role = "lead" if one.lead else "co"
    if dual:
        at_home = unit is not None and (unit.kind is UnitKind.TERRITORY or one.unit == CENTRE)
        role = "territory" if at_home else "department"
    _, head, phone = facts.unit_of(one.unit)
    return AssignedUnit(role=facts.say(f"assignment.{role}"), name=one.unit_name, officer=head, phone=phone)
