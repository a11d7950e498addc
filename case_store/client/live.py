"""The live feed as a screen hears it: whole frozen views, again and again, over one WebSocket that is never given up.

The hall sends `snapshot n`, then `delta n+1 …` and a heartbeat every 2 s (design.md §4). A gap in n, silence for
more than 5 s or anything that cannot be understood ends the connection; the next one begins with a new snapshot.
"""

import asyncio
import contextlib
import dataclasses
import random
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar, get_type_hints
from urllib.parse import urlencode

import httpx2
import pydantic
from pydantic_core import from_json
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidStatus, InvalidURI, WebSocketException

from case_store.client.connection import SESSION_HEADER
from case_store.client.credentials import Credentials, NotAdmitted, credentials_of, is_forgotten
from case_store.clock import Clock, SystemClock
from cases.views import CounterView, KioskView, WallView
from cases.views_dispatch import DispatchView

SILENCE_S = 5.0
BACKOFF_MAX_S = 2.0
_BACKOFF_FIRST_S, _DOUBLINGS_MAX = 0.1, 5
_MESSAGE_BYTES_MAX = 8 * 1024 * 1024
_VIEW_NAMES: Mapping[type[Any], str] = {
    WallView: "wall",
    KioskView: "kiosk",
    CounterView: "counter",
    DispatchView: "dispatch",
}

ViewT = TypeVar("ViewT", WallView, KioskView, CounterView, DispatchView)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """Whether the hall is heard. `last_heard_at` is this machine's clock, `hall_time` what the hall last said."""

    connected: bool
    last_heard_at: datetime | None = None
    hall_time: datetime | None = None


class _OutOfStep(Exception):
    """A message is missing, torn or unknown: only a new snapshot helps."""


class LiveFeed(Generic[ViewT]):
    """Reconnects for ever. `on_view` and `on_state` are called on the loop that runs `run()`, and must not block."""

    def __init__(
        self,
        base_url: str,
        token: str | Credentials,
        view_type: type[ViewT],
        on_view: Callable[[ViewT], None],
        on_state: Callable[[FeedState], None],
        *,
        clock: Clock | None = None,
        silence_s: float = SILENCE_S,
        session: Callable[[], str | None] = lambda: None,
        on_refused: Callable[[str], None] = lambda _code: None,
        **query: str,
    ) -> None:
        """`on_refused`: the hall answers and will not tell this screen; the code of its refusal."""
        scheme, _, rest = base_url.rstrip("/").partition("://")
        asked = urlencode({"view": _VIEW_NAMES[view_type], **query})
        self._url = f"{'wss' if scheme == 'https' else 'ws'}://{rest}/v1/live?{asked}"
        self._credentials, self._session = credentials_of(token), session
        self._folder: _Folder[ViewT] = _Folder(view_type)
        self._on_view: Callable[[ViewT], None] = on_view
        self._on_state, self._on_refused = on_state, on_refused
        self._clock = clock or SystemClock()
        self._silence_s = silence_s
        self._state = FeedState(connected=False)

    async def run(self) -> None:
        """Listen until cancelled."""
        failures = 0
        while True:
            heard = False
            with contextlib.suppress(
                *(OSError, TimeoutError, _OutOfStep, WebSocketException, InvalidHandshake, InvalidURI),
                httpx2.HTTPError,  # on the way to a token
            ):
                try:
                    async for _ in self._listen():
                        heard = True
                except NotAdmitted as error:
                    self._on_refused(error.refusal.code)
                except InvalidStatus as refused:
                    self._tell_refusal(bytes(refused.response.body or b""))
            if self._state.connected:
                self._tell(dataclasses.replace(self._state, connected=False))
            failures = 0 if heard else failures + 1
            # Full jitter: screens that lost the same hall do not all come back in the same instant.
            longest = min(BACKOFF_MAX_S, _BACKOFF_FIRST_S * 2 ** min(failures, _DOUBLINGS_MAX))
            await asyncio.sleep(random.uniform(0, longest))  # noqa: S311  no secret

    def _tell_refusal(self, body: bytes) -> None:
        with contextlib.suppress(ValueError, KeyError, TypeError):  # a proxy's page says nothing about us
            self._on_refused(str(from_json(body)["code"]))

    async def _listen(self) -> AsyncIterator[None]:
        """One connection; yields once for every message that was understood."""
        token = await self._credentials.token()
        async with self._connected(token) as socket:
            self._folder.forget()
            while True:
                async with asyncio.timeout(self._silence_s):
                    message = await socket.recv(decode=False)
                view = self._folder.take(message)
                hall_time = self._folder.hall_time
                self._tell(FeedState(connected=True, last_heard_at=self._clock.now(), hall_time=hall_time))
                if view is not None:
                    self._on_view(view)
                yield

    @contextlib.asynccontextmanager
    async def _connected(self, token: str) -> AsyncIterator[ClientConnection]:
        """The open socket; a token that the hall has forgotten is told to whoever gave it."""
        session = self._session()
        try:
            async with (
                connect(
                    self._url,
                    additional_headers={"Authorization": f"Bearer {token}"}
                    | ({SESSION_HEADER: session} if session else {}),
                    ssl=self._credentials.context if self._url.startswith("wss:") else None,
                    open_timeout=self._silence_s,
                    close_timeout=1,
                    ping_interval=None,  # the hall's own heartbeat says more: that it works, not only that it is there
                    max_size=_MESSAGE_BYTES_MAX,
                    proxy=None,
                ) as socket
            ):
                yield socket
        except InvalidStatus as refused:
            if is_forgotten(refused.response.status_code, bytes(refused.response.body or b"")):
                self._credentials.is_over(token)
            raise

    def _tell(self, state: FeedState) -> None:
        self._state = state
        self._on_state(state)


