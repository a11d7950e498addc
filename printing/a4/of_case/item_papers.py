"""督办文书: papers of a supervision item about a case, under the number that its rung was given (domain.md §1.5 U6).

What a leader wrote when approving is the paper's own word; the rest is what the list knows. No citizen is named.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cases.paper.paper_record import DocumentKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_papers import PaperDraft
from cases.views_supervision import ItemLine, ItemPage
from printing.a4.of_case.facts import CaseFacts
from printing.a4.of_case.intake_papers import NOT_YET
from printing.a4.papers.supervision import (
    AccountabilityProposal,
    InterviewRecord,
    PublicCriticism,
    RectificationNotice,
    SupervisionOrder,
    WorkReminder,
)
from printing.numbered import Numbered


class ItemFacts(CaseFacts):
    """A case with the item that supervises it."""

    def __init__(self, draft: PaperDraft, item: ItemPage, policy: Policy, texts: Texts) -> None:
        super().__init__(draft, policy, texts)
        self.item = item

    @property
    def trigger(self) -> str:
        """督办原因."""
        return self.texts.get(f"supervision.trigger.{self.item.row.trigger}")

    @property
    def what(self) -> str:
        """The matter in a sentence, by its code."""
        return self.say("item.what", code=self.view.case_code, matter=self.matter, trigger=self.trigger)

    def approved(self, rung: str) -> tuple[str, ...]:
        """What the leader wrote, paragraph by paragraph."""
        return _lines(self.said("rung_approved", rung))

    def said(self, type_: str, rung: str = "") -> ItemLine | None:
        """The newest line of a type, of a rung if one is named."""
        lines = [one for one in self.item.lines if one.type == type_ and (not rung or one.rung == rung)]
        return lines[-1] if lines else None


def supervision_order(facts: ItemFacts) -> SupervisionOrder | Refusal:
    """督办单: numbered by itself, it opens the item towards the unit."""
    limit, row = facts.item.limit, facts.item.row
    if limit is None:
        return NOT_YET
    raised = _lines(facts.said("supervision_raised"))
    return SupervisionOrder(
        **facts.common(),
        unit=row.unit_name,
        officer=row.responsible,
        case_code=facts.view.case_code,
        matter=facts.matter,
        trigger=facts.trigger,
        facts="\n".join(map(facts.masked_text, raised)) or facts.what,
        demands=(facts.say("item.demand_finish"), facts.say("item.demand_report")),
        supervised_on=facts.today,
        due=limit.due_date,
        contact=facts.draft.made_by,
        contact_phone=facts.policy.hall.phone,
        provisional=limit.provisional,
    )


def work_reminder(facts: ItemFacts) -> WorkReminder | Refusal:
    """工作提示."""
    limit = facts.item.limit
    if limit is None:
        return NOT_YET
    return WorkReminder(
        **facts.common(),
        unit=facts.item.row.unit_name,
        facts=(facts.what,),
        advices=(facts.say("item.demand_finish"),),
        due=limit.due_date,
    )


def interview_record(facts: ItemFacts) -> InterviewRecord | Refusal:
    """约谈记录, once it was held; a new limit came with it."""
    held, limit, row = facts.said("interview_held"), facts.item.limit, facts.item.row
    if held is None or limit is None:
        return NOT_YET
    return InterviewRecord(
        **facts.common(),
        interview_at=held.at,
        place=facts.policy.hall.short_name,
        interviewer=held.by_name,
        recorder="",
        unit=row.unit_name,
        interviewee=row.responsible,
        post="",
        case_code=facts.view.case_code,
        reason=facts.trigger,
        talk=tuple(map(facts.masked_text, _lines(held))),
        commitments=(),
        deadline=limit.due_date,
    )


def public_criticism(facts: ItemFacts) -> PublicCriticism | Refusal:
    """通报批评."""
    return PublicCriticism(
        **facts.common(),
        addressees=(facts.say("item.all_units"),),
        unit=facts.item.row.unit_name,
        facts=(facts.what,),
        basis=facts.say("item.basis"),
        decision="\n".join(map(facts.masked_text, facts.approved("public_criticism"))),
        demands=(facts.say("item.demand_finish"), facts.say("item.demand_report")),
    )


def rectification_notice(facts: ItemFacts) -> RectificationNotice | Refusal:
    """整改通知书."""
    limit = facts.item.limit
    if limit is None:
        return NOT_YET
    problems = tuple(map(facts.masked_text, facts.approved("rectification_notice")))
    return RectificationNotice(
        **facts.common(),
        unit=facts.item.row.unit_name,
        problems=(facts.what, *problems),
        demands=(facts.say("item.demand_finish"),),
        due=limit.due_date,
        report_to=facts.policy.hall.short_name,
    )


def accountability_proposal(facts: ItemFacts) -> AccountabilityProposal | Refusal:
    """责任追究建议书: to whoever may decide on it; its evidence are the papers that went before."""
    row = facts.item.row
    before = [one for one in facts.item.ladder if one.number and one.document != "accountability_proposal"]
    return AccountabilityProposal(
        **facts.common(),
        addressee=facts.say("item.who_decides"),
        person=" ".join(filter(None, (row.unit_name, row.responsible))),
        facts=(facts.what,),
        evidence=tuple(
            facts.say("item.paper", name=facts.texts.get(f"supervision.rung.{one.rung}"), number=one.number)
            for one in before
        ),
        basis=facts.say("item.basis"),
        proposal="\n".join(map(facts.masked_text, facts.approved("accountability_proposal"))),
    )


ITEM_FILLS: Mapping[DocumentKind, Callable[[ItemFacts], Numbered | Refusal]] = MappingProxyType(
    {
        DocumentKind.SUPERVISION_ORDER: supervision_order,
        DocumentKind.WORK_REMINDER: work_reminder,
        DocumentKind.INTERVIEW_RECORD: interview_record,
        DocumentKind.PUBLIC_CRITICISM: public_criticism,
        DocumentKind.RECTIFICATION_NOTICE: rectification_notice,
        DocumentKind.ACCOUNTABILITY_PROPOSAL: accountability_proposal,
    }
)


def fill_item(draft: PaperDraft, item: ItemPage, policy: Policy, texts: Texts) -> Numbered | Refusal:
    """The fields of a paper of the item; refused while it has not what the paper says."""
    fill = ITEM_FILLS.get(DocumentKind(draft.drawn.kind))
    return fill(ItemFacts(draft, item, policy, texts)) if fill else Refusal("paper.not_numbered")


def _lines(line: ItemLine | None) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, line.text.splitlines()))) if line else ()
