"""The administrator's tables: what is in force in short words, what one types, and files that keep all the rest."""

from dataclasses import replace
from datetime import date, time

import pytest

from case_store.policy_files import read_files
from cases.policy.policy import Policy, build_policy
from cases.views import StaffView
from counter.administration.tables import (
    Row,
    Section,
    Tables,
    Unreadable,
    new_row,
    read_number,
    read_serves,
    read_spans,
    read_staff,
    read_zone,
    tables_of,
)
from counter.administration.written import CellError, Ground, holding, written
from tests.real_hall import ASSETS

MONDAY = date(2026, 11, 23)
PEOPLE = (
    StaffView(staff_id="s1", name="斯琴", role="reception"),
    StaffView(staff_id="s2", name="包某甲", role="reception"),
    StaffView(staff_id="s3", name="包某甲", role="reception"),
)
WEEK = """
[[weekly]]
staff = "s1"
unit = "court"
counter = 1
days = ["mon"]
from = 08:30:00
to = 12:00:00
breaks = [{ from = 10:00:00, to = 10:15:00 }]
skills = ["mongolian"]

[[weekly]]
staff = "s1"
counter = 1
days = ["mon"]
from = 14:30:00
to = 17:30:00
"""
FILES = read_files(ASSETS / "policy")
FILES["roster.toml"] += WEEK


def ground(files: dict[str, str] | None = None) -> Ground:
    chosen = files or FILES
    return Ground(files=chosen, policy=build_policy(chosen, day=MONDAY), day=MONDAY, people=PEOPLE)


def tables(on: Ground | None = None) -> Tables:
    return tables_of((on or ground()).policy, MONDAY, PEOPLE)


def with_cell(table: Tables, section: Section, key: str, column: int, text: str) -> Tables:
    rows = tuple(
        replace(row, cells=(*row.cells[:column], text, *row.cells[column + 1 :])) if row.key == key else row
        for row in table[section]
    )
    assert rows != table[section]
    return {**table, section: rows}


def after(change: Tables, on: Ground | None = None) -> tuple[dict[str, str], Policy]:
    """The files that were written, and the policy that they make."""
    on = on or ground()
    files = written(on, tables(on), change)
    return files, build_policy({**on.files, **files}, day=MONDAY)


def test_the_tables_say_what_is_in_force() -> None:
    table = tables()
    assert [row.cells[1] for row in table[Section.HOURS]] == ["08:30-12:00 14:30-17:30"] * 2
    assert table[Section.QUEUES][0].cells == ("A", "综合受理", "受理区", "14")
    assert table[Section.COUNTERS][4].cells == ("5", "调解预约窗口", "C Z A", "矛盾纠纷多元化解区")
    assert table[Section.ROSTER] == (
        Row(key="1/s1", cells=("1", "斯琴 s1", "08:30-12:00 14:30-17:30", "10:00-10:15")),
    )


def test_nothing_changed_writes_nothing() -> None:
    assert written(ground(), tables(), tables()) == {}


def test_closing_early_today_is_a_date_and_every_other_day_stays() -> None:
    files, policy = after(with_cell(tables(), Section.HOURS, "today", 1, "08:30-12:00"))
    assert list(files) == ["hall.toml"]
    assert len(policy.calendar.segments(MONDAY)) == 1
    assert len(policy.calendar.segments(date(2026, 11, 24))) == 2
    assert "# Opening hours (domain.md" in files["hall.toml"]
    again = ground({**FILES, **files})
    files, policy = after(with_cell(tables(again), Section.HOURS, "today", 1, ""), again)
    assert policy.calendar.segments(MONDAY) == ()
    assert files["hall.toml"].count("date = 2026-11-23") == 1


def test_a_queue_is_renamed_added_and_taken_away() -> None:
    files, policy = after(with_cell(tables(), Section.QUEUES, "B", 1, "问询"))
    assert policy.hall.queue("B").name == "问询"
    assert policy.hall.queue("B").service_cv == 0.5
    assert len(files["hall.toml"].splitlines()) == len(FILES["hall.toml"].splitlines())

    table = tables()
    new = replace(
        new_row(Section.QUEUES, table[Section.QUEUES], 1, ground().policy.hall),
        cells=("D", "法援", "二楼", "20"),
    )
    table = with_cell(table, Section.COUNTERS, "3", 2, "Z A B D")
    _, policy = after({**table, Section.QUEUES: (*table[Section.QUEUES], new)})
    assert (policy.hall.queue("D").waiting_place, policy.hall.queue("D").service_mean_minutes) == ("二楼", 20)

    table = with_cell(tables(), Section.COUNTERS, "3", 2, "Z A")
    table = with_cell(table, Section.COUNTERS, "4", 2, "Z A")
    gone = {**table, Section.QUEUES: tuple(row for row in table[Section.QUEUES] if row.key != "B")}
    _, policy = after(gone)
    assert [queue.letter for queue in policy.hall.queues] == ["A", "C", "Z"]


