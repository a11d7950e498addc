"""案件评查 and slow places: drawn by lot that nobody can choose; places are measured, never a person."""

import math
from dataclasses import replace
from datetime import date, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cases.casework.by import By
from cases.hall_time import hall_time
from cases.refusal import Refusal
from cases.sealed import Sealed
from cases.supervision.case_review import (
    CaseReviewed,
    ClosedCase,
    DrawReview,
    Review,
    ReviewCase,
    decide,
    evolve,
    month_of,
    sample,
)
from cases.supervision.field_inspection import (
    AreaFigures,
    AreaKind,
    Finding,
    MakeInspection,
    SendReminder,
    SlowReminderSent,
    decide_inspection,
    decide_reminder,
    slow_areas,
)
from tests.cases.casework.test_case import POLICY

RULES = POLICY.supervision.review
SLOW = POLICY.supervision.slow_area
NOVEMBER = hall_time(datetime(2026, 11, 2, 9))
SEALED = Sealed(key_id="c1", nonce="", ciphertext="")
SUPERVISOR = By(staff_id="sup", role="supervisor")
GRADES = ("simple", "ordinary", "difficult", "")
CLOSED = st.lists(st.sampled_from(GRADES), max_size=80).map(
    lambda grades: tuple(ClosedCase(case_id=f"c{n}", grade=grade) for n, grade in enumerate(grades))
)
FULL = tuple((item.key, item.score) for item in RULES.checklist)
POOR = tuple((item.key, item.score // 2) for item in RULES.checklist)


@given(CLOSED, st.integers(0, 9), st.randoms())
def test_the_lot_is_the_same_whoever_draws_it_and_takes_its_share_of_every_grade(
    closed: tuple[ClosedCase, ...], seed: int, shuffler: "object"
) -> None:
    drawn = sample(closed, RULES, str(seed))
    turned = list(closed)
    shuffler.shuffle(turned)  # type: ignore[attr-defined]
    assert sample(turned, RULES, str(seed)) == drawn
    assert len(set(drawn)) == len(drawn) <= RULES.sample_max
    assert len(drawn) >= min(RULES.sample_min, len(closed))
    grade_of = {case.case_id: case.grade for case in closed}
    if len(drawn) < RULES.sample_max:
        for grade in GRADES:
            had = sum(case.grade == grade for case in closed)
            share = 100 if grade in RULES.always_grades else RULES.sample_percent
            assert sum(grade_of[one] == grade for one in drawn) >= math.ceil(had * share / 100)


def test_another_month_or_policy_draws_another_lot() -> None:
    closed = tuple(ClosedCase(case_id=f"c{n}", grade="simple") for n in range(200))
    assert sample(closed, RULES, "2026-10/a") != sample(closed, RULES, "2026-10/b")


@pytest.mark.parametrize("period", ["2026-13", "2026-1", "2026", "x", "2026-10-01", ""])
def test_what_is_no_month_is_none(period: str) -> None:
    assert month_of(period) is None


def test_a_month_goes_to_the_first_of_the_next() -> None:
    assert month_of("2026-12") == (date(2026, 12, 1), date(2027, 1, 1))
    assert month_of("2028-02") == (date(2028, 2, 1), date(2028, 3, 1))


def drawn() -> Review:
    command = DrawReview(period="2026-10", by=SUPERVISOR, closed=(ClosedCase(case_id="c1", grade="simple"),))
    events = decide(None, command, POLICY, NOVEMBER)
    assert not isinstance(events, Refusal)
    review = evolve(None, events[0])
    assert review is not None
    assert decide(review, command, POLICY, NOVEMBER) == []
    return review


def refused(command: DrawReview | ReviewCase, review: Review | None) -> str:
    answer = decide(review, command, POLICY, NOVEMBER)
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_a_month_is_drawn_when_it_is_over() -> None:
    command = DrawReview(period="2026-11", by=SUPERVISOR, closed=(ClosedCase(case_id="c1", grade=""),))
    assert refused(command, None) == "review.month_not_over"
    assert refused(replace(command, period="2026-10", closed=()), None) == "review.nothing_closed"
    assert refused(replace(command, period="2026-00"), None) == "review.period"


LOOK = ReviewCase(by=SUPERVISOR, case_id="c1", scores=FULL, own=False, sealed=None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"case_id": "c9"}, "review.unknown"),
        ({"own": True}, "review.own_case"),
        ({"scores": FULL[1:]}, "review.checklist"),
        ({"scores": (*FULL, FULL[0])}, "review.checklist"),
        ({"scores": (*FULL[:-1], ("charm", 1))}, "review.checklist"),
        ({"scores": ((FULL[0][0], FULL[0][1] + 1), *FULL[1:])}, "review.score"),
        ({"scores": ((FULL[0][0], -1), *FULL[1:])}, "review.score"),
        ({"scores": POOR}, "review.text_missing"),
    ],
)
def test_every_item_gets_its_points_from_somebody_who_did_not_handle_it(
    changed: dict[str, object], code: str
) -> None:
    assert refused(replace(LOOK, **changed), drawn()) == code  # type: ignore[arg-type]


