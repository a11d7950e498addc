"""装订卷宗: every issued paper and every attachment of a case, out of the vault, bound in the order of domain.md §4.1.

The file's number is drawn once: its cover is a paper like any other, and binding again finds it.
"""

import asyncio
from dataclasses import dataclass, field, replace

from case_store.client.hall import HallClient
from cases.hall_time import hall_date
from cases.matter.media.media_type import IMAGES, MediaType
from cases.paper.case_file import FileSlot
from cases.paper.paper_record import DocumentKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_casework import AttachmentView, CaseView, PaperView
from cases.views_papers import DrawnNumber, PaperDraft
from counter.casework.paper_making import PaperJob, PaperMaker
from printing.a4.binding import Bound, CaseFile, Filed, bind
from printing.a4.of_case.facts import CaseFacts
from printing.a4.of_case.filling import fill
from printing.a4.papers.file_pages import FileCover
from printing.copies.print_copy import print_copy, print_mark
from printing.faces import Faces

COVER = DocumentKind.FILE_COVER
_BOUND = frozenset({*IMAGES, MediaType.PDF})
SLOTS = {
    DocumentKind.REGISTRATION_FORM: FileSlot.APPLICATION,
    DocumentKind.MEDIATION_APPLICATION: FileSlot.APPLICATION,
    DocumentKind.RIGHTS_NOTICE: FileSlot.RIGHTS_NOTICE,
    DocumentKind.INVESTIGATION_RECORD: FileSlot.INVESTIGATION,
    DocumentKind.MEDIATION_RECORD: FileSlot.MEDIATION_RECORD,
    DocumentKind.MEDIATION_AGREEMENT: FileSlot.AGREEMENT,
    DocumentKind.PERFORMANCE_RECORD: FileSlot.PERFORMANCE,
    DocumentKind.VISIT_RECORD: FileSlot.VISIT,
}
"""Where each paper lies; what is not named here is among the other papers of the centre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundFile:
    """The file and its number. `missing`: what it must have and has not."""

    number: str
    bound: Bound = field(repr=False)
    case: CaseView

    @property
    def missing(self) -> tuple[FileSlot, ...]:
        """In the order of binding."""
        return self.bound.missing


class FileBinder:
    """Reads from the hall, binds beside the UI thread."""

    def __init__(self, maker: PaperMaker, texts: Texts) -> None:
        self._maker, self._texts = maker, texts

    async def bind(
        self, client: HallClient, job: PaperJob, policy: Policy, by_name: str
    ) -> BoundFile | Refusal:
        """`job`: of the cover, whose number is drawn if the file has none yet. Raises Unreachable."""
        view = await client.casework.open(job.case_id)
        if isinstance(view, Refusal):
            return view
        draft = _known_draft(view, by_name)
        drawn = (
            (draft, fill(draft, policy, self._texts))
            if draft
            else await self._maker.draw(client, job, policy)
        )
        if isinstance(drawn, Refusal):
            return drawn
        draft, cover = drawn
        if not isinstance(cover, FileCover):
            return cover if isinstance(cover, Refusal) else Refusal("paper.not_yet")
        items = await self._items(client, CaseFacts(draft, policy, self._texts))
        if isinstance(items, Refusal):
            return items
        file = CaseFile(cover=cover, items=items, notes=self._notes(view))
        bound = await asyncio.to_thread(bind, file, self._texts, self._maker.faces)
        if isinstance(bound, Refusal):
            return bound
        if draft.drawn.code:
            cover = replace(cover, pages=bound.numbered_pages)
            made = await self._maker.issue(client, job, draft, cover, policy)
            if isinstance(made, Refusal):
                return made
            view = made.case
        return BoundFile(number=cover.number, bound=bound, case=view)

    async def _items(self, client: HallClient, facts: CaseFacts) -> tuple[Filed, ...] | Refusal:
        """Everything out of the vault; each reading is kept there."""
        items: list[Filed] = []
        view = facts.view
        for paper in view.papers:
            if paper.issued and paper.kind != COVER:
                pdf = await client.papers.read(view.case_id, paper.paper_id)
                if isinstance(pdf, Refusal):
                    return pdf
                items.append(self._paper(paper, pdf))
        for one in view.attachments:
            if one.media_type in _BOUND:
                content = await client.attachments.read(view.case_id, one.attachment_id, to_print=True)
                if isinstance(content, Refusal):
                    return content
                items.append(await asyncio.to_thread(self._attachment, one, content, facts))
        return tuple(items)

    def _notes(self, view: CaseView) -> tuple[str, ...]:
        """A sound has no paper: the file says that there is one."""
        sounds = sum(one.media_type not in _BOUND for one in view.attachments)
        return (self._texts.get("counter_papers.file.sounds", count=sounds),) if sounds else ()

    def _paper(self, paper: PaperView, pdf: bytes) -> Filed:
        kind = DocumentKind(paper.kind)
        return Filed(
            slot=SLOTS.get(kind, FileSlot.OTHER),
            title=self._texts.get(f"counter_casework.paper.{kind.value}"),
            number=paper.number,
            dated=hall_date(paper.at),
            pdf=pdf,
        )

    def _attachment(self, attachment: AttachmentView, content: bytes, facts: CaseFacts) -> Filed:
        """Pictures get their mark from the binder; a PDF is marked page by page. Its title names nobody."""
        name = attachment.name or self._texts.get(f"attachments.kind.{attachment.kind}")
        slot, dated = facts.policy.papers.slot_of(name), hall_date(attachment.at)
        title = facts.masked_text(name)
        if attachment.media_type in IMAGES:
            return Filed(slot=slot, title=title, dated=dated, pictures=(content,))
        lines = print_mark(facts.view.case_code, dated, self._texts)
        pdf = print_copy(content, MediaType.PDF, lines, Faces(self._maker.fonts))
        return Filed(slot=slot, title=title, dated=dated, pdf=pdf)


def _known_draft(view: CaseView, by_name: str) -> PaperDraft | None:
    """The cover again, under the number that the file has; None before it has one."""
    paper = next((one for one in view.papers if one.kind == COVER and one.issued), None)
    if paper is None:
        return None
    drawn = DrawnNumber(
        paper_id=paper.paper_id, kind=paper.kind, number=paper.number, code="", drawn_at=paper.at
    )
    return PaperDraft(drawn=drawn, case=view, road=(), made_by=by_name)
