"""What a hall takes along to another cluster, as a folder: sealed to the other centre, signed by this one.

moved.json     what it is: the heads, how many rows, hashes of files, the key of the sealed file for its reader
moved.sig      the old centre's signature of it
moved.sealed   rows of the hall's stream, gzipped JSON lines in sealed chunks (backup/sealed_stream.py)
attachments/   the files of the vault that its events name, sealed as they are
arrived.json   written by the new centre, signed: that it has all of it; arriving.json before that is so
"""

import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Literal, cast

import orjson
from pydantic import BaseModel, ConfigDict, Field

from case_store.backup.manifest import ChainHead, Copied, hash_of, sync_folder, write_through
from case_store.backup.sealed_stream import open_stream, seal_stream
from case_store.central.card import Card
from case_store.errors import StoreError
from case_store.keys import CENTRE, Keys
from case_store.seal import SealError, new_case_key, unwrap, wrap
from case_store.secrecy.cipher import CipherError, is_signed, sign
from cases.sealed import WrappedKey

ATTACHMENTS = "attachments"
_MOVED, _SIGNATURE, _SEALED = "moved.json", "moved.sig", "moved.sealed"
_ARRIVED, _ARRIVING = "arrived.json", "arriving.json"
_PURPOSE = b"pingan-hall move 1\n"
_ARRIVAL = b"pingan-hall arrival 1\n"
Row = dict[str, Any]


class Moved(BaseModel):
    """moved.json."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Literal[1] = 1
    stream: str = Field(min_length=1)
    made_at: datetime
    schema_version: str
    heads: tuple[ChainHead, ...]
    rows: dict[str, int]
    file: Copied
    key_id: str
    key: dict[str, str]
    attachments: dict[str, int]


class Arrived(BaseModel):
    """arrived.json: said by the centre that has it now. `moved`: the hash of moved.json."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Literal[1] = 1
    stream: str
    moved: str
    arrived_at: datetime
    events: int
    signature: str = ""

    def said(self) -> bytes:
        """What is signed."""
        return _ARRIVAL + orjson.dumps(self.model_dump(mode="json", exclude={"signature"}))


class _Compressed:
    """Lines that are compressed as they are read: no plain row lies on the disk."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._parts, self._waiting = _gzipped(lines), b""

    def read(self, most: int) -> bytes:
        while len(self._waiting) < most and (part := next(self._parts, b"")):
            self._waiting += part
        given, self._waiting = self._waiting[:most], self._waiting[most:]
        return given


def write_rows(
    folder: Path, rows: Iterator[tuple[str, Row]], keys: Keys, to: Card
) -> tuple[str, dict[str, str]]:
    """The sealed file; (id of its key, that key wrapped for the reader). Raises OSError."""
    key = new_case_key(f"move:{folder.name}", keys.suite)
    lines = (orjson.dumps({"t": table, "r": row}) + b"\n" for table, row in rows)
    with (folder / _SEALED).open("xb") as file:
        for part in seal_stream(key.secret, key.suite, cast("IO[bytes]", _Compressed(lines))):
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    (wrapped,) = wrap(key, {CENTRE: to.reader_key})
    return key.case_id, asdict(wrapped)


def write_moved(folder: Path, moved: Moved, keys: Keys) -> None:
    """Signed, and on the disk when this returns."""
    document = moved.model_dump_json(indent=1).encode()
    write_through(folder / _SIGNATURE, sign(keys.signing, _PURPOSE + document).encode())
    write_through(folder / _MOVED, document)
    sync_folder(folder)


def sealed_file(folder: Path) -> Copied:
    """Size and hash of what was written."""
    return hash_of(folder / _SEALED)


def read_moved(folder: Path, by: Card) -> Moved:
    """What another centre says that it gave along. Raises StoreError `move.damaged`, `move.stranger`."""
    try:
        document, signature = (folder / _MOVED).read_bytes(), (folder / _SIGNATURE).read_text()
        if not is_signed(by.signer_key, _PURPOSE + document, signature):
            raise StoreError("move.stranger", path=str(folder), name=by.name)
        moved = Moved.model_validate_json(document)
        whole = sealed_file(folder) == moved.file
    except (OSError, ValueError) as error:
        raise StoreError("move.damaged", path=str(folder)) from error
    if not whole:
        raise StoreError("move.damaged", path=str(folder))
    return moved


def moved_hash(folder: Path) -> str:
    """By which both centres name it. Raises StoreError `move.damaged`."""
    try:
        return hash_of(folder / _MOVED).sha256
    except OSError as error:
        raise StoreError("move.damaged", path=str(folder)) from error


def read_rows(folder: Path, moved: Moved, keys: Keys) -> Iterator[tuple[str, Row]]:
    """(table, row), each genuine when it is given. Raises StoreError `move.not_for_us`, `move.damaged`."""
    try:
        key = unwrap(moved.key_id, [WrappedKey(**moved.key)], CENTRE, *keys.openers)
    except (SealError, TypeError) as error:
        raise StoreError("move.not_for_us", path=str(folder)) from error
    try:
        with (folder / _SEALED).open("rb") as file:
            for line in _lines(open_stream(key.secret, file)):
                told = orjson.loads(line)
                yield str(told["t"]), told["r"]
    except (CipherError, OSError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise StoreError("move.damaged", path=str(folder)) from error


def write_arriving(folder: Path, arrived: Arrived, keys: Keys) -> None:
    """Signed by this centre, and not by its name yet: nobody may remove anything before it is true. Raises OSError."""
    signed = arrived.model_copy(update={"signature": sign(keys.signing, arrived.said())})
    write_through(folder / _ARRIVING, signed.model_dump_json(indent=1).encode())
    sync_folder(folder)


def name_arrived(folder: Path) -> None:
    """What was written is true now. Raises OSError."""
    (folder / _ARRIVING).rename(folder / _ARRIVED)
    sync_folder(folder)


def read_arriving(folder: Path, keys: Keys) -> Arrived | None:
    """What this centre wrote and did not come to name; None: nothing of the kind."""
    try:
        arrived = Arrived.model_validate_json((folder / _ARRIVING).read_bytes())
    except (OSError, ValueError):
        return None
    ours = is_signed(keys.signing.public_key(), arrived.said(), arrived.signature)
    return arrived if ours and arrived.moved == moved_hash(folder) else None


def read_arrived(path: Path, by: Card) -> Arrived:
    """What the other centre says. Raises StoreError `move.damaged`, `move.stranger`."""
    try:
        arrived = Arrived.model_validate_json((path / _ARRIVED if path.is_dir() else path).read_bytes())
    except (OSError, ValueError) as error:
        raise StoreError("move.damaged", path=str(path)) from error
    if not is_signed(by.signer_key, arrived.said(), arrived.signature):
        raise StoreError("move.stranger", path=str(path), name=by.name)
    return arrived


def _gzipped(lines: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    for line in lines:
        if part := packer.compress(line):
            yield part
    yield packer.flush()


def _lines(parts: Iterator[bytes]) -> Iterator[bytes]:
    unpacker, rest = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16), b""
    for part in parts:
        *whole, rest = (rest + unpacker.decompress(part)).split(b"\n")
        yield from whole
    if rest or not unpacker.eof:
        raise ValueError("cut off")
