"""A stream sealed chunk by chunk with a key of its own, made out of the store's database key: for PostgreSQL's dump.

Each chunk is bound to its number and to whether it is the last: none can be changed, moved, dropped or added.
"""

import os
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag

from case_store.secrecy.cipher import NONCE_BYTES, SUITES, TAG_BYTES, CipherError, Suite

CHUNK_BYTES = 1024 * 1024
_SALT_BYTES = 32
_SIGN_BYTES = 8
_SIGNS = {name: f"PAHBK{name:<3}".encode() for name in SUITES}


def seal_stream(secret: bytes, suite: Suite, content: IO[bytes]) -> Iterator[bytes]:
    """The sealed stream, part by part, of a content whose length is not known before its end."""
    salt = os.urandom(_SALT_BYTES)
    yield _SIGNS[suite.name] + salt
    cipher = suite.aead(_key(suite, secret, salt))
    number, chunk = 0, _read(content, CHUNK_BYTES)
    while True:
        following = _read(content, CHUNK_BYTES)
        yield cipher.encrypt(_nonce(number), chunk, _bound_to(number, is_last=not following))
        if not following:
            return
        number, chunk = number + 1, following


def open_stream(secret: bytes, sealed: IO[bytes]) -> Iterator[bytes]:
    """The content, chunk by chunk; each is genuine when it is given. Raises CipherError."""
    sign, salt = sealed.read(_SIGN_BYTES), sealed.read(_SALT_BYTES)
    suite = next((suite for name, suite in SUITES.items() if _SIGNS[name] == sign), None)
    if suite is None or len(salt) != _SALT_BYTES:
        raise CipherError("not a sealed stream")
    cipher = suite.aead(_key(suite, secret, salt))
    for number, (chunk, is_last) in enumerate(_with_last(_chunks(sealed))):
        try:
            yield cipher.decrypt(_nonce(number), chunk, _bound_to(number, is_last=is_last))
        except InvalidTag as error:
            raise CipherError("does not open") from error


def _chunks(sealed: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: sealed.read(CHUNK_BYTES + TAG_BYTES), b"")


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each with whether it is the last; nothing at all is a chunk that is missing."""
    before: bytes | None = None
    for chunk in chunks:
        if before is not None:
            yield before, False
        before = chunk
    yield before or b"", True


def _read(content: IO[bytes], bytes_count: int) -> bytes:
    """As many, also from a pipe, which gives what it has."""
    parts: list[bytes] = []
    while bytes_count and (part := content.read(bytes_count)):
        parts.append(part)
        bytes_count -= len(part)
    return b"".join(parts)


def _key(suite: Suite, secret: bytes, salt: bytes) -> bytes:
    return suite.derive(secret, salt=salt, info=b"pingan-hall backup 1")


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES)


def _bound_to(number: int, *, is_last: bool) -> bytes:
    return b"backup %d %d" % (number, is_last)
