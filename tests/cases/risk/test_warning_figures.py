"""The numbers of a warning: against a small world counted by hand, and sums that hold in every world."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.policy.warnings import parse_warnings
from cases.risk.warning_advice import suggestions
from cases.risk.warning_figures import MatterSeen, a_year_before, report_of
from cases.risk.warning_report import Crossing, IndexTerm, Repeats, frozen, thawed
from cases.views_risk import RiskTerm

DALIN, FENGTIAN, OTHER_BANNER = "150502100", "150502104", "150521100"
LAST = date(2026, 11, 22)
FIRST = LAST - timedelta(days=29)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CROSSING = Crossing(
    area="150502",
    group="",
    index=64.3,
    level="high",
    was_level="medium",
    day=LAST,
    first_day=FIRST,
    last_day=LAST,
    terms=(
        RiskTerm(term="O", value=25.04, weight=0.2, facts=(("red", "1"), ("open", "4"))),
        RiskTerm(term="R", value=50.0, weight=0.15, facts=(("repeated", "2"), ("count", "4"))),
        RiskTerm(term="G", value=None, weight=0.1),
    ),
    policy_version="2026-01-01",
    hot_spots=((DALIN, "09", 4, 1.25, 2.25), (FENGTIAN, "07", 9, 2.0, 4.0)),
)
DONE = {"is_closed": True, "is_resolved": True, "is_in_time": True}


def at(days_back: int, **more: object) -> MatterSeen:
    """A land matter of 大林镇, registered and accepted so many days before the window's last one."""
    day = LAST - timedelta(days=days_back)
    values = {"registered_on": day, "area": DALIN, "type_code": "0901", "accepted_on": day, "unit": "甲局"}
    return MatterSeen(**(values | more))  # type: ignore[arg-type]


YEAR = (LAST - a_year_before(LAST)).days
WORLD = (
    at(0),
    at(29, is_overdue=True),
    at(
        5,
        area=FENGTIAN,
        type_code="07",
        unit="乙局",
        closed_on=LAST - timedelta(days=3),
        ended_on=LAST - timedelta(days=3),
        is_evaluated=True,
        is_content=True,
        **DONE,
    ),
    at(10, accepted_on=None, type_code="", unit=""),  # nobody has accepted it, or said what it is
    at(30, is_overdue=True),  # open, but older than the window
    at(1, area=OTHER_BANNER),
    at(1, area=""),
    at(YEAR, closed_on=LAST - timedelta(days=300), ended_on=LAST - timedelta(days=300), is_closed=True),
    at(YEAR + 40, closed_on=LAST - timedelta(days=300), ended_on=LAST - timedelta(days=300), is_closed=True),
)


def test_a_small_world_is_counted_as_by_hand(policy: Policy) -> None:
    report = report_of(CROSSING, WORLD, "hall", policy, NOW)
    window = report.window
    assert (window.received, window.accepted, window.closed, window.resolved) == (4, 3, 1, 1)
    assert (window.closed_in_time, window.evaluated, window.content) == (1, 1, 1)
    assert window.median_workdays == policy.calendar.working_days_between(
        LAST - timedelta(days=5), LAST - timedelta(days=3)
    )
    assert (report.before.received, report.before.closed) == (1, 1)
    assert (report.open, report.overdue) == (4, 2)
    assert [(row.name, row.now, row.before) for row in report.areas] == [("大林镇", 3, 1), ("丰田镇", 1, 0)]
    assert report.areas_rest == 0
    assert [(row.key, row.now, row.before) for row in report.types] == [("09", 2, 1), ("07", 1, 0)]
    assert report.types_rest == 1
    assert [(row.name, row.open, row.overdue) for row in report.overdue_units] == [("甲局", 3, 2)]
    assert [(spot.area_name, spot.z_tenths) for spot in report.hot_spots] == [
        ("科尔沁区丰田镇", 40),
        ("科尔沁区大林镇", 22),
    ]
    assert report.repeats == Repeats(repeated=2, count=4)
    assert [one.tenths for one in report.terms] == [250, 500, None]
    assert (report.weeks[-1].received, report.weeks[-1].ended, report.weeks[-1].stock) == (2, 1, 4)
    assert report.weeks[-1].first_day == LAST - timedelta(days=6)


def test_a_town_is_told_beside_its_neighbours_and_a_type_by_its_kinds(policy: Policy) -> None:
    report = report_of(replace(CROSSING, area=FENGTIAN, group="07"), WORLD, "hall", policy, NOW)
    assert report.window.received == 1
    assert [(row.name, row.is_own) for row in report.areas] == [("丰田镇", True)]
    assert report.types == ()  # its type is known by the group alone
    assert report.types_rest == 1
    land = report_of(replace(CROSSING, group="09"), WORLD, "centre", policy, NOW)
    assert [(row.key, row.name) for row in land.types] == [("0901", "土地承包经营")]
    assert (land.group_name, land.source) == ("土地及资源权属纠纷", "centre")


