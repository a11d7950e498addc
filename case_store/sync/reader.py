"""A process that reads batches for a centre: signed bytes in, a sound batch as bytes out. It has no database.

    python -m case_store.sync.reader

Each way a frame: four bytes of length, then so many. It begins with an empty one: it is there. An empty answer:
somebody must look again, who also finds out why. It ends with its standard input, so whenever the service does.
"""

import gc
import signal
import struct
import sys
from collections.abc import Callable
from typing import BinaryIO

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from case_store.sync.batch import SignedBatch
from case_store.sync.opening import batch_of
from case_store.sync.sound import to_bytes
from case_store.sync.sound_reading import sound_of
from cases.refusal import Refusal

READY = b""
_LENGTH = struct.Struct(">I")
_BETWEEN = b"\n"  # no JSON of ours has one


def asked_of(signed: SignedBatch, key: Ed25519PublicKey) -> bytes:
    """What a reader is asked; `key`: of the signer."""
    told = {"signer": signed.signer, "signature": signed.signature, "key": key.public_bytes_raw().hex()}
    return orjson.dumps(told) + _BETWEEN + signed.content


def answered(asked: bytes) -> bytes:
    """A sound batch as bytes; b"" for any other."""
    told, _, content = asked.partition(_BETWEEN)
    known = orjson.loads(told)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(known["key"]))
    batch = batch_of(SignedBatch(content, known["signer"], known["signature"]), {known["signer"]: key})
    sound = None if isinstance(batch, Refusal) else sound_of(batch)
    return b"" if sound is None else to_bytes(sound)


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Raises OSError where nobody reads any more."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """None at the end, also of one that came in part."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    wanted = _LENGTH.unpack(length)[0]
    content = stream.read(wanted)
    return content if len(content) == wanted else None


def serve(asked_on: BinaryIO, answered_on: BinaryIO, answer: Callable[[bytes], bytes] = answered) -> None:
    """Answer until nobody asks any more."""
    write_frame(answered_on, READY)
    while (asked := read_frame(asked_on)) is not None:
        write_frame(answered_on, answer(asked))


def main() -> None:
    """As the service starts it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the service ends first, then its readers
    gc.disable()  # what a batch was read into goes with it; nothing of it refers to itself
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
