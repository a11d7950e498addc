"""Sealing persons and free text (design.md §2): AEAD, one key per case, wrapped to hall and centre.

The associated data binds case and field: a ciphertext that was moved to another case, or to another field of the
same case, does not open. Forgetting a case is deleting its wrapped keys. Which ciphers: `secrecy.cipher`; what is
sealed under a case's key is in the suite that the key was made in.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from pydantic import TypeAdapter, ValidationError

from case_store.secrecy.cipher import AES, CipherError, Suite, suite_of
from cases.matter.matter import PrivateMatter
from cases.sealed import Sealed, WrappedKey

MATTER = "matter.private"  # fields that are sealed
REMARK = "rejection.remark"
_WRAPPING = b"pingan-hall case key 1"
_PRIVATE_MATTER = TypeAdapter(PrivateMatter)


class SealError(Exception):
    """This machine cannot open the seal: no key for it, the wrong key, or somebody changed the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKey:
    """The key of one case, in memory only."""

    case_id: str
    secret: bytes = field(repr=False)
    suite: Suite = AES


def new_case_key(case_id: str, suite: Suite = AES) -> CaseKey:
    """A fresh random key."""
    return CaseKey(case_id=case_id, secret=suite.new_key(), suite=suite)


def wrap(key: CaseKey, readers: Mapping[str, X25519PublicKey]) -> tuple[WrappedKey, ...]:
    """The key, readable for each reader and nobody else; 0.1 ms a reader, so a kiosk prepares it ahead."""
    return tuple(_wrap_to(key, name, public) for name, public in sorted(readers.items()))


def unwrap(case_id: str, keys: Iterable[WrappedKey], reader: str, *own: X25519PrivateKey) -> CaseKey:
    """The case's key out of the copy for `reader`, with the reader's key or one that it had before.

    Raises SealError.
    """
    wrapped = next((key for key in keys if key.reader == reader), None)
    if wrapped is None:
        raise SealError(f"no key for {reader}")
    for one in own:
        try:
            return _unwrap(case_id, wrapped, one)
        except (CipherError, ValueError):
            continue
    raise SealError("wrapped key does not open")


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
    nonce, ciphertext = key.suite.seal(key.secret, orjson.dumps(value), _bound_to(key.case_id, name))
    return Sealed(key_id=key.case_id, nonce=_text(nonce), ciphertext=_text(ciphertext), suite=key.suite.mark)


def open_field(key: CaseKey, name: str, sealed: Sealed) -> dict[str, Any]:
    """The JSON object again. Raises SealError."""
    if sealed.key_id != key.case_id:
        raise SealError("sealed with another case's key")
    if sealed.suite != key.suite.mark:
        raise SealError("sealed in another suite than its key")
    try:
        clear = key.suite.open(
            key.secret, _bytes(sealed.nonce), _bytes(sealed.ciphertext), _bound_to(key.case_id, name)
        )
    except (CipherError, ValueError) as error:
        raise SealError("seal does not open") from error
    value: dict[str, Any] = orjson.loads(clear)
    return value


def _unwrap(case_id: str, wrapped: WrappedKey, own: X25519PrivateKey) -> CaseKey:
    suite = suite_of(wrapped.suite)
    ephemeral = _bytes(wrapped.ephemeral)
    public = own.public_key().public_bytes_raw()
    wrapping = suite.agree(own, ephemeral, salt=ephemeral + public, info=_WRAPPING)
    bound = _bound_to(case_id, wrapped.reader)
    secret = suite.open(wrapping, _bytes(wrapped.nonce), _bytes(wrapped.ciphertext), bound)
    return CaseKey(case_id=case_id, secret=secret, suite=suite)


def _wrap_to(key: CaseKey, reader: str, public: X25519PublicKey) -> WrappedKey:
    one_time = X25519PrivateKey.generate()
    ephemeral, to = one_time.public_key().public_bytes_raw(), public.public_bytes_raw()
    wrapping = key.suite.agree(one_time, to, salt=ephemeral + to, info=_WRAPPING)
    nonce, ciphertext = key.suite.seal(wrapping, key.secret, _bound_to(key.case_id, reader))
    return WrappedKey(
        reader=reader,
        ephemeral=_text(ephemeral),
        nonce=_text(nonce),
        ciphertext=_text(ciphertext),
        suite=key.suite.mark,
    )


def _bound_to(case_id: str, name: str) -> bytes:
    return orjson.dumps([case_id, name])


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
