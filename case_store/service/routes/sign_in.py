"""Before there is a session: who may sign in, the PIN, and whether what a counter keeps of it still holds."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from case_store.hall.house import OnDuty
from case_store.service.access import STAFF_SCREENS
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.pin_desk import PinDesk
from case_store.service.sessions import SignedIn
from cases.refusal import Refusal
from cases.roles import needs_counter
from cases.views import StaffView

StaffId = Annotated[str, Field(min_length=1, max_length=80)]
Pin = Annotated[str, Field(max_length=40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInBody:
    """Staff id, PIN and the counter that they sit down at; None for a role that has none (cases.roles)."""

    staff_id: StaffId
    pin: Pin
    counter_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialBody:
    """What a counter keeps since somebody's last sign-in there."""

    staff_id: StaffId
    credential: Annotated[str, Field(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialHolds:
    """False: the counter wipes it."""

    holds: bool


def router(parts: Parts, pins: PinDesk) -> APIRouter:
    """The routes."""
    store, hall, answer = parts.store, parts.store.hall, parts.problems.answer
    routes = LateRouter(
        prefix="/v1",
        tags=["counter"],
        responses=PROBLEMS,
        dependencies=[Depends(parts.access.only(*STAFF_SCREENS))],
    )

    @routes.get("/staff", response_model=list[StaffView])
    async def staff() -> Response:
        """Who may sign in."""
        return answer(await store.run(hall.accounts.people))

    @routes.post("/sign-in", response_model=SignedIn)
    async def sign_in(body: SignInBody) -> Response:
        """Sign in with a PIN; wrong ones in a row lock for some minutes (guard.toml)."""
        member = await pins.check(body.staff_id, body.pin)
        if isinstance(member, Refusal):
            return answer(member)
        counter_no = body.counter_no if needs_counter(member.view.role) else None
        if counter_no is None and needs_counter(member.view.role):
            return answer(Refusal("auth.no_counter"))
        who = OnDuty(
            staff_id=body.staff_id,
            role=member.view.role,
            counter_no=counter_no,
            unit=member.view.unit,
        )
        entered = await store.run(hall.sign_in, who)
        if isinstance(entered, Refusal):
            return answer(entered)
        credential = hall.accounts.credential(member)
        return answer(parts.access.sessions.begin(member.view, counter_no, credential))

    @routes.post("/credentials/check", response_model=CredentialHolds)
    async def check_credential(body: CredentialBody) -> Response:
        """Whether somebody's PIN, role and unit are still those of their last sign-in at a counter."""
        holds = await store.run(hall.accounts.is_credential, body.staff_id, body.credential)
        return answer(CredentialHolds(holds=holds))

    return routes
