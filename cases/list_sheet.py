"""The sheet from which every list is cut: all rows in memory, found, sorted and counted without a question to a table.

A hall has tens of thousands of rows and somebody types: an answer must be there before the next letter. Instants are
microseconds since 1970 UTC, as the tables have them.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from cases.deadline_light import Light
from cases.hall_time import midnight_after
from cases.views_lists import ListAsked, ListFilters, ListKind, ListSort
from cases.visit import IN_THE_HOUSE

_IN_THE_HOUSE = frozenset(state.value for state in IN_THE_HOUSE)
_LAST = "\U0010ffff"  # after every text
_NEVER = 1 << 62
TERMS_MAX = 6  # of a query; more words are not a search


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row. `text`: what may be searched by everybody, `name_text`: by roles that see names; both lower case."""

    row_id: str
    case_code: str = ""
    ticket_no: str = ""
    masked_name: str = ""
    category: str = ""
    town: str = ""
    case_state: str = ""
    visit_state: str = ""
    visit_day: str = ""  # ISO
    counter_no: int | None = None
    at_us: int = 0
    place_us: int = 0
    soon_us: int | None = None
    due_us: int | None = None
    is_open: bool = False
    registered_by: str = ""
    decided_by: str = ""
    text: str = ""
    name_text: str = ""

    def light(self, now_us: int) -> str:
        """Worst light: by the earliest instants of the running clocks; done when closed, "" without a clock."""
        if self.case_state and not self.is_open:
            return Light.BLUE.value
        if self.due_us is None:
            return ""
        if now_us >= self.due_us:
            return Light.RED.value
        soon = self.soon_us is not None and now_us >= self.soon_us
        return (Light.YELLOW if soon else Light.GREEN).value


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Who looks, and when. `today` ISO."""

    staff_id: str
    names: bool
    today: str
    now_us: int


_KEYS: dict[ListSort, Callable[[Entry], Any]] = {
    ListSort.AT: attrgetter("at_us"),
    ListSort.DUE: lambda e: _NEVER if e.due_us is None else e.due_us,
    ListSort.CODE: lambda e: e.case_code or _LAST,
    ListSort.TICKET: lambda e: (e.ticket_no or _LAST)[0] + e.ticket_no[1:].rjust(5, "0"),
    ListSort.NAME: lambda e: e.name_text or _LAST,
    ListSort.CATEGORY: lambda e: e.category or _LAST,
    ListSort.TOWN: lambda e: e.town or _LAST,
    ListSort.STATE: lambda e: e.case_state or e.visit_state,
    ListSort.DESK: lambda e: _NEVER if e.counter_no is None else e.counter_no,
}
_HAS: dict[ListSort, Callable[[Entry], bool]] = {
    ListSort.DUE: lambda e: e.due_us is not None,
    ListSort.CODE: lambda e: e.case_code != "",
    ListSort.TICKET: lambda e: e.ticket_no != "",
    ListSort.NAME: lambda e: e.name_text != "",
    ListSort.CATEGORY: lambda e: e.category != "",
    ListSort.TOWN: lambda e: e.town != "",
    ListSort.DESK: lambda e: e.counter_no is not None,
}
"""Rows without a value stand last, whichever way the others are sorted."""


class Sheet:
    """All rows of one hall. Not for two threads at a time."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._orders: dict[ListSort, list[Entry]] = {}
        self._found: tuple[object, list[Entry]] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, row_id: str) -> Entry | None:
        """The row, if it is there."""
        return self._entries.get(row_id)

    def put(self, entries: Iterable[Entry]) -> None:
        """Add rows, or change them."""
        self._change({entry.row_id: entry for entry in entries}, frozenset())

    def remove(self, row_ids: Iterable[str]) -> None:
        """Take rows away."""
        self._change({}, {row_id for row_id in row_ids if row_id in self._entries})

    def find(self, asked: ListAsked, looking: Looking) -> Sequence[Entry]:
        """Every row of the list, in its order. The last answer is kept: whoever scrolls asks it again and again."""
        by_minute = looking.now_us // 60_000_000 if asked.filters.light else 0
        key = (asked, looking.staff_id, looking.names, looking.today, by_minute)
        if self._found is not None and self._found[0] == key:
            return self._found[1]
        found = self._ordered(asked.sort, descending=asked.descending)
        for test in _tests(asked, looking):
            found = [entry for entry in found if test(entry)]
        if asked.kind is ListKind.WAITING and asked.sort is ListSort.AT:
            # In line one stands by the first touch, a case is listed by its registration.
            found = sorted(found, key=_place, reverse=asked.descending)
        self._found = (key, found)
        return found

    def _ordered(self, sort: ListSort, *, descending: bool) -> list[Entry]:
        order = self._orders.get(sort)
        if order is None:
            # Two sorts by one key each: the second keeps the order of the first, and neither builds a tuple a row.
            base = sorted(self._entries.values(), key=_KEYS[ListSort.AT])
            order = base if sort is ListSort.AT else sorted(base, key=_KEYS[sort])
            self._orders[sort] = order
        if not descending:
            return order
        has = _HAS.get(sort)
        if has is None:
            return order[::-1]
        return [*reversed([e for e in order if has(e)]), *(e for e in order if not has(e))]

    def _change(self, news: dict[str, Entry], gone: Collection[str]) -> None:
        if not news and not gone:
            return
        self._entries.update(news)
        for row_id in gone:
            del self._entries[row_id]
        self._found = None
        for sort, order in self._orders.items():
            here = self._entries
            kept = [entry for entry in order if here.get(entry.row_id) is entry]
            # Nearly sorted already: this costs the comparisons of one run through it.
            self._orders[sort] = sorted([*kept, *news.values()], key=_KEYS[sort])


