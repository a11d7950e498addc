"""Cut the power at any step, switch on again with the library of life, and look whether what was promised is there."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3

from case_store import cipher_file
from case_store.errors import StoreError
from tests.faults.power.disk import Acknowledged, Committed, Cut, Disk, Step
from tests.faults.power.recorder import EMPTY, state_of

BEING_MADE_EVERY = 5  # before the first promise a file need only be one that opens
MEMORY = Path("/dev/shm")  # noqa: S108  a disk's own sync would only cost time: what it holds is ours to say


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a cut left. `states`: all that were committed, of which the first `promised` are told, and after `begun` of
    them it is too early: the next may be there all the same, its COMMIT had not returned yet.
    """

    at: int
    cut: Cut
    files: dict[str, bytes]
    states: Sequence[str]
    promised: int
    begun: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One database. `goes_on` gets the folder with what was found, opens it as its program does at a start, looks
    whether its tables are what its events make of them, works with it, and names what is wrong.
    """

    name: str
    file: Path
    key: bytes
    steps: Sequence[Step]
    goes_on: Callable[[Path], list[str]]


@dataclass(slots=True)
class Findings:
    """Of all cuts of a subject. `lost`: something promised is gone. `corrupt`: what is there is not whole."""

    cuts: Counter[Cut] = field(default_factory=Counter)
    gone_on: int = 0
    lost: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)


def cut_power(subject: Subject, cuts: int, chance: random.Random, *, go_on_every: int) -> Findings:
    """So many different cuts, spread over all steps. Each is opened; each n-th is worked with, too."""
    found = Findings()
    for left in _some(subject.steps, cuts, chance):
        found.cuts[left.cut] += 1
        with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
            folder = Path(name)
            for file, content in left.files.items():
                (folder / file).write_bytes(content)
            where = f"{subject.name}, step {left.at}, {left.cut}"
            _look(subject, folder, left, where, found)
            if found.cuts.total() % (go_on_every if left.promised else BEING_MADE_EVERY) == 0:
                found.gone_on += 1
                found.corrupt += [f"{where}: {fault}" for fault in subject.goes_on(folder)]
    return found


def _some(steps: Sequence[Step], cuts: int, chance: random.Random) -> Iterator[Left]:
    """Different in what they leave: a cut that leaves what another left proves nothing more."""
    states = tuple(step.state for step in steps if isinstance(step, Committed))
    disk, begun, promised = Disk(), 1, 0
    seen: set[tuple[int, int]] = set()
    share = 1.3 * cuts / len(steps)  # a little more, because of those that are alike
    for at, step in enumerate(steps):
        disk.take(step)
        if isinstance(step, Committed):
            begun += 1
        elif isinstance(step, Acknowledged):
            promised = begun - 1
        for _ in range(int(share + chance.random())):
            cut = chance.choice((Cut.KEPT, Cut.DROPPED, Cut.TORN, Cut.TORN))
            files = disk.after(cut, chance)
            alike = (promised, hash(tuple(sorted(files.items()))))
            if alike not in seen:
                seen.add(alike)
                yield Left(at=at, cut=cut, files=files, states=states, promised=promised, begun=begun)


def _look(subject: Subject, folder: Path, left: Left, where: str, found: Findings) -> None:
    """Is the file whole, and is it exactly what it was after a transaction that nobody had to lose?"""
    try:
        with closing(cipher_file.connect(folder / subject.file.name, subject.key)) as connection:
            rows = _rows(connection)
            faults = [row for row in rows("PRAGMA integrity_check") if row != ("ok",)]
            state = state_of(rows)
            rows("PRAGMA wal_checkpoint(TRUNCATE)")
            faults += rows(
                "PRAGMA cipher_integrity_check"
            )  # every page of the file as it is now carries its seal
    except (StoreError, sqlcipher3.Error) as error:
        found.corrupt.append(f"{where}: {error}")
        return
    if faults:
        found.corrupt.append(f"{where}: {faults}")
    # The last promise, or what was committed after it and not answered yet; never half of a transaction.
    elif not left.promised or state in left.states[left.promised - 1 : left.begun]:
        return
    elif state in (EMPTY, *left.states[: left.promised]):
        found.lost.append(where)
    else:
        found.corrupt.append(f"{where}: this was never committed")


def _rows(connection: Any) -> Callable[[str], list[Any]]:
    return lambda sql: list(connection.execute(sql).fetchall())
