"""A folder as a disk holds it: what is durable, what is only promised, and what a power cut may make of the promise.

The model is harsher than any disk we know: whatever is not synced may be there, be missing, or be there in some of its
512-byte sectors only, in any combination over all files; a name in the folder may be lost, and a deleted one come back.
Bytes outside of what was written are never touched (SQLite's "powersafe overwrite", true of flash and disks with a
512-byte sector).
"""

import random
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Created:
    """A name that was not there."""

    name: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A name that is gone."""

    name: str


@dataclass(frozen=True, slots=True)
class FolderSynced:
    """All names are durable: fsync of the folder."""


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes at a place in a file."""

    name: str
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    """A file is so long from now on."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """What was written to a file is durable; its name need not be."""

    name: str


@dataclass(frozen=True, slots=True)
class Committed:
    """Not of the disk: a transaction has returned; `state` says what the whole database then holds."""

    state: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Not of the disk: whoever asked was answered, so everything committed before is promised."""


Step = Created | Deleted | FolderSynced | Written | Truncated | Synced | Committed | Acknowledged


class Cut(StrEnum):
    """What becomes of everything that is not synced."""

    KEPT = "kept"
    DROPPED = "dropped"
    TORN = "torn"


@dataclass(slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Written | Truncated] = field(default_factory=list)


class Disk:
    """One folder. Feed it steps; ask at any moment what a cut would leave."""

    def __init__(self) -> None:
        self._durable_names: dict[str, _File] = {}
        self._names: dict[str, _File] = {}
        self._renamed: list[tuple[str, _File | None]] = []  # names that came (with their file) or went

    def take(self, step: Step) -> None:
        """One more thing happened."""
        match step:
            case Created(name):
                self._names[name] = _File()
                self._renamed.append((name, self._names[name]))
            case Deleted(name):
                del self._names[name]
                self._renamed.append((name, None))
            case FolderSynced():
                self._durable_names, self._renamed = dict(self._names), []
            case Written(name) | Truncated(name):
                self._names[name].pending.append(step)
            case Synced(name):
                file = self._names[name]
                for promised in file.pending:
                    _apply(file.durable, promised)
                file.pending.clear()
            case Committed() | Acknowledged():
                pass

    def after(self, cut: Cut, chance: random.Random) -> dict[str, bytes]:
        """The files, by name, that somebody finds who switches the machine on again."""
        kept = chance.choice((0.1, 0.5, 0.9))
        names = dict(self._durable_names)
        for name, file in self._renamed:
            if cut is Cut.KEPT or (cut is Cut.TORN and chance.random() < kept):
                if file is None:
                    names.pop(name, None)
                else:
                    names[name] = file
        return {name: bytes(_content(file, cut, chance, kept)) for name, file in names.items()}


def _content(file: _File, cut: Cut, chance: random.Random, kept: float) -> bytearray:
    content = bytearray(file.durable)
    if cut is Cut.DROPPED:
        return content
    for promised in file.pending:
        if cut is Cut.KEPT:
            _apply(content, promised)
        elif isinstance(promised, Truncated):
            if chance.random() < kept:
                _apply(content, promised)
        else:
            for sector in _sectors(promised):
                if chance.random() < kept:
                    _apply(content, sector)
    return content


def _sectors(written: Written) -> list[Written]:
    """The same bytes, cut where the disk's sectors end."""
    end = written.offset + len(written.content)
    edges = [written.offset, *range((written.offset // SECTOR + 1) * SECTOR, end, SECTOR), end]
    return [
        Written(written.name, first, written.content[first - written.offset : last - written.offset])
        for first, last in pairwise(edges)
    ]


def _apply(content: bytearray, change: Written | Truncated) -> None:
    size = change.size if isinstance(change, Truncated) else change.offset
    if len(content) < size:
        content.extend(bytes(size - len(content)))
    if isinstance(change, Truncated):
        del content[size:]
    else:
        content[size : size + len(change.content)] = change.content
