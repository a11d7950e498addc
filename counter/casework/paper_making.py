"""Making a paper of a case (文书): its number drawn at the hall, filled, set, issued; only then is it anybody's.

Runs in the bridge's worker. What goes wrong on the way is asked again with the same ids, so that no number is wasted.
"""

import asyncio
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.hall import HallClient
from cases.paper.paper_record import DocumentKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_casework import CaseView
from cases.views_papers import PaperDraft
from cases.views_supervision import ItemPage, RecordPage
from printing.a4.issue import Issue, Issued, issue_paper
from printing.a4.of_case.filling import fill
from printing.a4.of_case.item_papers import fill_item
from printing.a4.of_case.record_papers import fill_record
from printing.a4.type_faces import TypeFaces
from printing.faces import Faces
from printing.numbered import Numbered
from printing.paper import Paper
from printing.thermal.pdf import pdf
from printing.thermal.press import Encoding, Press


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperJob:
    """One paper to make. The ids stay with it, whatever is asked again."""

    case_id: str
    kind: DocumentKind
    of: str = ""  # the supervision item or record whose number it has
    about: ItemPage | RecordPage | None = None  # what its paper is filled from besides the case
    draw_id: UUID = field(default_factory=uuid_v7.uuid7)
    issue_id: UUID = field(default_factory=uuid_v7.uuid7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A paper that is out, and the case with it. `missing`: characters to be written in by hand."""

    paper_id: str
    given: Numbered
    pdf: bytes = field(repr=False)
    missing: frozenset[str]
    case: CaseView


class PaperMaker:
    """Fonts are read with the first paper: half a second that most counters never need."""

    def __init__(self, fonts: Path, texts: Texts) -> None:
        self.fonts, self.texts = fonts, texts

    @cached_property
    def faces(self) -> TypeFaces:
        """The faces of A4 papers. Raises OSError naming the file when one is missing."""
        return TypeFaces(self.fonts)

    def as_pdf(self, slip: Paper) -> bytes:
        """A paper of 80 mm for a printer that takes PDF."""
        return Press(Faces(self.fonts)).make(slip, {Encoding.PDF: pdf})[Encoding.PDF]

    async def make(self, client: HallClient, job: PaperJob, policy: Policy) -> MadePaper | Refusal:
        """Draw, fill, set, issue. Raises Unreachable; then ask again with the same job."""
        drawn = await self.draw(client, job, policy)
        return drawn if isinstance(drawn, Refusal) else await self.issue(client, job, *drawn, policy)

    async def draw(
        self, client: HallClient, job: PaperJob, policy: Policy
    ) -> tuple[PaperDraft, Numbered] | Refusal:
        """The number, and the paper's fields."""
        draft = await client.papers.draw(job.case_id, job.kind, of=job.of, command_id=job.draw_id)
        if isinstance(draft, Refusal):
            return draft
        match job.about:
            case ItemPage() as item:
                given = fill_item(draft, item, policy, self.texts)
            case RecordPage() as record:
                given = fill_record(draft, record, policy, self.texts)
            case None:
                given = fill(draft, policy, self.texts)
        return given if isinstance(given, Refusal) else (draft, given)

    async def issue(
        self, client: HallClient, job: PaperJob, draft: PaperDraft, given: Numbered, policy: Policy
    ) -> MadePaper | Refusal:
        """The paper under the number that was drawn."""
        issued = await asyncio.to_thread(self._set, given, draft, policy)
        case = await client.papers.issue(job.case_id, draft.drawn, issued.record, issued.pdf, job.issue_id)
        if isinstance(case, Refusal):
            return case
        return MadePaper(
            paper_id=draft.drawn.paper_id, given=given, pdf=issued.pdf, missing=issued.missing, case=case
        )

    def _set(self, given: Numbered, draft: PaperDraft, policy: Policy) -> Issued:
        drawn = draft.drawn
        issue = Issue(
            base_url=policy.hall.citizen_base_url,
            code=drawn.code,
            case_code=draft.case.case_code,
            issued_at=drawn.drawn_at,
        )
        return issue_paper(given, issue, self.texts, self.faces)
