"""Which cases an inbox lists, by SQL on indexed columns: only what is shown is folded, however many cases are open.

The centre's own people see every case; others what was given to their unit, and what they brought in. At a store above
halls that is over all halls; what is *mine* there waits for this store, or for my unit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Protocol

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.event_log import Past
from case_store.log.prepared import Prepared
from case_store.log.projections.kept_cases import case_from_json
from case_store.log.schema import case_, case_folded, case_search, dispatch
from case_store.log.sql import listed
from cases.casework.by import By
from cases.casework.case_state import Case, CaseState, DispatchState
from cases.policy.units import CENTRE

ROWS_MAX = 100
SCANNED_MAX = 120  # rows that are read to find 100 that wait for this person
COUNTED_MAX = 10_000
_AWAY = (0, "", "", 1)  # listed, but there is nothing of it to be folded
_IS_LIVE = sa.or_(  # no IN: log/prepared.py
    dispatch.c.state == DispatchState.ASSIGNED.value, dispatch.c.state == DispatchState.ACKNOWLEDGED.value
)
_KEY = (case_.c.stream, case_.c.case_id, case_.c.due_at_us, case_.c.registered_at_us)
_COUNT_STATE = Prepared(
    sa.select(sa.func.count()).select_from(
        sa.select(case_.c.state).where(case_.c.state == param("state")).limit(COUNTED_MAX).subquery()
    )
)
_COUNT_TURN = Prepared(
    sa.select(sa.func.count()).select_from(
        sa.select(case_.c.turn)
        .where(case_.c.turn == param("turn"), case_.c.stream == param("s"))
        .limit(COUNTED_MAX)
        .subquery()
    )
)
_STATE, _TURN = case_.c.state == param("state"), case_.c.turn == param("turn")


def _by_due(where: sa.ColumnElement[bool]) -> tuple[Prepared, Prepared]:
    """Those that are due, the first one first; then those that are not, the newest first."""
    due = sa.select(*_KEY).where(where, case_.c.due_at_us.is_not(None)).order_by(case_.c.due_at_us)
    not_due = (
        sa.select(*_KEY).where(where, case_.c.due_at_us.is_(None)).order_by(case_.c.registered_at_us.desc())
    )
    return Prepared(due.limit(SCANNED_MAX)), Prepared(not_due.limit(SCANNED_MAX))


_HANDED = case_.c.handed_to == param("s")
_IN_STATE = _by_due(_STATE)
_HANDED_HERE = _by_due(_HANDED)
_COUNT_HANDED = Prepared(sa.select(sa.func.count()).select_from(case_).where(_HANDED))
_IN_TURN = _by_due(sa.and_(_TURN, case_.c.stream == param("s")))
_SOMEBODYS = (*_KEY, case_.c.state, case_.c.turn)
_OF_CASE = sa.and_(case_.c.stream == dispatch.c.stream, case_.c.case_id == dispatch.c.case_id)
_OF_UNIT = Prepared(
    sa.select(*_SOMEBODYS, _IS_LIVE.label("live"))
    .join_from(dispatch, case_, _OF_CASE)
    .where(dispatch.c.unit == param("u"), dispatch.c.over == 0)
)
_OF_DESK = Prepared(
    sa.select(*_KEY)
    .join_from(dispatch, case_, _OF_CASE)
    .where(dispatch.c.unit == CENTRE, dispatch.c.over == 0, _IS_LIVE, dispatch.c.stream == param("s"))
    .limit(SCANNED_MAX)
)
_OVER = Prepared(
    sa.select(*_SOMEBODYS, sa.literal(0).label("live"))
    .join_from(dispatch, case_, _OF_CASE)
    .where(dispatch.c.unit == param("u"), dispatch.c.over == 1)
    .order_by(dispatch.c.case_id.desc())  # ids are made of the time
    .limit(ROWS_MAX)
)
_BROUGHT_IN = Prepared(
    sa.select(*_SOMEBODYS, sa.literal(0).label("live")).where(
        case_.c.registered_by == param("by"), case_.c.open == 1
    )
)
# In one question: as a hundred of them it took three times as long, for each asked who may see its rows.
_ROWS = Prepared(
    sa.select(
        case_.c.stream,
        case_.c.case_id,
        case_.c.registered_at_us,
        case_search.c.masked_name,
        case_folded.c.folded,
        case_folded.c.unknown,
    )
    .join_from(
        case_,
        case_folded,
        sa.and_(case_folded.c.stream == case_.c.stream, case_folded.c.case_id == case_.c.case_id),
    )
    .join(
        case_search,
        sa.and_(case_search.c.stream == case_.c.stream, case_search.c.case_id == case_.c.case_id),
        isouter=True,
    )
    .where(listed(case_.c.case_id, param("ids")))
)


@dataclass(frozen=True, slots=True)
class Key:
    """A case in the order of a list: what is due first, then the newest."""

    stream: str
    case_id: str
    due_at_us: int | None
    registered_at_us: int

    @property
    def order(self) -> tuple[bool, int, int]:
        """The worst first."""
        return (self.due_at_us is None, self.due_at_us or 0, -self.registered_at_us)


@dataclass(frozen=True, slots=True)
class Found:
    """A case that is shown in a line."""

    case: Case
    registered_at_us: int
    masked_name: str


class Listed(Protocol):
    """What somebody may list."""

    def count(self, states: Sequence[CaseState]) -> int:
        """How many are in these states."""
        ...

    def count_mine(self) -> int:
        """How many may wait for whoever looks."""
        ...

    def first(self, states: Sequence[CaseState]) -> Iterable[Key]:
        """Those in these states, the worst first."""
        ...

    def mine(self) -> Iterable[Key]:
        """Those that may wait for whoever looks, the worst first."""
        ...

    def count_handed(self) -> int:
        """How many were handed over to this store and are not taken yet."""
        ...

    def handed(self) -> Iterable[Key]:
        """Those, the worst first."""
        ...


def read_rows(past: Past, keys: Iterable[Key]) -> Iterator[Found]:
    """The cases themselves, one after the other. What this version cannot fold is left out."""
    asked = tuple(keys)
    for first in range(0, len(asked), ROWS_MAX):
        together = asked[first : first + ROWS_MAX]
        ids = orjson.dumps([key.case_id for key in together]).decode()
        rows = {row[:2]: row[2:] for row in _ROWS.all(past.connection, {"ids": ids})}
        for key in together:
            registered_at_us, masked_name, folded, unknown = rows.get((key.stream, key.case_id), _AWAY)
            if not unknown:
                yield Found(case_from_json(folded), registered_at_us, masked_name or "")


def of_the_centre(past: Past, rights: Sequence[str], *, takes_over: bool) -> Listed:
    """For those who see every case. `takes_over`: what was handed over to this store waits for whoever looks."""
    return _Everything(past, rights, takes_over=takes_over)


def of_somebody(past: Past, by: By, rights: Sequence[str]) -> Listed:
    """For a unit's people, and for those who only bring matters in."""
    return _Own(past, by, rights)


