"""Tokens of devices that were let in: challenge → signature → a bearer token for ten minutes, in memory.

Nothing here survives a restart: whoever holds a token of before is answered 401 and signs again, which takes two
questions. Minutes are counted by the machine's steady clock, so that no clock that is put back lengthens a token.
A challenge is no memory either: its number, its time and who it is for, under a key of this process; each may be used
once, and none that is older than one that was used.
"""

import asyncio
import base64
import hmac
import secrets
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

from cases.refusal import Refusal

TOKEN_SECONDS = 600
CHALLENGE_SECONDS = 60
_TOKEN_BYTES = 32
_HEAD = struct.Struct(">Qd")
_MAC_BYTES = 32


@dataclass(frozen=True, slots=True)
class Known:
    """Whose token it is."""

    device_id: str
    role: str


@dataclass(slots=True)
class _Given:
    known: Known
    good_until: float


class DeviceTokens:
    """Of one service. Used on its loop alone."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._secret = secrets.token_bytes(_MAC_BYTES)
        self._count = 0
        self._used: dict[str, int] = {}  # device → the newest challenge that it used
        self._by_token: dict[str, _Given] = {}
        self._ended: dict[str, asyncio.Event] = {}

    def challenge(self, device_id: str) -> str:
        """What a device signs to come in."""
        self._count += 1
        head = _HEAD.pack(self._count, self._steady())
        return base64.urlsafe_b64encode(head + self._mac(device_id, head)).decode()

    def take(self, device_id: str, challenge: str) -> Refusal | None:
        """Use a challenge up."""
        stale = Refusal("device.challenge_stale")
        try:
            raw = base64.urlsafe_b64decode(challenge)
            head, mac = raw[: _HEAD.size], raw[_HEAD.size :]
            number, at = _HEAD.unpack(head)
        except (ValueError, struct.error):
            return stale
        if not hmac.compare_digest(mac, self._mac(device_id, head)):
            return stale
        if self._steady() - at > CHALLENGE_SECONDS or number <= self._used.get(device_id, 0):
            return stale
        self._used[device_id] = number
        return None

    def give(self, known: Known) -> str:
        """A new token. Earlier ones of the device live out their time: questions may be on their way with them."""
        now = self._steady()
        self._by_token = {token: given for token, given in self._by_token.items() if given.good_until > now}
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._by_token[token] = _Given(known, now + TOKEN_SECONDS)
        return token

    def find(self, token: str) -> Known | None:
        """Whose it is; None when it is over. A dictionary look-up of 256 random bits tells nothing by its time."""
        given = self._by_token.get(token)
        return given.known if given is not None and given.good_until > self._steady() else None

    def end(self, device_id: str) -> None:
        """At once: its tokens, and the feeds that it listens to."""
        self._by_token = {
            t: given for t, given in self._by_token.items() if given.known.device_id != device_id
        }
        if (ended := self._ended.pop(device_id, None)) is not None:
            ended.set()

    async def until_ended(self, known: Known | None) -> None:
        """Returns when this device may not listen any more; for a screen without a device, never."""
        ended = asyncio.Event() if known is None else self._ended.setdefault(known.device_id, asyncio.Event())
        await ended.wait()

    def _mac(self, device_id: str, head: bytes) -> bytes:
        return hmac.digest(self._secret, head + device_id.encode(), "sha256")
