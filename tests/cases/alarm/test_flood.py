"""Alarms in their order, and floods as one line: counted once, none lost, however they come."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.alarm.alarm import Alarm, AlarmKind
from cases.alarm.flood import GROUP_SHOWN, OfKind, alarm_board, group_id, group_of, in_flood
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.views_dispatch import AlarmBoard

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE)
KINDS = tuple(AlarmKind)
BEGUN = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 7200), st.booleans()), min_size=0, max_size=80
)


def alarm(number: int, kind: AlarmKind, second: float, *, escalated: bool = False) -> Alarm:
    at = NINE + timedelta(seconds=second)
    return Alarm(alarm_id=f"{kind}:{number}", kind=kind, at=at, escalated_at=at if escalated else None)


def board_of(alarms: list[Alarm], policy: Policy) -> AlarmBoard:
    kinds = []
    for kind in KINDS:
        own = tuple(one for one in alarms if one.kind is kind)
        kinds.append(OfKind(kind=kind, alarms=own, count=len(own)))
    return alarm_board(kinds, (), policy.alarms, load=0)


def test_a_hundred_alarms_of_one_second_are_one_line_with_the_right_count(policy: Policy) -> None:
    flood = [alarm(n, AlarmKind.HELP, n / 100) for n in range(100)]
    calm = [alarm(500, AlarmKind.DEVICE, 0), alarm(501, AlarmKind.EMERGENCY, 5)]
    board = board_of([*flood, *calm], policy)
    (group,) = board.groups
    assert (group.kind, group.count, group.since) == ("help", 100, NINE)
    assert [one.alarm_id for one in group.alarms] == [f"help:{n}" for n in range(99, 89, -1)]
    assert len(group.alarms) == GROUP_SHOWN
    assert [one.alarm_id for one in board.open] == ["emergency:501", "device:500"]
    assert board.total_open == 102


def test_as_many_as_policy_bears_stay_single(policy: Policy) -> None:
    most = policy.alarms.flood.more_than
    board = board_of([alarm(n, AlarmKind.WHISTLE, n) for n in range(most)], policy)
    assert (len(board.open), board.groups) == (most, ())
    one_more = board_of([alarm(n, AlarmKind.WHISTLE, n) for n in range(most + 1)], policy)
    assert (one_more.open, one_more.groups[0].count) == ((), most + 1)


def test_more_than_a_person_can_list_are_one_line_however_slowly_they_came(policy: Policy) -> None:
    most = policy.alarms.flood.listed_max
    slow = [alarm(n, AlarmKind.OVERDUE, n * 3600) for n in range(most + 1)]
    assert board_of(slow[:-1], policy).groups == ()
    assert [group.count for group in board_of(slow, policy).groups] == [most + 1]


def test_what_was_only_counted_belongs_to_the_group(policy: Policy) -> None:
    read = tuple(alarm(n, AlarmKind.OVERDUE, 5000 + n * 100) for n in range(40))
    kind = OfKind(kind=AlarmKind.OVERDUE, alarms=read, count=9000, since=NINE)
    board = alarm_board([kind], (), policy.alarms, load=3)
    (group,) = board.groups
    assert (group.count, group.since, board.total_open, board.load) == (9000, NINE, 9000, 3)


@given(begun=BEGUN)
@settings(max_examples=60)
def test_whatever_comes_every_alarm_is_told_once(
    begun: list[tuple[AlarmKind, int, bool]], policy: Policy
) -> None:
    alarms = [alarm(n, kind, second, escalated=up) for n, (kind, second, up) in enumerate(begun)]
    board = board_of(alarms, policy)
    assert len(board.open) + sum(group.count for group in board.groups) == len(alarms) == board.total_open
    grouped = [group_of(group.group_id) for group in board.groups]
    for one in alarms:
        is_grouped = any(group is not None and group.holds(one) for group in grouped)
        assert is_grouped != (one in board.open)
    assert len({group.kind for group in board.groups}) == len(board.groups)


@given(begun=BEGUN)
@settings(max_examples=60)
def test_the_most_urgent_comes_first(begun: list[tuple[AlarmKind, int, bool]], policy: Policy) -> None:
    alarms = [alarm(n, kind, second, escalated=up) for n, (kind, second, up) in enumerate(begun)]
    board = board_of(alarms, policy)
    order = [(KINDS.index(a.kind), a.escalated_at is None, a.at) for a in board.open]
    assert order == sorted(order)
    assert [KINDS.index(AlarmKind(g.kind)) for g in board.groups] == sorted(
        KINDS.index(AlarmKind(g.kind)) for g in board.groups
    )


@given(seconds=st.lists(st.integers(0, 3600), min_size=1, max_size=60))
@settings(max_examples=60)
def test_a_flood_is_where_a_window_holds_too_many_and_nowhere_else(
    seconds: list[int], policy: Policy
) -> None:
    flood = policy.alarms.flood
    instants = [NINE + timedelta(seconds=second) for second in sorted(seconds)]
    wet = in_flood(instants, flood)
    fullest = max(sum(first <= at <= first + flood.window for at in instants) for first in instants)
    assert (wet is not None) == (fullest > flood.more_than or len(instants) > flood.listed_max)


@given(
    kind=st.sampled_from(KINDS), since=st.datetimes(), span=st.timedeltas(timedelta(0), timedelta(days=400))
)
def test_a_group_is_known_by_its_id(kind: AlarmKind, since: datetime, span: timedelta) -> None:
    since = since.replace(year=2026, tzinfo=HALL_ZONE)
    group = group_of(group_id(kind, since, since + span))
    assert group is not None
    assert (group.kind, group.since, group.until) == (kind, since, since + span)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "flood",
        "flood:help",
        "flood:help:1",
        "flood:nobody:1-2",
        "flood:help:a-b",
        "flood:help:-1-2",
        "help:7",
        "flood:help:99999999999999999-1",
        "flood:help:١-٢",
    ],
)
def test_what_is_no_group_is_none(text: str) -> None:
    assert group_of(text) is None
