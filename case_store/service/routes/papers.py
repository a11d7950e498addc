"""Papers of a case (文书): a number drawn, the paper taken in, given back, and told of to whoever checks one."""

import asyncio
import re
from typing import Annotated
from urllib.parse import unquote
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.responses import StreamingResponse

from case_store.casework.papers_door import READ, Asked
from case_store.hall.house import OnDuty
from case_store.service.body_limit import FILE_OUT, TakesFile
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.routes.attachments import COMMAND, OURS
from case_store.store import Store
from case_store.tokens import COUNTER
from cases.matter.citizen_code import code_hash, parse_citizen_code
from cases.matter.media.media_type import MediaType, media_type_of
from cases.paper.paper_record import DocumentKind, PaperRecord
from cases.refusal import Refusal
from cases.roles import Right
from cases.views_casework import CaseView
from cases.views_papers import KnownPaper, PaperDraft

RECORD, CODE = "X-Paper-Record", "X-Paper-Code"
_HEADER_CHARS_MAX = 4_000
_RECORD = TypeAdapter(PaperRecord)
Id = Annotated[str, Path(max_length=80)]
Words = Annotated[str, Header(max_length=_HEADER_CHARS_MAX)]


class Draw(BaseModel):
    """Which paper, with the id under which its number is drawn once."""

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    kind: DocumentKind
    of: str = ""


class Question(BaseModel):
    """A paper by its code; without one, by what it says of itself."""

    model_config = ConfigDict(extra="forbid")

    code: str = ""
    kind: str = ""
    number: str = ""
    content_hash: str = ""


def takes_files(store: Store) -> TakesFile:
    """Which paths take a paper, and how large a one."""
    return TakesFile(
        path=re.compile(r"/v1/cases/[^/]+/papers/[^/]+"),
        bytes_max=lambda: store.policy.attachments.bytes_max,
        too_large="attachment.too_large",
    )


def router(parts: Parts) -> APIRouter:
    """Whoever may open the case; what a paper is known by is told to every counter."""
    routes = LateRouter(prefix="/v1", tags=["casework"], responses=PROBLEMS)
    store, answer = parts.store, parts.problems.answer
    door, readings, vault = store.hall.papers, store.hall.attachments, store.house.vault
    Seeing = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_CASES))]  # noqa: N806  a type, made from the parts

    @routes.post("/cases/{case_id}/papers", response_model=PaperDraft)
    async def draw(case_id: Id, body: Draw, who: Seeing) -> Response:
        """取号, and what the paper is filled from; reading the case is an event."""
        asked = Asked(case_id=case_id, kind=body.kind, of=body.of)
        draft = await store.run(door.draw, body.command_id, who, asked)
        if isinstance(draft, PaperDraft):
            noted = await store.run(readings.note_reading, who, case_id, READ)
            if isinstance(noted, Refusal):
                return answer(noted)
        return answer(draft)

    @routes.post("/cases/{case_id}/papers/{paper_id}", response_model=CaseView)
    async def issue(  # noqa: PLR0917  a header each
        case_id: Id,
        paper_id: Id,
        request: Request,
        who: Seeing,
        command_id: Annotated[UUID, Header(alias=COMMAND)],
        record: Annotated[Words, Header(alias=RECORD)],
        code: Annotated[Words, Header(alias=CODE)],
    ) -> Response:
        """出具. The PDF is the body; its record is JSON, percent-encoded."""
        try:
            told = _RECORD.validate_json(unquote(record))
        except ValidationError:
            return answer(Refusal("paper.torn_record"))
        known = parse_citizen_code(code)
        if isinstance(known, Refusal):
            return answer(known)
        hash_ = code_hash(known)
        key = await store.run(door.key, who, case_id, paper_id, told, hash_)
        if isinstance(key, Refusal):
            return answer(key)
        pdf = await request.body()
        if media_type_of(pdf) is not MediaType.PDF:
            return answer(Refusal("paper.unreadable"))
        kept = await asyncio.to_thread(vault.keep, key, paper_id, pdf)
        return answer(await store.run(door.issue, command_id, who, case_id, told, (paper_id, hash_, kept)))

    @routes.get("/cases/{case_id}/papers/{paper_id}", response_class=Response, responses=FILE_OUT)
    async def read(case_id: Id, paper_id: Id, who: Seeing) -> Response:
        """The paper as it was issued, byte by byte. That it was read is an event before the first one."""
        found = await store.run(door.find, who, case_id, paper_id)
        if isinstance(found, Refusal):
            return answer(found)
        chunks = await asyncio.to_thread(vault.stream, found.key, found.attachment)
        if isinstance(chunks, Refusal):
            return answer(chunks)
        noted = await store.run(readings.note_reading, who, case_id, READ)
        if isinstance(noted, Refusal):
            return answer(noted)
        length = {"Content-Length": str(found.attachment.bytes_count)}
        return StreamingResponse(chunks, media_type=MediaType.PDF.value, headers={**OURS, **length})

    @routes.post(
        "/papers/known", response_model=KnownPaper, dependencies=[Depends(parts.access.only(COUNTER))]
    )
    async def known(body: Question) -> Response:
        """核验: what the log knows of a paper. Nobody is named, so nobody has to be signed in."""
        if not body.code:
            return answer(await store.run(door.known_by_number, body.kind, body.number, body.content_hash))
        code = parse_citizen_code(body.code)
        if isinstance(code, Refusal):
            return answer(code)
        return answer(await store.run(door.known_by_code, code_hash(code)))

    return routes
