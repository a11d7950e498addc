"""A small part of `make simulation`, from fixed seeds: the estimate keeps its word, and Erlang's formula holds."""

import pytest

from cases.policy.hall import HallPolicy
from tests.simulation.__main__ import BETTER_BY, CALLED_BEFORE, shipped
from tests.simulation.calibration import Days, days, ranks, tables
from tests.simulation.erlang import VECTORS, check, erlang_c

SEEDS = range(20_001, 20_010)


@pytest.fixture(scope="module")
def hall() -> HallPolicy:
    return shipped().hall


@pytest.fixture(scope="module")
def played(hall: HallPolicy) -> Days:
    return days(SEEDS, hall, every=8)


def test_the_formula_is_that_of_the_table() -> None:
    for arrivals, services, desks, had_to_wait, minutes in VECTORS:
        assert erlang_c(arrivals, services, desks) == pytest.approx((had_to_wait, minutes), rel=1e-4)


def test_one_queue_and_equal_desks_wait_as_erlang_says(hall: HallPolicy) -> None:
    row = check(24, 4, 8, hall=hall, customers=50_000, asked=250, seed=5)
    assert row.simulated == pytest.approx(row.formula, rel=0.1)  # 2 million customers come within 5 %
    assert row.had_to_wait == pytest.approx(0.356981, rel=0.05)
    assert row.estimated == pytest.approx(row.asked_waited, rel=0.05)


def test_one_of_ten_is_called_before_the_range_and_one_of_ten_after_it(played: Days) -> None:
    rows, _ = tables(played.said)
    everybody = rows[0]
    assert everybody.count > 600
    assert everybody.below_p10 == pytest.approx(0.1, abs=0.05)  # 360 days come within 3 %
    assert everybody.below_p90 == pytest.approx(0.9, abs=0.05)
    least, most = CALLED_BEFORE  # of what is shown in whole minutes
    assert least <= everybody.below_shown <= most
    assert everybody.within_shown > 0.88  # nine days
    assert abs(everybody.bias) < 1


def test_the_estimate_beats_the_usual_methods(played: Days) -> None:
    _, peers = tables(played.said)
    assert len(peers) == 8
    for peer in peers:
        assert peer.ours < peer.error * (1 - BETTER_BY)


def test_a_day_is_the_same_each_time_it_is_played(hall: HallPolicy) -> None:
    one, other = days([20_020], hall, every=60), days([20_020], hall, every=60)
    assert one.said == other.said
    assert sum(ranks(one.said)) == pytest.approx(1)
