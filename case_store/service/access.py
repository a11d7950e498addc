"""Who may: a bearer token per role, and a session per counter after PIN (issue 3; devices enrol later)."""

import hmac
from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, WebSocket
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from case_store.hall.house import AtDesk, OnDuty
from case_store.service.problems import Refused
from case_store.service.sessions import Sessions
from case_store.tokens import COUNTER, DISPATCH, UPSTREAM
from cases.refusal import Refusal
from cases.roles import Right, may

SESSION_HEADER = "X-Staff-Session"
STAFF_SCREENS = (COUNTER, DISPATCH)  # where staff sign in
_BEARER = HTTPBearer(auto_error=False, description="The token of a role: kiosk, counter, wall or hall")
_SESSION = APIKeyHeader(name=SESSION_HEADER, auto_error=False, description="From POST /v1/sign-in")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
SessionHeader = Annotated[str | None, Depends(_SESSION)]


class Access:
    """Tokens and sessions of one service."""

    def __init__(self, tokens: Mapping[str, str], sessions: Sessions) -> None:
        self._tokens = {role: token.encode() for role, token in tokens.items() if role != UPSTREAM}
        self.sessions = sessions

    async def any_role(self, bearer: Bearer) -> str:
        """A dependency: the role of the request's token. Raises Refused."""
        return self.of_bearer(bearer)

    def only(self, *roles: str) -> "RoleGate":
        """A dependency that lets these roles through."""
        return RoleGate(self, roles)

    async def at_desk(self, bearer: Bearer, session: SessionHeader) -> AtDesk:
        """A dependency: who gives a command at which counter. Raises Refused."""
        found = self.on_duty(bearer, session)
        self.must_have(found, Right.SERVE)
        if found.counter_no is None:
            raise Refused(Refusal("auth.no_counter"))
        return AtDesk(staff_id=found.staff_id, counter_no=found.counter_no)

    def having(self, *rights: Right) -> "RightGate":
        """A dependency: whoever is signed in with all of these rights, as OnDuty."""
        return RightGate(self, rights)

    def on_duty(self, bearer: HTTPAuthorizationCredentials | None, session: str | None) -> OnDuty:
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

    def of_bearer(self, bearer: HTTPAuthorizationCredentials | None) -> str:
        """The role of a token. Raises Refused."""
        return self._role(bearer.credentials if bearer else None)

    def of_socket(self, socket: WebSocket) -> str:
        """The role of a WebSocket's handshake. Raises Refused."""
        scheme, _, token = socket.headers.get("authorization", "").partition(" ")
        return self._role(token if scheme.lower() == "bearer" else None)

    def on_duty_at(self, socket: WebSocket, right: Right) -> OnDuty:
        """Who listens, from the handshake. Raises Refused."""
        self.must_be(self.of_socket(socket), STAFF_SCREENS)
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

    def _role(self, token: str | None) -> str:
        if token is None:
            raise Refused(Refusal("auth.token_missing"))
        given = token.encode()
        found = [role for role, known in self._tokens.items() if hmac.compare_digest(known, given)]
        if not found:
            raise Refused(Refusal("auth.token_unknown"))
        return found[0]


class RoleGate:
    """Callable for FastAPI's Depends. All of these are async, or FastAPI would call them in another thread."""

    def __init__(self, access: Access, roles: tuple[str, ...]) -> None:
        self._access, self._roles = access, roles

    async def __call__(self, bearer: Bearer) -> str:
        """The role, if it may. Raises Refused."""
        role = self._access.of_bearer(bearer)
        self._access.must_be(role, self._roles)
        return role


class RightGate:
    """Callable for FastAPI's Depends, as RoleGate."""

    def __init__(self, access: Access, rights: tuple[Right, ...]) -> None:
        self._access, self._rights = access, rights

    async def __call__(self, bearer: Bearer, session: SessionHeader) -> OnDuty:
        """Who is signed in, if they may. Raises Refused."""
        who = self._access.on_duty(bearer, session)
        for right in self._rights:
            self._access.must_have(who, right)
        return who
