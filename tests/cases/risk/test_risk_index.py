"""The risk index against worlds that were counted by hand (domain.md §9.2), and its counts against plain counting."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.policy.policy import Policy
from cases.policy.risk import HeadCount, Instead, Population
from cases.risk.risk_index import Basis, RiskIndex, excess_of, explained
from cases.risk.risk_level import RiskLevel, level_of
from cases.risk.risk_record import RiskRecord
from cases.risk.tally import between, tallies, upto
from tests.cases.risk.made_risk import BANNER, DAY, NOBODY, OTHER, TOWN, index_of, matter

BOUNDS = (40.0, 60.0, 80.0)


def a_year_before(count: int = 73, **like: str) -> list[RiskRecord]:
    """So many matters, evenly in the 365 days before the window and a first one long ago."""
    step = 365 / count
    return [matter(500, closed=400, **like)] + [  # type: ignore[arg-type]  # of area and group alone
        matter(30 + round(n * step), closed=29 + round(n * step), **like)  # type: ignore[arg-type]
        for n in range(count)
    ]


def test_every_term_is_as_it_was_counted_by_hand(policy: Policy) -> None:
    records = [
        *a_year_before(),  # 73 in 365 days: 6 in 30
        matter(1, grade="simple"),
        matter(2, grade="simple", red=1),
        matter(3, grade="simple", closed=1, rated=0, bad=True),
        matter(4, grade="ordinary", closed=2, rated=1),
        matter(5, grade="ordinary", repeat=True),
        matter(6, grade="difficult", red=2),
        matter(7, grade="difficult", repeat=True),
        matter(8, grade=None),
        matter(29, grade="simple"),  # the window's first day
    ]
    index = index_of(records, policy)
    number = index.number((TOWN, "07"), DAY)
    terms = {term.term: term for term in explained(number.measured, policy.risk)}
    assert number.measured.new == 9
    # V: 9 of 2 × 6; S: (5×1 + 2×2 + 2×4) ÷ (4×9); O: 2 of 7 open; D: (1+1) ÷ (2+10); R: 2 of 9
    assert terms["V"].value == 75.0
    assert terms["S"].value == pytest.approx(100 * 17 / 36, abs=0.05)
    assert terms["O"].value == pytest.approx(100 * 2 / 7, abs=0.05)
    assert terms["D"].value == pytest.approx(100 * 2 / 12, abs=0.05)
    assert terms["R"].value == pytest.approx(100 * 2 / 9, abs=0.05)
    # G: 18 in the 90 days before: 6 a window; 9 is half as many again
    assert terms["G"].value == 50.0
    assert dict(terms["V"].facts)["basis"] == "own_year"
    assert dict(terms["S"].facts) == {"count": "9", "simple": "5", "ordinary": "2", "difficult": "2"}
    assert dict(terms["O"].facts) == {"red": "2", "open": "7"}
    assert dict(terms["R"].facts) == {"repeated": "2", "count": "9"}
    by_hand = 0.25 * 75 + 0.2 * 1700 / 36 + 0.2 * 200 / 7 + 0.1 * 200 / 12 + 0.15 * 200 / 9 + 0.1 * 50
    assert number.index == round(by_hand, 1)
    assert sum(term.weight for term in terms.values()) == pytest.approx(1)


def test_fewer_than_five_matters_have_no_index_and_no_level(policy: Policy) -> None:
    four = [*a_year_before(), *(matter(n) for n in range(4))]
    assert index_of(four, policy).number((TOWN, "07"), DAY).index is None
    assert index_of([*four, matter(4)], policy).number((TOWN, "07"), DAY).index is not None
    levels = index_of(four, policy).levels((TOWN, "07"), range(DAY, DAY + 1))
    assert levels == [(DAY, None, None)]


def test_a_term_of_which_nothing_can_be_said_leaves_its_weight_to_the_others(policy: Policy) -> None:
    """A store of ten days: no year, no windows before."""
    index = index_of([matter(n, grade="difficult") for n in range(10)], policy)
    number = index.number((TOWN, "07"), DAY)
    terms = {term.term: term.value for term in explained(number.measured, policy.risk)}
    assert (terms["V"], terms["G"]) == (None, None)
    assert number.measured.basis is Basis.NONE
    assert number.index == round((0.2 * 100 + 0.2 * 0 + 0.1 * 10 + 0.15 * 0) / 0.65, 1)
    assert excess_of(number.measured, policy.risk) is None


def test_with_people_an_area_is_compared_with_all_areas_by_head(policy: Policy) -> None:
    """Two towns with as many matters; the one with a third of the people has three times the rate."""
    people = Population({TOWN: 10_000, OTHER: 30_000}, {TOWN: HeadCount.VERIFIED, OTHER: HeadCount.VERIFIED})
    year = [*a_year_before(365), *a_year_before(365, area=OTHER)]  # 730 a year of 40,000
    records = [*year, *(matter(n, area=area) for n in range(10) for area in (TOWN, OTHER))]
    index = index_of(records, policy, people)
    small, large = (index.measure((area, ""), DAY) for area in (TOWN, OTHER))
    assert small.basis is Basis.PEOPLE
    assert small.usual == pytest.approx(60 * 10_000 / 40_000, rel=0.01)
    assert large.usual == pytest.approx(60 * 30_000 / 40_000, rel=0.01)
    facts = dict(explained(small, policy.risk, people.of(TOWN))[0].facts)
    assert (facts["people"], facts["basis"]) == ("10000", "people")


def test_without_people_policy_may_leave_the_term_out(policy: Policy) -> None:
    silent = policy.risk.model_copy(update={"without_population": Instead.SILENT})
    records = [*a_year_before(), *(matter(n) for n in range(9))]
    index = RiskIndex(tallies(records, silent.severity), silent, NOBODY)
    assert index.measure((TOWN, "07"), DAY).usual is None
    assert index.measure((TOWN, "07"), DAY).own == pytest.approx(6, rel=0.01)


def test_where_repeats_are_not_seen_nothing_is_said_of_them(policy: Policy) -> None:
    records = [*a_year_before(), *(matter(n, repeat=True) for n in range(9))]
    blind = RiskIndex(tallies(records, policy.risk.severity), policy.risk, NOBODY, repeats_seen=False)
    term = explained(blind.measure((TOWN, "07"), DAY), policy.risk)[4]
    assert (term.term, term.value, dict(term.facts)) == ("R", None, {"count": "9"})


def test_many_people_make_a_matter_heavy_whatever_its_grade(policy: Policy) -> None:
    severity = policy.risk.severity
    assert [severity.of("simple", n) for n in (None, 4, 5, 29, 30)] == [1, 1, 2, 2, 4]
    assert [severity.of(grade, 2) for grade in (None, "simple", "ordinary", "difficult")] == [1, 1, 2, 4]
    assert severity.of("difficult", 5) == 4


@pytest.mark.parametrize(
    ("index", "was", "level"),
    [
        (39.9, None, "low"),
        (40.0, None, "medium"),
        (59.9, "low", "medium"),
        (80.0, "low", "extreme"),
        (37.0, "medium", "medium"),  # three points below: it holds
        (36.9, "medium", "low"),
        (57.0, "high", "high"),
        (56.9, "high", "medium"),
        (37.5, "extreme", "medium"),  # far below the higher ones, not far enough below this
        (36.9, "extreme", "low"),
        (59.0, "medium", "medium"),  # going up has no hysteresis
    ],
)
def test_a_level_falls_three_points_below_its_bound(index: float, was: str | None, level: str) -> None:
    assert level_of(index, RiskLevel(was) if was else None, BOUNDS, 3.0) == level


def test_the_excess_is_over_the_greater_of_a_year_and_the_windows_before(policy: Policy) -> None:
    calm = index_of([*a_year_before(), *(matter(n) for n in range(16))], policy)
    assert calm.excess((TOWN, "07"), DAY) == pytest.approx((16 - 6) / 6**0.5, rel=0.01)
    # A slow rise is none: the windows before had 16 each.
    risen = [matter(30 + n * 2, closed=30 + n * 2) for n in range(45)]
    rising = index_of([*a_year_before(), *risen, *(matter(n) for n in range(16))], policy)
    assert (rising.excess((TOWN, "07"), DAY) or 0) < 0


@st.composite
def worlds(draw: Callable[[st.SearchStrategy[object]], object]) -> list[RiskRecord]:
    """Matters of two towns, a banner alone and no place, of two types and none."""
    one = st.builds(
        matter,
        st.integers(0, 60),
        area=st.sampled_from([TOWN, OTHER, BANNER, ""]),
        group=st.sampled_from(["01", "07", ""]),
        closed=st.none() | st.integers(-5, 60),
        grade=st.sampled_from([None, "simple", "ordinary", "difficult"]),
        red=st.none() | st.integers(-5, 60),
        rated=st.none() | st.integers(-5, 60),
        bad=st.booleans(),
        repeat=st.booleans(),
    )
    drawn: list[RiskRecord] = draw(st.lists(one, max_size=30))  # type: ignore[assignment]  # what was asked for
    return [r for r in drawn if r.closed is None or r.closed >= r.registered]


@settings(max_examples=60)
@given(records=worlds(), ago=st.integers(0, 40))
def test_a_tally_counts_what_plain_counting_counts(
    policy: Policy, records: list[RiskRecord], ago: int
) -> None:
    day = DAY - ago
    first = day - 29
    told = tallies(records, policy.risk.severity)
    for area in ("", BANNER, TOWN, OTHER):
        for group in ("", "01", "07"):
            mine = [r for r in records if r.area.startswith(area) and (not group or r.group == group)]
            tally = told.get((area, group))
            if tally is None:
                assert not mine
                continue
            inside = [r for r in mine if first <= r.registered <= day]
            assert tally.received(first, day) == len(inside)
            assert between(tally.repeated, first, day) == sum(r.repeat for r in inside)
            assert tally.open_at(day) == sum(
                r.registered <= day and (r.closed is None or r.closed > day) for r in mine
            )
            assert upto(tally.rated, day) == sum(r.rated_on is not None and r.rated_on <= day for r in mine)
    assert ("", "") in told or not records
