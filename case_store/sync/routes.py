"""POST /v1/sync/push: a hall's batch in, a verdict per event out; GET …/wishes: what its citizens wish; …/letters:
what people at the centre have added to its cases.

All are believed for their signature, not for their token.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from case_store.keys import hall_reader
from case_store.log.projections.case_histories import OLD_TENURE
from case_store.service.parts import PROBLEMS, Parts
from case_store.sync import letter_book, wish_book
from case_store.sync.batch import CONTENT_TYPE, NUMBER_MAX, SIGNATURE_HEADER, SIGNER_HEADER, SignedBatch
from case_store.sync.ingest import ingest
from case_store.sync.push import EventVerdict, Pushed
from case_store.sync.wish_poll import believed, believed_for_letters
from case_store.tokens import HALL
from cases.casework.letter import Letters
from cases.queue.wish import Wish
from cases.refusal import Refusal

_BODY = {"requestBody": {"required": True, "content": {CONTENT_TYPE: {}}}}


def router(parts: Parts) -> APIRouter:
    """For the role hall, at the centre."""
    store = parts.store
    routes = APIRouter(
        prefix="/v1/sync",
        tags=["sync"],
        responses=PROBLEMS,
        dependencies=[Depends(parts.access.only(HALL))],
    )

    @routes.post("/push", response_model=Pushed, openapi_extra=_BODY)
    async def push(
        request: Request,
        signer: Annotated[str, Header(alias=SIGNER_HEADER, max_length=80)] = "",
        signature: Annotated[str, Header(alias=SIGNATURE_HEADER, max_length=200)] = "",
    ) -> Response:
        """409 `sync.gap` names in `wanted_seq` the event that is missing before this batch."""
        signed = SignedBatch(await request.body(), signer, signature)
        now = store.clock.now()
        has_upstream = store.config.upstream is not None

        answer: tuple[EventVerdict, ...] | Refusal = await store.in_log(
            lambda connection: ingest(connection, signed, store.keys.signers, now, push_on=has_upstream)
        )
        if isinstance(answer, Refusal):
            return parts.problems.answer(answer)
        stream = signer.removeprefix(hall_reader(""))
        parts.heard.note(stream, now)
        if late := [verdict.id for verdict in answer if verdict.reason == OLD_TENURE]:
            await store.run(store.hall.late.tell, stream, late)
        return parts.problems.answer(Pushed(answer))

    @routes.get("/wishes", response_model=tuple[Wish, ...])
    async def wishes(
        after: Annotated[int, Query(ge=0, le=NUMBER_MAX)],
        told: bool,
        signer: Annotated[str, Header(alias=SIGNER_HEADER, max_length=80)] = "",
        signature: Annotated[str, Header(alias=SIGNATURE_HEADER, max_length=200)] = "",
    ) -> Response:
        """What citizens of this hall wish from their phones. `told`: the hall has pushed everything it knows."""
        stream = signer.removeprefix(hall_reader(""))
        key = store.keys.signers.get(signer) if signer == hall_reader(stream) else None
        if (refusal := believed(key, signature, stream, after, told=told)) is not None:
            return parts.problems.answer(refusal)
        if told:
            parts.heard.note(stream, store.clock.now())
        return parts.problems.answer(await store.in_log(lambda c: wish_book.after(c, stream, after)))

    @routes.get("/letters", response_model=Letters)
    async def letters(
        after: Annotated[int, Query(ge=0, le=NUMBER_MAX)],
        signer: Annotated[str, Header(alias=SIGNER_HEADER, max_length=80)] = "",
        signature: Annotated[str, Header(alias=SIGNATURE_HEADER, max_length=200)] = "",
    ) -> Response:
        """What people here have added to cases that this hall holds, in order."""
        stream = signer.removeprefix(hall_reader(""))
        key = store.keys.signers.get(signer) if signer == hall_reader(stream) else None
        if (refusal := believed_for_letters(key, signature, stream, after)) is not None:
            return parts.problems.answer(refusal)
        return parts.problems.answer(await store.in_log(lambda c: letter_book.after(c, stream, after)))

    return routes
