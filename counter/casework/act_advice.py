"""What stands over a form: why something is suggested, what bars it, how far one has come. Advice, never an order."""

from collections.abc import Callable, Iterator

from cases.advice.scope import Verdict
from cases.policy.emergency import EmergencyKind
from counter.casework.act_context import FormContext
from counter.casework.act_options import reasons_text

Advice = Callable[[FormContext], Iterator[str]]
CONTACT_FAILED = "contact_failed"


def acceptance(on: FormContext) -> Iterator[str]:
    """In scope or not and by which line; emergencies first."""
    yield from emergencies(on)
    scope = on.view.scope
    if scope is None:
        return
    say = on.texts.get
    yield say(f"casework_reasons.scope.{scope.verdict.value}")
    if scope.verdict is Verdict.REJECT:
        yield from (on.policy.acceptance.reasons[code].text for code in scope.reasons)
    if scope.on_the_spot:
        yield say("casework_reasons.scope.on_the_spot")
    if scope.petition:
        yield say("casework_reasons.scope.petition")
    if not scope.mediation:
        yield say("casework_reasons.scope.no_mediation")
    if scope.clauses:
        yield on.say("advice.clauses", clauses=say("deadlines.list").join(scope.clauses))


def emergencies(on: FormContext) -> Iterator[str]:
    """Words of danger were found: what to do, never the words."""
    for name in on.view.emergencies:
        phone = on.policy.emergency.of(EmergencyKind(name)).advise_phone
        yield on.texts.get(f"casework_reasons.emergency.{name}")
        yield on.texts.get("casework_reasons.emergency.advise", phone=phone)


def grade(on: FormContext) -> Iterator[str]:
    """The reasons of the suggestion, and what nobody has asked yet."""
    found = on.view.grade_suggestion
    if found is None:
        return
    name = on.texts.get(f"casework_reasons.grade_name.{found.grade.value}")
    yield on.say("advice.grade", grade=name, reasons=reasons_text(found.reasons, on))
    if found.ask:
        yield on.say("advice.ask", questions=reasons_text(found.ask, on))
    yield on.say("advice.lowering")


def sending(on: FormContext) -> Iterator[str]:
    """What comes before another dispatch, and who leads a matter of much money."""
    if on.view.consultation_owed:
        yield on.say("advice.consultation_owed")
    found = on.view.grade_suggestion
    if found is not None and found.lead_unit and (unit := on.policy.units.of(found.lead_unit)):
        yield on.say("advice.lead_unit", unit=unit.name)


def returning(on: FormContext) -> Iterator[str]:
    """退回 cites the duty list, in time."""
    yield on.say("advice.give_back", days=on.policy.deadlines.return_after_acknowledge_workdays)


def appointing(on: FormContext) -> Iterator[str]:
    """How long before it is told."""
    yield on.say("advice.appoint", days=on.policy.deadlines.appointment_notice_calendar_days)


def asking_longer(on: FormContext) -> Iterator[str]:
    """Once, in time, by somebody else."""
    yield on.say("advice.ask_longer", days=on.policy.deadlines.extension_ask_before_due_workdays)


def deciding_longer(on: FormContext) -> Iterator[str]:
    """For which clock, and how long."""
    if on.view.extension is None:
        return
    clock_id, amount, _asked_by = on.view.extension
    clock = next((one for one in on.view.clocks if one.clock_id == clock_id), None)
    if clock is not None:
        limit = on.texts.get(f"deadlines.limit.{clock.unit}", amount=amount)
        yield on.say("advice.decide_longer", clock=on.say(f"clock.{clock.kind}"), limit=limit)


def reporting(on: FormContext) -> Iterator[str]:
    """What the rule will ask for."""
    if not any(line.type == "handling_recorded" for line in on.view.timeline):
        yield on.say("advice.no_record")
    if not on.view.agreement_number:
        yield on.say("advice.no_agreement")


def not_reached(on: FormContext) -> Iterator[str]:
    """How many tries there were of those that stand for the feedback."""
    rules = on.policy.casework
    tried = sum(line.type == CONTACT_FAILED for line in on.view.timeline)
    yield on.say(
        "advice.not_reached",
        tried=tried,
        wanted=rules.failed_contacts_min,
        minutes=rules.failed_contact_gap_minutes,
    )


def signing_off(on: FormContext) -> Iterator[str]:
    """What came out, which is what is signed for."""
    if on.view.proposed:
        yield on.say("advice.sign_off", result=on.say(f"result.{on.view.proposed}"))


def settling(on: FormContext) -> Iterator[str]:
    """一表办: what it does, and who comes after."""
    yield from acceptance(on)
    yield on.say("advice.settle")


def plain(act: str) -> Advice:
    """One sentence of the act's own."""
    return lambda on: iter((on.say(f"advice.{act}"),))


def nothing(_on: FormContext) -> Iterator[str]:
    """Acts that need no advice."""
    return iter(())
