"""A sealed file: chunks, with a key made for this one file out of the case's key, in that key's suite.

Each chunk is bound to case, attachment, its number and whether it is the last: none can be moved, dropped or added.
The file's key comes from the case's by HKDF with a random salt, so chunk numbers may serve as nonces.
"""

import os
from collections.abc import Iterable, Iterator

import orjson
from cryptography.exceptions import InvalidTag

from case_store.seal import CaseKey, SealError
from case_store.secrecy.cipher import AES, NONCE_BYTES, SM, TAG_BYTES, Aead

CHUNK_BYTES = 65_536
SALT_BYTES = 32
SIGNS = {AES: b"PAH-ATT1", SM: b"PAH-ATSM"}  # the head of a file names its suite
SIGN_BYTES = 8
HEAD_BYTES = SIGN_BYTES + SALT_BYTES
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES


def sealed_bytes_count(bytes_count: int) -> int:
    """How long the file of a content of that length is."""
    return HEAD_BYTES + bytes_count + TAG_BYTES * _chunks(bytes_count)


def seal_content(key: CaseKey, attachment_id: str, content: bytes) -> Iterator[bytes]:
    """The sealed file, part by part."""
    salt = os.urandom(SALT_BYTES)
    yield SIGNS[key.suite] + salt
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
    if len(head) != HEAD_BYTES or not head.startswith(SIGNS[key.suite]):
        raise SealError("not a sealed attachment")
    cipher = _cipher(key, head[SIGN_BYTES:])
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


def _cipher(key: CaseKey, salt: bytes) -> Aead:
    return key.suite.aead(key.suite.derive(key.secret, salt=salt, info=b"pingan-hall attachment 1"))


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES)


def _bound_to(key: CaseKey, attachment_id: str, number: int, *, is_last: bool) -> bytes:
    return orjson.dumps(["attachment", key.case_id, attachment_id, number, is_last])
