"""What the risk index is made of, read from the projections of figures in pages: every matter that this store has.

A repeat (重复) is a matter that shares an identity number or a telephone with an earlier one (hall/search_keys.py).
What that does not see: somebody who gave neither, a changed number, the same house or field without the same person,
and at the centre every matter of a hall, whose keys the hall keeps to itself.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.figure_tables import NEVER
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.projections.case_clock_rows import CLOSING_LIMITS
from case_store.log.schema import case_, case_figure, clock, search_key
from cases.casework.evaluation import Level
from cases.figures.figure import NO_GROUP
from cases.figures.type_groups import group_of
from cases.hall_time import hall_date
from cases.matter.category import CategoriesPolicy
from cases.matter.duplicates import TermKind
from cases.risk.risk_record import RiskRecord

PAGE_ROWS = 2000  # matters in one step: some 20 ms of the store's one thread, however many there are
KEY_PAGES = 64  # of the keys: by their first two hexadecimal digits
_KEYS_OF_PAGE = 256 // KEY_PAGES
PARTY_KINDS = (TermKind.ID, TermKind.PHONE)
CaseKey = tuple[str, str]
"""(stream, case_id)"""
Row = tuple[Any, ...]
_F = case_figure.c
_WHEN_RED = (  # of a matter whose limit ran out before it ended
    sa.select(sa.func.min(clock.c.due_at_us))
    .where(
        clock.c.stream == _F.stream,
        clock.c.case_id == _F.case_id,
        sa.or_(*(clock.c.kind == kind.value for kind in CLOSING_LIMITS)),
        sa.or_(clock.c.passed == 1, clock.c.stopped_at_us >= clock.c.due_at_us),
    )
    .scalar_subquery()
)
_PAGE = Prepared(
    sa.select(
        _F.stream,
        _F.case_id,
        _F.registered_day,
        _F.ended_day,
        _F.town,
        _F.type_key,
        _F.due_us,
        sa.case((sa.and_(_F.ended_day.is_not(None), _F.late == 1), _WHEN_RED)).label("was_red_us"),
        _F.rated_day,
        _F.rating,
        case_.c.grade,
        case_.c.party_count,
    )
    .select_from(case_figure.join(case_, sa.and_(case_.c.stream == _F.stream, case_.c.case_id == _F.case_id)))
    .where(sa.tuple_(_F.stream, _F.case_id) > sa.tuple_(param("s"), param("i")))
    .order_by(_F.stream, _F.case_id)
    .limit(param("n"))
)
_OF_KEYS = (
    search_key.c.stream == param("s"),
    search_key.c.kind == param("k"),
    search_key.c.key_hash >= param("a"),
    search_key.c.key_hash < param("z"),
)
_SEVERAL = (  # keys that more than one matter has: read from the index alone
    sa.select(search_key.c.key_hash)
    .where(*_OF_KEYS)
    .group_by(search_key.c.key_hash)
    .having(sa.func.count() > 1)
    .subquery()
)
_SHARED = Prepared(
    sa.select(search_key.c.key_hash, search_key.c.case_id)
    .select_from(_SEVERAL.join(search_key, search_key.c.key_hash == _SEVERAL.c.key_hash))
    .where(*_OF_KEYS)
)


@dataclass(slots=True)
class RawMatters:
    """What was read so far: rows of `_PAGE`, and the matters that share a key of a person."""

    rows: list[Row] = field(default_factory=list)
    shared: list[list[str]] = field(default_factory=list)


def read_page(connection: sa.Connection, after: CaseKey) -> list[Row]:
    """The matters that follow; fewer than PAGE_ROWS at the end."""
    return _PAGE.all(connection, {"s": after[0], "i": after[1], "n": PAGE_ROWS})


def read_shared(connection: sa.Connection, stream: str, page: int) -> list[list[str]]:
    """Of one of KEY_PAGES: the matters of each key that several have."""
    first = page * _KEYS_OF_PAGE
    last = first + _KEYS_OF_PAGE
    asked = {"s": stream, "a": f"{first:02x}", "z": f"{last:02x}" if page + 1 < KEY_PAGES else "g"}
    together: dict[tuple[TermKind, str], list[str]] = {}
    for kind in PARTY_KINDS:
        for key, case_id in _SHARED.all(connection, asked | {"k": kind.value}):
            together.setdefault((kind, key), []).append(case_id)
    return list(together.values())


def records_of(
    raw: RawMatters, categories: CategoriesPolicy, repeated: Collection[str]
) -> Iterator[RiskRecord]:
    """What was read as records; touches no table, so any thread may ask."""
    days = _DayNumbers()
    groups = {key: group_of(key, categories).replace(NO_GROUP, "") for key in {row[5] for row in raw.rows}}
    for row in raw.rows:
        case_id, registered, ended, town, type_key, due_us, was_red_us, rated, rating, grade, parties = row[
            1:
        ]
        red_us = due_us if ended is None else was_red_us
        yield RiskRecord(
            town,
            groups[type_key],
            days[registered],
            None if ended is None else days[ended],
            grade,
            parties,
            None if red_us is None or red_us == NEVER else _day_of(red_us),
            None if rated is None else days[rated],
            rating is not None and rating <= Level.DISSATISFIED,
            case_id in repeated,
        )


def registered_since(raw: RawMatters, day: date, window_days: int) -> set[str]:
    """The matters of the window that ends on a day, and later ones."""
    first = (day - timedelta(days=window_days - 1)).isoformat()
    return {row[1] for row in raw.rows if row[2] >= first}


class _DayNumbers(dict[str, int]):
    """The ordinal of a day as the tables write it, counted once."""

    def __missing__(self, day: str) -> int:
        self[day] = number = date.fromisoformat(day).toordinal()
        return number


def repeated_of(raw: RawMatters, repeat_days: int) -> set[str]:
    """Matters whose key another one had within so many days before."""
    days = _DayNumbers()
    wanted = {case_id for cases in raw.shared for case_id in cases}
    registered = {row[1]: days[row[2]] for row in raw.rows if row[1] in wanted}
    repeated: set[str] = set()
    for cases in raw.shared:
        in_order = sorted((registered[case_id], case_id) for case_id in cases if case_id in registered)
        repeated.update(
            later[1] for earlier, later in pairwise(in_order) if later[0] - earlier[0] <= repeat_days
        )
    return repeated


@lru_cache(maxsize=20_000)
def _day_of(at_us: int) -> int:
    return hall_date(from_us(at_us)).toordinal()
