"""How keys change the list that is asked for: pure steps from one frozen value to the next."""

from dataclasses import replace

from cases.deadlines.deadline_light import Light
from cases.views_lists import DEFAULT_SORT, ListAsked, ListFilters, ListKind, ListSort, Span

LIGHTS: tuple[str | None, ...] = (
    None,
    Light.RED.value,
    Light.YELLOW.value,
    Light.GREEN.value,
    Light.BLUE.value,
)
STATES: tuple[str | None, ...] = (None, "registered", "accepted", "rejected")
COLUMNS = (
    ListSort.TICKET,
    ListSort.CODE,
    ListSort.NAME,
    ListSort.CATEGORY,
    ListSort.TOWN,
    ListSort.STATE,
    ListSort.DUE,
    ListSort.AT,
    ListSort.DESK,
)
"""In the order of the screen."""


def of_kind(kind: ListKind, query: str = "") -> ListAsked:
    """A kind's own order, nothing filtered; what was typed stays."""
    sort, descending = DEFAULT_SORT[kind]
    return ListAsked(kind=kind, query=query, sort=sort, descending=descending)


def sorted_by(asked: ListAsked, sort: ListSort) -> ListAsked:
    """By a column, the newest registration first; by the same one again the other way round."""
    descending = not asked.descending if sort is asked.sort else sort is ListSort.AT
    return replace(asked, sort=sort, descending=descending)


def next_column(asked: ListAsked) -> ListAsked:
    """By the column beside it."""
    return sorted_by(asked, COLUMNS[(COLUMNS.index(asked.sort) + 1) % len(COLUMNS)])


def next_light(asked: ListAsked) -> ListAsked:
    """The next light, or all."""
    filters = asked.filters
    return replace(asked, filters=replace(filters, light=_after(LIGHTS, filters.light)))


def next_state(asked: ListAsked) -> ListAsked:
    """The next state of a case, or all."""
    filters = asked.filters
    return replace(asked, filters=replace(filters, state=_after(STATES, filters.state)))


def next_span(asked: ListAsked) -> ListAsked:
    """The next span of days."""
    spans = tuple(Span)
    after = spans[(spans.index(asked.filters.span) + 1) % len(spans)]
    return replace(asked, filters=replace(asked.filters, span=after))


def is_plain(asked: ListAsked) -> bool:
    """Whether nothing is left out of the kind."""
    return not asked.query.strip() and asked.filters == ListFilters()


def _after(values: tuple[str | None, ...], value: str | None) -> str | None:
    return values[(values.index(value) + 1) % len(values)] if value in values else None
