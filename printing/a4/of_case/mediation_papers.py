"""People's mediation on paper: what is told, asked, said, agreed and performed."""

from datetime import date, datetime

from cases.hall_time import hall_date
from cases.people.party import Party, PartyRole
from cases.refusal import Refusal
from printing.a4.of_case.facts import CaseFacts, Line
from printing.a4.of_case.intake_papers import NOT_YET
from printing.a4.papers.agreement import MediationAgreement, PerformanceRecord, PerformedItem
from printing.a4.papers.mediation import (
    Exchange,
    InvestigationRecord,
    MediationApplication,
    MediationRecord,
    RightsNotice,
)
from printing.a4.sheet import Person

_MEDIATIONS = ("mediation", "joint_mediation")  # keys of casework.record_kinds
_INQUIRIES = ("survey", "talk", "contact")


def rights_notice(facts: CaseFacts) -> RightsNotice | Refusal:
    """权利义务告知书."""
    if not facts.whole_names:
        return NOT_YET
    return RightsNotice(
        **facts.common(),
        matter=facts.matter,
        organisation=organisation(facts),
        parties=facts.whole_names,
    )


def mediation_application(facts: CaseFacts) -> MediationApplication | Refusal:
    """申请书: both sides."""
    sides: dict[bool, list[Person]] = {True: [], False: []}
    for party in facts.parties:
        sides[party.role is not PartyRole.RESPONDENT].append(facts.person(party, born=_age(party, facts)))
    if not sides[True]:
        return NOT_YET
    return MediationApplication(
        **facts.common(),
        applicants=tuple(sides[True]),
        respondents=tuple(sides[False]),
        summary=facts.summary,
        demands=tuple(facts.view.private.demand.splitlines()) or ("",),
    )


def investigation_record(facts: CaseFacts) -> InvestigationRecord | Refusal:
    """调查记录: what was written down of the last talk or survey; 问 and 答 as they stand at its lines' beginnings."""
    made = _record(facts, _INQUIRIES)
    if made is None or not facts.parties:
        return NOT_YET
    return InvestigationRecord(
        **facts.common(),
        case_code=facts.view.case_code,
        matter=facts.matter,
        started_at=_done_at(made),
        ended_at=_done_at(made),
        place=facts.place(made),
        investigators=(made.line.by_name,),
        recorder=made.line.by_name,
        asked=facts.person(facts.parties[0]),
        exchanges=_exchanges(facts.without_numbers(made.line.text), facts),
    )


def mediation_record(facts: CaseFacts) -> MediationRecord | Refusal:
    """调解记录 of the last mediation that was written down."""
    made, ended = _record(facts, _MEDIATIONS), facts.last("mediation_ended")
    if made is None:
        return NOT_YET
    result = "going_on" if ended is None else "agreed" if ended.says("agreed") else "failed"
    return MediationRecord(
        **facts.common(),
        case_code=facts.view.case_code,
        matter=facts.matter,
        mediated_at=_done_at(made),
        place=facts.place(made),
        mediators=(made.line.by_name,),
        recorder=made.line.by_name,
        parties=facts.whole_names,
        attendees=tuple(one.unit_name for one in facts.at_work),
        course=_lines(facts.without_numbers(made.line.text)),
        result=facts.say(f"mediation.{result}"),
    )


def mediation_agreement(facts: CaseFacts) -> MediationAgreement | Refusal:
    """人民调解协议书."""
    made = facts.last("agreement_made")
    if made is None or not made.line.text or not facts.parties:
        return NOT_YET
    by = _perform_by(made)
    performance = (facts.say("agreement.by", day=_day(by, facts)) if by else facts.say("agreement.at_once"),)
    return MediationAgreement(
        **facts.common(),
        organisation=organisation(facts),
        matter=facts.matter,
        parties=tuple(facts.person(party) for party in facts.parties),
        facts=(facts.summary,),
        terms=_lines(made.line.text),
        performance=performance,
        copies=len(facts.parties) + 1,
    )


def performance_record(facts: CaseFacts) -> PerformanceRecord | Refusal:
    """履行记录: what was agreed, and what the last visit found."""
    made = facts.last("agreement_made")
    if made is None or not made.line.text:
        return NOT_YET
    visits = [
        one for one in facts.all_of("follow_up_made") if one.facts.get("performed") in ("True", "False")
    ]
    kept = next((hall_date(one.line.at) for one in visits if one.says("performed")), None)
    return PerformanceRecord(
        **facts.common(),
        agreement_no=agreement_number(facts),
        case_code=facts.view.case_code,
        matter=facts.matter,
        parties=facts.whole_names,
        items=(
            PerformedItem(
                obligation="\n".join(_lines(made.line.text)),
                due=_perform_by(made) or hall_date(made.line.at),
                performed_on=kept,
                proof="",
                confirmed_by="",
            ),
        ),
        note=visits[-1].line.text if visits else "",
    )


def organisation(facts: CaseFacts) -> str:
    """Who mediates: the organisation that it began at, else whoever the matter lies with."""
    begun = facts.last("mediation_started")
    return begun.facts["org"] if begun else facts.lead_name


def agreement_number(facts: CaseFacts) -> str:
    """The number on the agreement's own paper; before there is one, that of the case."""
    papers = [one for one in facts.view.papers if one.kind == "mediation_agreement" and one.issued]
    return papers[-1].number if papers else facts.view.agreement_number


def _record(facts: CaseFacts, kinds: tuple[str, ...]) -> Line | None:
    """The newest handling record of such a kind that says something."""
    made = [
        one for one in facts.all_of("handling_recorded") if one.facts.get("kind") in kinds and one.line.text
    ]
    return made[-1] if made else None


def _done_at(made: Line) -> datetime:
    return datetime.fromisoformat(made.facts["done_at"])


def _exchanges(text: str, facts: CaseFacts) -> tuple[Exchange, ...]:
    """Questions with their answers; what was not written as such is one answer."""
    asks, answers = facts.say("investigation.question_mark"), facts.say("investigation.answer_mark")
    told: list[Exchange] = []
    for line in _lines(text):
        if line.startswith(asks):
            told.append(Exchange(question=line.removeprefix(asks), answer=""))
            continue
        if not told:
            told.append(Exchange(question=facts.say("investigation.tell"), answer=""))
        said = line.removeprefix(answers)
        last = told[-1]
        told[-1] = Exchange(question=last.question, answer=f"{last.answer}{said}")
    return tuple(told)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


def _perform_by(made: Line) -> date | None:
    told = made.facts.get("perform_by", "")
    return date.fromisoformat(told) if told else None


def _age(party: Party, facts: CaseFacts) -> str:
    if party.birth is None:
        return ""
    birth, today = party.birth, facts.today
    years = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    return facts.say("age.years", years=years)


def _day(day: date, facts: CaseFacts) -> str:
    return facts.texts.get("papers.date", year=day.year, month=day.month, day=day.day)
