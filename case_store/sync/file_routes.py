"""/v1/sync/files: sealed files of the vault, in pieces, by the event that names them; up from a hall, down to a hall.

Believed for their signature. A hall brings files of its own events, and fetches those of events that it was told.
"""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from case_store.keys import hall_reader
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.sync import files, question
from case_store.sync.batch import NUMBER_MAX
from case_store.sync.file_carrier import BRING, FETCH, PIECE_BYTES, PURPOSE, Held
from case_store.sync.pull_routes import Signature, Signer
from case_store.tokens import HALL
from cases.refusal import Refusal

_PIECE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}
_BODY = {"requestBody": {"required": False, "content": {"application/octet-stream": {}}}}
UNKNOWN = "sync.file.unknown"


@dataclass(frozen=True, slots=True)
class By:
    """Who says that they ask."""

    signer: str
    signature: str

    @property
    def hall(self) -> str:
        """The stream of the hall that the signer is of."""
        return self.signer.removeprefix(hall_reader(""))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file, by the event that names it, and from where on."""

    stream: str
    event_id: str
    offset: int


async def _by(signer: Signer = "", signature: Signature = "") -> By:
    return By(signer, signature)


async def _wanted(
    stream: Annotated[str, Path(max_length=80)],
    event_id: Annotated[str, Path(max_length=80)],
    offset: Annotated[int, Query(ge=0, le=NUMBER_MAX)],
) -> Wanted:
    return Wanted(stream, event_id, offset)


Signed = Annotated[By, Depends(_by)]
Piece = Annotated[Wanted, Depends(_wanted)]


def router(parts: Parts) -> APIRouter:
    """For the role hall, at the centre."""
    store, vault = parts.store, parts.store.house.vault
    routes = LateRouter(
        prefix="/v1/sync/files",
        tags=["sync"],
        responses=PROBLEMS,
        dependencies=[Depends(parts.access.only(HALL))],
    )

    async def found(by: By, what: str, wanted: Wanted) -> files.NamedFile | Refusal:
        key = store.keys.signers.get(by.signer) if by.signer == hall_reader(by.hall) else None
        said = (what, wanted.stream, wanted.event_id, wanted.offset)
        refusal = question.believed(key, by.signature, PURPOSE, by.hall, *said)
        if refusal is not None:
            return refusal
        if what == BRING and wanted.stream != by.hall:
            return Refusal("sync.not_your_stream", {"signer": by.signer})

        def named(connection: sa.Connection) -> files.NamedFile | None:
            told = what == BRING or files.may_have(connection, by.hall, wanted.stream, wanted.event_id)
            return files.named_file(connection, wanted.stream, wanted.event_id) if told else None

        return await store.in_log(named) or Refusal(UNKNOWN)

    @routes.put("/{stream}/{event_id}", response_model=Held, openapi_extra=_BODY)
    async def bring(request: Request, by: Signed, wanted: Piece) -> Response:
        """A piece; answered by how much is here. An empty piece only asks that."""
        file = await found(by, BRING, wanted)
        if isinstance(file, Refusal):
            return parts.problems.answer(file)
        piece = await request.body()
        held = await asyncio.to_thread(vault.come, file.file_hash, wanted.offset, piece, file.sealed_bytes)
        return parts.problems.answer(Held(held))

    @routes.get("/{stream}/{event_id}", response_class=Response, responses=_PIECE)
    async def fetch(by: Signed, wanted: Piece) -> Response:
        """At most 256 KB from `offset` on; 404 where the file has not come here yet."""
        file = await found(by, FETCH, wanted)
        if isinstance(file, Refusal):
            return parts.problems.answer(file)
        piece = await asyncio.to_thread(vault.slice, file.file_hash, wanted.offset, PIECE_BYTES)
        if piece is None:
            return parts.problems.answer(Refusal(UNKNOWN))
        return Response(piece, media_type="application/octet-stream")

    return routes
