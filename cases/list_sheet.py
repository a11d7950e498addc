"""The sheet from which every list is cut: all rows in memory, found, sorted and counted without a question to a table.

A hall has tens of thousands of rows and somebody types: an answer must be there before the next letter. Instants are
microseconds since 1970 UTC, as the tables have them.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from cases.deadlines.deadline_light import Light
from cases.hall_time import midnight_after
from cases.queue.visit import IN_THE_HOUSE
from cases.views_lists import ListAsked, ListFilters, ListKind, ListSort, Span

_IN_THE_HOUSE = frozenset(state.value for state in IN_THE_HOUSE)
_LAST = "\U0010ffff"  # after every text
_NEVER = 1 << 62
_MINUTE_US = 60_000_000
TERMS_MAX = 6  # of a query; more words are not a search


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row. `text`: what may be searched by everybody, `named_text`: by roles that see names; both lower case."""

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
    named_text: str = ""
    pinyin: str = ""

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
    """Who looks, and when. `today` ISO.

    `cases`: ids of those that are theirs; None: every row. `area`: or the beginning of the places that they see.
    """

    staff_id: str
    names: bool
    today: str
    now_us: int
    cases: frozenset[str] | None = None
    area: str = ""

    def sees(self, entry: Entry) -> bool:
        """A visit without a case is the hall's line, which names nobody."""
        if self.cases is None or not entry.case_code or entry.row_id in self.cases:
            return True
        return bool(self.area) and entry.town.startswith(self.area)


_KEYS: dict[ListSort, Callable[[Entry], Any]] = {
    ListSort.AT: attrgetter("at_us"),
    ListSort.DUE: lambda e: _NEVER if e.due_us is None else e.due_us,
    ListSort.CODE: lambda e: e.case_code or _LAST,
    ListSort.TICKET: lambda e: f"{e.ticket_no[0]}{e.ticket_no[1:]:0>5}" if e.ticket_no else _LAST,
    ListSort.NAME: lambda e: e.pinyin or _LAST,
    ListSort.CATEGORY: lambda e: e.category or _LAST,
    ListSort.TOWN: lambda e: e.town or _LAST,
    ListSort.STATE: lambda e: e.case_state or e.visit_state,
    ListSort.DESK: lambda e: _NEVER if e.counter_no is None else e.counter_no,
}
_NOTHING: dict[ListSort, Any] = {
    sort: _NEVER if sort in (ListSort.DUE, ListSort.DESK) else _LAST
    for sort in ListSort
    if sort not in (ListSort.AT, ListSort.STATE)
}
"""The key of rows without a value: they stand last, whichever way the others are sorted."""
_MANY = 500  # changes above which sorting anew is cheaper than finding each place


