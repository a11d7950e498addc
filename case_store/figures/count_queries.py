"""The statements of the quick counts: each over all halls that are counted, so that a city costs no round trip a hall.

A `Prepared` knows no IN of a list: every number of halls has its own statement, made when it is first asked.
"""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.figure_tables import COHORT, FLOWS, LEVELS, NEVER
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_figure, figure_day, figure_now

SUMMED = (*COHORT, *(f"resolved_{level}" for level in LEVELS))
DAYS_BETWEEN, HISTOGRAM_AFTER = ";", "="
_F, _N, _C = figure_day.c, figure_now.c, case_figure.c
_ALL_MONEY = 2**62  # fen
_ON = _C.accepted_day + ""  # no index is meant: those of a large amount are few


def halls(streams: tuple[str, ...]) -> dict[str, str]:
    """The values of `_of`."""
    return {f"s{n}": stream for n, stream in enumerate(streams)}


@cache
def sums(count: int, stretches: int) -> Prepared:
    """Of each stretch of days, by hall: its number, what SUMMED names, and the days' histograms in one text."""
    each = _F.day + HISTOGRAM_AFTER + _F.took
    took = sa.func.string_agg(sa.case((_F.took != "", each)), DAYS_BETWEEN)
    summed = [sa.func.sum(_F[name]) for name in SUMMED]
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
    return Prepared(sa.select(_F.day, *(_F[name] for name in FLOWS)).where(*_days(count)))


@cache
def types(count: int) -> Prepared:
    """What was received in some days, by type key."""
    return Prepared(sa.select(_F.key, sa.func.sum(_F.received)).where(*_days(count)).group_by(_F.key))


@cache
def standing(count: int) -> Prepared:
    """Open cases and running ones, by hall and town."""
    return Prepared(sa.select(_N.town, _N.open, _N.running).where(_of(_N.stream, count)))


@cache
def standing_sums(count: int) -> Prepared:
    """The same, of everywhere."""
    return Prepared(sa.select(sa.func.sum(_N.open), sa.func.sum(_N.running)).where(_of(_N.stream, count)))


@cache
def overdue(count: int, *, in_area: bool) -> Prepared:
    """How many are ■. Of everywhere: the index of case_ has nothing else in it."""
    if not in_area:
        return _of_cases(case_.c.due_at_us, count)
    where = _overdue(count, in_area=in_area)
    return Prepared(sa.select(sa.func.count()).select_from(case_figure).where(*where))


@cache
def overdue_by_town(count: int) -> Prepared:
    """The same by town."""
    where = _overdue(count, in_area=False)
    return Prepared(sa.select(_C.town, sa.func.count()).where(*where).group_by(_C.town))


@cache
def red(count: int, periods: int, *, in_area: bool) -> Prepared:
    """■ of those that were accepted in each of some periods."""
    first, last = _C.accepted_day >= param("a"), _C.accepted_day <= param("z")
    each = _of_periods(_C.accepted_day, periods)
    return Prepared(sa.select(*each).where(*_overdue(count, in_area=in_area), first, last))


@cache
def major(count: int, periods: int, *, in_area: bool) -> Prepared:
    """重大金额 among those that were accepted in each of some periods."""
    where = (
        _of(_C.stream, count),
        _C.amount_fen >= param("fen"),
        _C.amount_fen <= _ALL_MONEY,  # both ends, as in `_until_now`
        param("a") <= _ON,
        param("z") >= _ON,
        *_in_area(in_area),
    )
    return Prepared(sa.select(*_of_periods(_C.accepted_day, periods)).where(*where))


@cache
def turned(count: int, *, in_area: bool) -> Prepared:
    """▲ and ■; as `overdue`."""
    if not in_area:
        return _of_cases(case_.c.soon_at_us, count)
    runs = (_C.due_us.is_not(None), _C.due_us < NEVER, _C.soon_us <= param("t"))
    return Prepared(sa.select(sa.func.count()).where(_of(_C.stream, count), *runs, *_in_area(in_area)))


def _of(stream: "sa.ColumnElement[str]", count: int) -> "sa.ColumnElement[bool]":
    if count == 1:
        return stream == param("s0")  # SQLite makes another plan of an IN of one
    return stream.in_([param(f"s{n}") for n in range(count)])


def _days(count: int, n: int | str = "") -> "tuple[sa.ColumnElement[bool], ...]":
    """From `a` to `z`; of several stretches the one with a number."""
    first, last = _F.day >= param(f"a{n}"), _F.day <= param(f"z{n}")
    return _of(_F.stream, count), _F.axis == param("x"), first, last


def _of_cases(instant: "sa.ColumnElement[Any]", count: int) -> Prepared:
    return Prepared(sa.select(sa.func.count()).where(_of(case_.c.stream, count), *_until_now(instant)))


def _overdue(count: int, *, in_area: bool) -> "tuple[sa.ColumnElement[bool], ...]":
    return _of(_C.stream, count), *_until_now(_C.due_us), *_in_area(in_area)


def _until_now(instant: "sa.ColumnElement[Any]") -> "tuple[sa.ColumnElement[bool], ...]":
    """What is there and over. Both ends: of an open range PostgreSQL makes a plan anew whenever it is asked."""
    return instant >= 0, instant <= param("t")


def _in_area(in_area: bool) -> "tuple[sa.ColumnElement[bool], ...]":
    area = param("area", type_=sa.Text)
    return (sa.func.substr(_C.town, 1, sa.func.length(area)) == area,) if in_area else ()


def _of_periods(day: "sa.ColumnElement[Any]", periods: int) -> "list[sa.ColumnElement[int]]":
    """A sum for each period."""
    inside = ((day >= param(f"a{n}"), day <= param(f"z{n}")) for n in range(periods))
    return [sa.func.sum(sa.case((sa.and_(*both), 1), else_=0)) for both in inside]
