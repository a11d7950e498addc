"""Many events folded together: what they read is remembered, and what they write is written at the end, once.

A store folds one event at a time while somebody waits for it. Where hundreds come at once (a batch that was pushed, the
whole log after an upgrade) most of them touch rows that their neighbours touch as well: a case is read, folded, shown
and counted once for all its events. Within `gathered` a projection remembers its rows here and leaves its writes here;
without it everything is done at once, by the same code.

Each row belongs to an owner, such as ("case", stream, id). Writes of different owners may change places, so that equal
ones go to the database together; those of one owner keep their order. Whoever asks the tables themselves for what may
wait here calls `settle` first.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from case_store.log.prepared import Prepared, Row, in_one_go

Owner = tuple[Any, ...]
"""The first part names the kind of row."""


_Writes = dict[Owner, list[tuple[Prepared, Row]]]


class _Gathered:
    """By kind, so that one kind can be settled without a look at the others."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.known: dict[str, dict[Any, Any]] = defaultdict(dict)
        self.last: dict[str, dict[Owner, Callable[[], None]]] = defaultdict(dict)
        self.writes: dict[str, _Writes] = defaultdict(dict)
        self.ends: dict[str, Callable[[], None]] = {}

    def settle(self, kinds: Collection[str]) -> None:
        """First what was to be said once, because other writes may build on it."""
        later: _Writes = {}
        for kind in kinds:
            later |= self.writes.pop(kind, {})
        for kind in kinds:
            for say in self.last.pop(kind, {}).values():
                say()
        first: _Writes = {}
        for kind in kinds:
            first |= self.writes.pop(kind, {})
        self._write(first)
        self._write(later)

    def settle_writes(self, owner: Owner) -> None:
        self._write({owner: self.writes[owner[0]].pop(owner, [])})

    def _write(self, writes: _Writes) -> None:
        with in_one_go(self.connection):
            self._write_in_turns(writes)

    def _write_in_turns(self, writes: _Writes) -> None:
        turn = 0
        while writes := {owner: some for owner, some in writes.items() if len(some) > turn}:
            together: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
            for some in writes.values():
                statement, row = some[turn]
                together[statement, *row].append(row)
            for (statement, *_), rows in together.items():
                statement.run_many(self.connection, rows)
            turn += 1


_HERE: dict[int, _Gathered] = {}  # by connection, while it gathers: asked for several times an event


@contextmanager
def gathered(connection: sa.Connection) -> Iterator[None]:
    """What is folded within is written at the end of it; nothing, when it ends with an exception."""
    here = _HERE[id(connection)] = _Gathered(connection)
    try:
        yield
        here.settle([*here.writes, *here.last])
    finally:
        del _HERE[id(connection)]
    with in_one_go(connection):
        for end in here.ends.values():
            end()


def is_gathering(connection: sa.Connection) -> bool:
    """Whether writes wait at the moment."""
    return id(connection) in _HERE


def known(connection: sa.Connection, kind: str) -> dict[Any, Any] | None:
    """What is remembered of rows of a kind, to be read and changed; None where nothing is gathered."""
    here = _HERE.get(id(connection))
    return None if here is None else here.known[kind]


def put(connection: sa.Connection, owner: Owner, statement: Prepared, row: Row) -> None:
    """Write now, or with the others."""
    here = _HERE.get(id(connection))
    if here is None:
        statement.run(connection, row)
    else:
        here.writes[owner[0]].setdefault(owner, []).append((statement, row))


def once(connection: sa.Connection, owner: Owner, write: Callable[[], None]) -> None:
    """Do it now, or once at the end, where the last that is asked for an owner stands for all."""
    here = _HERE.get(id(connection))
    if here is None:
        write()
    else:
        here.last[owner[0]][owner] = write


def settle(connection: sa.Connection, *kinds: str) -> None:
    """Whatever waits of these kinds, or of all, is in the tables now."""
    here = _HERE.get(id(connection))
    if here is not None:
        here.settle(kinds or (*here.writes, *here.last))


def settle_writes(connection: sa.Connection, owner: Owner) -> None:
    """The same for what one owner has put."""
    here = _HERE.get(id(connection))
    if here is not None:
        here.settle_writes(owner)


def at_end(connection: sa.Connection, name: str, write: Callable[[], None]) -> None:
    """Within `gathered`: do it after everything else."""
    _HERE[id(connection)].ends[name] = write
