"""How an enrolled device comes to its hall: challenge, signature, a token for some minutes; again and again.

One pass for a process: all its connections share the token, and the word that the hall and this device have in common
(enrolment/turns.py) is written down before it is used. A token is renewed before it ends, beside the questions, so that
no citizen waits for it.

A service that comes back has all its devices at the door at once. So who asks for a token waits long for the answer
(a question given up is work for nobody), asks again after a while of chance (patience.py), and not before the service
wants it; whoever needs the token meanwhile is told soon that there is none.
"""

import asyncio
import base64
import json
import ssl
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pydantic
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.cipher_file import hold_alone
from case_store.client.connection import HallConnection, Unreachable, adapter
from case_store.client.credentials import FixedToken, NotAdmitted
from case_store.client.device_folder import (
    DEVICE_FILE,
    KEYS_FILE,
    Enrolled,
    TurnWord,
    read_enrolled,
    read_turn,
    write_turn,
)
from case_store.client.patience import Patience
from case_store.enrolment.code import come_said
from case_store.errors import StoreError
from case_store.private_file import read_private
from case_store.trace import trace_of
from cases.refusal import Refusal
from cases.views_devices import Challenge, Come

TIMEOUT_S = 30.0  # of the question for a token
WAITED_FOR_S = 5.0  # by what needs it: the question goes on without them
RENEW_AT = 0.5  # of a token's life, or somewhat later
REFUSED_FOR_S = 5.0  # a device that is not let in does not hammer at the door
_log = structlog.get_logger(__name__)
_CHALLENGE = adapter(Challenge)
_COME = adapter(Come)
_STALE = "device.challenge_stale"
_open: "dict[Path, DevicePass]" = {}


class DevicePass:
    """Credentials of one enrolled device; `open_pass` makes it. Its coroutines run on one loop."""

    def __init__(
        self,
        folder: Path,
        enrolled: Enrolled,
        key: Ed25519PrivateKey,
        url: str = "",
        *,
        steady: Callable[[], float] = time.monotonic,
        patience: Patience | None = None,
    ) -> None:
        self.enrolled = enrolled
        self._folder, self._key, self._steady = folder, key, steady
        self._url = url or enrolled.hall_url
        self._word = read_turn(folder)
        self._trusting = FixedToken("", enrolled.ca_pem)
        self._token = ""
        self._renew_after, self._good_until = 0.0, 0.0
        self._refusal: Refusal | None = None
        self._ask_again_at = 0.0
        self._patience = patience or Patience()
        self._renewing: asyncio.Task[None] | None = None

    @property
    def context(self) -> ssl.SSLContext:
        """The pinned CA, and nobody else's."""
        return self._trusting.context

    async def token(self) -> str:
        """A token that is good now. Raises NotAdmitted, httpx2.HTTPError."""
        now = self._steady()
        may_ask = now >= self._ask_again_at
        if self._refusal is not None and not may_ask:
            raise NotAdmitted(self._refusal)
        if now >= self._renew_after and may_ask and self._renewing is None:
            self._renewing = asyncio.get_running_loop().create_task(self._renew())
            self._renewing.add_done_callback(self._renewed)
        if now >= self._good_until:
            await self._waited()
        return self._token

    async def _waited(self) -> None:
        """For the question that is on its way; whoever has no patience leaves it running for the next."""
        if self._renewing is None:
            raise httpx2.ConnectError("no token, and it is too early to ask again")
        try:
            async with asyncio.timeout(WAITED_FOR_S):
                await asyncio.shield(self._renewing)
        except TimeoutError as error:
            raise httpx2.ConnectTimeout("the hall takes its time to give a token") from error

    def is_over(self, _token: str) -> bool:
        """The hall was started again, say: another one is asked for."""
        if _token == self._token:
            self._renew_after = self._good_until = 0.0
        return True

    def _renewed(self, done: "asyncio.Task[None]") -> None:
        self._renewing = None
        if not done.cancelled():
            done.exception()  # whoever waited has it; beside the questions it is tried again with the next one

    async def _renew(self) -> None:
        try:
            come = await self._come()
        except Unreachable as error:
            if not isinstance(
                error.__cause__, httpx2.ConnectError
            ):  # there was nobody: that was no work for anybody
                self._ask_again_at = self._steady() + self._patience.after_failure(error.retry_after_s)
            raise httpx2.ConnectError(error.reason) from error
        if isinstance(come, Refusal):
            self._refusal, self._ask_again_at = come, self._steady() + REFUSED_FOR_S
            raise NotAdmitted(come)
        self._keep(TurnWord(n=come.n, turn=come.turn))
        now = self._steady()
        self._refusal, self._token = None, come.token
        self._patience.answered()
        self._renew_after = now + self._patience.spread(come.seconds * RENEW_AT)
        self._good_until = now + come.seconds

    def _keep(self, word: TurnWord) -> None:
        """With a full disk the word before stays the one to show: the hall takes it once more, each time."""
        try:
            write_turn(self._folder, word)
        except OSError as error:
            _log.error("the word for the hall is not written", trace=trace_of(error))
        self._word = read_turn(self._folder)

    async def _come(self) -> Come | Refusal:
        door = HallConnection(self._url, self._trusting, timeout_s=TIMEOUT_S)
        try:
            answer = await self._come_once(door)
            if isinstance(answer, Refusal) and answer.code == _STALE:  # the hall was started again in between
                answer = await self._come_once(door)
            return answer
        finally:
            await door.aclose()

    async def _come_once(self, door: HallConnection) -> Come | Refusal:
        device_id, word = self.enrolled.device_id, self._word
        asked = await door.ask("POST", "/v1/devices/challenge", _CHALLENGE, {"device_id": device_id})
        if isinstance(asked, Refusal):
            return asked
        said = come_said(device_id, asked.challenge, word.n, word.turn)
        body = {
            "device_id": device_id,
            "challenge": asked.challenge,
            "n": word.n,
            "turn": word.turn,
            "signature": base64.b64encode(self._key.sign(said)).decode(),
        }
        # Never again by itself: the second of two that both arrive would show a word that is over.
        return await door.ask("POST", "/v1/devices/token", _COME, body, again=False)


def hold(folder: Path) -> int:
    """The folder for this process alone: two processes with one device would look like a copy of it.

    Raises StoreError `device.in_use`. The descriptor is the lock.
    """
    try:
        return hold_alone(folder / DEVICE_FILE)
    except StoreError as error:
        raise StoreError("device.in_use", path=str(folder)) from error


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The device's own key. Raises StoreError."""
    path = folder / KEYS_FILE
    try:
        own = json.loads(read_private(path))["signing_private"]
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(own, validate=True))
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError("store.key_file_invalid", path=str(path)) from error


def open_pass(folder: Path, key: Ed25519PrivateKey | None = None, url: str = "") -> DevicePass:
    """The pass of this process for a folder. `key`: of a hall's store, whose key lies in its own key file.

    `url`: where the hall is now, if it has moved; it is the same hall by the CA that was pinned.

    Raises StoreError: `device.not_enrolled`, `device.in_use`, `store.key_file_*`.
    """
    folder = folder.resolve()
    if folder in _open:
        return _open[folder]
    enrolled = read_enrolled(folder)
    try:
        made = DevicePass(folder, enrolled, key or signing_key(folder), url)
    except (ValueError, pydantic.ValidationError) as error:
        raise StoreError("store.key_file_invalid", path=str(folder)) from error
    hold(folder)
    _open[folder] = made
    return made