class _Everything:
    def __init__(self, past: Past, rights: Sequence[str], *, takes_over: bool) -> None:
        self._past, self._rights, self._takes_over = past, rights, takes_over
        self._counted: dict[CaseState, int] = {}

    def count(self, states: Sequence[CaseState]) -> int:
        return sum(self._count(state) for state in states)

    def count_mine(self) -> int:
        here = {"s": self._past.stream}
        turns = (_COUNT_TURN.first(self._past.connection, {**here, "turn": r}) for r in self._rights)
        mine = sum(int(row[0]) for row in turns if row) + len(self._of_the_desk())
        return mine + (self.count_handed() if self._takes_over else 0)

    def first(self, states: Sequence[CaseState]) -> Iterable[Key]:
        return self._merged(_IN_STATE, "state", [state.value for state in states])[:ROWS_MAX]

    def mine(self) -> Iterable[Key]:
        turns = self._merged(_IN_TURN, "turn", self._rights)
        handed = self.handed() if self._takes_over else ()
        return sorted({*turns, *self._of_the_desk(), *handed}, key=lambda key: key.order)

    def count_handed(self) -> int:
        row = _COUNT_HANDED.first(self._past.connection, {"s": self._past.stream})
        return int(row[0]) if row else 0

    def handed(self) -> Iterable[Key]:
        this = {"s": self._past.stream}
        rows = (row for query in _HANDED_HERE for row in query.all(self._past.connection, this))
        return [Key(*row) for row in rows][:ROWS_MAX]

    def _count(self, state: CaseState) -> int:
        if state not in self._counted:
            row = _COUNT_STATE.first(self._past.connection, {"state": state.value})
            self._counted[state] = int(row[0]) if row else 0
        return self._counted[state]

    def _of_the_desk(self) -> list[Key]:
        """What is given to the centre itself, as a unit like any other."""
        return [Key(*row) for row in _OF_DESK.all(self._past.connection, {"s": self._past.stream})]

    def _merged(self, queries: tuple[Prepared, Prepared], name: str, values: Sequence[str]) -> list[Key]:
        keys: list[Key] = []
        for value in values:
            for query in queries:
                rows = query.all(self._past.connection, {name: value, "s": self._past.stream})
                keys += [Key(*row) for row in rows]
                if len(rows) == SCANNED_MAX:
                    break
        return sorted(keys, key=lambda key: key.order)[:SCANNED_MAX]


