"""HallClient.accounts: accounts of staff, for administrators, and one's own PIN. Every method raises Unreachable."""

from urllib.parse import quote

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.views import StaffView
from cases.views_guard import AccountRow

_ROWS = adapter(tuple[AccountRow, ...])
_DONE = adapter(bool)


class AccountClient:
    """With the session of an administrator; `own_pin` with anybody's."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def rows(self) -> tuple[AccountRow, ...] | Refusal:
        """Everybody, and who is locked out."""
        return await self._connection.ask("GET", "/v1/accounts", _ROWS)

    async def add(self, view: StaffView, pin: str) -> bool | Refusal:
        """Somebody new."""
        body = {"staff_id": view.staff_id, **_body(view), "pin": pin}
        return await self._connection.ask("POST", "/v1/accounts", _DONE, body, again=False)

    async def change(self, view: StaffView) -> bool | Refusal:
        """Another name, role or unit."""
        return await self._connection.ask("PUT", _path(view.staff_id), _DONE, _body(view))

    async def remove(self, staff_id: str) -> bool | Refusal:
        """Nobody signs in as them any more."""
        return await self._connection.ask("DELETE", _path(staff_id), _DONE, again=False)

    async def unlock(self, staff_id: str) -> bool | Refusal:
        """Of somebody else."""
        return await self._connection.ask("POST", f"{_path(staff_id)}/unlock", _DONE, {})

    async def new_pin(self, staff_id: str, pin: str) -> bool | Refusal:
        """For somebody who forgot theirs."""
        return await self._connection.ask("POST", f"{_path(staff_id)}/pin", _DONE, {"pin": pin})

    async def own_pin(self, pin: str, new_pin: str) -> bool | Refusal:
        """The session ends with it. Never sent twice: a wrong PIN would count twice."""
        body = {"pin": pin, "new_pin": new_pin}
        return await self._connection.ask("POST", "/v1/own-pin", _DONE, body, again=False)


def _path(staff_id: str) -> str:
    return f"/v1/accounts/{quote(staff_id, safe='')}"


def _body(view: StaffView) -> dict[str, str]:
    return {"name": view.name, "role": view.role, "unit": view.unit}
