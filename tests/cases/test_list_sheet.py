"""The sheet behind the lists: what is found, in which order, and that it stays so while rows change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.list_sheet import Entry, Looking, Sheet
from cases.views_lists import ListAsked, ListFilters, ListKind, ListSort

DAY_US = 86_400_000_000
MONDAY_US = 1_795_363_200_000_000  # 2026-11-23 00:00 +08:00
ME = Looking(staff_id="s1", names=True, today="2026-11-23", now_us=MONDAY_US + DAY_US // 2)
WAGES = Entry(
    row_id="c1",
    case_code="ZZ150502000261123001724",
    ticket_no="A017",
    masked_name="李**",
    category="labour_wages",
    town="150502003",
    case_state="registered",
    is_open=True,
    at_us=MONDAY_US + 1,
    soon_us=MONDAY_US,
    due_us=MONDAY_US + DAY_US,
    registered_by="s1",
    text="zz150502000261123001724 1123-0017 a017 讨薪劳动 taoxinlaodong txld",
    named_text="zz150502000261123001724 1123-0017 a017 讨薪劳动 taoxinlaodong txld li l 李**",
    pinyin="li l",
)
LATE = replace(
    WAGES,
    row_id="c2",
    case_code="ZZ2",
    registered_by="",
    decided_by="s2",
    at_us=MONDAY_US - 1,
    due_us=MONDAY_US,
)
CLOSED = replace(WAGES, row_id="c3", case_code="ZZ3", is_open=False, due_us=None, at_us=MONDAY_US + 2)
ASKS = Entry(
    row_id="v1",
    ticket_no="B002",
    visit_state="waiting",
    visit_day="2026-11-23",
    at_us=MONDAY_US + 3,
    text="b002",
    named_text="b002",
)


def sheet(*entries: Entry) -> Sheet:
    made = Sheet()
    made.put(entries or (WAGES, LATE, CLOSED, ASKS))
    return made


def found(asked: ListAsked, looking: Looking = ME) -> list[str]:
    return [entry.row_id for entry in sheet().find(asked, looking)]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (ListAsked(kind=ListKind.ALL), ["v1", "c3", "c1", "c2"]),
        (ListAsked(kind=ListKind.WAITING), ["v1"]),
        (ListAsked(kind=ListKind.MINE), ["c3", "c1"]),
        (ListAsked(kind=ListKind.DUE, sort=ListSort.DUE, descending=False), ["c2", "c1"]),
        (ListAsked(kind=ListKind.ALL, query="li"), ["c3", "c1", "c2"]),
        (ListAsked(kind=ListKind.ALL, query="李 TXLD"), ["c3", "c1", "c2"]),
        (ListAsked(kind=ListKind.ALL, query="a017 0017"), ["c3", "c1", "c2"]),
        (ListAsked(kind=ListKind.ALL, query="王"), []),
        (ListAsked(kind=ListKind.ALL, sort=ListSort.DUE), ["c1", "c2", "c3", "v1"]),
        (ListAsked(kind=ListKind.ALL, filters=ListFilters(light="yellow")), ["c1"]),
        (ListAsked(kind=ListKind.ALL, filters=ListFilters(light="red")), ["c2"]),
        (ListAsked(kind=ListKind.ALL, filters=ListFilters(light="blue")), ["c3"]),
        (ListAsked(kind=ListKind.ALL, filters=ListFilters(last_day=date(2026, 11, 22))), ["c2"]),
        (ListAsked(kind=ListKind.ALL, filters=ListFilters(first_day=date(2026, 11, 23))), ["v1", "c3", "c1"]),
        (ListAsked(kind=ListKind.ALL, filters=ListFilters(state="waiting")), ["v1"]),
    ],
)
def test_a_list_has_what_was_asked_for_in_its_order(asked: ListAsked, ids: list[str]) -> None:
    assert found(asked) == ids


def test_who_sees_no_names_finds_none_by_name() -> None:
    nameless = replace(ME, names=False)
    assert found(ListAsked(kind=ListKind.ALL, query="li"), nameless) == []
    assert found(ListAsked(kind=ListKind.ALL, query="taoxin"), nameless) == ["c3", "c1", "c2"]


def test_a_light_changes_with_the_time_and_not_with_the_row() -> None:
    lights = [WAGES.light(at) for at in (MONDAY_US - 1, MONDAY_US, MONDAY_US + DAY_US)]
    assert lights == ["green", "yellow", "red"]


SORTS = st.sampled_from(list(ListSort))
ENTRIES = st.builds(
    Entry,
    row_id=st.sampled_from([f"r{n}" for n in range(12)]),
    case_code=st.sampled_from(["", "ZZ1", "ZZ2"]),
    ticket_no=st.sampled_from(["", "A001", "A1000", "B002"]),
    category=st.sampled_from(["", "debt", "neighbour"]),
    case_state=st.sampled_from(["", "registered"]),
    counter_no=st.none() | st.integers(1, 3),
    due_us=st.none() | st.integers(0, 5),
    at_us=st.integers(0, 50),
    pinyin=st.sampled_from(["", "li l", "wang w"]),
    named_text=st.sampled_from(["a001", "b002 debt"]),
)
STEPS = st.lists(st.tuples(st.booleans(), st.lists(ENTRIES, max_size=4), SORTS, st.booleans()), max_size=8)


@given(STEPS)
def test_a_sheet_that_followed_every_change_shows_what_a_new_one_would(
    steps: list[tuple[bool, list[Entry], ListSort, bool]],
) -> None:
    """Rows of equal rank may stand in any order; their ranks, and which rows there are, may not differ."""
    followed, known = Sheet(), dict[str, Entry]()
    for adds, entries, sort, descending in steps:
        if adds:
            followed.put(entries)
            known.update({entry.row_id: entry for entry in entries})
        else:
            followed.remove([entry.row_id for entry in entries])
            for entry in entries:
                known.pop(entry.row_id, None)
        fresh = sheet(*known.values()) if known else Sheet()
        asked = ListAsked(kind=ListKind.ALL, query="a0", sort=sort, descending=descending)
        ours, theirs = followed.find(asked, ME), fresh.find(asked, ME)
        assert sorted(e.row_id for e in ours) == sorted(e.row_id for e in theirs)
        assert [_rank(e, sort) for e in ours] == [_rank(e, sort) for e in theirs]


def _rank(entry: Entry, sort: ListSort) -> object:
    name = {
        ListSort.AT: "at_us",
        ListSort.DUE: "due_us",
        ListSort.CODE: "case_code",
        ListSort.TICKET: "ticket_no",
        ListSort.NAME: "pinyin",
        ListSort.STATE: "case_state",
        ListSort.DESK: "counter_no",
    }.get(sort, sort.value)
    return getattr(entry, name)


@given(st.lists(ENTRIES, max_size=12), st.lists(st.sampled_from("a0 b2"), max_size=6))
def test_letter_by_letter_the_same_is_found_as_at_once(entries: list[Entry], letters: list[str]) -> None:
    typed = sheet(*entries) if entries else Sheet()
    query = ""
    for letter in letters:
        query += letter
        asked = ListAsked(kind=ListKind.ALL, query=query)
        at_once = (sheet(*entries) if entries else Sheet()).find(asked, ME)
        assert [e.row_id for e in typed.find(asked, ME)] == [e.row_id for e in at_once]


def test_tickets_are_in_order_of_their_numbers_also_past_999() -> None:
    tickets = sheet(*(replace(ASKS, row_id=n, ticket_no=n) for n in ("A1000", "A002", "B001", "A999")))
    order = tickets.find(ListAsked(kind=ListKind.ALL, sort=ListSort.TICKET, descending=False), ME)
    assert [entry.ticket_no for entry in order] == ["A002", "A999", "A1000", "B001"]
