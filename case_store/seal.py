"""Sealing persons and free text (design.md §2): AES-256-GCM, one key per case, wrapped to hall and centre.

The associated data binds case and field: a ciphertext that was moved to another case, or to another field of the
same case, does not open. Forgetting a case is deleting its wrapped keys.
"""

import base64
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import TypeAdapter, ValidationError

from cases.matter.matter import PrivateMatter
from cases.sealed import Sealed, WrappedKey

KEY_BYTES = 32
NONCE_BYTES = 12
MATTER = "matter.private"  # fields that are sealed
REMARK = "rejection.remark"
_PRIVATE_MATTER = TypeAdapter(PrivateMatter)


class SealError(Exception):
    """This machine cannot open the seal: no key for it, the wrong key, or somebody changed the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKey:
    """The key of one case, in memory only."""

    case_id: str
    secret: bytes = field(repr=False)


def new_case_key(case_id: str) -> CaseKey:
    """A fresh random key."""
    return CaseKey(case_id=case_id, secret=os.urandom(KEY_BYTES))


def wrap(key: CaseKey, readers: Mapping[str, X25519PublicKey]) -> tuple[WrappedKey, ...]:
    """The key, readable for each reader and nobody else; 0.1 ms a reader, so a kiosk prepares it ahead."""
    return tuple(_wrap_to(key, name, public) for name, public in sorted(readers.items()))


def unwrap(case_id: str, keys: Iterable[WrappedKey], reader: str, own: X25519PrivateKey) -> CaseKey:
    """The case's key out of the copy for `reader`. Raises SealError."""
    wrapped = next((key for key in keys if key.reader == reader), None)
    if wrapped is None:
        raise SealError(f"no key for {reader}")
    try:
        ephemeral = _bytes(wrapped.ephemeral)
        shared = own.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        wrapping = _wrapping_key(shared, ephemeral, own.public_key().public_bytes_raw())
        secret = AESGCM(wrapping).decrypt(
            _bytes(wrapped.nonce), _bytes(wrapped.ciphertext), _bound_to(case_id, reader)
        )
    except (InvalidTag, ValueError) as error:
        raise SealError("wrapped key does not open") from error
    return CaseKey(case_id=case_id, secret=secret)


def seal(key: CaseKey, private: PrivateMatter) -> Sealed:
    """The private part of a matter, sealed."""
    return seal_field(key, MATTER, asdict(private))


def open_sealed(key: CaseKey, sealed: Sealed) -> PrivateMatter:
    """The private part again. Raises SealError."""
    try:
        return _PRIVATE_MATTER.validate_python(open_field(key, MATTER, sealed))
    except ValidationError as error:
        raise SealError("what was sealed is not a matter") from error


def seal_field(key: CaseKey, name: str, value: Mapping[str, Any]) -> Sealed:
    """One JSON object, bound to the case and to the field's name."""
    nonce = os.urandom(NONCE_BYTES)
    ciphertext = AESGCM(key.secret).encrypt(nonce, orjson.dumps(value), _bound_to(key.case_id, name))
    return Sealed(key_id=key.case_id, nonce=_text(nonce), ciphertext=_text(ciphertext))


def open_field(key: CaseKey, name: str, sealed: Sealed) -> dict[str, Any]:
    """The JSON object again. Raises SealError."""
    if sealed.key_id != key.case_id:
        raise SealError("sealed with another case's key")
    try:
        clear = AESGCM(key.secret).decrypt(
            _bytes(sealed.nonce), _bytes(sealed.ciphertext), _bound_to(key.case_id, name)
        )
    except (InvalidTag, ValueError) as error:
        raise SealError("seal does not open") from error
    value: dict[str, Any] = orjson.loads(clear)
    return value


def _wrap_to(key: CaseKey, reader: str, public: X25519PublicKey) -> WrappedKey:
    one_time = X25519PrivateKey.generate()
    ephemeral = one_time.public_key().public_bytes_raw()
    wrapping = _wrapping_key(one_time.exchange(public), ephemeral, public.public_bytes_raw())
    nonce = os.urandom(NONCE_BYTES)
    ciphertext = AESGCM(wrapping).encrypt(nonce, key.secret, _bound_to(key.case_id, reader))
    return WrappedKey(
        reader=reader, ephemeral=_text(ephemeral), nonce=_text(nonce), ciphertext=_text(ciphertext)
    )


def _wrapping_key(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=ephemeral + public, info=b"pingan-hall case key 1").derive(shared)


def _bound_to(case_id: str, name: str) -> bytes:
    return orjson.dumps([case_id, name])


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