def _place(entry: Entry) -> tuple[int, str]:
    return entry.place_us, entry.ticket_no


def _tests(asked: ListAsked, looking: Looking) -> list[Callable[[Entry], bool]]:
    """What a row must be, the cheapest question first."""
    return [
        *_of_kind(asked.kind, looking),
        *_of_filters(asked.filters, looking.now_us),
        *_of_query(asked, looking),
    ]


def _of_kind(kind: ListKind, looking: Looking) -> list[Callable[[Entry], bool]]:
    today, me = looking.today, looking.staff_id
    match kind:
        case ListKind.WAITING:
            return [lambda e: e.visit_day == today and e.visit_state in _IN_THE_HOUSE]
        case ListKind.MINE:
            return [lambda e: me in (e.registered_by, e.decided_by)]
        case ListKind.DUE:
            return [lambda e: e.is_open and e.due_us is not None]
        case ListKind.ALL:
            return []


def _of_filters(filters: ListFilters, now_us: int) -> list[Callable[[Entry], bool]]:
    tests: list[Callable[[Entry], bool]] = []
    if (category := filters.category) is not None:
        tests.append(lambda e: e.category == category)
    if (town := filters.town) is not None:
        tests.append(lambda e: e.town == town)
    if (state := filters.state) is not None:
        tests.append(lambda e: state in (e.case_state, e.visit_state))
    if (light := filters.light) is not None:
        tests.append(lambda e: e.light(now_us) == light)
    if filters.first_day is not None:
        first = _start_us(filters.first_day)
        tests.append(lambda e: e.at_us >= first)
    if filters.last_day is not None:
        end = _start_us(filters.last_day + timedelta(days=1))
        tests.append(lambda e: e.at_us < end)
    return tests


def _of_query(asked: ListAsked, looking: Looking) -> list[Callable[[Entry], bool]]:
    having = _having_named if looking.names else _having
    return [having(term) for term in asked.query.lower().split()[:TERMS_MAX]]


def _having(term: str) -> Callable[[Entry], bool]:
    return lambda e: term in e.text


def _having_named(term: str) -> Callable[[Entry], bool]:
    return lambda e: term in e.text or term in e.name_text


def _start_us(day: date) -> int:
    """The first instant of a day in hall time."""
    return int(midnight_after(day - timedelta(days=1)).timestamp()) * 1_000_000
