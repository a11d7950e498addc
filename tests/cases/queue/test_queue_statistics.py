"""Figures of the queue, counted by hand for small worlds, and what must hold of them in any."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.hall_time import HALL_ZONE
from cases.queue.queue_statistics import (
    Cut,
    Figures,
    VisitRecord,
    estimate_figures,
    figures,
    monday_of,
    percentile,
    priority_figures,
    queue_report,
)

DAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9, tzinfo=HALL_ZONE)
MINUTE = timedelta(minutes=1)
PLAIN = VisitRecord(day=DAY, queue="A", state="waiting", place_at=NINE, issued_at=NINE)


def served(wait: float, service: float, **more: object) -> VisitRecord:
    called = NINE + wait * MINUTE
    return replace(
        PLAIN,
        state="done",
        first_called_at=called,
        started_at=called + MINUTE,
        ended_at=called + (1 + service) * MINUTE,
        counter_no=3,
        staff_id="s1",
        **more,  # type: ignore[arg-type]  # fields of the record by name
    )


NO_SHOW = replace(PLAIN, state="no_show", first_called_at=NINE + 30 * MINUTE, counter_no=2)
LEFT = replace(PLAIN, state="left")
MIDNIGHT = replace(PLAIN, state="cancelled", end_reason="day_end")
CANCELLED = replace(PLAIN, state="cancelled", end_reason="wrong_place")
BY_HAND = replace(
    PLAIN, state="done", first_called_at=NINE + 99 * MINUTE, ended_at=NINE + 99 * MINUTE, by_hand=True
)


def test_a_small_day_counted_by_hand() -> None:
    day = [
        served(10, 5),
        served(20, 15, transfers=2),
        served(40, 10, returns=1, priority="veteran"),
        NO_SHOW,
        LEFT,
        MIDNIGHT,
        CANCELLED,
        BY_HAND,
        PLAIN,
    ]
    assert figures(day) == Figures(
        tickets=9,
        called=5,
        waits=4,  # 10, 20, 30 (did not come), 40; the minute written down by hand is not one
        wait_p50_s=20 * 60,
        wait_p90_s=40 * 60,
        served=4,
        services=3,
        service_p50_s=10 * 60,
        service_p90_s=15 * 60,
        service_mean_s=10 * 60,
        no_shows=1,
        returned=1,
        transferred=1,
        left=1,
        left_over=1,  # at midnight; the one who still waits may yet be received
        cancelled=1,
        priority=1,
        by_hand=1,
    )
    assert figures(day).abandoned_share == pytest.approx(2 / 9)


def test_of_nobody_nothing_is_said() -> None:
    assert figures([]) == Figures()
    assert Figures().abandoned_share is None


def test_a_clock_that_could_not_be_right_gives_no_wait() -> None:
    assert served(10, 5, clock_untrusted=True).wait_s is None


def test_a_visit_closed_at_midnight_has_no_service_time_and_is_not_left_over_once_received() -> None:
    late = served(10, 5, end_reason="day_end")
    assert (late.service_s, late.left_over) == (None, False)


def test_days_weeks_hours_queues_and_desks_are_cut_each_by_itself() -> None:
    sunday = replace(served(5, 5), day=date(2026, 11, 22), queue="B", place_at=NINE - timedelta(days=1))
    report = queue_report([served(10, 5), sunday, PLAIN], date(2026, 11, 22), DAY, 3)
    keys = {
        "day": [c.key for c in report.by_day],
        "week": [c.key for c in report.by_week],
        "hour": [c.key for c in report.by_hour],
        "queue": [(c.key, c.figures.tickets) for c in report.by_queue],
        "desk": [(c.key, c.figures.tickets) for c in report.by_desk],
    }
    assert keys == {
        "day": ["2026-11-22", "2026-11-23"],
        "week": ["2026-11-16", "2026-11-23"],
        "hour": ["09"],
        "queue": [("A", 2), ("B", 1)],
        "desk": [("", 1), ("03", 2)],
    }
    assert report.total.tickets == 3


def test_days_outside_are_left_out() -> None:
    assert queue_report([PLAIN], DAY + timedelta(days=1), DAY + timedelta(days=2), 3).total == Figures()


def promised(low: float, mean: float, high: float, true: float) -> VisitRecord:
    return served(true, 5, wait_low_s=int(low * 60), wait_mean_s=int(mean * 60), wait_high_s=int(high * 60))


def test_the_estimate_is_measured_against_what_came_true() -> None:
    """Below, within, within, above; means 10, 20, 30, 10 against 4, 20, 26, 40."""
    told = [
        promised(5, 10, 20, 4),
        promised(10, 20, 30, 20),
        promised(26, 30, 40, 26),
        promised(5, 10, 20, 40),
        replace(promised(5, 10, 20, 4), has_appointment=True),
        served(10, 5),
        replace(LEFT, wait_low_s=1, wait_mean_s=2, wait_high_s=3),
    ]
    found = estimate_figures(told)
    assert (found.promised, found.below_low, found.within, found.above_high) == (4, 1, 2, 1)
    assert found.mae_s == pytest.approx((6 + 0 + 4 + 30) / 4 * 60)
    assert found.bias_s == pytest.approx((6 + 0 + 4 - 30) / 4 * 60)


def test_a_promise_counts_from_the_issue_of_the_number() -> None:
    """An outage's number has its place from the first touch; its promise was made when it came out."""
    late = replace(promised(5, 10, 20, 30), issued_at=NINE + 20 * MINUTE)
    assert estimate_figures([late]).within == 1


