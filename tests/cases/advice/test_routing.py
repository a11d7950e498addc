"""To whom a matter may go (分流建议): the article's four cases, and what holds for every type of the standard."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import NEEDS_CONSENT, ResolutionMethod
from cases.advice.routing import RouteSuggestion, RoutingFacts, check_escalation, suggest_routes
from cases.policy.policy import Policy
from cases.policy.roster import UnitToday, units_on
from cases.policy.units import UnitKind, UnitPolicy

MONDAY = date(2026, 11, 23)  # 住建 is there
TUESDAY = date(2026, 11, 24)
STREET, TOWN, ELSEWHERE = "150502001", "150502100", "150522101"


@pytest.fixture(scope="module")
def monday(policy: Policy) -> tuple[UnitToday, ...]:
    return units_on(MONDAY, policy.hall, policy.roster, policy.calendar)


def unit(policy: Policy, unit_id: str) -> UnitPolicy:
    found = policy.units.of(unit_id)
    assert found is not None
    return found


def codes(route: RouteSuggestion) -> list[str]:
    return [reason.code for reason in route.reasons]


def test_case_a_noise_next_door_goes_to_the_mediators_of_the_street(
    policy: Policy, monday: tuple[UnitToday, ...]
) -> None:
    first, *rest = suggest_routes(RoutingFacts(gb_code="0203", town=STREET), policy, monday)
    assert (first.unit_id, first.channel, first.level) == (f"mediation_{STREET}", "R02", Level.TOWN)
    assert first.co_units == ()
    assert rest[-1].litigation


def test_case_b_wages_of_37_people_go_to_labour_with_justice_and_housing(
    policy: Policy, monday: tuple[UnitToday, ...]
) -> None:
    facts = RoutingFacts(
        gb_code="0701",
        town=TOWN,
        grade=CaseGrade.DIFFICULT,
        tags=frozenset({"wage_arrears"}),
        party_count=37,
        amount_fen=800_000_00,
    )
    first = suggest_routes(facts, policy, monday)[0]
    assert first.unit_id == "human_resources"
    assert set(first.co_units) == {"justice", "housing"}
    assert "route.joint_study" in codes(first)
    assert "route.on_duty" in codes(first)


def test_case_c_land_goes_to_the_town_with_agriculture_helping(
    policy: Policy, monday: tuple[UnitToday, ...]
) -> None:
    facts = RoutingFacts(gb_code="0901", town=TOWN, grade=CaseGrade.ORDINARY)
    first = suggest_routes(facts, policy, monday)[0]
    assert (first.level, first.co_units) == (Level.TOWN, ("agriculture",))
    assert unit(policy, first.unit_id).area == TOWN


def test_case_d_a_petition_from_above_goes_to_territory_and_department_of_its_banner(
    policy: Policy, monday: tuple[UnitToday, ...]
) -> None:
    facts = RoutingFacts(gb_code="1102", town=ELSEWHERE, superior=True, grade=CaseGrade.DIFFICULT)
    first = suggest_routes(facts, policy, monday)[0]
    assert (first.unit_id, first.dual_with) == (f"territory_{ELSEWHERE}", "natural_resources_150522")
    assert unit(policy, "natural_resources_150522").name == "科尔沁左翼后旗自然资源局"
    assert "route.dual_superior" in codes(first)


def test_petitions_on_courts_and_police_are_always_given_to_two(
    policy: Policy, monday: tuple[UnitToday, ...]
) -> None:
    first = suggest_routes(RoutingFacts(gb_code="1403", town=STREET), policy, monday)[0]
    assert (first.unit_id, first.dual_with, first.channel) == (f"territory_{STREET}", "court", "R10")


def test_from_a_million_on_the_centre_leads(policy: Policy, monday: tuple[UnitToday, ...]) -> None:
    facts = RoutingFacts(gb_code="0804", town=STREET, grade=CaseGrade.DIFFICULT, amount_fen=1_000_000_00)
    first = suggest_routes(facts, policy, monday)[0]
    assert (first.unit_id, set(first.co_units)) == ("centre", {"justice", "finance"})


def test_who_does_not_sit_here_today_is_whistled_for(policy: Policy, monday: tuple[UnitToday, ...]) -> None:
    tuesday = units_on(TUESDAY, policy.hall, policy.roster, policy.calendar)
    facts = RoutingFacts(gb_code="0402", town=STREET)
    for day, code in ((monday, "route.on_duty"), (tuesday, "route.whistle")):
        housing = next(r for r in suggest_routes(facts, policy, day) if r.unit_id == "housing")
        assert code in codes(housing)


def test_helpers_who_are_here_today_come_before_those_who_must_be_called(
    policy: Policy, monday: tuple[UnitToday, ...]
) -> None:
    facts = RoutingFacts(
        gb_code="0901", town=TOWN, grade=CaseGrade.DIFFICULT, tags=frozenset({"wage_arrears"})
    )
    wages = RoutingFacts(
        gb_code="0701", town=TOWN, grade=CaseGrade.DIFFICULT, tags=frozenset({"wage_arrears"})
    )
    tuesday = units_on(TUESDAY, policy.hall, policy.roster, policy.calendar)
    assert suggest_routes(wages, policy, tuesday)[0].co_units == ("justice", "housing")
    assert suggest_routes(facts, policy, monday)[0].co_units == (f"territory_{TOWN}",)


def test_after_a_failure_mediation_goes_up_one_level_and_not_two(
    policy: Policy, monday: tuple[UnitToday, ...]
) -> None:
    facts = RoutingFacts(
        gb_code="0601", town=STREET, grade=CaseGrade.ORDINARY, failed_levels=frozenset({Level.TOWN})
    )
    routes = suggest_routes(facts, policy, monday)
    mediators = [r for r in routes if unit(policy, r.unit_id).kind is UnitKind.MEDIATION]
    assert {route.level for route in mediators} == {Level.BANNER}
    assert "route.failed_below" in codes(mediators[0])
    assert routes[0] == mediators[0]


def test_who_gave_it_back_is_not_asked_first_again(policy: Policy, monday: tuple[UnitToday, ...]) -> None:
    facts = RoutingFacts(gb_code="0402", town=STREET, parties_agree_to_mediation=False)
    assert suggest_routes(facts, policy, monday)[0].unit_id == "housing"
    again = RoutingFacts(
        gb_code="0402",
        town=STREET,
        parties_agree_to_mediation=False,
        returned_by=frozenset({"housing"}),
    )
    routes = suggest_routes(again, policy, monday)
    assert routes[0].unit_id != "housing"
    assert [r for r in routes if not r.litigation][-1].unit_id == "housing"


def test_as_long_as_the_town_is_not_known_the_hall_says_so(
    policy: Policy, monday: tuple[UnitToday, ...]
) -> None:
    routes = suggest_routes(RoutingFacts(category="neighbour"), policy, monday)
    assert all("route.town_unknown" in codes(route) for route in routes)


TYPES = st.none() | st.sampled_from(
    (
        "01",
        "0101",
        "0203",
        "0303",
        "0402",
        "0502",
        "0503",
        "0701",
        "0804",
        "0901",
        "1102",
        "1306",
        "1403",
        "1502",
        "99",
    )
)
ROUTING = st.builds(
    RoutingFacts,
    gb_code=TYPES,
    category=st.sampled_from([None, "unclear", "authority_decision", "labour_wages"]),
    town=st.sampled_from([None, STREET, TOWN, ELSEWHERE, "150502", "150581", "999999999"]),
    grade=st.sampled_from(CaseGrade),
    tags=st.sets(st.sampled_from(["wage_arrears", "pasture"])).map(frozenset),
    parties_agree_to_mediation=st.none() | st.booleans(),
    amount_fen=st.none() | st.integers(0, 10**10),
    superior=st.booleans(),
    failed_levels=st.sets(st.sampled_from(Level)).map(frozenset),
    returned_by=st.sets(st.sampled_from(["housing", "justice", "centre", "police"])).map(frozenset),
    mediation_barred=st.booleans(),
)


@given(facts=ROUTING)
def test_ways_without_a_court_come_first_and_every_unit_is_known(policy: Policy, facts: RoutingFacts) -> None:
    today = units_on(MONDAY, policy.hall, policy.roster, policy.calendar)
    routes = suggest_routes(facts, policy, today)
    assert not routes[0].litigation
    assert [route.litigation for route in routes] == sorted(route.litigation for route in routes)
    for route in routes:
        assert route.litigation == (route.channel is ResolutionMethod.LITIGATION)
        for unit in (route.unit_id, *route.co_units, *([route.dual_with] if route.dual_with else [])):
            assert policy.units.of(unit) is not None
        assert route.unit_id not in (*route.co_units, route.dual_with)
        assert route.reasons


@given(facts=ROUTING)
def test_nobody_is_led_into_mediation_against_their_will(policy: Policy, facts: RoutingFacts) -> None:
    routes = suggest_routes(facts, policy, ())
    if facts.parties_agree_to_mediation is False:
        assert not {route.channel for route in routes} & NEEDS_CONSENT
    if facts.mediation_barred:
        assert ResolutionMethod.PEOPLES_MEDIATION not in {route.channel for route in routes}


@given(facts=ROUTING)
def test_mediation_never_skips_a_level_that_has_not_been_tried(policy: Policy, facts: RoutingFacts) -> None:
    lead = policy.grading.lead.of(facts.grade)
    routes = suggest_routes(facts, policy, ())
    levels = {r.level for r in routes if unit(policy, r.unit_id).kind is UnitKind.MEDIATION}
    assert len(levels) <= 2
    for failed in facts.failed_levels:
        highest = max(facts.failed_levels, key=lambda level: level.rank)
        assert failed not in levels
        for level in levels:
            assert check_escalation(highest, level, "调解未成", lead_level=lead) is None


@pytest.mark.parametrize("grade", CaseGrade)
@pytest.mark.parametrize("town", [STREET, ELSEWHERE, None])
def test_every_type_of_the_standard_has_somewhere_to_go_without_a_court(
    policy: Policy, monday: tuple[UnitToday, ...], grade: CaseGrade, town: str | None
) -> None:
    for code in policy.dispute_types:
        first = suggest_routes(RoutingFacts(gb_code=code, town=town, grade=grade), policy, monday)[0]
        assert not first.litigation, code
        assert policy.units.of(first.unit_id) is not None, code


def test_every_citizens_answer_has_somewhere_to_go(policy: Policy, monday: tuple[UnitToday, ...]) -> None:
    for category in policy.categories.categories:
        routes = suggest_routes(RoutingFacts(category=category.id, town=STREET), policy, monday)
        assert not routes[0].litigation, category.id


@pytest.mark.parametrize(
    ("from_level", "to_level", "reason", "code"),
    [
        (Level.TOWN, Level.BANNER, "调解未成", None),
        (Level.TOWN, Level.BANNER, "  ", "escalation.no_reason"),
        (Level.TOWN, Level.CITY, "调解未成", "escalation.skips_level"),
        (Level.VILLAGE, Level.BANNER, "急", "escalation.skips_level"),
        (Level.BANNER, Level.TOWN, "", None),
        (Level.BANNER, Level.BANNER, "", None),
    ],
)
def test_a_matter_goes_up_one_level_at_a_time_with_a_reason(
    from_level: Level, to_level: Level, reason: str, code: str | None
) -> None:
    refusal = check_escalation(from_level, to_level, reason)
    assert (refusal.code if refusal else None) == code


def test_a_grade_that_puts_the_lead_higher_may_skip_up_to_there() -> None:
    assert check_escalation(Level.VILLAGE, Level.BANNER, "升为疑难", lead_level=Level.BANNER) is None
    assert check_escalation(Level.VILLAGE, Level.CITY, "升为疑难", lead_level=Level.BANNER) is not None
