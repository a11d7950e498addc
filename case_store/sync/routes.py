"""POST /v1/sync/push: a hall's batch in, a verdict per event out; GET …/wishes: what its citizens wish.

All are believed for their signature, not for their token.
"""

from contextlib import suppress
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Header, Query, Request, Response

from case_store.central.context import PROGRAM, acting_as
from case_store.keys import hall_reader
from case_store.log.countersign import Countersign, countersigns_after
from case_store.log.projections.case_histories import OLD_TENURE
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.sync import awaited, question, wish_book
from case_store.sync.admission import Admission
from case_store.sync.awaited import HELD_S_MAX, PULL_HEADER
from case_store.sync.batch import (
    CONTENT_TYPE,
    NUMBER_MAX,
    SIGNATURE_HEADER,
    SIGNER_HEADER,
    Batch,
    SignedBatch,
)
from case_store.sync.compare import BLOCKS, PLACES_MAX, Question
from case_store.sync.compare import PURPOSE as DIGESTS
from case_store.sync.comparing import digests_of
from case_store.sync.countersign_poll import PIECES_MAX
from case_store.sync.countersign_poll import PURPOSE as COUNTERSIGNS
from case_store.sync.ingest import take_batch
from case_store.sync.known import DIFFERS
from case_store.sync.opening import Opened
from case_store.sync.push import BRANCH_REASONS, Pushed
from case_store.sync.quiet import greeted, is_at_end
from case_store.sync.reading import Reading
from case_store.sync.sound import Sound
from case_store.sync.tail import QUESTION as TAIL
from case_store.sync.tail import tail_of
from case_store.sync.take_sound import LookAgain, take_sound
from case_store.sync.wish_poll import PURPOSE as WISHES
from case_store.tokens import HALL
from cases.queue.wish import Wish
from cases.refusal import Refusal

EVENTS_OF_A_COMMAND = 8
NO_CURSOR = -1  # of a hall of the version before, which pulls in its own time
NOTHING: tuple[tuple[Wish, ...], bool] = ((), False)
_BODY = {"requestBody": {"required": True, "content": {CONTENT_TYPE: {}}}}


