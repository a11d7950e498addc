"""A list as a condition, counted and turned over by keyset: over several halls as over one, however long it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cases.refusal import Refusal

Condition = sa.ColumnElement[bool]
PAGE_LINES = 50
_PARTS = 3
_BETWEEN = "|"
_INTEGER_MAX = 2**63 - 1  # no database can be asked for more


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Rows of one stream at a time: `where` holds, by `order` and then `id`. `newest_first`: the greatest first."""

    source: sa.FromClause
    where: tuple[Condition, ...]
    stream: "sa.ColumnElement[str]"
    order: "sa.ColumnElement[Any]"
    id: "sa.ColumnElement[str]"
    newest_first: bool = False
    once: tuple[Condition, ...] = ()  # where an id has several places: of which of them its line is


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a line stands in a list over all streams."""

    order: Any
    stream: str
    id: str

    @property
    def token(self) -> str:
        """For whoever asks for what follows it."""
        return _BETWEEN.join((str(self.order), self.stream, self.id))


def place_of(listed: Listed, token: str) -> Place | Refusal:
    """The place that a token names. What is no token is refused."""
    parts = token.split(_BETWEEN, _PARTS - 1)
    if len(parts) != _PARTS:
        return Refusal("figure.place")
    order: Any = parts[0]
    if isinstance(listed.order.type, sa.Integer):
        if not order.removeprefix("-").isdecimal() or not order.isascii() or abs(int(order)) > _INTEGER_MAX:
            return Refusal("figure.place")
        order = int(order)
    return Place(order, parts[1], parts[2])


def count(connection: sa.Connection, listed: Listed, streams: Iterable[str]) -> int:
    """How many lines the whole list has."""
    there = (listed.stream.in_(list(streams)), *listed.where)
    query = sa.select(sa.func.count()).select_from(listed.source).where(*there)
    if listed.once:
        each = sa.select(listed.stream, listed.id).select_from(listed.source).where(*there).distinct()
        query = sa.select(sa.func.count()).select_from(each.subquery())
    return int(connection.execute(query).scalar_one())


def page(
    connection: sa.Connection,
    listed: Listed,
    streams: Iterable[str],
    after: Place | None,
    lines: int = PAGE_LINES,
) -> tuple[Sequence[Place], str]:
    """The places that follow, and the token of the last of them; "" where nothing follows."""
    found: list[Place] = []
    for stream in streams:
        query = (
            sa.select(listed.order.label("place"), listed.id.label("id"))
            .select_from(listed.source)
            .where(listed.stream == stream, *listed.where, *listed.once, *_follows(listed, stream, after))
            .limit(lines + 1)
        )
        by = (listed.order, listed.id)
        query = query.order_by(*(column.desc() if listed.newest_first else column for column in by))
        found += [Place(row.place, stream, row.id) for row in connection.execute(query)]
    found.sort(reverse=listed.newest_first)
    shown = found[:lines]
    return shown, shown[-1].token if len(found) > lines else ""


def _follows(listed: Listed, stream: str, after: Place | None) -> tuple[Condition, ...]:
    if after is None:
        return ()
    newest = listed.newest_first
    if stream == after.stream:
        here, last = sa.tuple_(listed.order, listed.id), sa.tuple_(after.order, after.id)
        return (here < last if newest else here > last,)
    comes_later = stream < after.stream if newest else stream > after.stream
    if newest:
        return (listed.order <= after.order if comes_later else listed.order < after.order,)
    return (listed.order >= after.order if comes_later else listed.order > after.order,)
