"""Whether a PIN is the one that the hall last took: only for unlocking while the hall does not answer."""

import hmac
import secrets
from hashlib import scrypt

WRONG_MAX = 5
_COST, _BLOCK, _PARALLEL = 2**14, 8, 1  # 16 MiB and ≈ 50 ms a try


class PinCheck:
    """In memory only, gone with the sign-out. After five wrong tries in a row it answers nobody any more."""

    def __init__(self, pin: str) -> None:
        self._salt = secrets.token_bytes(16)
        self._digest = self._of(pin)
        self._wrong = 0

    @property
    def is_used_up(self) -> bool:
        """Whether too many wrong ones were tried: then only the hall can say."""
        return self._wrong >= WRONG_MAX

    def fits(self, pin: str) -> bool:
        """Slow on purpose: not for the UI thread."""
        right = not self.is_used_up and hmac.compare_digest(self._digest, self._of(pin))
        self._wrong = 0 if right else self._wrong + 1
        return right

    def _of(self, pin: str) -> bytes:
        return scrypt(pin.encode(), salt=self._salt, n=_COST, r=_BLOCK, p=_PARALLEL)
