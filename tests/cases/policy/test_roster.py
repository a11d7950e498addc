"""The roster: who sits where, whole days that are not as every week, and the mistakes that are found on loading."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.policy.hall import StationingMode
from cases.policy.policy import Policy, build_policy
from cases.policy.policy_file import PolicyError
from cases.policy.roster import RosterPolicy, parse_roster, units_on

MONDAY, TUESDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 22)
HEAD = 'effective_from = 2026-01-01\nsource = "test"\n[[skills]]\nkey = "mongolian"\nname = "蒙古语"\n'
MORNING = """
[[weekly]]
staff = "s1"
unit = "court"
counter = 1
days = ["mon", "tue"]
from = 08:30:00
to = 12:00:00
breaks = [{ from = 10:00:00, to = 10:15:00 }, { from = 11:00:00, to = 11:05:00 }]
skills = ["mongolian"]
"""


def line(staff: str, counter: int, start: str, end: str, more: str = "") -> str:
    return f'\n[[weekly]]\nstaff = "{staff}"\ncounter = {counter}\ndays = ["mon"]\nfrom = {start}\nto = {end}\n{more}\n'


def roster_of(*parts: str) -> RosterPolicy:
    return parse_roster(HEAD + "".join(parts), "roster.toml")


def mistake(*parts: str) -> tuple[str, str]:
    with pytest.raises(PolicyError) as caught:
        roster_of(*parts)
    assert caught.value.file == "roster.toml"
    return caught.value.key, caught.value.why


def hall_mistake(files: dict[str, str], *parts: str) -> tuple[str, str]:
    with pytest.raises(PolicyError) as caught:
        build_policy(files | {"roster.toml": HEAD + "".join(parts)})
    return caught.value.key, caught.value.why


def test_a_week_repeats_where_the_hall_is_open(policy: Policy) -> None:
    roster = roster_of(MORNING)
    assert [sitting.staff for sitting in roster.on(MONDAY, policy.calendar)] == ["s1"]
    assert roster.on(date(2026, 11, 25), policy.calendar) == ()  # a Wednesday: not on the list
    assert roster.on(SUNDAY, policy.calendar) == ()


def test_a_day_that_is_not_as_every_week_replaces_the_week(policy: Policy) -> None:
    special = (
        '\n[[day]]\ndate = 2026-11-24\nsittings = [{ staff = "s2", counter = 3, from = 09:00:00, to = 10:00:00 }]\n'
        "[[day]]\ndate = 2026-11-23\nsittings = []\n"
    )
    roster = roster_of(MORNING, special)
    assert roster.on(MONDAY, policy.calendar) == ()
    assert [(s.staff, s.counter) for s in roster.on(TUESDAY, policy.calendar)] == [("s2", 3)]
    assert [s.staff for s in roster.on(date(2026, 11, 30), policy.calendar)] == ["s1"]


def test_the_breaks_of_a_sitting_are_told_in_order(policy: Policy) -> None:
    [sitting] = roster_of(MORNING).on(MONDAY, policy.calendar)
    assert [(pause.from_, pause.to) for pause in sitting.breaks] == [
        (time(10, 0), time(10, 15)),
        (time(11, 0), time(11, 5)),
    ]


def test_the_units_of_a_day_are_told_with_their_counters_and_who_is_on_call_last(
    policy: Policy, policy_files: dict[str, str]
) -> None:
    policy = build_policy(policy_files | {"roster.toml": HEAD + MORNING})
    units = units_on(MONDAY, policy.hall, policy.roster, policy.calendar)
    assert (units[0].name, units[0].counter_no) == ("法院", 1)
    assert [unit.name for unit in units if unit.mode is StationingMode.ROTATING] == ["住建"]
    assert [unit.name for unit in units[-2:]] == ["自然资源", "农牧"]
    assert {unit.counter_no for unit in units[1:]} == {None}
    assert units_on(SUNDAY, policy.hall, policy.roster, policy.calendar) == ()


def test_a_gap_and_a_change_at_the_same_minute_are_no_mistake(policy: Policy) -> None:
    roster_of(
        line("s1", 1, "08:30:00", "10:00:00"),
        line("s2", 1, "10:00:00", "11:00:00"),
        line("s1", 2, "10:00:00", "12:00:00"),
    )


def test_two_persons_at_one_counter_are_named_with_key_and_times() -> None:
    key, why = mistake(line("s1", 1, "08:30:00", "12:00:00"), line("s2", 1, "11:59:00", "13:00:00"))
    assert key == "weekly.1"
    assert "1 号窗口" in why
    assert "s2" in why
    assert "周一" in why


def test_one_person_at_two_counters_is_named() -> None:
    key, why = mistake(line("s1", 1, "08:30:00", "12:00:00"), line("s1", 2, "09:00:00", "09:30:00"))
    assert key == "weekly.1"
    assert "1 号窗口" in why
    assert "2 号窗口" in why


def test_overlaps_of_a_single_day_are_found_as_well() -> None:
    one = '{ staff = "s1", counter = 1, from = 09:00:00, to = 10:00:00 }'
    key, why = mistake(f"\n[[day]]\ndate = 2026-11-30\nsittings = [{one}, {one}]\n")
    assert key == "day.0.sittings.1"
    assert "2026-11-30" in why


@pytest.mark.parametrize(
    ("broken", "key"),
    [
        (line("s1", 1, "22:00:00", "06:00:00"), "weekly.0.to"),  # across midnight
        (line("s1", 1, "09:00:00", "09:00:00"), "weekly.0.to"),
        (line("s1", 1, "09:00:00", "24:00:00"), "TOML"),
        (line("s1", 1, "9:00", "10:00"), "TOML"),
        (line("", 1, "09:00:00", "10:00:00"), "weekly.0.staff"),
        (line("s 1", 1, "09:00:00", "10:00:00"), "weekly.0.staff"),
        (
            line("s1", 1, "09:00:00", "10:00:00", "breaks = [{ from = 09:50:00, to = 10:10:00 }]"),
            "weekly.0.breaks",
        ),
        (
            line("s1", 1, "09:00:00", "10:00:00", "breaks = [{ from = 09:20:00, to = 09:10:00 }]"),
            "weekly.0.breaks",
        ),
        (line("s1", 1, "09:00:00", "10:00:00", 'skills = ["magic"]'), "weekly.0.skills"),
        (line("s1", 1, "09:00:00", "10:00:00", 'shoes = "blue"'), "weekly.0.shoes"),
        (MORNING.replace('"tue"', '"mon"'), "weekly.0.days"),
        (MORNING.replace('"tue"', '"someday"'), "weekly.0.days.1"),
        (MORNING.replace("counter = 1", 'counter = "1"'), "weekly.0.counter"),
        (MORNING.replace("from = 08:30:00", 'from = "08:30"'), "weekly.0.from"),
        (
            "\n[[day]]\ndate = 2026-11-30\nsittings = []\n[[day]]\ndate = 2026-11-30\nsittings = []\n",
            "day.0.date",
        ),
        ('\n[[skills]]\nkey = "mongolian"\nname = "again"\n', "skills"),
        ("\n[[weekly]\n", "TOML"),
        ("\n\x00\x01", "TOML"),
        ("\nweekly = 3\n", "weekly"),
    ],
)
def test_a_mistake_names_its_key(broken: str, key: str) -> None:
    if broken == "\nweekly = 3\n":  # a key after a table would belong to the table
        with pytest.raises(PolicyError) as caught:
            parse_roster('weekly = 3\neffective_from = 2026-01-01\nsource = "test"\n', "roster.toml")
        assert caught.value.key == "weekly"
        return
    assert mistake(broken)[0] == key


def test_the_roster_must_fit_the_hall(policy_files: dict[str, str]) -> None:
    assert hall_mistake(policy_files, line("s1", 9, "09:00:00", "10:00:00")) == (
        "weekly.0.counter",
        "hall.toml 里没有 9 号窗口",
    )
    assert hall_mistake(policy_files, MORNING.replace("court", "moon"))[0] == "weekly.0.unit"
    key, why = hall_mistake(policy_files, MORNING.replace("court", "agriculture"))
    assert key == "weekly.0.unit"
    assert "随驻" in why


def test_everybody_in_it_is_known_by_key() -> None:
    roster = roster_of(
        MORNING,
        '\n[[day]]\ndate = 2026-11-30\nsittings = [{ staff = "s9", counter = 1, from = 09:00:00, to = 10:00:00 }]\n',
    )
    assert roster.staff_ids() == {"s1", "s9"}
    assert roster.first_of("s9") == "day.0.sittings.0.staff"


TIMES = st.tuples(st.integers(0, 23), st.integers(0, 59))


@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["s1", "s2", "s3"]), st.integers(1, 3), TIMES, TIMES),
        min_size=1,
        max_size=6,
    )
)
def test_a_roster_that_loads_has_nobody_in_two_places(
    lines: list[tuple[str, int, tuple[int, int], tuple[int, int]]],
) -> None:
    text = "".join(
        line(staff, counter, f"{a[0]:02}:{a[1]:02}:00", f"{b[0]:02}:{b[1]:02}:00")
        for staff, counter, a, b in lines
    )
    minutes = [(staff, counter, a[0] * 60 + a[1], b[0] * 60 + b[1]) for staff, counter, a, b in lines]
    forward = all(start < end for _, _, start, end in minutes)
    apart = all(
        one[3] <= other[2] or other[3] <= one[2]
        for i, one in enumerate(minutes)
        for other in minutes[i + 1 :]
        if one[0] == other[0] or one[1] == other[1]
    )
    try:
        roster_of(text)
        loaded = True
    except PolicyError:
        loaded = False
    assert loaded == (forward and apart)