def test_a_counter_changes_what_it_serves_in_which_order_and_with_which_weight() -> None:
    files, policy = after(with_cell(tables(), Section.COUNTERS, "3", 2, "b z×1.5，a"))
    counter = policy.hall.counter(3)
    assert counter is not None
    assert (counter.serves, counter.weights) == (("B", "Z", "A"), {"Z": 1.5})
    again = ground({**FILES, **files})
    assert tables(again)[Section.COUNTERS][2].cells[2] == "B Z×1.5 A"
    _, policy = after(with_cell(tables(again), Section.COUNTERS, "3", 2, "B Z A"), again)
    counter = policy.hall.counter(3)
    assert counter is not None
    assert counter.weights == {}


def test_a_new_counter_gets_the_next_number() -> None:
    table = tables()
    new = new_row(Section.COUNTERS, table[Section.COUNTERS], 1, ground().policy.hall)
    assert new.cells[0] == "6"
    filled = replace(new, cells=("6", "法援窗口", "A", "公共法律服务区"))
    _, policy = after({**table, Section.COUNTERS: (*table[Section.COUNTERS], filled)})
    counter = policy.hall.counter(6)
    assert counter is not None
    assert counter.zone == "legal_service_zone"


def test_todays_roster_replaces_the_week_for_today_and_keeps_units_and_skills() -> None:
    table = with_cell(tables(), Section.ROSTER, "1/s1", 2, "08:30-11:00")
    new = Row(key="new1", cells=("2", "s2", "08:30-12:00", ""), is_new=True)
    files, policy = after({**table, Section.ROSTER: (*table[Section.ROSTER], new)})
    assert list(files) == ["roster.toml"]
    first, second = policy.roster.on(MONDAY, policy.calendar)
    assert (first.staff, first.unit, first.to, first.skills) == ("s1", "court", time(11), ("mongolian",))
    assert first.breaks[0].from_ == time(10)
    assert (second.staff, second.counter) == ("s2", 2)
    assert len(policy.roster.on(date(2026, 11, 30), policy.calendar)) == 2  # next Monday as every week
    again = ground({**FILES, **files})
    files, policy = after({**tables(again), Section.ROSTER: ()}, again)
    assert policy.roster.on(MONDAY, policy.calendar) == ()
    assert files["roster.toml"].count("2026-11-23") == 1


@pytest.mark.parametrize(
    ("section", "key", "column", "text", "why"),
    [
        (Section.HOURS, "today", 1, "8点半到12点", "hours"),
        (Section.HOURS, "today", 1, "08:30-25:00", "hours"),
        (Section.HOURS, "working_day", 1, "08:30-12:00 und", "hours"),
        (Section.QUEUES, "A", 1, "  ", "empty"),
        (Section.QUEUES, "A", 3, "0", "number"),
        (Section.QUEUES, "A", 3, "十", "number"),
        (Section.COUNTERS, "1", 2, "", "empty"),
        (Section.COUNTERS, "1", 2, "A A", "serves"),
        (Section.COUNTERS, "1", 2, "A×B", "serves"),
        (Section.COUNTERS, "1", 3, "三楼", "zone"),
        (Section.ROSTER, "1/s1", 1, "某人", "staff"),
        (Section.ROSTER, "1/s1", 1, "包某甲", "staff_twice"),
        (Section.ROSTER, "1/s1", 2, "", "empty"),
        (Section.ROSTER, "1/s1", 3, "13:00-13:10", "break"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    section: Section, key: str, column: int, text: str, why: str
) -> None:
    with pytest.raises(CellError) as caught:
        after(with_cell(tables(), section, key, column, text))
    assert (caught.value.section, caught.value.row.key, caught.value.column) == (section, key, column)
    assert caught.value.unreadable.why == why


def test_hours_are_read_as_people_write_them() -> None:
    both = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))
    for text in (
        "08:30-12:00 14:30-17:30",
        "8:30—12:00，14:30—17:30",
        "8：30～12：00、14：30～17：30",
        "8:30至12:00 14:30到17:30",
    ):
        assert read_spans(text) == both
    assert read_spans("  ") == ()


def test_people_zones_and_numbers_are_found_by_what_one_would_type() -> None:
    hall = ground().policy.hall
    assert read_staff("斯琴", PEOPLE) == read_staff("s1", PEOPLE) == read_staff(" 斯琴 s1 ", PEOPLE) == "s1"
    assert read_staff("包某甲 s3", PEOPLE) == "s3"
    assert read_zone("公共法律服务区", hall) == read_zone("legal_service_zone", hall) == "legal_service_zone"
    assert read_number(" 12 ") == 12
    assert read_serves("A") == (("A",), {})
    with pytest.raises(Unreadable):
        read_serves("a1")


def test_the_version_that_holds_today_is_the_one_that_is_changed() -> None:
    later = FILES["hall.toml"].replace("2026-01-01", "2026-11-01", 1)
    files = {
        **FILES,
        "hall.2026-11.toml": later,
        "hall.2027.toml": later.replace("2026-11-01", "2027-01-01", 1),
    }
    assert holding(files, "hall", MONDAY) == "hall.2026-11.toml"
    on = ground(files)
    assert list(written(on, tables(on), with_cell(tables(on), Section.QUEUES, "A", 3, "15"))) == [
        "hall.2026-11.toml"
    ]
