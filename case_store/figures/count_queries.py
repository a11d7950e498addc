"""The statements of the quick counts: each over all halls that are counted, so that a city costs no round trip a hall.

A `Prepared` knows no IN of a list: every number of halls has its own statement, made when it is first asked.
"""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.columns import Big
from case_store.log.figure_tables import COHORT, FLOWS, LEVELS, NEVER
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_figure, figure_day, figure_now

SUMMED = (*COHORT, *(f"resolved_{level}" for level in LEVELS))
DAYS_BETWEEN, HISTOGRAM_AFTER = ";", "="
_F, _N, _C = figure_day.c, figure_now.c, case_figure.c
_ALL_MONEY = 2**62  # fen


def halls(streams: tuple[str, ...]) -> dict[str, str]:
    """The values of `_of`."""
    return {f"s{n}": stream for n, stream in enumerate(streams)}


@cache
def sums(count: int, stretches: int) -> Prepared:
    """Of each stretch of days, by hall: its number, what SUMMED names, and the days' histograms in one text."""
    each = _F.day + HISTOGRAM_AFTER + _F.took
    took = sa.func.string_agg(sa.case((_F.took != "", each)), DAYS_BETWEEN)
    summed = [_sum(_F[name]) for name in SUMMED]
    of_stretch = (
        sa.select(sa.literal_column(str(n)), _F.stream, took, *summed)
        .where(*_days(count, n))
        .group_by(_F.stream)
        for n in range(stretches)
    )
    return Prepared(sa.union_all(*of_stretch))


@cache
def flows(count: int) -> Prepared:
    """What happened, by hall and day."""
    whole = _F.key == ""  # as every row of such an axis: of more PostgreSQL would make the plan anew
    return Prepared(sa.select(_F.day, *(_F[name] for name in FLOWS)).where(*_days(count), whole))


@cache
def types(count: int) -> Prepared:
    """What was received in some days, by type key."""
    return Prepared(sa.select(_F.key, _sum(_F.received)).where(*_days(count)).group_by(_F.key))


@cache
def standing(count: int) -> Prepared:
    """Open cases, by hall and town."""
    return Prepared(sa.select(_N.town, _N.open).where(_of(_N.stream, count)))


@cache
def lights(count: int, *, in_area: bool) -> Prepared:
    """Open cases, of these with a running clock; ▲ and ■; ■."""
    if in_area:
        runs = (_C.due_us.is_not(None), _C.due_us < NEVER, _C.soon_us <= param("t"))
        turned = sa.and_(_of(_C.stream, count), *runs, _in_area(_C.town))
        overdue = sa.and_(*_overdue(count), _in_area(_C.town))
    else:  # the indexes of case_ have nothing else in them
        turned = sa.and_(_of(case_.c.stream, count), *_until_now(case_.c.soon_at_us))
        overdue = sa.and_(_of(case_.c.stream, count), *_until_now(case_.c.due_at_us))
    counts = (sa.select(sa.func.count()).where(where).scalar_subquery() for where in (turned, overdue))
    there = (_of(_N.stream, count), *([_in_area(_N.town)] if in_area else ()))
    return Prepared(sa.select(_sum(_N.open), _sum(_N.running), *counts).where(*there))


@cache
def overdue_by_town(count: int) -> Prepared:
    """■ by town."""
    return Prepared(sa.select(_C.town, sa.func.count()).where(*_overdue(count)).group_by(_C.town))


@cache
def red_and_major(count: int, periods: int, *, in_area: bool) -> Prepared:
    """0: ■, 1: 重大金额 of those that were accepted in each of some periods."""
    red = (*_overdue(count), _C.accepted_day >= param("a"))
    fen = (_C.amount_fen >= param("fen"), _C.amount_fen <= _ALL_MONEY)  # both ends, as in `_until_now`
    major = (_of(_C.stream, count), *fen, _C.accepted_day >= param("a"))
    inside = [(_C.accepted_day >= param(f"a{n}"), _C.accepted_day <= param(f"z{n}")) for n in range(periods)]
    each = [sa.func.count().filter(*days) for days in inside]
    there = [_in_area(_C.town)] if in_area else []
    both: list[sa.Select[*tuple[Any, ...]]] = [
        sa.select(sa.literal_column(str(n)), *each).select_from(case_figure).where(*where, *there)
        for n, where in enumerate((red, major))
    ]
    return Prepared(sa.union_all(*both))


def _sum(column: "sa.ColumnElement[int]") -> "sa.ColumnElement[int]":
    """As a number that every driver reads at once: PostgreSQL would add up to one of any length."""
    return sa.cast(sa.func.sum(column), Big)


def _of(stream: "sa.ColumnElement[str]", count: int) -> "sa.ColumnElement[bool]":
    if count == 1:
        return stream == param("s0")  # SQLite makes another plan of an IN of one
    return stream.in_([param(f"s{n}") for n in range(count)])


def _days(count: int, n: int | str = "") -> "tuple[sa.ColumnElement[bool], ...]":
    """From `a` to `z`; of several stretches the one with a number."""
    first, last = _F.day >= param(f"a{n}"), _F.day <= param(f"z{n}")
    return _of(_F.stream, count), _F.axis == param("x"), first, last


def _overdue(count: int) -> "tuple[sa.ColumnElement[bool], ...]":
    return _of(_C.stream, count), *_until_now(_C.due_us)


def _until_now(instant: "sa.ColumnElement[Any]") -> "tuple[sa.ColumnElement[bool], ...]":
    """What is there and over. Both ends: of an open range PostgreSQL makes a plan anew whenever it is asked."""
    return instant >= 0, instant <= param("t")


def _in_area(town: "sa.ColumnElement[str]") -> "sa.ColumnElement[bool]":
    area = param("area", type_=sa.Text)
    return sa.func.substr(town, 1, sa.func.length(area)) == area
