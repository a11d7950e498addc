"""Accounts of staff, for administrators; and one's own PIN."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from case_store.hall.account_door import NewAccount
from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.pin_desk import PinDesk
from case_store.service.routes.sign_in import Pin, StaffId
from cases.refusal import Refusal
from cases.roles import Right
from cases.views import StaffView
from cases.views_guard import AccountRow

StaffPath = Annotated[str, Path(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBody:
    """What an account is to be."""

    name: StaffId
    role: StaffId
    unit: Annotated[str, "of units.toml; empty: the centre's own people"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccountBody:
    """Somebody new with a first PIN, which they are told to change."""

    staff_id: StaffId
    name: StaffId
    role: StaffId
    pin: Pin
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPinBody:
    """A PIN given by an administrator."""

    pin: Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPinBody:
    """One's own PIN: the one of until now, and the new one."""

    pin: Pin
    new_pin: Pin


def router(parts: Parts, pins: PinDesk) -> APIRouter:
    """The routes."""
    store, accounts, answer = parts.store, parts.store.hall.accounts, parts.problems.answer
    routes = LateRouter(prefix="/v1", tags=["accounts"], responses=PROBLEMS)
    Managing = Annotated[OnDuty, Depends(parts.access.having(Right.MANAGE_STAFF))]  # noqa: N806  a type
    SignedIn = Annotated[OnDuty, Depends(parts.access.having())]  # noqa: N806

    @routes.get("/accounts", response_model=list[AccountRow])
    async def rows(_who: Managing) -> Response:
        """Everybody, and who is locked out."""
        return answer(await store.run(accounts.rows))

    @routes.post("/accounts", response_model=bool)
    async def add(body: NewAccountBody, who: Managing) -> Response:
        """Somebody new."""
        hashed = await pins.hash(body.pin)
        if isinstance(hashed, Refusal):
            return answer(hashed)
        view = StaffView(staff_id=body.staff_id, name=body.name, role=body.role, unit=body.unit)
        return answer(await store.run(accounts.add, who, NewAccount(view=view, pin_hash=hashed)))

    @routes.put("/accounts/{staff_id}", response_model=bool)
    async def change(staff_id: StaffPath, body: AccountBody, who: Managing) -> Response:
        """Another name, role or unit; every session of theirs ends."""
        view = StaffView(staff_id=staff_id, name=body.name, role=body.role, unit=body.unit)
        return answer(await store.run(accounts.change, who, view))

    @routes.delete("/accounts/{staff_id}", response_model=bool)
    async def remove(staff_id: StaffPath, who: Managing) -> Response:
        """Nobody signs in as them any more."""
        return answer(await store.run(accounts.remove, who, staff_id))

    @routes.post("/accounts/{staff_id}/unlock", response_model=bool)
    async def unlock(staff_id: StaffPath, who: Managing) -> Response:
        """By another administrator than the one who is locked out."""
        return answer(await store.run(accounts.unlock, who, staff_id))

    @routes.post("/accounts/{staff_id}/pin", response_model=bool)
    async def new_pin(staff_id: StaffPath, body: NewPinBody, who: Managing) -> Response:
        """A new PIN for somebody who forgot theirs."""
        hashed = await pins.hash(body.pin)
        if isinstance(hashed, Refusal):
            return answer(hashed)
        return answer(await store.run(accounts.new_pin, who, staff_id, hashed))

    @routes.post("/own-pin", response_model=bool)
    async def own_pin(body: OwnPinBody, who: SignedIn) -> Response:
        """One's own PIN; the session ends, and the new one begins the next."""
        member = await pins.check(who.staff_id, body.pin)
        if isinstance(member, Refusal):
            return answer(member)
        hashed = await pins.hash(body.new_pin)
        if isinstance(hashed, Refusal):
            return answer(hashed)
        return answer(await store.run(accounts.own_pin, who, hashed))

    return routes
