"""登记、受理、不予受理 on paper: the registration form, both notices, and where to go instead."""

from cases.citizen_views import Reach, RoadStep
from cases.hall_time import hall_date
from cases.matter.amount import amount_text
from cases.policy.acceptance import Referral
from cases.refusal import Refusal
from printing.a4.document import Step, StepState
from printing.a4.of_case.facts import CaseFacts
from printing.a4.papers.notices_to_citizens import AcceptanceNotice, NonAcceptanceNotice
from printing.a4.papers.registration_form import RegistrationForm
from printing.slips.guidance_slip import GuidanceSlip

NOT_YET = Refusal("paper.not_yet")
_MEDIATION = "mediation"  # key of registration.consents
_SENTENCE_END = "。"
_STATES = {
    Reach.DONE: StepState.DONE,
    Reach.NOW: StepState.NOW,
    Reach.STOPPED: StepState.NOW,
    Reach.NEXT: StepState.NOW,
    Reach.AHEAD: StepState.AHEAD,
    Reach.MAYBE: StepState.AHEAD,
}


def registration_form(facts: CaseFacts) -> RegistrationForm:
    """矛盾纠纷受理登记表."""
    view, told, private = facts.view, facts.view.open, facts.view.private
    kind = facts.policy.dispute_types.get(told.dispute_type or "")
    place = facts.policy.places.name(told.town) if told.town else None
    registered = facts.last("case_registered")
    return RegistrationForm(
        **facts.common(),
        case_code=view.case_code,
        registered_at=view.registered_at,
        source=facts.texts.get(f"sources.name.{view.source}"),
        parties=tuple(facts.person(party) for party in facts.parties),
        dispute_type=facts.say("type", code=kind.code, name=facts.matter) if kind else facts.matter,
        happened_on=f"{told.happened_on:%Y-%m-%d}" if told.happened_on else "",
        place=" ".join(filter(None, (place or told.town, private.place_detail))),
        people_count=told.party_count or max(1, len(facts.parties)),
        amount=amount_text(told.amount_fen) if told.amount_fen is not None else "",
        summary=facts.without_numbers(facts.summary),
        demand=facts.without_numbers(private.demand),
        evidence=(*private.evidence, *(one.name for one in view.attachments if one.name)),
        consent=True if _MEDIATION in told.consents else None,
        registrar=(registered.line.by_name if registered else "") or facts.draft.made_by,
    )


def acceptance_notice(facts: CaseFacts) -> AcceptanceNotice | Refusal:
    """受理告知书: graded, so that the limit is known. Until a unit has signed the centre answers (首问负责)."""
    view, clock = facts.view, facts.handling_clock()
    if view.accepted_at is None or view.grade is None or clock is None:
        return NOT_YET
    hall = facts.policy.hall
    unit = facts.at_work[0] if facts.at_work else None
    name, head, phone = facts.unit_of(unit.unit) if unit else (facts.say("acceptance.centre_first"), "", "")
    return AcceptanceNotice(
        **facts.to_citizen(),
        visited_on=hall_date(view.registered_at),
        accepted_on=facts.accepted_on,
        grade=facts.texts.get(f"casework_reasons.grade_name.{view.grade}"),
        unit=name,
        officer=head or view.first_asked or facts.draft.made_by,
        unit_phone=phone or hall.phone,
        limit=facts.limit_words(clock),
        due=clock.due_date,
        provisional=clock.provisional,
        trace=facts.how_counted(clock),
        road=tuple(_step(one) for one in facts.draft.road),
    )


def non_acceptance_notice(facts: CaseFacts) -> NonAcceptanceNotice | Refusal:
    """不予受理告知书."""
    rejected = facts.last("case_rejected")
    if rejected is None:
        return NOT_YET
    code = rejected.facts["reason_code"]
    reason = facts.policy.acceptance.reasons.get(code)
    referral = facts.policy.acceptance.referrals.get(rejected.facts["referral_code"])
    if reason is None or referral is None:
        return NOT_YET
    place = _place(referral, facts)
    return NonAcceptanceNotice(
        **facts.to_citizen(),
        visited_on=hall_date(facts.view.registered_at),
        decided_on=hall_date(rejected.line.at),
        reason_code=reason.number or code,
        reason=reason.text + _SENTENCE_END,
        basis=reason.basis,
        go_to=referral.name,
        go_address=place.address,
        go_phone=place.phone,
        go_way=referral.way,
        remedy=facts.say("rejection.remedy"),
    )


def guidance_slip(facts: CaseFacts) -> GuidanceSlip | Refusal:
    """引导单: where to go instead of here. No person and no matter is on it."""
    rejected = facts.last("case_rejected")
    known = facts.policy.acceptance.referrals
    referral = known.get(rejected.facts["referral_code"]) if rejected else None
    if referral is None:
        return NOT_YET
    place = _place(referral, facts)
    return GuidanceSlip(
        **facts.common(),
        destination=referral.name,
        room=place.room,
        officer=place.person,
        officer_phone=place.phone,
        address=place.address,
        hours=place.hours,
        materials=place.materials,
        route=tuple(part + _SENTENCE_END for part in place.way.split(_SENTENCE_END) if part),
    )


def _place(referral: Referral, facts: CaseFacts) -> Referral:
    """Where to go; what the referral leaves out is that of its unit."""
    unit = facts.policy.units.of(referral.unit) if referral.unit else None
    if unit is None:
        return referral
    return referral.model_copy(
        update={
            "phone": referral.phone or unit.phone,
            "address": referral.address or unit.address,
            "person": referral.person or unit.head,
        }
    )


def _step(road: RoadStep) -> Step:
    """A step of the road, as the chart shows it."""
    return Step(road.name, f"{road.organ}：{road.text}", _STATES[road.reach])