class Sheet:
    """All rows of one hall. Not for two threads at a time."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._orders: dict[ListSort, list[Entry]] = {}
        self._found: tuple[ListAsked, object, Sequence[Entry]] | None = None

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
        """Every row of the list, in its order.

        The last answer is kept: whoever scrolls asks it again and again, and whoever types searches in what the
        letters before have found.
        """
        by_minute = looking.now_us // _MINUTE_US if asked.filters.light else 0
        same = (looking.staff_id, looking.names, looking.today, looking.cases, looking.area, by_minute)
        if self._found is not None and self._found[1] == same:
            if self._found[0] == asked:
                return self._found[2]
            if _goes_on(self._found[0], asked):
                return self._keep(asked, same, _searched(self._found[2], asked, looking))
        found: Sequence[Entry] = self._ordered(asked.sort, descending=asked.descending)
        for test in [*_of_who(looking), *_of_kind(asked.kind, looking), *_of_filters(asked.filters, looking)]:
            found = [entry for entry in found if test(entry)]
        found = _searched(found, asked, looking)
        if asked.kind is ListKind.WAITING and asked.sort is ListSort.AT:
            # In line one stands by the first touch, a case is listed by its registration.
            found = sorted(found, key=_place, reverse=asked.descending)
        return self._keep(asked, same, found)

    def _keep(self, asked: ListAsked, same: object, found: Sequence[Entry]) -> Sequence[Entry]:
        self._found = (asked, same, found)
        return found

    def _ordered(self, sort: ListSort, *, descending: bool) -> list[Entry]:
        order = self._orders.get(sort)
        if order is None:
            # Two sorts by one key each: the second keeps the order of the first, and neither builds a tuple a row.
            base = sorted(self._entries.values(), key=_KEYS[ListSort.AT])
            order = base if sort is ListSort.AT else sorted(base, key=_KEYS[sort])
            self._orders[sort] = order
        if not descending:
            return order[:]
        nothing = _NOTHING.get(sort)
        there = len(order) if nothing is None else bisect_left(order, nothing, key=_KEYS[sort])
        return order[:there][::-1] + order[there:]

    def _change(self, news: dict[str, Entry], gone: Collection[str]) -> None:
        if not news and not gone:
            return
        old = [self._entries[row_id] for row_id in (*news, *gone) if row_id in self._entries]
        self._entries.update(news)
        for row_id in gone:
            del self._entries[row_id]
        self._found = None
        if len(news) + len(gone) > _MANY:
            self._orders.clear()
        for sort, order in self._orders.items():
            key = _KEYS[sort]
            for entry in old:
                del order[_index(order, entry, key)]
            for entry in news.values():
                insort(order, entry, key=key)


def _index(order: list[Entry], entry: Entry, key: Callable[[Entry], Any]) -> int:
    """Where this very row stands."""
    place = bisect_left(order, key(entry), key=key)
    while order[place] is not entry:
        place += 1
    return place


def _goes_on(before: ListAsked, asked: ListAsked) -> bool:
    """Whether letters were added to the search and nothing else changed: what it finds was found before."""
    return asked.query.startswith(before.query) and replace(before, query=asked.query) == asked


def _searched(found: Sequence[Entry], asked: ListAsked, looking: Looking) -> Sequence[Entry]:
    for term in asked.query.lower().split()[:TERMS_MAX]:
        if looking.names:
            found = [entry for entry in found if term in entry.named_text]
        else:
            found = [entry for entry in found if term in entry.text]
    return found


def _place(entry: Entry) -> tuple[int, str]:
    return entry.place_us, entry.ticket_no


def _of_who(looking: Looking) -> list[Callable[[Entry], bool]]:
    return [] if looking.cases is None else [looking.sees]


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


def _of_filters(filters: ListFilters, looking: Looking) -> list[Callable[[Entry], bool]]:
    tests: list[Callable[[Entry], bool]] = []
    now_us, today = looking.now_us, date.fromisoformat(looking.today)
    if (category := filters.category) is not None:
        tests.append(lambda e: e.category == category)
    if (town := filters.town) is not None:
        tests.append(lambda e: e.town == town)
    if (state := filters.state) is not None:
        tests.append(lambda e: state in (e.case_state, e.visit_state))
    if (light := filters.light) is not None:
        if light in (Light.RED, Light.YELLOW, Light.GREEN):
            tests.append(
                lambda e: e.is_open and e.due_us is not None
            )  # most are closed: asked first, it is quick
        tests.append(lambda e: e.light(now_us) == light)
    firsts = [day for day in (_first_of(filters.span, today), filters.first_day) if day is not None]
    if firsts:
        first = _start_us(max(firsts))
        tests.append(lambda e: e.at_us >= first)
    if filters.last_day is not None:
        end = _start_us(filters.last_day + timedelta(days=1))
        tests.append(lambda e: e.at_us < end)
    return tests


def _first_of(span: Span, today: date) -> date | None:
    match span:
        case Span.TODAY:
            return today
        case Span.WEEK:
            return today - timedelta(days=today.weekday())
        case Span.MONTH:
            return today.replace(day=1)
        case Span.ALWAYS:
            return None


def _start_us(day: date) -> int:
    """The first instant of a day in hall time."""
    return int(midnight_after(day - timedelta(days=1)).timestamp()) * 1_000_000
