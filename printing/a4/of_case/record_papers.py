"""会议纪要、请示报告、协调函 of a record of coordination about a case, under the record's number (domain.md §1.4).

The first line of what was written is its subject. Names of citizens are masked: these papers go to other offices.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cases.paper.paper_record import DocumentKind
from cases.policy.coordination import RecordKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_papers import PaperDraft
from cases.views_supervision import RecordPage
from printing.a4.of_case.facts import CaseFacts
from printing.a4.of_case.intake_papers import NOT_YET
from printing.a4.papers.coordination import CoordinationLetter, MeetingMinutes, ReportUp, Task
from printing.numbered import Numbered

KIND_OF: Mapping[str, DocumentKind] = MappingProxyType(
    {
        RecordKind.MEETING.value: DocumentKind.MEETING_MINUTES,
        RecordKind.CONSULTATION.value: DocumentKind.MEETING_MINUTES,
        RecordKind.REPORT_UP.value: DocumentKind.REPORT_UP,
        RecordKind.COORDINATION.value: DocumentKind.COORDINATION_LETTER,
    }
)
"""Which paper a record has."""
_SENTENCE_END = "。"


class RecordFacts(CaseFacts):
    """A case with a record about it."""

    def __init__(self, draft: PaperDraft, record: RecordPage, policy: Policy, texts: Texts) -> None:
        super().__init__(draft, policy, texts)
        self.record = record
        lines = filter(None, map(str.strip, self.masked_text(record.text).splitlines()))
        self.subject, *rest = [*lines, ""]
        self.body = tuple(filter(None, rest)) or (self.subject,)

    @property
    def title_subject(self) -> str:
        """The subject within a title: without its full stop."""
        return self.subject.rstrip(_SENTENCE_END)

    @property
    def by_name(self) -> str:
        """Who wrote it."""
        return self.record.lines[0].by_name if self.record.lines else ""

    @property
    def contact(self) -> dict[str, str]:
        """Whom to ask."""
        return {"contact": self.draft.made_by, "contact_phone": self.policy.hall.phone}


def meeting_minutes(facts: RecordFacts) -> MeetingMinutes:
    """会议纪要, with what was resolved as tasks."""
    record = facts.record
    return MeetingMinutes(
        **facts.common(),
        name=record.row.kind_name,
        met_at=record.row.held_at,
        place=facts.policy.hall.short_name,
        host=facts.by_name,
        attendees=record.row.units,
        recorder=facts.by_name,
        topics=(facts.subject,),
        resolutions=facts.body,
        tasks=tuple(
            Task(task=facts.masked_text(one.text), unit=one.unit_name, due=one.due_date)
            for one in record.tasks
        ),
    )


def report_up(facts: RecordFacts) -> ReportUp:
    """请示报告."""
    return ReportUp(
        **facts.common(),
        addressee=facts.record.row.units[0] if facts.record.row.units else facts.say("record.above"),
        subject=facts.title_subject,
        asks=True,
        paragraphs=facts.body,
        attachments=(),
        **facts.contact,
    )


def coordination_letter(facts: RecordFacts) -> CoordinationLetter | Refusal:
    """协调函, to the first of its units; what is asked are its tasks."""
    row, tasks = facts.record.row, facts.record.tasks
    if not row.units or not tasks:
        return NOT_YET
    return CoordinationLetter(
        **facts.common(),
        addressee=row.units[0],
        subject=facts.title_subject,
        facts=facts.body,
        asks=tuple(facts.masked_text(one.text) for one in tasks),
        reply_by=max(one.due_date for one in tasks),
        **facts.contact,
    )


RECORD_FILLS: Mapping[DocumentKind, Callable[[RecordFacts], Numbered | Refusal]] = MappingProxyType(
    {
        DocumentKind.MEETING_MINUTES: meeting_minutes,
        DocumentKind.REPORT_UP: report_up,
        DocumentKind.COORDINATION_LETTER: coordination_letter,
    }
)


def fill_record(draft: PaperDraft, record: RecordPage, policy: Policy, texts: Texts) -> Numbered | Refusal:
    """The fields of a record's paper; refused for a paper that is another record's."""
    kind = DocumentKind(draft.drawn.kind)
    if KIND_OF.get(record.row.kind) is not kind:
        return NOT_YET
    return RECORD_FILLS[kind](RecordFacts(draft, record, policy, texts))