def test_an_empty_place_has_noughts_and_no_lists(policy: Policy) -> None:
    report = report_of(replace(CROSSING, area="150581"), WORLD, "hall", policy, NOW)
    assert (report.window.received, report.open, report.areas, report.types) == (0, 0, (), ())
    assert report.window.median_workdays is None
    assert {week.stock for week in report.weeks} == {0}


def ended_after(back: int, days: int | None, **more: object) -> MatterSeen:
    """One that was ended so many days after it came, if that is over yet."""
    is_over = days is not None and days <= back
    return at(back, ended_on=LAST - timedelta(days=back - (days or 0)) if is_over else None, **more)


MATTERS = st.lists(
    st.builds(
        ended_after,
        st.integers(min_value=0, max_value=420),
        st.one_of(st.none(), st.integers(0, 200)),
        area=st.sampled_from((DALIN, FENGTIAN, "150502", OTHER_BANNER, "")),
        type_code=st.sampled_from(("0901", "09", "0701", "")),
        is_overdue=st.booleans(),
        unit=st.sampled_from(("甲局", "乙局", "")),
    ),
    max_size=40,
)


@settings(max_examples=40)
@given(matters=MATTERS, group=st.sampled_from(("", "09")), area=st.sampled_from(("150502", DALIN)))
def test_every_list_adds_up_to_what_it_is_a_list_of(
    policy: Policy, matters: list[MatterSeen], group: str, area: str
) -> None:
    report = report_of(replace(CROSSING, area=area, group=group), matters, "hall", policy, NOW)
    assert sum(row.now for row in report.types) + report.types_rest == report.window.received
    if area == "150502":
        assert sum(row.now for row in report.areas) + report.areas_rest == report.window.received
    assert sum(unit.overdue for unit in report.overdue_units) <= report.overdue <= report.open
    for before, week in zip(report.weeks, report.weeks[1:], strict=False):
        assert week.stock == before.stock + week.received - week.ended
    assert thawed(frozen(report)) == report


@given(day=st.dates(min_value=date(2021, 1, 1), max_value=date(2099, 12, 31)))
def test_a_year_before_is_the_same_day_or_the_last_of_february(day: date) -> None:
    before = a_year_before(day)
    assert before.year == day.year - 1
    assert (before.month, before.day) == (
        (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    )


def test_advice_is_given_when_all_that_it_names_holds(policy: Policy) -> None:
    rules = policy.warnings
    terms = (
        IndexTerm(term="O", tenths=200, weight_percent=20),
        IndexTerm(term="G", tenths=None, weight_percent=10),
    )
    told = suggestions(rules, terms, "medium", ("07",), has_hot_spots=False)
    assert [next(one for one in rules.suggestions if one.text == text).term for text in told] == ["O", ""]
    assert any("人社" in text for text in told)
    assert (
        suggestions(
            rules, (IndexTerm(term="O", tenths=199, weight_percent=20),), "low", (), has_hot_spots=False
        )
        == ()
    )
    everything = suggestions(
        rules,
        [IndexTerm(term=term, tenths=1000, weight_percent=10) for term in "VSODRG"],
        "extreme",
        ("01", "07", "09"),
        has_hot_spots=True,
    )
    assert len(everything) == rules.suggestions_max


@pytest.mark.parametrize(
    ("was", "written", "key"),
    [
        ('approvers = ["leader"]', 'approvers = ["grid_worker"]', "approvers"),
        ('approvers = ["leader"]', "approvers = []", "approvers"),
        ('term = "V"\nat_least = 50', 'term = "V"', "suggestions.1.at_least"),
        ('term = "V"\nat_least = 50', 'term = "X"\nat_least = 50', "suggestions.1.term"),
        ('levels = ["high", "extreme"]', 'levels = ["red"]', "suggestions.0.levels.0"),
        ('levels = ["high", "extreme"]', "", "suggestions.0.text"),
        ("weeks = 13", "weeks = 0", "weeks"),
    ],
)
def test_a_policy_that_makes_no_sense_names_file_and_key(
    policy_files: dict[str, str], was: str, written: str, key: str
) -> None:
    text = policy_files["warnings.toml"]
    assert was in text
    with pytest.raises(PolicyError) as error:
        parse_warnings(text.replace(was, written, 1), "warnings.toml")
    assert (error.value.file, error.value.key) == ("warnings.toml", key)
