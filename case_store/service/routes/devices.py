"""Devices: let in by a code, come again by their key; made codes, list and revocation for the administrator.

What is asked before anybody is known (`/v1/enrolment`, `/v1/devices/challenge`, `/v1/devices/token`) tells nothing but
the hall's name and its CA. Wrong codes are counted per code, and all of them together per minute.
"""

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Path, Response
from pydantic import Field

from case_store.enrolment.code import Offer
from case_store.enrolment.device_door import CameIn, CodeWish, Visit
from case_store.hall.house import OnDuty
from case_store.service.device_tokens import TOKEN_SECONDS, Known
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.problems import RETRY_AFTER
from case_store.sync.admission import Admission
from cases.device.device import DeviceRole
from cases.refusal import Refusal
from cases.roles import Right
from cases.views_devices import Admitted, Challenge, Come, DeviceRow, HallShown, MadeCode

WRONG_CODES_A_MINUTE = 10
DEVICE_ID = r"^[\w:.-]*$"
DeviceId = Annotated[str, Field(min_length=1, max_length=80, pattern=DEVICE_ID)]
Base64 = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9+/=_-]*$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferBody:
    """case_store.enrolment.code.Offer."""

    code_name: Annotated[str, Field(pattern=r"^[0-9A-Z]{4}$")]
    public_key: Base64
    nonce: Base64
    proof: Base64
    signature: Base64
    reader_key: Base64 = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeBody:
    """Which device wants to come in."""

    device_id: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBody:
    """case_store.enrolment.device_door.Visit."""

    device_id: DeviceId
    challenge: Base64
    n: Annotated[int, Field(ge=1, le=2**53)]
    turn: Base64
    signature: Base64


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBody:
    """`device_id`: the device that it is to become again; `stream`: of a hall that joins its centre."""

    role: DeviceRole
    name: Annotated[str, Field(max_length=80)]
    device_id: Annotated[str, Field(max_length=80, pattern=DEVICE_ID)] = ""
    stream: Annotated[str, Field(max_length=40, pattern=r"^[\w-]*$")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeBody:
    """Sent again with the same id it happens once."""

    command_id: UUID
    why: Annotated[str, Field(max_length=1000)]


class WrongCodes:
    """How many wrong codes came in this minute, of whomever: a guesser has many addresses."""

    def __init__(self) -> None:
        self._minute, self._count = 0, 0

    def too_many(self) -> bool:
        """Whether nobody may try in this minute any more."""
        self._turn()
        return self._count >= WRONG_CODES_A_MINUTE

    def count(self) -> None:
        """Another one."""
        self._turn()
        self._count += 1

    def _turn(self) -> None:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._count = minute, 0


def door_router(parts: Parts) -> APIRouter:
    """Before anybody is known."""
    store, devices, tokens = parts.store, parts.store.hall.devices, parts.access.devices
    answer, wrong, line = parts.problems.answer, WrongCodes(), Admission(code="device.too_many_come")
    routes = LateRouter(prefix="/v1", tags=["devices"], responses=PROBLEMS)

    def later(busy: Refusal) -> Response:
        """At once, rather than late: after a restart everybody comes, and who waits too long comes twice."""
        headers = {RETRY_AFTER: str(busy.facts["seconds"])}
        return parts.problems.of(busy, HTTPStatus.SERVICE_UNAVAILABLE, headers)

    @routes.get("/enrolment", response_model=HallShown)
    async def enrolment() -> Response:
        """Which hall this is, and its CA: to be compared, not to be believed."""
        hall = store.policy.hall.short_name
        return answer(HallShown(name=hall, stream=store.config.name, ca_pem=parts.ca_pem))

    @routes.post("/enrolment", response_model=Admitted)
    async def enrol(body: Annotated[OfferBody, Body()]) -> Response:
        """Come in by a code."""
        if wrong.too_many():
            refusal = Refusal("enrolment.too_many")
            return parts.problems.of(refusal, headers={"Retry-After": "60"})
        offer = Offer(
            code_name=body.code_name,
            public_key=body.public_key,
            nonce=body.nonce,
            proof=body.proof,
            signature=body.signature,
            reader_key=body.reader_key,
        )
        admitted = await store.run(devices.admit, offer, parts.ca_pem)
        if isinstance(admitted, Refusal):
            wrong.count()
        return answer(admitted)

    @routes.post("/devices/challenge", response_model=Challenge)
    async def challenge(body: ChallengeBody) -> Response:
        """What the device signs next. 503 with Retry-After where many are coming in."""
        if line.is_full:
            return later(line.busy())
        return answer(Challenge(challenge=tokens.challenge(body.device_id)))

    async def come_in(visit: Visit) -> CameIn | Refusal:
        if (refusal := await store.run(devices.knows, visit)) is not None:
            return refusal  # a challenge is used up by the device itself, not by whoever names it
        if (refusal := tokens.take(visit.device_id, visit.challenge)) is not None:
            return refusal
        return await store.run(devices.come, visit)

    @routes.post("/devices/token", response_model=Come)
    async def token(body: VisitBody) -> Response:
        """A token for ten minutes. A word that is over means that there are two of this device: told to staff."""
        visit = Visit(
            device_id=body.device_id,
            challenge=body.challenge,
            n=body.n,
            turn=body.turn,
            signature=body.signature,
        )
        with line.of(body.challenge) as busy:  # by a name that nobody else can take
            if busy is not None:
                return later(busy)
            came = await come_in(visit)
        if isinstance(came, Refusal):
            return answer(came)
        given = tokens.give(Known(came.device_id, came.role.value))
        return answer(Come(token=given, seconds=TOKEN_SECONDS, n=came.turn.n, turn=came.turn.word))

    return routes


def router(parts: Parts) -> APIRouter:
    """For whoever has Right.MANAGE_DEVICES."""
    store, devices, answer = parts.store, parts.store.hall.devices, parts.problems.answer
    manager = Depends(parts.access.having(Right.MANAGE_DEVICES))
    Manager = Annotated[OnDuty, manager]  # noqa: N806  a type, made from the parts
    routes = LateRouter(prefix="/v1/devices", tags=["devices"], responses=PROBLEMS, dependencies=[manager])

    @routes.get("", response_model=list[DeviceRow])
    async def listed() -> Response:
        """Every device that was ever let in."""
        return answer(await store.run(devices.listed))

    @routes.post("/codes", response_model=MadeCode)
    async def make_code(body: CodeBody, who: Manager) -> Response:
        """接入码: one device, once, for ten minutes. It is in this answer and nowhere else."""
        wish = CodeWish(role=body.role, name=body.name, device_id=body.device_id, stream=body.stream)
        return answer(await store.run(devices.make_code, who, wish, parts.ca_pem))

    @routes.post("/{device_id}/revoke", response_model=DeviceRow)
    async def revoke(
        device_id: Annotated[str, Path(max_length=80, pattern=DEVICE_ID)], body: RevokeBody, who: Manager
    ) -> Response:
        """停用, at once: its tokens are over and its feeds are closed."""
        return answer(await store.run(devices.revoke, body.command_id, who, device_id, body.why))

    return routes
