"""Who has signed in at this counter lately: they may unlock, and after a restart call by hand, while the hall is away.

guard.toml [offline] says for how many hours, and after how many wrong PINs in a row it is gone; the hall says at the
next contact whether it still holds. On the disk it is sealed with a key made of the device's own secret, so that a copy
of the file alone says nothing; of a PIN there is only an argon2id hash.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

import pydantic
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from pydantic_core import to_json

from case_store.clock import SteadyClock
from case_store.private_file import replace_private
from case_store.secrecy.cipher import AES, NONCE_BYTES, CipherError
from cases.policy.guard import OfflinePolicy
from cases.refusal import Refusal
from cases.views import StaffView

FILE = "signed-in.sealed"
_BOUND = b"counter: signed in here"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One person's last sign-in here. `tries`: wrong PINs in a row since. `boot`, `steady_us`: case_store.clock."""

    staff: StaffView
    credential: str
    pin_hash: str
    at: datetime
    boot: str
    steady_us: int
    tries: int = 0


_SIGN_INS = pydantic.TypeAdapter(tuple[SignIn, ...])


class SealedFile:
    """One file of mode 0600, replaced as a whole. `secret`: what only this device has."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._path = folder / FILE
        self._key = AES.derive(secret, salt=None, info=_BOUND)

    def read(self) -> tuple[SignIn, ...]:
        """What was kept last; nothing when there is none, or when it does not open: of another device, or torn."""
        try:
            content = self._path.read_bytes()
            clear = AES.open(self._key, content[:NONCE_BYTES], content[NONCE_BYTES:], _BOUND)
            return _SIGN_INS.validate_json(clear)
        except (OSError, CipherError, pydantic.ValidationError):
            return ()

    def write(self, sign_ins: tuple[SignIn, ...]) -> None:
        """Durable when it returns. Raises OSError."""
        nonce, ciphertext = AES.seal(self._key, to_json(sign_ins), _BOUND)
        replace_private(self._path, nonce + ciphertext)


class SignedInHere:
    """Not for the UI thread: a PIN is slow on purpose. Without a `file` it lasts as long as the app."""

    def __init__(
        self, clock: SteadyClock, policy: Callable[[], OfflinePolicy], file: SealedFile | None = None
    ) -> None:
        self._clock, self._policy, self._file = clock, policy, file
        self._hasher = PasswordHasher(parallelism=1)
        self._turn = Lock()
        self._kept: dict[str, SignIn] = {}

    def read(self) -> tuple[StaffView, ...]:
        """After a start: whose sign-in still counts."""
        with self._turn:
            found = self._file.read() if self._file is not None else ()
            self._kept = {one.staff.staff_id: one for one in found} | self._kept
            return tuple(one.staff for one in self._kept.values() if not self._is_over(one))

    def keep(self, staff: StaffView, credential: str, pin: str) -> None:
        """The hall has just taken this PIN here."""
        pin_hash, steady = self._hasher.hash(pin), self._clock.steady()
        with self._turn:
            self._put(
                SignIn(
                    staff=staff,
                    credential=credential,
                    pin_hash=pin_hash,
                    at=self._clock.now(),
                    boot=steady.boot,
                    steady_us=steady.us,
                )
            )

    def let_in(self, staff_id: str, pin: str) -> StaffView | Refusal:
        """Who it is; or auth.offline_none, _wrong, _spent. A try is on the disk before its outcome is known."""
        with self._turn:
            kept, policy = self._kept.get(staff_id), self._policy()
            if kept is None or self._is_over(kept):
                self._drop(staff_id)
                return Refusal("auth.offline_none", {"hours": policy.hours})
            tried = replace(kept, tries=kept.tries + 1)
            self._put(tried)
            if self._fits(kept, pin):
                self._put(replace(kept, tries=0))
                return kept.staff
            if tried.tries < policy.wrong_max:
                return Refusal("auth.offline_wrong", {"left": policy.wrong_max - tried.tries})
            self._drop(staff_id)
            return Refusal("auth.offline_spent", {"tries": policy.wrong_max})

    def credentials(self) -> tuple[tuple[str, str], ...]:
        """(staff id, credential) of everybody, to be asked about."""
        with self._turn:
            return tuple((one.staff.staff_id, one.credential) for one in self._kept.values())

    def forget(self, staff_id: str) -> None:
        """The hall does not know this credential any more."""
        with self._turn:
            self._drop(staff_id)

    def _fits(self, kept: SignIn, pin: str) -> bool:
        try:
            return self._hasher.verify(kept.pin_hash, pin)
        except VerificationError:
            return False

    def _is_over(self, kept: SignIn) -> bool:
        """By whichever clock says more: one that was put back lengthens nothing."""
        policy, steady = self._policy(), self._clock.steady()
        by_clock = self._clock.now() - kept.at
        by_steady = (
            timedelta(microseconds=steady.us - kept.steady_us) if steady.boot == kept.boot else by_clock
        )
        is_spent = kept.tries >= policy.wrong_max
        return (
            is_spent or by_steady < timedelta(0) or max(by_clock, by_steady) >= timedelta(hours=policy.hours)
        )

    def _put(self, sign_in: SignIn) -> None:
        self._kept[sign_in.staff.staff_id] = sign_in
        self._write()

    def _drop(self, staff_id: str) -> None:
        if self._kept.pop(staff_id, None) is not None:
            self._write()

    def _write(self) -> None:
        """Where the disk is full it goes on in memory."""
        if self._file is None:
            return
        try:
            self._file.write(tuple(self._kept.values()))
        except OSError as error:
            _log.error("sign-ins of this counter cannot be written: %s", type(error).__name__)
