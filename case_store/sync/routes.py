"""POST /v1/sync/push: a hall's batch in, a verdict per event out. Believed for its signature, not for its token."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response

from case_store.keys import hall_reader
from case_store.service.parts import PROBLEMS, Parts
from case_store.sync.batch import CONTENT_TYPE, SIGNATURE_HEADER, SIGNER_HEADER, SignedBatch
from case_store.sync.ingest import ingest
from case_store.sync.push import EventVerdict, Pushed
from case_store.tokens import HALL
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
        parts.heard.note(signer.removeprefix(hall_reader("")), now)
        return parts.problems.answer(Pushed(answer))

    return routes