@cache
def _readers(view_type: Any) -> "tuple[pydantic.TypeAdapter[Any], dict[str, pydantic.TypeAdapter[Any]]]":
    """What reads a view, and each of its sections; compiled once, which takes 60 ms for a counter's."""
    hints = get_type_hints(view_type)
    sections = {
        field.name: pydantic.TypeAdapter(hints[field.name]) for field in dataclasses.fields(view_type)
    }
    return pydantic.TypeAdapter(view_type), sections


class _Folder(Generic[ViewT]):
    """Snapshots and deltas into whole views. Sections that this version does not know are left out."""

    def __init__(self, view_type: type[ViewT]) -> None:
        hashable: Any = view_type  # mypy takes the class for one of its instances, which have no hash
        self._whole: pydantic.TypeAdapter[ViewT]
        self._whole, self._sections = _readers(hashable)
        self.forget()

    def forget(self) -> None:
        """A new connection knows nothing."""
        self._view: ViewT | None = None
        self._n = 0

    @property
    def hall_time(self) -> datetime | None:
        """The hall's time as it was last told."""
        return self._view.hall_time if self._view is not None else None

    def take(self, message: bytes) -> ViewT | None:
        """The new view, None when nothing but the time went on. Raises _OutOfStep."""
        try:
            told = from_json(message)
            kind, n = told["kind"], told["n"]
            if kind == "snapshot":
                self._view, self._n = self._whole.validate_python(told["view"]), n
                return self._view
            if self._view is None:
                raise _OutOfStep
            if kind == "delta":
                return self._step(n, told["changed"])
            if kind == "beat" and n == self._n:
                changed = {"hall_time": self._sections["hall_time"].validate_python(told["hall_time"])}
                self._view = dataclasses.replace(self._view, **changed)
                return None
        except (ValueError, KeyError, TypeError, AttributeError) as error:  # pydantic's are ValueErrors
            raise _OutOfStep from error
        raise _OutOfStep

    def _step(self, n: int, changed: Mapping[str, Any]) -> ViewT:
        if self._view is None or n != self._n + 1:
            raise _OutOfStep
        known = {
            name: self._sections[name].validate_python(value)
            for name, value in changed.items()
            if name in self._sections
        }
        self._view, self._n = dataclasses.replace(self._view, **known), n
        return self._view
