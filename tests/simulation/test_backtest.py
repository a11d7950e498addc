"""The back-test at the size of one banner: it runs, it is the same each time, and outbreaks are found in it at all."""

import pytest

from cases.policy.policy import Policy
from tests.simulation import backtest as b
from tests.simulation.__main__ import shipped
from tests.simulation.invented_history import END, START, Scale, invent
from tests.simulation.judged import begins, judge, truth_of
from tests.simulation.outbreaks import Outbreak, Planted, Size

TINY = Scale(4_000, town_outbreaks=8, banner_outbreaks=1, backlogs=2, campaigns=1)


def weekly(policy: Policy) -> list[b.Method]:
    """Those that look once a week: the daily ones cost seven times as much, and are the same code."""
    return [method for method in b.methods_of(policy) if method.days is b.WEEKLY]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return shipped()


@pytest.fixture(scope="module")
def towns(policy: Policy) -> list[str]:
    return [town.code for town in policy.places.banners[3].towns][:6]


@pytest.fixture(scope="module")
def verdicts(policy: Policy, towns: list[str]) -> b.Verdicts:
    return b.of_seed(policy, weekly(policy), TINY, towns, 5)


def test_a_history_is_the_same_for_a_seed_and_has_what_was_planted(policy: Policy, towns: list[str]) -> None:
    one, again = invent(5, towns, ["01", "07"], TINY), invent(5, towns, ["01", "07"], TINY)
    assert one.cases == again.cases
    assert len(one.planted.outbreaks) == 9
    assert all(START <= each.start < each.peak < each.end <= END for each in one.planted.outbreaks)
    large = next(each for each in one.planted.outbreaks if each.size is Size.LARGE)
    here = [c for c in one.cases if c.area.startswith(large.area) and c.group == large.group]
    at_peak = sum(large.peak - 14 <= c.registered_on < large.peak + 14 for c in here)
    before = sum(large.start - 28 <= c.registered_on < large.start for c in here)
    assert at_peak > 2 * before


def test_the_warning_rule_finds_most_outbreaks_and_cries_less_than_the_index_alone(
    policy: Policy, verdicts: b.Verdicts
) -> None:
    by_name = {method.name: method for method in b.methods_of(policy)}
    warning = verdicts["warning_weekly", by_name["warning_weekly"].own]
    index = verdicts["index_weekly", by_name["index_weekly"].own]
    assert warning.outbreaks == 9
    assert warning.warned >= 0.5
    assert warning.median_lead is not None
    assert warning.median_lead > 0
    assert warning.false_alarms < index.false_alarms


def test_a_higher_threshold_never_warns_of_more(policy: Policy, verdicts: b.Verdicts) -> None:
    for method in weekly(policy):
        shares = [verdicts[method.name, threshold].warned for threshold in method.sweep]
        assert shares[0] >= shares[-1]


def test_an_alarm_begins_once_and_not_again_within_four_weeks() -> None:
    days = range(0, 100, 7)
    scores = [0, 5, 5, 0, 5, 0, 0, 0, 0, 0, 5, 2, 2, 0, 5]
    assert list(begins([float(s) for s in scores], days, 4.0, 0.0)) == [7, 70]
    assert list(begins([3.5] * len(days), days, 4.0, 1.0)) == []


def test_an_alarm_before_the_peak_warns_one_elsewhere_is_false() -> None:
    outbreak = Outbreak(area="150523100", group="07", size=Size.SMALL, start=10, peak=40, end=60)
    truth = truth_of(Planted((outbreak,), ()), ["150523100", "150523101"], 2.0)
    days = range(0, 80, 10)
    scored = {
        ("150523100", "07"): [0.0, 0, 9, 9, 0, 0, 0, 0],  # day 20: warned, 20 days before the peak
        ("150523", "07"): [0.0, 0, 0, 0, 0, 9, 0, 0],  # day 50: true, too late to warn
        ("150523101", "07"): [0.0, 0, 9, 0, 0, 0, 0, 0],  # the neighbour: false
        ("150523100", "01"): [0.0, 0, 9, 0, 0, 0, 0, 0],  # another type: false
    }
    verdict = judge(scored, days, 5.0, 0.0, truth)
    assert (verdict.leads, verdict.true_alarms, verdict.false_alarms) == ([20], 2, 2)
    assert verdict.precision == 0.5
    assert verdict.false_a_year == pytest.approx(2 / (3 * 2.0))
