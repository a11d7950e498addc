"""What the lists of the counter show (等候、我的、到期、全部): rows without a person beyond the masked name."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from cases.roles import Role


class ListKind(StrEnum):
    """The four lists, in their order."""

    WAITING = "waiting"  # in the house today and not received to the end
    MINE = "mine"  # cases that I registered or decided
    DUE = "due"  # open cases with a running clock
    ALL = "all"  # cases, and the visits of the last weeks that have none


class Span(StrEnum):
    """Which registrations, counted from the day on which it is asked: a saved list of today is always of today."""

    ALWAYS = "always"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"


class ListSort(StrEnum):
    """What a list can be sorted by: the columns."""

    AT = "at"
    DUE = "due"
    CODE = "code"
    TICKET = "ticket"
    NAME = "name"  # by pinyin
    CATEGORY = "category"
    TOWN = "town"
    STATE = "state"
    DESK = "desk"


DEFAULT_SORT: dict[ListKind, tuple[ListSort, bool]] = {
    ListKind.WAITING: (ListSort.AT, False),
    ListKind.MINE: (ListSort.AT, True),
    ListKind.DUE: (ListSort.DUE, False),
    ListKind.ALL: (ListSort.AT, True),
}
"""(sort, descending): the first in line, the newest, the most urgent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilters:
    """What a row must be; None lets everything through. Spans and days are of registration, both ends included."""

    category: str | None = None
    town: str | None = None
    state: str | None = None
    light: str | None = None
    span: Span = Span.ALWAYS
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAsked:
    """A list as somebody wants to see it. Every word of `query` must be found in a row."""

    kind: ListKind
    query: str = ""
    sort: ListSort = ListSort.AT
    descending: bool = True
    filters: ListFilters = field(default_factory=ListFilters)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A case, or a visit without one (`case_code` empty).

    `state`: of the visit on the waiting list, else of the case, of the visit where there is no case.
    `light`: deadline_light.Light, empty without a clock. `at`: registration, on the waiting list the place in
    line.
    """

    row_id: str
    case_code: str = ""
    ticket_no: str = ""
    masked_name: str = ""
    category: str = ""
    town: str = ""
    state: str = ""
    light: str = ""
    due_at: datetime | None = None
    at: datetime | None = None
    counter_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Some rows of a list. `total` counts all that were found, exactly, at `as_of`."""

    total: int
    offset: int
    rows: tuple[ListRow, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """A list under a name of one's own."""

    name: str
    asked: ListAsked


_NAMELESS = frozenset({Role.UNIT_CLERK.value, Role.DISPATCHER.value})


def sees_names(role: str) -> bool:
    """Whether a role's lists have masked names: who hands on or dispatches works by code, place and category.

    Source: domain.md §4.2, minimum scope.
    """
    return role not in _NAMELESS