def test_below_the_mark_reopening_is_asked_for() -> None:
    for scores, passed in ((FULL, True), (POOR, False)):
        events = decide(drawn(), replace(LOOK, scores=scores, sealed=SEALED), POLICY, NOVEMBER)
        assert not isinstance(events, Refusal)
        (event,) = events
        assert isinstance(event, CaseReviewed)
        assert (event.passed, event.reopening_asked) == (passed, not passed)
        assert event.total == sum(points for _, points in scores)
        review = evolve(drawn(), event)
        assert refused(LOOK, review) == "review.done"


def figures(open_: int, overdue: int, took: tuple[int, ...] = ()) -> AreaFigures:
    return AreaFigures(kind=AreaKind.UNIT, area="housing", open=open_, overdue=overdue, took_workdays=took)


@pytest.mark.parametrize(
    ("given_", "reasons"),
    [
        (figures(10, 1), []),
        (figures(10, 2), ["slow.overdue_share"]),
        (figures(9, 9), []),  # too few say nothing
        (figures(0, 0, (16,) * 10), ["slow.median"]),
        (figures(0, 0, (15,) * 10), []),
        (figures(20, 5, (99,) * 10), ["slow.overdue_share", "slow.median"]),
    ],
)
def test_a_place_is_slow_for_a_reason_that_can_be_said(given_: AreaFigures, reasons: list[str]) -> None:
    found = slow_areas([given_], POLICY)
    assert [reason.code for area in found for reason in area.reasons] == reasons


def test_a_person_sends_the_reminder_and_not_again_too_soon() -> None:
    (slow,) = slow_areas([figures(10, 5)], POLICY)
    send = SendReminder(reminder_id="m1", by=SUPERVISOR, suggested=slow, last_at=None, last_serial=0)
    events = decide_reminder(send, POLICY, NOVEMBER)
    assert not isinstance(events, Refusal)
    (sent,) = events
    assert isinstance(sent, SlowReminderSent)
    assert sent.number.text.endswith("提示〔2026〕1号")
    assert (sent.open, sent.overdue) == (10, 5)
    lately = hall_time(datetime(2026, 10, 27, 9))  # four working days before
    for changed, code in (
        (replace(send, suggested=None), "reminder.not_slow"),
        (replace(send, last_at=lately), "reminder.too_soon"),
    ):
        answer = decide_reminder(changed, POLICY, NOVEMBER)
        assert isinstance(answer, Refusal)
        assert answer.code == code
    before = hall_time(datetime(2026, 10, 26, 9))
    assert not isinstance(decide_reminder(replace(send, last_at=before), POLICY, NOVEMBER), Refusal)


def test_an_inspection_names_a_place_that_is_there_and_what_was_seen() -> None:
    made = MakeInspection(
        inspection_id="x1",
        by=SUPERVISOR,
        kind=AreaKind.TOWN,
        area="150502001",
        inspected_at=NOVEMBER,
        finding=Finding.COMMON,
        sealed=SEALED,
    )
    assert not isinstance(decide_inspection(made, POLICY, NOVEMBER), Refusal)
    for changed, code in (
        (replace(made, kind=AreaKind.UNIT), "inspection.area_unknown"),
        (replace(made, inspected_at=hall_time(datetime(2026, 11, 3))), "inspection.in_future"),
        (replace(made, sealed=None), "inspection.text_missing"),
    ):
        answer = decide_inspection(changed, POLICY, NOVEMBER)
        assert isinstance(answer, Refusal)
        assert answer.code == code