class _Own:
    """Rows are kept as they came: a large unit has thousands, of which a hundred are shown."""

    def __init__(self, past: Past, by: By, rights: Sequence[str]) -> None:
        self._past, self._by, self._rights = past, by, rights
        rows = _BROUGHT_IN.all(past.connection, {"by": by.staff_id})
        if by.unit:
            rows += _OF_UNIT.all(past.connection, {"u": by.unit})
        self._rows = {row[1]: row for row in rows}  # a unit may have had a case twice: what is live stands
        if len(self._rows) < len(rows):
            self._rows |= {row[1]: row for row in rows if row[6]}
        self._states = Counter(row[4] for row in self._rows.values())
        self._mine = [row for row in self._rows.values() if self._waits(row)]

    def count(self, states: Sequence[CaseState]) -> int:
        return sum(self._states[state.value] for state in states)

    def count_mine(self) -> int:
        return len(self._mine)

    def first(self, states: Sequence[CaseState]) -> Iterable[Key]:
        wanted = {state.value for state in states}
        own = _worst(row for row in self._rows.values() if row[4] in wanted)
        over = (Key(*row[:4]) for row in self._over() if row[4] in wanted and row[1] not in self._rows)
        return [*own, *over]

    def mine(self) -> Iterable[Key]:
        return _worst(self._mine)

    def count_handed(self) -> int:
        return 0

    def handed(self) -> Iterable[Key]:
        return ()

    def _waits(self, row: tuple[Any, ...]) -> bool:
        stream, turn, is_live = row[0], row[5], row[6]
        return bool(is_live) or (turn in self._rights and stream == self._past.stream)

    def _over(self) -> list[tuple[Any, ...]]:
        """The newest that have ended: seen below what is open."""
        return _OVER.all(self._past.connection, {"u": self._by.unit}) if self._by.unit else []


def _worst(rows: Iterable[tuple[Any, ...]]) -> list[Key]:
    """The first of a list, in the order of `Key.order`."""
    first = nsmallest(SCANNED_MAX, rows, key=lambda row: (row[2] is None, row[2] or 0, -row[3]))
    return [Key(*row[:4]) for row in first]
