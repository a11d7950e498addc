"""GET /v1/sync/pull: what concerns a hall, behind its cursor; …/letters: what halls of the version before ask instead.

Believed for their signature, not for their token.
"""

import asyncio
import gzip
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from case_store.keys import hall_reader
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.sync import letter_book, pull_answer, question, quiet
from case_store.sync.batch import NUMBER_MAX, SIGNATURE_HEADER, SIGNER_HEADER
from case_store.sync.downlink import PURPOSE
from case_store.tokens import HALL
from cases.casework.letter import Letters

LETTERS = "letters"  # the purpose of their signature
SMALL_BYTES = 1024  # what is not worth compressing
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}}
}
Signer = Annotated[str, Header(alias=SIGNER_HEADER, max_length=80)]
Signature = Annotated[str, Header(alias=SIGNATURE_HEADER, max_length=200)]
Number = Annotated[int, Query(ge=0, le=NUMBER_MAX)]


def router(parts: Parts) -> APIRouter:
    """For the role hall, at the centre."""
    store = parts.store
    routes = LateRouter(
        prefix="/v1/sync",
        tags=["sync"],
        responses=PROBLEMS,
        dependencies=[Depends(parts.access.only(HALL))],
    )

    @routes.get("/pull", response_class=Response, responses=_ANSWER)
    async def pull(
        request: Request,
        position: Number,
        mark: Annotated[str, Query(max_length=80)] = "",
        signer: Signer = "",
        signature: Signature = "",
    ) -> Response:
        """Events of other stores that concern this hall, with the keys it needs; `position`, `mark`: its cursor."""
        stream = signer.removeprefix(hall_reader(""))
        key = store.keys.signers.get(signer) if signer == hall_reader(stream) else None
        refusal = question.believed(key, signature, PURPOSE, stream, position, mark)
        if refusal is not None:
            return parts.problems.answer(refusal)
        told = await store.read_log(lambda c: quiet.nothing_new(c, stream, position, mark))
        if told is None:
            told = await store.in_log(
                lambda connection: pull_answer.answer(
                    connection, store.keys, stream, position=position, mark=mark
                )
            )
        if len(told) <= SMALL_BYTES or "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(told, media_type="application/json")
        content = await asyncio.to_thread(gzip.compress, told, 6)
        return Response(content, media_type="application/json", headers={"Content-Encoding": "gzip"})

    @routes.get("/letters", response_model=Letters)
    async def letters(after: Number, signer: Signer = "", signature: Signature = "") -> Response:
        """What people here have added to cases that this hall holds, in order."""
        stream = signer.removeprefix(hall_reader(""))
        key = store.keys.signers.get(signer) if signer == hall_reader(stream) else None
        if (refusal := question.believed(key, signature, LETTERS, stream, after)) is not None:
            return parts.problems.answer(refusal)
        return parts.problems.answer(await store.in_log(lambda c: letter_book.after(c, stream, after)))

    return routes
