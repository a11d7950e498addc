"""Attachments of a case: a raw body in, a stream out. Never a form: its parts would lie unsealed in temporary files."""

import asyncio
import re
from typing import Annotated
from urllib.parse import unquote
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from starlette.responses import StreamingResponse

from case_store.attachments.intake import take_in
from case_store.casework.attachment_door import READ, READ_TO_PRINT, Sent
from case_store.hall.house import OnDuty
from case_store.service.body_limit import FILE_IN, FILE_OUT, TakesFile
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.store import Store
from cases.matter.media.media_type import AttachmentKind
from cases.refusal import Refusal
from cases.roles import Right
from cases.views_casework import CaseView

KIND, NAME, REMARK, COMMAND = (
    *("X-Attachment-Kind", "X-Attachment-Name", "X-Attachment-Remark"),
    "X-Command-Id",
)
AT_ONCE = 2  # that are cleaned: a picture of 40 megapixels takes 160 MB meanwhile
COMING_AT_ONCE = 16  # in memory, as long as their lines take: a slow one holds up no other
_HEADER_CHARS_MAX = 8_000  # percent-encoded: a Chinese character is nine
OURS = {
    "X-Content-Type-Options": "nosniff",  # what it is, is told by our record and by nothing in it
    "Cache-Control": "no-store",
    "Content-Disposition": "attachment",
    "Content-Security-Policy": "sandbox",
}
Id = Annotated[str, Path(max_length=80)]
Words = Annotated[str, Header(max_length=_HEADER_CHARS_MAX)]


async def _sent(
    case_id: Id,
    command_id: Annotated[UUID, Header(alias=COMMAND)],
    kind: Annotated[AttachmentKind, Header(alias=KIND)],
    name: Annotated[Words, Header(alias=NAME)] = "",
    remark: Annotated[Words, Header(alias=REMARK)] = "",
) -> Sent:
    """A dependency: what the headers say of the file."""
    return Sent(command_id=command_id, case_id=case_id, kind=kind, name=unquote(name), remark=unquote(remark))


def takes_files(store: Store) -> TakesFile:
    """Which paths take a file, and how large a one."""
    return TakesFile(
        path=re.compile(r"/v1/cases/[^/]+/attachments"),
        bytes_max=lambda: store.policy.attachments.bytes_max,
        too_large="attachment.too_large",
    )


def router(parts: Parts) -> APIRouter:
    """To add one needs the right to handle; to read one, to open the case."""
    routes = LateRouter(prefix="/v1/cases", tags=["casework"], responses=PROBLEMS)
    store, answer = parts.store, parts.problems.answer
    door, vault = store.hall.attachments, store.house.vault
    coming, few_at_a_time = asyncio.Semaphore(COMING_AT_ONCE), asyncio.Semaphore(AT_ONCE)
    Handling = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_CASES, Right.HANDLE))]  # noqa: N806  a type, made from the parts
    Seeing = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_CASES))]  # noqa: N806

    @routes.post("/{case_id}/attachments", response_model=CaseView, openapi_extra=FILE_IN)
    async def add(request: Request, who: Handling, sent: Annotated[Sent, Depends(_sent)]) -> Response:
        """The file is the body, its media type the Content-Type, name and remark percent-encoded UTF-8."""
        key = await store.run(door.key, who, sent.case_id)
        if isinstance(key, Refusal):
            return answer(key)
        declared = request.headers.get("content-type", "")
        async with coming:
            content = await request.body()
            async with few_at_a_time:
                policy = store.policy.attachments
                incoming = await asyncio.to_thread(take_in, content, sent.kind, declared, policy)
                if isinstance(incoming, Refusal):
                    return answer(incoming)
                kept = await asyncio.to_thread(vault.keep, key, sent.attachment_id, incoming.content)
        return answer(await store.run(door.add, who, sent, incoming, kept))

    @routes.get("/{case_id}/attachments/{attachment_id}", response_class=Response, responses=FILE_OUT)
    async def read(
        case_id: Id,
        attachment_id: Id,
        who: Seeing,
        to_print: Annotated[bool, Query(alias="print")] = False,
    ) -> Response:
        """The content. That it was read, or taken for a printed copy, is an event before the first byte."""
        found = await store.run(door.find, who, case_id, attachment_id)
        if isinstance(found, Refusal):
            return answer(found)
        chunks = await asyncio.to_thread(vault.stream, found.key, found.attachment)
        if isinstance(chunks, Refusal):
            return answer(chunks)
        noted = await store.run(door.note_reading, who, case_id, READ_TO_PRINT if to_print else READ)
        if isinstance(noted, Refusal):
            return answer(noted)
        length = {"Content-Length": str(found.attachment.bytes_count)}
        return StreamingResponse(
            chunks, media_type=found.attachment.media_type.value, headers={**OURS, **length}
        )

    return routes
