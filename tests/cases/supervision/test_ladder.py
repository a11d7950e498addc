"""The ladder over any calendar and any order of people: once a rung, in order, on its day, while the hall is open."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cases.casework.by import By
from cases.hall_time import hall_date, hall_time
from cases.refusal import Refusal
from cases.supervision import supervision_commands as ask
from cases.supervision.ladder import before, due_since, gap, position, rung_day
from cases.supervision.supervision import RungApproved, RungDrafted, RungSent, SupervisionItem
from cases.supervision.supervision_folding import evolve
from cases.supervision.supervision_rules import decide
from tests.cases.supervision.supervised import CLERK, LEADER, POLICY, SEALED, SUPERVISOR, raised

CALENDAR, LADDER = POLICY.calendar, POLICY.deadlines.ladder
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
PEOPLE = (LEADER, SUPERVISOR, CLERK, By(staff_id="u1", role="leader"))


@given(DAYS, st.integers(1, 12))
@settings(max_examples=200)
def test_looking_back_finds_exactly_the_limits_whose_rung_is_due(today: date, workdays: int) -> None:
    latest = due_since(today, workdays, CALENDAR)
    assert rung_day(latest, workdays, CALENDAR) <= today
    assert rung_day(latest + timedelta(days=1), workdays, CALENDAR) > today


@pytest.mark.parametrize(
    ("last_day", "workdays", "due"),
    [
        (date(2026, 2, 13), 3, date(2026, 2, 25)),  # the Spring Festival, with a working Saturday before it
        (date(2026, 4, 30), 3, date(2026, 5, 8)),
        (date(2026, 4, 30), 4, date(2026, 5, 9)),  # a working Saturday
        (date(2026, 9, 30), 5, date(2026, 10, 13)),
    ],
)
def test_holidays_are_no_days_of_the_ladder(last_day: date, workdays: int, due: date) -> None:
    assert rung_day(last_day, workdays, CALENDAR) == due


class Ladder(RuleBasedStateMachine):
    """Time goes on, rungs are claimed, people ask, approve, drop, hold interviews and close, in any order."""

    item: SupervisionItem
    now: datetime

    @initialize(day=DAYS)
    def begin(self, day: date) -> None:
        self.now = hall_time(datetime.combine(day, time(0)))
        self.item = raised(at=self.now)
        self.taken: list[tuple[str, date]] = []
        self.decided: list[tuple[str, By]] = []

    def do(self, command: ask.ItemCommand, by: By | None = None) -> None:
        answer = decide(self.item, command, POLICY, self.now)
        for event in () if isinstance(answer, Refusal) else answer:
            if isinstance(event, RungSent | RungDrafted):
                self.taken.append((event.rung, self.item.ladder_from or date.max))
                rung = LADDER[position(LADDER, event.rung) or 0]
                if not (isinstance(event, RungDrafted) and event.asked_by):
                    assert rung.after_workdays is not None
                    due = rung_day(self.taken[-1][1], rung.after_workdays, CALENDAR)
                    below = before(LADDER, event.rung)
                    earlier = self.item.rung(below.rung) if below else None
                    if below and earlier:
                        due = max(due, rung_day(earlier.taken_on, gap(rung, below), CALENDAR))
                    assert hall_date(self.now) >= due, "before its day"
                    assert CALENDAR.is_open(self.now), "while the hall is closed"
                    assert isinstance(event, RungSent) == rung.automatic
            if isinstance(event, RungApproved) and by is not None:
                self.decided.append((event.rung, by))
                assert by.role == "leader"
                assert not self.item.answered_by(by)
            folded = evolve(self.item, event)
            assert folded is not None
            self.item = folded

    @rule(minutes=st.integers(1, 5 * 24 * 60))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def to_the_next_opening(self) -> None:
        self.now = CALENDAR.next_opening(self.now + timedelta(days=1)).opens_at

    @rule(rung=st.sampled_from([rung.rung for rung in LADDER]))
    def claim(self, rung: str) -> None:
        self.do(ask.ClaimRung(rung=rung, last_serial=0))

    @rule(by=st.sampled_from(PEOPLE), rung=st.sampled_from([rung.rung for rung in LADDER]))
    def ask_for(self, by: By, rung: str) -> None:
        self.do(ask.AskRung(by=by, rung=rung))

    @rule(by=st.sampled_from(PEOPLE), rung=st.sampled_from([rung.rung for rung in LADDER]))
    def approve(self, by: By, rung: str) -> None:
        self.do(ask.ApproveRung(by=by, rung=rung, last_serial=0), by)

    @rule(by=st.sampled_from(PEOPLE), rung=st.sampled_from([rung.rung for rung in LADDER]))
    def drop(self, by: By, rung: str) -> None:
        self.do(ask.DropRung(by=by, rung=rung, sealed=SEALED))

    @rule(by=st.sampled_from(PEOPLE))
    def interview(self, by: By) -> None:
        self.do(ask.HoldInterview(by=by, held_at=self.now, calendar_days=None, sealed=SEALED))

    @rule(by=st.sampled_from(PEOPLE))
    def close(self, by: By) -> None:
        before = self.item
        self.do(ask.CloseItem(by=by, settled=True, sealed=SEALED))
        assert before.closed or not self.item.closed or not before.answered_by(by)

    @invariant()
    def every_rung_once_and_in_the_order_of_policy(self) -> None:
        places = [position(LADDER, rung) or 0 for rung, _ in self.taken]
        assert all(one < other for one, other in pairwise(places))


TestLadder = Ladder.TestCase
TestLadder.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_another_order_of_policy_is_obeyed() -> None:
    """The order is policy: where 通报批评 has a day of its own it comes by itself, before 约谈 if it stands there."""
    rungs = {rung.rung: rung for rung in LADDER}
    turned = (
        rungs["work_reminder"],
        rungs["public_criticism"].model_copy(update={"after_workdays": 4}),
        rungs["interview"],
    )
    policy = replace(POLICY, deadlines=POLICY.deadlines.model_copy(update={"ladder": turned}))
    item = raised(at=hall_time(datetime(2026, 11, 27)), policy=policy)
    for day in (2, 2, 3, 3, 4, 4):  # the third of December is the fifth working day
        now = hall_time(datetime(2026, 12, day, 9))
        for rung in ("interview", "public_criticism", "work_reminder"):
            events = decide(item, ask.ClaimRung(rung=rung, last_serial=0), policy, now)
            assert not isinstance(events, Refusal)
            for event in events:
                item = evolve(item, event) or item
    assert [(one.rung, one.taken_on.day) for one in item.rungs] == [
        ("work_reminder", 2),
        ("public_criticism", 3),
        ("interview", 4),
    ]


def test_after_a_long_time_off_nobody_is_reminded_and_summoned_in_one_minute() -> None:
    item = raised()  # the limit ended on the 26th of November; the hall is switched on again weeks later
    taken: list[tuple[str, date]] = []
    for days in range(14):
        now = hall_time(datetime(2027, 1, 4, 9)) + timedelta(days=days)
        for rung in LADDER:
            events = decide(item, ask.ClaimRung(rung=rung.rung, last_serial=0), POLICY, now)
            assert not isinstance(events, Refusal)
            taken += [(rung.rung, now.date()) for _ in events]
            for event in events:
                item = evolve(item, event) or item
    assert taken == [
        ("work_reminder", date(2027, 1, 4)),
        ("interview", date(2027, 1, 6)),
        ("rectification_notice", date(2027, 1, 13)),
    ]
