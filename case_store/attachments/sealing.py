"""A sealed file: AES-256-GCM in chunks, with a key made for this one file out of the case's key.

Each chunk is bound to case, attachment, its number and whether it is the last: none can be moved, dropped or added.
The file's key comes from the case's by HKDF with a random salt, so chunk numbers may serve as nonces.
"""

import os
from collections.abc import Iterable, Iterator

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from case_store.seal import KEY_BYTES, NONCE_BYTES, CaseKey, SealError

CHUNK_BYTES = 65_536
SALT_BYTES = 32
TAG_BYTES = 16
SIGN = b"PAH-ATT1"
HEAD_BYTES = len(SIGN) + SALT_BYTES
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES


def sealed_bytes_count(bytes_count: int) -> int:
    """How long the file of a content of that length is."""
    return HEAD_BYTES + bytes_count + TAG_BYTES * _chunks(bytes_count)


def seal_content(key: CaseKey, attachment_id: str, content: bytes) -> Iterator[bytes]:
    """The sealed file, part by part."""
    salt = os.urandom(SALT_BYTES)
    yield SIGN + salt
    cipher = _cipher(key, salt)
    last = _chunks(len(content)) - 1
    view = memoryview(content)
    for number in range(last + 1):
        chunk = view[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
        bound = _bound_to(key, attachment_id, number, is_last=number == last)
        yield cipher.encrypt(_nonce(number), chunk, bound)


def open_content(
    key: CaseKey, attachment_id: str, head: bytes, sealed: Iterable[bytes], bytes_count: int
) -> Iterator[bytes]:
    """The content, chunk by chunk; each is genuine when it is given. Raises SealError."""
    if len(head) != HEAD_BYTES or not head.startswith(SIGN):
        raise SealError("not a sealed attachment")
    cipher = _cipher(key, head[len(SIGN) :])
    last, number = _chunks(bytes_count) - 1, -1
    for number, chunk in enumerate(sealed):
        bound = _bound_to(key, attachment_id, number, is_last=number == last)
        try:
            plain = cipher.decrypt(_nonce(number), chunk, bound)
        except InvalidTag as error:
            raise SealError("attachment does not open") from error
        yield plain
    if number != last:
        raise SealError("attachment is cut off")


def _chunks(bytes_count: int) -> int:
    return max(1, -(-bytes_count // CHUNK_BYTES))


def _cipher(key: CaseKey, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=salt, info=b"pingan-hall attachment 1").derive(key.secret))


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES)


def _bound_to(key: CaseKey, attachment_id: str, number: int, *, is_last: bool) -> bytes:
    return orjson.dumps(["attachment", key.case_id, attachment_id, number, is_last])
