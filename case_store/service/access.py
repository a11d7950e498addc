"""Who may: a token that says which device asks, and a session per counter after PIN.

A device's token is given for its key's signature (device_tokens). Tokens of roles from a file are for services that
only this machine reaches: the demo, tests, an operator's `admin` verbs. Behind TLS none of them counts, but for the
operator's own, and only from this machine.
"""

import hmac
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, WebSocket
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from case_store.central.context import NOBODY, PROGRAM, act_as, acting, of_person
from case_store.hall.house import AtDesk, OnDuty
from case_store.service.device_tokens import DeviceTokens, Known
from case_store.service.problems import Refused
from case_store.service.sessions import Sessions
from case_store.tokens import COUNTER, DISPATCH, OPERATOR, UPSTREAM
from cases.casework.by import By
from cases.figures.sight import Sight
from cases.refusal import Refusal
from cases.roles import Right, may

SESSION_HEADER = "X-Staff-Session"
STAFF_SCREENS = (COUNTER, DISPATCH)  # where staff sign in
_BEARER = HTTPBearer(auto_error=False, description="The token of a device: POST /v1/devices/token")
_SESSION = APIKeyHeader(name=SESSION_HEADER, auto_error=False, description="From POST /v1/sign-in")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a request shows, and whether it comes from this machine."""

    token: str | None
    from_here: bool


async def _shown(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Shown:
    return Shown(given.credentials if given else None, _is_from_here(request))


Bearer = Annotated[Shown, Depends(_shown)]
SessionHeader = Annotated[str | None, Depends(_SESSION)]


class Access:
    """Tokens and sessions of one service. `by_role`: whether tokens of roles count, on loopback without TLS."""

    def __init__(
        self,
        tokens: Mapping[str, str],
        sessions: Sessions,
        devices: DeviceTokens,
        *,
        by_role: bool,
        sight: Callable[[OnDuty], Sight | None],
    ) -> None:
        self._tokens = {
            role: token.encode()
            for role, token in tokens.items()
            if by_role and role not in (UPSTREAM, OPERATOR)
        }
        self._operator = tokens.get(OPERATOR, "").encode()
        self.sessions, self.devices, self._sight = sessions, devices, sight

    async def any_role(self, bearer: Bearer) -> str:
        """A dependency: the role of the request's token. Raises Refused."""
        role = self.of_bearer(bearer)
        _act_for_screen()
        return role

    def only(self, *roles: str) -> "RoleGate":
        """A dependency that lets these roles through."""
        return RoleGate(self, roles)

    async def at_desk(self, bearer: Bearer, session: SessionHeader) -> AtDesk:
        """A dependency: who gives a command at which counter. Raises Refused."""
        found = self.on_duty(bearer, session)
        self.act_for(found)
        self.must_have(found, Right.SERVE)
        if found.counter_no is None:
            raise Refused(Refusal("auth.no_counter"))
        return AtDesk(staff_id=found.staff_id, counter_no=found.counter_no)

    def having(self, *rights: Right, whole: bool = False) -> "RightGate":
        """A dependency: whoever is signed in with all of these rights, as OnDuty.

        `whole`: what they are told is sums of the whole store, which no case is named in; the program reads it.
        """
        return RightGate(self, rights, whole=whole)

    async def device(self, bearer: Bearer) -> Known | None:
        """A dependency: the device of the request's token; None where the token is a role's. Raises Refused."""
        known = self._who(bearer)[1]
        _act_for_screen()
        return known

    def act_for(self, who: OnDuty) -> None:
        """The rest of this request is on behalf of whoever is signed in."""
        act_as(of_person(By(staff_id=who.staff_id, role=who.role, unit=who.unit), self._sight(who)))

    def on_duty(self, bearer: Shown, session: str | None) -> OnDuty:
        """Who is signed in. Raises Refused."""
        self.must_be(self.of_bearer(bearer), STAFF_SCREENS)
        found = self.sessions.find(session) if session else None
        if found is None:
            raise Refused(Refusal("auth.session_missing"))
        return found

    def must_have(self, who: OnDuty, right: Right) -> None:
        """Raises Refused for a role without the right."""
        if not may(who.role, right):
            raise Refused(Refusal("auth.right", {"right": right.value}))

    def of_bearer(self, bearer: Shown) -> str:
        """The role of a token. Raises Refused."""
        return self._who(bearer)[0]

    def of_socket(self, socket: WebSocket) -> tuple[str, Known | None]:
        """The role of a WebSocket's handshake, and the device, if it is one's. Raises Refused."""
        scheme, _, token = socket.headers.get("authorization", "").partition(" ")
        return self._who(Shown(token if scheme.lower() == "bearer" else None, _is_from_here(socket)))

    def on_duty_at(self, socket: WebSocket, right: Right) -> OnDuty:
        """Who listens, from the handshake. Raises Refused."""
        self.must_be(self.of_socket(socket)[0], STAFF_SCREENS)
        found = self.sessions.find(socket.headers.get(SESSION_HEADER, ""))
        if found is None:
            raise Refused(Refusal("auth.session_missing"))
        self.must_have(found, right)
        return found

    def is_on_duty_at(self, socket: WebSocket) -> bool:
        """Whether the session of the handshake has not ended since."""
        return self.sessions.find(socket.headers.get(SESSION_HEADER, "")) is not None

    def must_be(self, role: str, roles: tuple[str, ...]) -> None:
        """Raises Refused for a role that is not among these."""
        if role not in roles:
            raise Refused(Refusal("auth.role", {"role": role}))

    def must_be_itself(self, known: Known | None, device_id: str) -> None:
        """Raises Refused where an enrolled device speaks for another one. A token of a role says nothing of this."""
        if known is not None and known.device_id != device_id:
            raise Refused(Refusal("device.another", {"device_id": known.device_id}))

    def _who(self, shown: Shown) -> tuple[str, Known | None]:
        if shown.token is None:
            raise Refused(Refusal("auth.token_missing"))
        if (known := self.devices.find(shown.token)) is not None:
            return known.role, known
        given = shown.token.encode()
        found = [role for role, token in self._tokens.items() if hmac.compare_digest(token, given)]
        if found:
            return found[0], None
        if self._operator and shown.from_here and hmac.compare_digest(self._operator, given):
            return COUNTER, None
        raise Refused(Refusal("auth.token_unknown"))


