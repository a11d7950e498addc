"""What screens are shown of the index: ranking, pages, crossings, hot spots; and that no person has room in it."""

from dataclasses import fields
from datetime import date, datetime
from itertools import pairwise

import pytest

from cases.figures.figure import FigureName
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.risk.hot_spots import hot_spots
from cases.risk.risk_level import RiskLevel
from cases.risk.risk_picture import Held, RiskPicture
from cases.risk.risk_record import RiskRecord
from cases.risk.tally import tallies
from cases.views_risk import RiskBoard, RiskLine, RiskPage, RiskTerm
from tests.cases.risk.made_risk import BANNER, DAY, OTHER, TOWN, index_of, matter

TODAY = date.fromordinal(DAY)


def outbreak() -> list[RiskRecord]:
    """A quiet year everywhere; twenty hard wage disputes in one town this month."""
    quiet = [
        matter(30 + n * 10, closed=20 + n * 10, area=area, group=group)
        for n in range(40)
        for area in (TOWN, OTHER)
        for group in ("01", "07")
    ]
    return [
        *quiet,
        *(matter(n, grade="difficult", red=0, repeat=True) for n in range(20)),
        matter(3, area=OTHER),
    ]


def picture(policy: Policy, records: list[RiskRecord], held: Held | None = None) -> RiskPicture:
    return RiskPicture(
        index=index_of(records, policy),
        day=TODAY,
        policy=policy.risk,
        population=policy.population,
        places=policy.places,
        types=policy.dispute_types,
        held=held or Held(),
        rev=policy.rev,
        as_of=datetime(2026, 11, 30, 0, 5, tzinfo=HALL_ZONE),
    )


def test_the_ranking_has_every_area_once_the_highest_first_those_without_an_index_last(
    policy: Policy,
) -> None:
    told = picture(policy, outbreak())
    banners, towns = told.boards[""], told.boards[BANNER]
    assert {line.area for line in banners.lines} == {banner.code for banner in policy.places.banners}
    assert len(towns.lines) == 27
    first = towns.lines[0]
    assert (first.area, first.count, first.lead_group_name) == (TOWN, 20, "劳动人事争议")
    assert first.index == 91.0  # V, S, O, R and G are 100, D is 10: one of ten, as nobody was asked
    assert first.level == "extreme"
    assert {line.level for line in towns.lines[1:]} == {""}
    assert towns.lines[1].area == OTHER  # without an index the one with more matters first


def test_a_page_explains_a_line_with_parts_history_and_the_lists_of_its_cases(policy: Policy) -> None:
    told = picture(policy, outbreak())
    page = told.page(TOWN, "")
    assert page.line == told.boards[BANNER].lines[0]
    assert [part.group for part in page.parts] == ["07", "01"]
    assert (page.last_day - page.first_day).days == 29
    assert [term.term for term in page.terms] == ["V", "S", "O", "D", "R", "G"]
    volume, _severity, overdue = page.terms[:3]
    assert [asked.name for asked in overdue.behind] == [FigureName.OVERDUE, FigureName.OPEN]
    (asked,) = volume.behind
    assert (asked.name, asked.area, asked.first_day, asked.last_day) == (
        FigureName.RECEIVED,
        TOWN,
        page.first_day,
        page.last_day,
    )
    days = [point.day for point in page.history]
    assert days == sorted(days)
    assert {(later - day).days for day, later in pairwise(days)} == {7}
    assert (page.history[-1].day, page.history[-1].index) == (TODAY, page.line.index)
    of_type = told.page(BANNER, "07")
    assert [part.area for part in of_type.parts] == [TOWN, OTHER]


def test_an_area_without_a_matter_has_a_page_that_says_so(policy: Policy) -> None:
    page = picture(policy, []).page("150581", "")
    assert (page.line.count, page.line.index, page.line.level, page.history) == (0, None, "", ())
    assert page.terms[0].value is None


def test_what_goes_up_is_told_once_and_again_when_it_goes_higher(policy: Policy) -> None:
    first = picture(policy, outbreak())
    crossed = {(one.area, one.group): one for one in first.crossings}
    assert {(TOWN, ""), (TOWN, "07")} <= set(crossed)
    assert all(area in (TOWN, BANNER) for area, _group in crossed)
    one = crossed[TOWN, "07"]
    assert (one.level, one.was_level, one.day) == ("extreme", "", TODAY)
    assert one.hot_spots
    assert one.terms == tuple(
        RiskTerm(term=t.term, value=t.value, weight=t.weight, facts=t.facts)
        for t in first.page(TOWN, "07").terms
    )
    levels = {key: level for key, (_index, level) in first.levels.items()}
    assert picture(policy, outbreak(), Held(levels, TODAY)).crossings == ()
    lower = Held(levels | {(TOWN, "07"): RiskLevel.MEDIUM}, TODAY)
    assert [(c.area, c.group) for c in picture(policy, outbreak(), lower).crossings] == [(TOWN, "07")]


def test_an_index_that_is_high_with_no_more_matters_than_ever_is_no_warning(policy: Policy) -> None:
    """Hard, overdue and repeated, but as many as in every month."""
    always = [matter(n * 2, grade="difficult", red=n * 2 - 1, repeat=True) for n in range(250)]
    told = picture(policy, always)
    assert told.levels[TOWN, "07"][1] is not RiskLevel.LOW
    assert told.crossings == ()


def test_a_week_far_above_its_twelve_before_is_a_hot_spot(policy: Policy) -> None:
    weeks = [matter(7 * week + n) for week in range(1, 14) for n in (0, 3)]  # two a week
    told = tallies([*weeks, *(matter(n) for n in range(7))], policy.risk.severity)
    (spot,) = hot_spots(told, [(TOWN, "07"), (OTHER, "07")], DAY, DAY - 100, policy.risk.hot_spot)
    assert (spot.area, spot.group, spot.of_week, spot.mean) == (TOWN, "07", 7, 2.0)
    assert spot.z == pytest.approx(5 / 2**0.5)
    assert hot_spots(told, [(TOWN, "07")], DAY, DAY - 50, policy.risk.hot_spot) == []  # too short a past


def test_nothing_of_it_has_room_for_a_person() -> None:
    named = {
        name
        for type_ in (RiskBoard, RiskLine, RiskPage, RiskTerm)
        for name in (f.name for f in fields(type_))
    }
    named |= set(RiskRecord._fields)
    assert not {
        name for name in named if any(word in name for word in ("person", "party", "phone", "staff", "id"))
    }
