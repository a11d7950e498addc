"""反馈、评价、回访 on paper, and the cover of the file (卷宗)."""

from datetime import datetime

from cases.casework.acting import IN_PERSON
from cases.casework.case_state import CloseResult
from cases.hall_time import hall_date
from cases.refusal import Refusal
from printing.a4.of_case.facts import CaseFacts
from printing.a4.of_case.intake_papers import NOT_YET
from printing.a4.of_case.mediation_papers import agreement_number
from printing.a4.papers.file_pages import FileCover
from printing.a4.papers.notices_to_citizens import FeedbackNotice
from printing.a4.papers.reviews import VisitRecord
from printing.slips.evaluation_form import EvaluationForm

_PEOPLES_MEDIATION = "R02"


def feedback_notice(facts: CaseFacts) -> FeedbackNotice | Refusal:
    """办理结果反馈单: what the citizen was told, on paper."""
    told, result = facts.last("feedback_given"), facts.view.close_result or facts.view.proposed
    if told is None or not result or not told.line.text:
        return NOT_YET
    reports = facts.all_of("dispatch_reported")
    mediated = any(one.facts.get("method") == _PEOPLES_MEDIATION for one in reports)
    reached = result == CloseResult.RESOLVED_AGREEMENT
    basis = (
        *((facts.say("feedback.mediated"),) if mediated or reached else ()),
        *((facts.say("feedback.reached", number=agreement_number(facts)),) if reached else ()),
    )
    return FeedbackNotice(
        **facts.to_citizen(),
        accepted_on=facts.accepted_on,
        unit=facts.lead_name,
        results=tuple(filter(None, map(str.strip, facts.without_numbers(told.line.text).splitlines()))),
        basis=facts.say("feedback.separator").join(basis),
        next_steps=(facts.say(f"feedback.next_{result}"), facts.say("feedback.visit")),
    )


def evaluation_form(facts: CaseFacts) -> EvaluationForm:
    """满意度评价表, empty."""
    return EvaluationForm(**facts.common())


def visit_record(facts: CaseFacts) -> VisitRecord | Refusal:
    """回访记录 of the last visit."""
    made = facts.last("follow_up_made")
    if made is None:
        return NOT_YET
    agreed = bool(facts.view.agreement_number)
    performed = {"True": "performed", "False": "not_performed"}.get(made.facts.get("performed", ""))
    satisfied = {"True": "satisfied", "False": "not_satisfied"}.get(
        made.facts.get("satisfied", ""), "not_said"
    )
    channels = {one.key: one.name for one in facts.policy.casework.contact_channels}
    way = made.facts.get("channel", IN_PERSON)
    return VisitRecord(
        **facts.common(),
        case_code=facts.view.case_code,
        parties=facts.whole_names,
        agreement_no=agreement_number(facts) if agreed else "",
        purpose=facts.say("visit.purpose_agreement" if performed else "visit.purpose"),
        visited_at=datetime.fromisoformat(made.facts["made_at"]),
        way=channels.get(way, way),
        visitor=made.line.by_name,
        performance="" if agreed and not performed else facts.say(f"visit.{performed or 'no_agreement'}"),
        satisfaction=facts.say(f"visit.{satisfied}"),
        opinion=facts.without_numbers(made.line.text),
    )


def file_cover(facts: CaseFacts) -> FileCover | Refusal:
    """卷宗封面. The number of pages is counted by who binds."""
    view, closed = facts.view, facts.last("case_closed")
    if closed is None or view.close_result is None:
        return NOT_YET
    ours, theirs = facts.masked_side(respondents=False), facts.masked_side(respondents=True)
    parties = next(iter(ours), "")
    if theirs:
        parties = facts.say("file.parties", first=parties, second=theirs[0])
    title = facts.say("file.title", parties=parties, matter=facts.matter)
    code = view.open.dispute_type if view.agreement_number else None
    return FileCover(
        **facts.common(),
        title=title,
        case_code=view.case_code,
        category=facts.matter,
        parties=(*ours, *theirs),
        handler=facts.lead_name,
        accepted_on=facts.accepted_on,
        closed_on=hall_date(closed.line.at),
        close_result=facts.texts.get(f"paper_filling.result.{view.close_result}"),
        retention=facts.policy.papers.retention_of(code),
        volume=1,
        volumes=1,
        pages=1,
        binder=facts.draft.made_by,
        checker="",
    )
