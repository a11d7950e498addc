"""Papers of a case (文书) for the counter, and what is known of one. Every method raises Unreachable."""

from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter

from case_store.client.attachments import FILE_TIMEOUT_S
from case_store.client.connection import HallConnection, adapter
from cases.paper.paper_record import DocumentKind, PaperRecord
from cases.people.proof import Proof
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views_casework import CaseView
from cases.views_papers import DrawnNumber, KnownPaper, PaperDraft, ReissuedReceipt

_DRAFT = adapter(PaperDraft)
_CASE = adapter(CaseView)
_KNOWN = adapter(KnownPaper)
_RECEIPT = adapter(ReissuedReceipt)
_RECORD = TypeAdapter(PaperRecord)


class PaperClient:
    """Draw, make, issue: a paper leaves the house only once it is issued, for only the record proves it."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def draw(
        self, case_id: str, kind: DocumentKind, *, of: str = "", command_id: UUID | None = None
    ) -> PaperDraft | Refusal:
        """A number and a code, once per command id; `of`: the supervision item or record whose number it has."""
        body = {"command_id": command_id or uuid_v7.uuid7(), "kind": kind, "of": of}
        return await self._connection.ask("POST", _path(case_id), _DRAFT, body)

    async def issue(
        self,
        case_id: str,
        drawn: DrawnNumber,
        record: PaperRecord,
        pdf: bytes,
        command_id: UUID | None = None,
    ) -> CaseView | Refusal:
        """The paper into the vault, its record into the log; the case with it."""
        headers = {
            "Content-Type": "application/pdf",
            "X-Command-Id": str(command_id or uuid_v7.uuid7()),
            "X-Paper-Record": quote(_RECORD.dump_json(record), safe=""),
            "X-Paper-Code": drawn.code,
        }
        path = f"{_path(case_id)}/{quote(drawn.paper_id, safe='')}"
        return await self._connection.send_file(path, pdf, headers, _CASE, FILE_TIMEOUT_S)

    async def read(self, case_id: str, paper_id: str) -> bytes | Refusal:
        """The paper as it was issued; that it was read is kept."""
        path = f"{_path(case_id)}/{quote(paper_id, safe='')}"
        return await self._connection.fetch_file(path, FILE_TIMEOUT_S)

    async def reissue_receipt(
        self, case_id: str, proof: Proof, command_id: UUID
    ) -> ReissuedReceipt | Refusal:
        """补打回执; `proof`: how staff know whom they give it to."""
        body = {"command_id": command_id, "proof": proof}
        return await self._connection.ask("POST", _receipt_path(case_id), _RECEIPT, body)

    async def receipt_printed(
        self, case_id: str, reissue_id: UUID, result: PaperState, command_id: UUID | None = None
    ) -> Refusal | None:
        """What became of it."""
        body = {"command_id": command_id or uuid_v7.uuid7(), "reissue_id": reissue_id, "result": result}
        return await self._connection.tell(f"{_receipt_path(case_id)}/printed", body)

    async def known_by_code(self, code: str) -> KnownPaper | Refusal:
        """What the log knows of the paper with this code."""
        return await self._connection.ask("POST", "/v1/papers/known", _KNOWN, {"code": code})

    async def known_by_number(self, kind: str, number: str, content_hash: str) -> KnownPaper | Refusal:
        """What it knows of a paper that says this of itself."""
        body = {"kind": kind, "number": number, "content_hash": content_hash}
        return await self._connection.ask("POST", "/v1/papers/known", _KNOWN, body)


def _path(case_id: str) -> str:
    return f"/v1/cases/{quote(case_id, safe='')}/papers"


def _receipt_path(case_id: str) -> str:
    return f"/v1/cases/{quote(case_id, safe='')}/receipt"