def router(parts: Parts) -> APIRouter:
    """For the role hall, at the centre."""
    store = parts.store
    admission = Admission(store.config.batches_waiting_max)
    reading = Reading(store.keys.signers, store.readers)
    routes = LateRouter(
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
        """409 `sync.gap` names in `wanted_seq` the event that is missing before this batch.

        429 `sync.busy` with Retry-After: a batch of this node is being worked on, or too many of others are.
        """
        if admission.is_full:
            return parts.problems.busy(admission.busy())
        signed = SignedBatch(await request.body(), signer, signature)
        read = await reading.read(signed)
        if isinstance(read, Refusal):
            return parts.problems.answer(read)
        with admission.of(read.node if isinstance(read, Sound) else read.batch.node) as busy:
            if busy is not None:
                return parts.problems.busy(busy)
            if isinstance(read, Sound):
                with suppress(LookAgain):
                    return await copied(read)
                read = await reading.opened(signed)
            return parts.problems.answer(read) if isinstance(read, Refusal) else await taken(read)

    async def copied(sound: Sound) -> Response:
        now = store.clock.now()
        answer = await store.take_in(
            lambda connection: take_sound(connection, sound, now),
            weight=1 + sound.count // EVENTS_OF_A_COMMAND,
        )
        parts.heard.note(sound.stream, now)
        if store.follower is not None:
            store.follower.wake(sound.stream)
        return Response(answer, media_type="application/json")

    async def taken(opened: Opened) -> Response:
        batch = opened.batch
        now, has_upstream = store.clock.now(), store.config.upstream is not None
        if not batch.items:
            told = await store.read_log(lambda connection: greeted(connection, batch))
            if told is not None:
                parts.heard.note(batch.stream, now)
                return parts.problems.answer(told)
        pushed: Pushed | Refusal = await store.take_in(
            lambda connection: take_batch(connection, opened, now, push_on=has_upstream),
            weight=1 + len(batch.items) // EVENTS_OF_A_COMMAND,
        )
        if isinstance(pushed, Refusal):
            return parts.problems.answer(pushed)
        parts.heard.note(batch.stream, now)
        if store.follower is not None:
            store.follower.wake(batch.stream)
        with acting_as(PROGRAM):  # staff are told by the program; who takes in may not
            await tell_staff(batch, pushed)
        return parts.problems.answer(pushed)

    async def tell_staff(batch: Batch, pushed: Pushed) -> None:
        if late := [verdict.id for verdict in pushed.verdicts if verdict.reason == OLD_TENURE]:
            await store.run(store.hall.late.tell, batch.stream, late)
        branched = any(verdict.reason in BRANCH_REASONS for verdict in pushed.verdicts)
        if branched or (batch.heads and pushed.says_forked(batch.heads[-1])):
            await store.run(store.hall.chains.tell_fork, batch.stream)
        if differ := sum(verdict.reason == DIFFERS for verdict in pushed.verdicts):
            await store.run(store.hall.chains.tell_differs, batch.stream, differ)

    _tell_chain(routes, parts)
    _tell_wishes(routes, parts)
    _tell_countersigns(routes, parts)
    return routes


def _tell_chain(routes: APIRouter, parts: Parts) -> None:
    store = parts.store

    @routes.get("/tail", response_model=list[dict[str, Any]])
    async def tail(
        epoch: Annotated[int, Query(ge=0, le=NUMBER_MAX)],
        seq: Annotated[int, Query(ge=0, le=NUMBER_MAX)],
        signer: Annotated[str, Header(alias=SIGNER_HEADER, max_length=80)] = "",
        signature: Annotated[str, Header(alias=SIGNATURE_HEADER, max_length=200)] = "",
    ) -> Response:
        """What is here of this hall's own chain behind a place, for a hall restored from an older backup."""
        stream = signer.removeprefix(hall_reader(""))
        key = store.keys.signers.get(signer) if signer == hall_reader(stream) else None
        if (refusal := question.believed(key, signature, TAIL, stream, epoch, seq)) is not None:
            return parts.problems.answer(refusal)
        return parts.problems.answer(await store.in_log(lambda c: tail_of(c, stream, signer, epoch, seq)))

    @routes.get("/digests", response_model=dict[int, str])
    async def digests(
        epoch: Annotated[int, Query(ge=1, le=NUMBER_MAX)],
        last: Annotated[int, Query(ge=1, le=PLACES_MAX)],
        block: Annotated[int, Query(ge=BLOCKS, le=PLACES_MAX)],
        signer: Annotated[str, Header(alias=SIGNER_HEADER, max_length=80)] = "",
        signature: Annotated[str, Header(alias=SIGNATURE_HEADER, max_length=200)] = "",
    ) -> Response:
        """What is here of this hall's own chain, as digests: of all (block 0), of its blocks (-1), of one."""
        stream = signer.removeprefix(hall_reader(""))
        key = store.keys.signers.get(signer) if signer == hall_reader(stream) else None
        asked = Question(epoch=epoch, last=last, block=block)
        refusal = question.believed(key, signature, DIGESTS, stream, *asked.said.values())
        if refusal is not None:
            return parts.problems.answer(refusal)
        told = await digests_of(store.in_log, stream, signer, asked)
        return parts.problems.answer({str(key): value for key, value in told.items()})


def _tell_wishes(routes: APIRouter, parts: Parts) -> None:
    store = parts.store

    @routes.get("/wishes", response_model=tuple[Wish, ...])
    async def wishes(
        *,
        after: Annotated[int, Query(ge=0, le=NUMBER_MAX)],
        told: bool,
        wait: Annotated[float, Query(ge=0, le=HELD_S_MAX)] = 0.0,
        position: Annotated[int, Query(ge=-1, le=NUMBER_MAX)] = NO_CURSOR,
        mark: Annotated[str, Query(max_length=80)] = "",
        signer: Annotated[str, Header(alias=SIGNER_HEADER, max_length=80)] = "",
        signature: Annotated[str, Header(alias=SIGNATURE_HEADER, max_length=200)] = "",
    ) -> Response:
        """What citizens of this hall wish from their phones. `told`: the hall has pushed everything it knows.

        `wait`: seconds in which the answer may be held until there is something. `position`, `mark`: the hall's cursor;
        the header `X-Pull` says whether there is something behind it (1), which ends the wait, too.
        """
        stream = signer.removeprefix(hall_reader(""))
        key = store.keys.signers.get(signer) if signer == hall_reader(stream) else None
        if (refusal := question.believed(key, signature, WISHES, stream, after, int(told))) is not None:
            return parts.problems.answer(refusal)
        if told:
            parts.heard.note(stream, store.clock.now())
        asked, waiting = (after, position, mark), parts.awaited.of(stream)

        def look(connection: sa.Connection) -> tuple[tuple[Wish, ...], bool]:
            pulls = position != NO_CURSOR and not is_at_end(connection, stream, position, mark)
            return wish_book.after(connection, stream, after), pulls

        found, pulls = NOTHING if waiting.is_known(asked) else await store.read_log(look)
        if (found, pulls) == NOTHING:
            waiting.looked_in_vain(asked)
            if wait and await waiting.for_seconds(wait):
                found, pulls = await store.read_log(look)
        answer = parts.problems.answer(found)
        if position != NO_CURSOR:
            answer.headers[PULL_HEADER] = awaited.SOMETHING if pulls else awaited.NOTHING
        return answer


def _tell_countersigns(routes: APIRouter, parts: Parts) -> None:
    store = parts.store

    @routes.get("/countersigns", response_model=list[Countersign])
    async def countersigns(
        epoch: Annotated[int, Query(ge=0, le=NUMBER_MAX)],
        seq: Annotated[int, Query(ge=0, le=NUMBER_MAX)],
        signer: Annotated[str, Header(alias=SIGNER_HEADER, max_length=80)] = "",
        signature: Annotated[str, Header(alias=SIGNATURE_HEADER, max_length=200)] = "",
    ) -> Response:
        """What this store has signed of the hall's chain behind an event, to be kept by the hall."""
        stream = signer.removeprefix(hall_reader(""))
        key = store.keys.signers.get(signer) if signer == hall_reader(stream) else None
        if (refusal := question.believed(key, signature, COUNTERSIGNS, stream, epoch, seq)) is not None:
            return parts.problems.answer(refusal)
        after = (epoch, seq)
        found = await store.in_log(lambda c: countersigns_after(c, stream, after, PIECES_MAX))
        return parts.problems.answer(found)