def _act_for_screen() -> None:
    """A screen of ours asks for what everybody before it may see; whoever is signed in goes before it."""
    if acting() is NOBODY:
        act_as(PROGRAM)


def _is_from_here(connection: HTTPConnection) -> bool:
    """From loopback, or from the address that was asked: only this machine has it."""
    client, asked = connection.client, connection.scope.get("server")
    if client is None or asked is None:
        return False
    try:
        return client.host == asked[0] or ipaddress.ip_address(client.host).is_loopback
    except ValueError:  # no address: a test's own client
        return False


class RoleGate:
    """Callable for FastAPI's Depends. All of these are async, or FastAPI would call them in another thread."""

    def __init__(self, access: Access, roles: tuple[str, ...]) -> None:
        self._access, self._roles = access, roles

    async def __call__(self, bearer: Bearer) -> str:
        """The role, if it may. Raises Refused."""
        role = self._access.of_bearer(bearer)
        self._access.must_be(role, self._roles)
        _act_for_screen()
        return role


class RightGate:
    """Callable for FastAPI's Depends, as RoleGate."""

    def __init__(self, access: Access, rights: tuple[Right, ...], *, whole: bool = False) -> None:
        self._access, self._rights, self._whole = access, rights, whole

    async def __call__(self, bearer: Bearer, session: SessionHeader) -> OnDuty:
        """Who is signed in, if they may. Raises Refused."""
        who = self._access.on_duty(bearer, session)
        self._access.act_for(who)
        for right in self._rights:
            self._access.must_have(who, right)
        if self._whole:
            act_as(PROGRAM)
        return who
