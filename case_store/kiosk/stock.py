"""What a citizen's submission needs and can be made before anybody comes: ids, codes, and a case key wrapped.

It is kept in memory only. After the submission has left, nothing here opens it: the key goes with the citizen's set.
"""

import secrets
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

import uuid_utils.compat as uuid_v7
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from case_store.seal import CaseKey, new_case_key, wrap
from case_store.secrecy.cipher import AES, Suite
from cases.matter.citizen_code import CODE_BYTES, citizen_code
from cases.matter.lookup_code import lookup_code
from cases.sealed import WrappedKey

SETS_AHEAD = 4
_LOOKUP_RANDOM_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSet:
    """One citizen's ids and secrets."""

    visit_id: str
    ticket_code: str = field(repr=False)
    receipt_code: str = field(repr=False)
    lookup_code: str = field(repr=False)
    case_key: CaseKey = field(repr=False)
    wrapped: tuple[WrappedKey, ...] = field(repr=False)

    @property
    def case_id(self) -> str:
        """The case id that the key belongs to."""
        return self.case_key.case_id


class KioskStock:
    """A few sets ahead; one that is wanted while none is there is made on the spot."""

    def __init__(self, readers: Mapping[str, X25519PublicKey], suite: Suite = AES) -> None:
        self._readers, self._suite = readers, suite
        self._sets: deque[PreparedSet] = deque()

    def draw(self) -> PreparedSet:
        """A set for one citizen, used once."""
        return self._sets.popleft() if self._sets else self._make()

    def refill(self) -> None:
        """Make what is missing: half a millisecond a set."""
        while len(self._sets) < SETS_AHEAD:
            self._sets.append(self._make())

    def _make(self) -> PreparedSet:
        key = new_case_key(str(uuid_v7.uuid7()), self._suite)
        return PreparedSet(
            visit_id=str(uuid_v7.uuid7()),
            ticket_code=citizen_code(secrets.token_bytes(CODE_BYTES)),
            receipt_code=citizen_code(secrets.token_bytes(CODE_BYTES)),
            lookup_code=lookup_code(secrets.token_bytes(_LOOKUP_RANDOM_BYTES)),
            case_key=key,
            wrapped=wrap(key, self._readers),
        )
