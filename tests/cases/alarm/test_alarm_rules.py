"""Alarms are acknowledged once, handed upwards once and only while the hall is open, and ring once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.alarm.alarm import Alarm, AlarmKind
from cases.alarm.alarm_rules import Heard, acknowledge, escalate, owed_before
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.refusal import Refusal

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE)
FRIDAY_NIGHT = datetime(2026, 11, 20, 17, 29, tzinfo=HALL_ZONE)


def alarm(kind: AlarmKind = AlarmKind.HELP, at: datetime = NINE, **more: object) -> Alarm:
    return replace(Alarm(alarm_id=f"{kind}:1", kind=kind, at=at), **more)  # type: ignore[arg-type]


def goes_upwards(one: Alarm, policy: Policy, now: datetime) -> bool:
    return bool(escalate([one], policy.alarms, policy.calendar, now))


def test_the_first_acknowledgement_stands() -> None:
    new, had = alarm(), alarm(AlarmKind.GROUP, acknowledged_at=NINE, acknowledged_by="disp")
    events = acknowledge([new, had, new], "sup")
    assert not isinstance(events, Refusal)
    assert [(e.alarm_id, e.kind, e.staff_id, e.also) for e in events] == [("help:1", "help", "sup", ())]
    assert acknowledge([had], "sup") == []


def test_what_is_over_cannot_be_acknowledged() -> None:
    assert acknowledge([], "sup") == Refusal("alarm.over")


@pytest.mark.parametrize("kind", list(AlarmKind))
def test_each_kind_goes_upwards_after_its_own_minutes(kind: AlarmKind, policy: Policy) -> None:
    waits = policy.alarms.escalate_minutes.after(kind)
    just_before = NINE + waits - timedelta(seconds=1)
    assert not goes_upwards(alarm(kind), policy, just_before)
    assert goes_upwards(alarm(kind), policy, NINE + waits)


def test_what_somebody_has_stays_and_what_went_upwards_does_not_go_again(policy: Policy) -> None:
    noon = NINE + timedelta(hours=2)
    had, went = alarm(acknowledged_at=NINE), alarm(escalated_at=NINE)
    assert escalate([had, went], policy.alarms, policy.calendar, noon) == []
    other = alarm(alarm_id="help:2", at=NINE - timedelta(minutes=1))
    events = escalate([alarm(), other, alarm(AlarmKind.GROUP)], policy.alarms, policy.calendar, noon)
    assert [(e.alarm_id, e.kind, e.also) for e in events] == [
        ("help:2", "help", ("help:1",)),
        ("group:1", "group", ()),
    ]


@given(
    begun=st.integers(0, 14 * 24 * 3600),
    later=st.integers(0, 7 * 24 * 3600),
    minutes=st.integers(1, 1440),
    gap=st.sampled_from([-1, 0, 1]),
)
@settings(max_examples=150)
def test_what_began_before_has_waited_so_much_opening_time_and_nothing_else(
    begun: int, later: int, minutes: int, gap: int, policy: Policy
) -> None:
    at, waits = FRIDAY_NIGHT + timedelta(seconds=begun, microseconds=gap), timedelta(minutes=minutes)
    for now in (at + timedelta(seconds=later), at + waits):
        owed = at < owed_before(policy.calendar, now, waits)
        assert owed == (policy.calendar.open_time(at, now) >= waits)


def test_nights_and_weekends_count_for_nobody(policy: Policy) -> None:
    """Called a minute before closing on Friday: it goes upwards on Monday, four minutes after opening."""
    call = alarm(at=FRIDAY_NIGHT)
    opening = datetime(2026, 11, 23, 8, 30, tzinfo=HALL_ZONE)
    owed = [
        at
        for at in (
            FRIDAY_NIGHT + timedelta(hours=1),
            opening - timedelta(minutes=1),
            opening + timedelta(minutes=3),
            opening + timedelta(minutes=4),
        )
        if goes_upwards(call, policy, at)
    ]
    assert owed == [opening + timedelta(minutes=4)]


STEP = st.tuples(st.frozensets(st.integers(0, 6), max_size=5), st.integers(0, 50))


@given(steps=st.lists(STEP, min_size=1, max_size=20))
@settings(max_examples=80)
def test_a_screen_rings_for_what_it_has_not_heard_and_for_nothing_else(
    steps: list[tuple[frozenset[int], int]],
) -> None:
    heard, now, before = Heard(), NINE, frozenset[str]()
    for number, (numbers, seconds) in enumerate(steps):
        now += timedelta(seconds=seconds)
        ids = frozenset(str(n) for n in numbers)
        then = heard.hear(((id_, NINE) for id_ in ids), now)
        if number:
            assert (then.value > heard.value) == bool(ids - before)
            assert then.value >= heard.value
        heard, before = then, ids


def test_a_store_that_was_restarted_rings_only_for_what_began_meanwhile() -> None:
    heard = Heard().hear([], NINE).hear([("a", NINE)], NINE + timedelta(seconds=1))
    again = Heard().hear([("a", NINE)], NINE + timedelta(minutes=5))
    assert again.value <= heard.value
    new = Heard().hear([("a", NINE), ("b", NINE + timedelta(minutes=3))], NINE + timedelta(minutes=5))
    assert new.value > heard.value
