"""A sealed stream opens as it was sealed, or not at all: nothing of it can be cut off, moved or added."""

import io
import os

import pytest

from case_store.backup.sealed_stream import CHUNK_BYTES, open_stream, seal_stream
from case_store.secrecy.cipher import AES, SM, TAG_BYTES, CipherError, Suite

SECRET = bytes(range(32))
HEAD = 40


class Pipe(io.RawIOBase):
    """Gives what it has, not what is asked for."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        part, self._rest = self._rest[: min(size, 65_537)], self._rest[min(size, 65_537) :]
        return part


def sealed(content: bytes, suite: Suite = AES) -> bytes:
    return b"".join(seal_stream(SECRET, suite, Pipe(content)))  # type: ignore[arg-type]


def opened(stream: bytes, secret: bytes = SECRET) -> bytes:
    return b"".join(open_stream(secret, io.BytesIO(stream)))


@pytest.mark.parametrize("suite", [AES, SM], ids=lambda suite: suite.name)
@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_what_was_sealed_opens(suite: Suite, size: int) -> None:
    content = os.urandom(size)
    stream = sealed(content, suite)
    assert opened(stream) == content
    assert size < 100 or content[:100] not in stream


def test_nothing_else_opens() -> None:
    stream = sealed(os.urandom(2 * CHUNK_BYTES + 10))
    whole = CHUNK_BYTES + TAG_BYTES
    head, first, second, last = (
        stream[:HEAD],
        stream[HEAD:][:whole],
        stream[HEAD + whole :][:whole],
        stream[-26:],
    )
    assert head + first + second + last == stream
    spoilt = [
        b"",
        head,
        head + first,
        head + first + second,
        head + second + first + last,
        head + first + last,
        stream + last,
        stream[:-1],
        bytes([stream[0] ^ 1]) + stream[1:],
        stream[:HEAD] + bytes([stream[HEAD] ^ 1]) + stream[HEAD + 1 :],
        sealed(b"")[:HEAD] + stream[HEAD:],
    ]
    for torn in spoilt:
        with pytest.raises(CipherError):
            opened(torn)
    with pytest.raises(CipherError):
        opened(stream, bytes(32))
