"""What goes with every question to a hall: a token, and whom one believes to be the hall.

A screen or a store that was let in has a DevicePass (device_pass.py). A token of a file is for a hall on this machine.
"""

import ssl
from collections.abc import AsyncGenerator, Mapping
from functools import cache
from typing import Protocol

import httpx2

from case_store.client.pinned import pinned_context
from cases.refusal import Refusal

_UNAUTHORIZED = 401
_UNKNOWN = b'"auth.token_unknown"'  # a staff session that is over is a 401, too


class NotAdmitted(httpx2.HTTPError):
    """The hall answers, and will not let this machine in."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Credentials(Protocol):
    """Of one machine."""

    @property
    def context(self) -> ssl.SSLContext:
        """Whose certificates are believed."""
        ...

    async def token(self) -> str:
        """A token that is good now. Raises NotAdmitted, httpx2.HTTPError."""
        ...

    def is_over(self, _token: str) -> bool:
        """The hall does not know this token any more; whether another one may be had."""
        ...


class FixedToken:
    """A token of a file. `ca_pem`: the CA of a hall on this machine; without one, no certificate is believed."""

    def __init__(self, token: str, ca_pem: str = "") -> None:
        self._token = token
        self._context = pinned_context(ca_pem) if ca_pem else _nobody()

    @property
    def context(self) -> ssl.SSLContext:
        """Whose certificates are believed."""
        return self._context

    async def token(self) -> str:
        """The same always."""
        return self._token

    def is_over(self, _token: str) -> bool:
        """There is no other."""
        return False


class BearerAuth(httpx2.Auth):
    """The token of each request; once more with a new one where the hall has forgotten it."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    async def async_auth_flow(
        self, request: httpx2.Request
    ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        """As httpx2 calls it."""
        token = await self._credentials.token()
        if token:  # none before anybody is known
            request.headers["Authorization"] = f"Bearer {token}"
        response = yield request
        if response.status_code != _UNAUTHORIZED:
            return
        if is_forgotten(response.status_code, await response.aread()) and self._credentials.is_over(token):
            request.headers["Authorization"] = f"Bearer {await self._credentials.token()}"
            yield request


def is_forgotten(status: int, body: bytes) -> bool:
    """Whether an answer says that the hall does not know the token."""
    return status == _UNAUTHORIZED and _UNKNOWN in body


def credentials_of(token: "str | Credentials") -> Credentials:
    """A token in words is one of a file."""
    return FixedToken(token) if isinstance(token, str) else token


def open_line(
    base_url: str,
    token: "str | Credentials",
    *,
    timeout_s: float,
    headers: Mapping[str, str] | None = None,
) -> httpx2.AsyncClient:
    """Keep-alive HTTP to one hall or centre. No proxy of the environment and no CA of the system has a say."""
    credentials = credentials_of(token)
    return httpx2.AsyncClient(
        base_url=base_url,
        headers=headers,
        timeout=httpx2.Timeout(timeout_s),
        verify=credentials.context,
        auth=BearerAuth(credentials),
        trust_env=False,
    )


@cache
def _nobody() -> ssl.SSLContext:
    """Made once in a process. It believes no certificate: what has none of its own speaks on loopback, in clear."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
