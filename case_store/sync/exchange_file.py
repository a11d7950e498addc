"""A file between a hall without a line and its centre: sealed to who may read it, signed by who wrote it.

    PAH-SYNC1⏎  {"id", "from", "to", "kind", "bytes", "key"}⏎  sealed content  Ed25519 signature (64 bytes)

The content is JSON, compressed, sealed chunk by chunk as an attachment is; its key is made for this file and wrapped to
the receiver. The signature is over everything before it. Nothing is opened before it holds.
"""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from cryptography.exceptions import InvalidSignature

from case_store.attachments.sealing import HEAD_BYTES, SEALED_CHUNK_BYTES, open_content, seal_content
from case_store.errors import StoreError
from case_store.keys import Keys
from case_store.seal import SealError, new_case_key, unwrap, wrap
from cases.sealed import WrappedKey

EVENTS, ANSWER = "events", "answer"  # kinds: a hall to its centre, and back
CONTENT_BYTES_MAX = 512 * 1024 * 1024  # unpacked
_MAGIC = b"PAH-SYNC1\n"
_PURPOSE = b"pingan-hall sync file 1\n"
_SIGNATURE_BYTES = 64
_HEADER_BYTES_MAX = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeFile:
    """What was in a file, and whose it is."""

    sender: str
    kind: str
    content: dict[str, Any]


def write_file(path: Path, keys: Keys, to: str, kind: str, content: object) -> int:
    """Write a new file for one reader; answers its bytes. Raises StoreError `sync.file_exists`, `sync.file_for_nobody`.

    It appears under its name when all of it is on the disk.
    """
    if path.exists():
        raise StoreError("sync.file_exists", path=str(path))
    if to not in keys.readers:
        raise StoreError("sync.file_for_nobody", to=to)
    packed = gzip.compress(orjson.dumps(content), mtime=0)
    key = new_case_key(str(uuid4()))
    header = {
        "id": key.case_id,
        "from": keys.name,
        "to": to,
        "kind": kind,
        "bytes": len(packed),
        "key": asdict(wrap(key, {to: keys.readers[to]})[0]),
    }
    part = path.with_name(path.name + ".part")
    digest, written = hashlib.sha256(), 0
    with part.open("wb") as file:
        for piece in (_MAGIC, orjson.dumps(header) + b"\n", *seal_content(key, kind, packed)):
            digest.update(piece)
            written += file.write(piece)
        written += file.write(keys.signing.sign(_PURPOSE + digest.digest()))
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    return written


def read_file(path: Path, keys: Keys) -> ExchangeFile:
    """What somebody wrote for us. Raises StoreError `sync.file_torn`, `sync.file_stranger`, `sync.file_for_another`."""
    try:
        whole = path.read_bytes()
    except OSError as error:
        raise StoreError("sync.file_torn", path=str(path)) from error
    signed, signature = whole[:-_SIGNATURE_BYTES], whole[-_SIGNATURE_BYTES:]
    header, body = _header(path, signed)
    sender = str(header.get("from"))
    if sender not in keys.signers:
        raise StoreError("sync.file_stranger", sender=sender[:60])
    try:
        keys.signers[sender].verify(signature, _PURPOSE + hashlib.sha256(signed).digest())
    except InvalidSignature as error:
        raise StoreError("sync.file_torn", path=str(path)) from error
    if header.get("to") != keys.name:
        raise StoreError("sync.file_for_another", to=str(header.get("to"))[:60])
    try:
        kind, count = str(header["kind"]), int(header["bytes"])
        key = unwrap(str(header["id"]), [WrappedKey(**header["key"])], keys.name, *keys.openers)
        packed = b"".join(open_content(key, kind, body[:HEAD_BYTES], _chunks(body[HEAD_BYTES:]), count))
        content = orjson.loads(_unpacked(packed))
    except (SealError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise StoreError("sync.file_torn", path=str(path)) from error
    if not isinstance(content, dict):
        raise StoreError("sync.file_torn", path=str(path))
    return ExchangeFile(sender=sender, kind=kind, content=content)


def _header(path: Path, signed: bytes) -> tuple[dict[str, Any], bytes]:
    """The head, and what stands behind it."""
    end = signed.find(b"\n", len(_MAGIC), len(_MAGIC) + _HEADER_BYTES_MAX)
    try:
        header = orjson.loads(signed[len(_MAGIC) : end]) if signed.startswith(_MAGIC) and end > 0 else None
    except ValueError:
        header = None
    if not isinstance(header, dict):
        raise StoreError("sync.file_torn", path=str(path))
    return header, signed[end + 1 :]


def _chunks(sealed: bytes) -> Iterator[bytes]:
    for at in range(0, len(sealed), SEALED_CHUNK_BYTES):
        yield sealed[at : at + SEALED_CHUNK_BYTES]


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    content = unpacker.decompress(packed, CONTENT_BYTES_MAX)
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise ValueError("too large")
    return content