def test_priority_is_told_beside_what_the_others_waited() -> None:
    told = [
        served(2, 5, priority="veteran", priority_verified=True),
        served(4, 5, priority="veteran"),
        served(6, 5, priority="elderly", priority_verified=True),
        served(20, 5, overtaken=3),
        served(30, 5, overtaken=1),
    ]
    found = priority_figures(told, 3)
    assert (found.declared, found.verified) == (3, 2)
    assert found.by_category == (("veteran", 2), ("elderly", 1))
    assert (found.wait_p50_s, found.ordinary_wait_p50_s) == (4 * 60, 20 * 60)
    assert (found.overtaken_max, found.at_bound, found.overtaking_bound) == (3, 1, 3)


@pytest.mark.parametrize(
    ("values", "percent", "answer"),
    [
        ([], 50, None),
        ([7], 90, 7),
        ([1, 2], 50, 1),
        ([1, 2, 3], 50, 2),
        (list(range(1, 11)), 90, 9),
        ([3, 1, 2], 99, 3),
    ],
)
def test_percentiles_are_nearest_rank(values: list[float], percent: int, answer: float | None) -> None:
    assert percentile(values, percent) == answer


def test_a_week_begins_on_monday() -> None:
    assert monday_of(date(2026, 11, 29)) == DAY == monday_of(DAY)


RECORDS = st.lists(
    st.builds(
        VisitRecord,
        day=st.dates(DAY, DAY + timedelta(days=9)),
        queue=st.sampled_from("ABZ"),
        state=st.sampled_from(["waiting", "done", "no_show", "left", "cancelled", "on_hold", "serving"]),
        place_at=st.integers(0, 400).map(lambda m: NINE + m * MINUTE),
        issued_at=st.just(NINE),
        first_called_at=st.none() | st.integers(0, 600).map(lambda m: NINE + m * MINUTE),
        started_at=st.none() | st.just(NINE),
        ended_at=st.none() | st.just(NINE + MINUTE),
        counter_no=st.none() | st.integers(1, 12),
        transfers=st.integers(0, 2),
        end_reason=st.sampled_from(["", "day_end"]),
        by_hand=st.booleans(),
        wait_low_s=st.none() | st.integers(0, 100),
        wait_mean_s=st.none() | st.integers(100, 200),
        wait_high_s=st.none() | st.integers(200, 300),
    ),
    max_size=30,
)


@given(RECORDS)
def test_every_cut_adds_up_to_the_total(records: list[VisitRecord]) -> None:
    report = queue_report(records, DAY, DAY + timedelta(days=9), 3)
    for cuts in (report.by_day, report.by_week, report.by_hour, report.by_queue, report.by_desk):
        assert _sum(cuts, "tickets") == report.total.tickets == len(records)
        assert _sum(cuts, "waits") == report.total.waits
        assert _sum(cuts, "left_over") == report.total.left_over
        assert [cut.key for cut in cuts] == sorted({cut.key for cut in cuts})
    estimate = report.total.estimate
    assert sum(cut.figures.estimate.promised for cut in report.by_queue) == estimate.promised
    assert 0 <= estimate.within <= estimate.promised <= report.total.waits
    assert estimate.mae_s is None or estimate.bias_s is None or abs(estimate.bias_s) <= estimate.mae_s + 1e-6


@given(st.lists(st.floats(0, 1e5), min_size=1), st.integers(1, 100))
def test_a_percentile_leaves_no_more_above_than_it_says(values: list[float], percent: int) -> None:
    found = percentile(values, percent)
    assert found is not None
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def _sum(cuts: tuple[Cut, ...], name: str) -> int:
    return sum(getattr(cut.figures, name) for cut in cuts)
