"""The policy of casework: units, duty list, mediation, grading, scope, emergency, supervision, whistle, roadmap."""

import pytest

from cases.advice.grade import CaseGrade, Level
from cases.policy.duties import Stage
from cases.policy.emergency import EmergencyKind
from cases.policy.policy import Policy, build_policy
from cases.policy.policy_file import PolicyError
from cases.policy.roadmap import StepLimit, step_limit
from cases.policy.supervision import Trigger
from cases.policy.units import CENTRE, UnitKind


def test_every_desk_of_the_hall_and_the_centre_itself_are_units(policy: Policy) -> None:
    for desk in policy.hall.desks:
        unit = policy.units.of(desk.unit)
        assert unit is not None
        assert unit.kind is UnitKind.DEPARTMENT
    centre = policy.units.of(CENTRE)
    assert centre is not None
    assert centre.name == policy.hall.full_name


def test_every_town_has_its_territory_and_its_mediators_by_rule(policy: Policy) -> None:
    for banner in policy.places.banners:
        for town in banner.towns:
            territory = policy.units.of(f"territory_{town.code}")
            assert territory is not None
            assert (territory.level, territory.area) == (Level.TOWN, town.code)
            assert territory == policy.units.territory(town.code)
            assert banner.name + town.name in territory.name
            assert policy.units.of(f"mediation_{town.code}") is not None
    street, town_unit = policy.units.territory("150502001"), policy.units.territory("150502100")
    assert street is not None
    assert town_unit is not None
    assert (street.name, town_unit.name) == ("科尔沁区科尔沁街道办事处", "科尔沁区大林镇人民政府")


def test_other_banners_have_their_centre_and_departments_by_rule(policy: Policy) -> None:
    names = [
        unit.name
        for unit_id in ("centre_150521", "court_150523", "agriculture_150581")
        if (unit := policy.units.of(unit_id)) is not None
    ]
    assert names == ["科尔沁左翼中旗社会治安综合治理中心", "开鲁县人民法院", "霍林郭勒市农牧局"]
    assert policy.units.territory("150521") == policy.units.of("centre_150521")
    assert policy.units.territory("150502") == policy.units.of("centre")


@pytest.mark.parametrize(
    "unit_id", ["", "nobody", "court_150502", "court_999999", "territory_1", "mediation_labour_150521", "_"]
)
def test_a_unit_that_is_not_there_is_none(policy: Policy, unit_id: str) -> None:
    assert policy.units.of(unit_id) is None


def test_the_duty_list_says_whose_matter_it_is(policy: Policy) -> None:
    owners = {
        code: owner.unit
        for code in ("0203", "0503", "0502", "0701", "0901", "1102", "1403", "99", "07")
        if (owner := policy.duties.owner(code)) is not None
    }
    assert owners == {
        "0203": "territory", "0503": "police", "0502": "health", "0701": "human_resources", "0901": "agriculture",
        "1102": "natural_resources", "1403": "court", "99": "centre", "07": "human_resources",
    }  # fmt: skip
    wages = policy.duties.helpers("0701", frozenset({"wage_arrears"}))
    assert {duty.unit for duty in wages} == {"justice", "housing", "court"}
    assert "housing" not in {duty.unit for duty in policy.duties.helpers("0701")}


def test_a_unit_can_cite_what_it_has_to_do_and_what_not(policy: Policy) -> None:
    mine = policy.duties.of("human_resources", "0701", Stage.HANDLING)
    assert mine is not None
    assert policy.duties.get(mine.id) == mine
    assert policy.duties.of("housing", "0701", Stage.INTAKE) is None
    intake = policy.duties.of("centre", "0701", Stage.INTAKE)
    assert intake is not None
    assert policy.duties.of("health", "0901", Stage.HANDLING) is None


def test_no_type_is_nobodys_and_none_is_two_units(policy: Policy) -> None:
    for code in policy.dispute_types:
        assert policy.duties.owner(code) is not None


def test_mediators_of_a_place_come_nearest_first(policy: Policy) -> None:
    found = policy.mediation.for_matter("0203", "150502001")
    assert [one.unit for one in found] == ["mediation_150502001", "mediation_centre", "studio_neighbour"]
    assert [one.unit for one in policy.mediation.for_matter("0203", "150521100")] == ["mediation_150521100"]
    assert [one.level for one in policy.mediation.for_matter("0502", "150502001")] == [
        Level.BANNER,
        Level.CITY,
    ]


def test_the_numbers_of_the_brief_stand_in_the_files(policy: Policy) -> None:
    assert policy.grading.major_amount_fen == 100_000_000
    assert policy.supervision.follow_up.visits_performance("0701")
    assert policy.supervision.follow_up.visits_performance("0901")
    assert policy.supervision.follow_up.visits_performance("0699", frozenset({"wage_arrears"}))
    assert not policy.supervision.follow_up.visits_performance("0203")
    assert {kind: policy.emergency.of(kind).advise_phone for kind in EmergencyKind} == dict.fromkeys(
        EmergencyKind, "110"
    )


def test_every_rung_has_its_paper_and_only_the_automatic_one_needs_no_leader(policy: Policy) -> None:
    for rung in policy.deadlines.ladder:
        document = policy.supervision.document(rung.rung)
        assert document is not None
        assert rung.automatic == (document.approvers == ())
    assert policy.supervision.trigger(Trigger.BAD_RATING).limit == "rectify_after_bad_rating_workdays"


def test_the_roadmap_of_a_petition_is_not_that_of_a_neighbours_matter(policy: Policy) -> None:
    assert policy.roadmap.of("1403", CaseGrade.DIFFICULT).key == "petition"
    assert policy.roadmap.of("0203", CaseGrade.SIMPLE).key == "simple"
    assert [key for key, _ in policy.roadmap.steps_of("0901", CaseGrade.DIFFICULT)][:3] == [
        "registered",
        "graded",
        "joint_study",
    ]
    for code in policy.dispute_types:
        for grade in (None, *CaseGrade):
            assert policy.roadmap.steps_of(code, grade)


def test_a_step_of_the_roadmap_takes_its_days_from_the_table_of_limits(policy: Policy) -> None:
    steps = policy.roadmap.steps
    assert step_limit(steps["mediation"], policy.deadlines) == StepLimit("deadlines.limit.calendar_days", 30)
    assert step_limit(steps["ordinary_handling"], policy.deadlines) == StepLimit(
        "deadlines.limit.working_days", 7
    )
    assert step_limit(steps["graded"], policy.deadlines) == StepLimit("deadlines.limit.opening_hours", 2)
    assert step_limit(steps["litigation"], policy.deadlines) is None


BROKEN = [
    ("units.toml", 'id = "procuratorate"', 'id = "prosecutor"', "units.procuratorate"),
    ("units.toml", 'id = "procuratorate"', 'id = "court"', "units.court"),
    ("units.toml", 'id = "centre"', 'id = "center"', "units"),
    ("units.toml", 'id = "discipline"', 'id = "territory"', "units.territory"),
    ("units.toml", 'zone = "legal_service_zone"', 'zone = "cellar"', "units.procuratorate.zone"),
    ("units.toml", 'area = "150502"', 'area = "150599"', "units.centre.area"),
    ("units.toml", 'kind = "centre"', 'kind = "desk"', "units.0.kind"),
    ("units.toml", 'name = "{place}人民政府"', 'name = "人民政府"', "town.name"),
    ("units.toml", '"R05", "R09", "R10"', '"R05", "R77"', "units.1.channels.1"),
    ("duties.toml", 'unit = "finance"', 'unit = "bank"', "duties.finance.unit"),
    ("duties.toml", 'gb_codes = ["0502"]', 'gb_codes = ["0502", "0503"]', "duties.health_medical.gb_codes"),
    ("duties.toml", 'gb_codes = ["16"]', 'gb_codes = ["1601"]', "duties"),
    ("duties.toml", 'gb_codes = ["1401"]', 'gb_codes = ["1499"]', "duties.police_own.gb_codes"),
    ("duties.toml", 'channels = ["R05"]', 'channels = ["R06"]', "duties.court_mediation_co.channels"),
    ("duties.toml", 'id = "water"', 'id = "forestry"', "duties.forestry"),
    ("duties.toml", 'stages = ["intake"]', 'stages = ["tea"]', "duties.0.stages.0"),
    ("duties.toml", 'dual_gb_codes = ["14"]', 'dual_gb_codes = ["77"]', "dual_gb_codes"),
    ("mediation.toml", 'gb_codes = ["0402"]', 'gb_codes = ["0498"]', "mediation_property.gb_codes"),
    ("mediation.toml", 'unit = "mediation_labour"', 'unit = "court"', "organisations.court"),
    (
        "mediation.toml",
        'unit = "mediation_labour"',
        'unit = "mediation_centre"',
        "organisations.mediation_centre",
    ),
    ("mediation.toml", '"R01", "R02"', '"R02"', "channel_order"),
    ("mediation.toml", '"R11", "R09"]', '"R09", "R11"]', "channel_order"),
    ("mediation.toml", 'zone = "counselling_zone"', 'zone = "attic"', "organisations.mediation_family.zone"),
    ("grading.toml", "amount_yuan = 50000", "amount_yuan = 5000000", "difficult.amount_yuan"),
    ("grading.toml", "major_amount_yuan = 1000000", "major_amount_yuan = 10", "major_amount_yuan"),
    ("grading.toml", 'simple = "village"', 'simple = "city"', "lead"),
    ("grading.toml", 'simple = "village"', 'simple = "moon"', "lead.simple"),
    ("grading.toml", 'major_lead_unit = "centre"', 'major_lead_unit = "bank"', "major_lead_unit"),
    ("grading.toml", 'codes = ["14"]', 'codes = ["77"]', "prior_ruling_gb_codes"),
    ("acceptance.toml", 'gb_codes = ["99"]', 'gb_codes = ["16"]', "scope.5.gb_codes"),
    ("acceptance.toml", 'gb_codes = ["13", "16"]', 'gb_codes = ["13"]', "scope"),
    ("acceptance.toml", 'way = "petition"', 'way = "accept"', "scope"),
    ("acceptance.toml", 'way = "petition"', 'way = "refer"', "scope.4.reason"),
    ("acceptance.toml", 'reason = "review_finished"', 'reason = "bored"', "bars.review_finished.reason"),
    ("emergency.toml", '"打人"', '""', "violence.words"),
    ("emergency.toml", '"吊顶"', '"跳楼"', "harmless"),
    ("emergency.toml", '"吊顶"', '""', "harmless"),
    ("emergency.toml", '["孩子", "虐待"]', "[]", "minor_at_risk.together"),
    ("emergency.toml", 'advise_phone = "110"', 'advise_phone = "警察"', "violence.advise_phone"),
    ("supervision.toml", 'trigger = "manual"', 'trigger = "bad_rating"', "triggers"),
    (
        "supervision.toml",
        'limit = "acknowledge_workdays"',
        'limit = "tea_workdays"',
        "triggers.whistle_missed.limit",
    ),
    ("supervision.toml", 'rung = "interview"', 'rung = "chat"', "documents"),
    ("supervision.toml", 'approvers = ["leader"]\n', "", "documents.interview.approvers"),
    ("supervision.toml", 'approvers = ["leader"]', 'approvers = ["mayor"]', "documents.1.approvers.0"),
    ("supervision.toml", "score = 15", "score = 25", "review.checklist"),
    ("supervision.toml", 'gb_codes = ["07", "09"]', 'gb_codes = ["77"]', "follow_up.performance_gb_codes"),
    ("supervision.toml", "median_workdays = 15", "median_workdays = 0", "slow_area.median_workdays"),
    ("coordination.toml", "{serial}", "", "number_format"),
    ("coordination.toml", 'kind = "meeting"', 'kind = "report_up"', "records"),
    ("coordination.toml", "task_workdays = 5", "task_workdays = 61", "task_workdays"),
    ("coordination.toml", '= "consultation"   ', '= "talk"   ', "case_record_kind"),
    ("whistle.toml", "respond_opening_hours = 2", "respond_opening_hours = 0", "respond_opening_hours"),
    ("whistle.toml", "report_workdays", "report_days", "report_workdays"),
    ("roadmap.toml", 'limit = "accept_workdays"', 'limit = "soon"', "steps.registered.limit"),
    ("roadmap.toml", 'limit = "accept_workdays"', 'limit = "extensions_max"', "steps.registered.limit"),
    ("roadmap.toml", '"on_the_spot", ', '"on_the_spot", "on_the_spot", ', "roadmaps.1.steps"),
    ("roadmap.toml", '"joint_study", ', '"tea", ', "roadmaps.3.steps"),
    ("roadmap.toml", 'key = "difficult"\n', 'key = "difficult"\ngrades = ["difficult"]\n', "roadmaps"),
    ("roadmap.toml", 'gb_codes = ["14", "15"]', 'gb_codes = ["77"]', "petition.gb_codes"),
]


@pytest.mark.parametrize(("file", "old", "new", "key"), BROKEN)
def test_a_mistake_is_refused_at_load_with_file_and_key(
    policy_files: dict[str, str], file: str, old: str, new: str, key: str
) -> None:
    assert old in policy_files[file]
    with pytest.raises(PolicyError) as caught:
        build_policy(policy_files | {file: policy_files[file].replace(old, new, 1)})
    assert (caught.value.file, caught.value.key) == (file, key)
    assert caught.value.why


def test_two_units_with_the_same_duty_are_named_both(policy_files: dict[str, str]) -> None:
    broken = policy_files["duties.toml"].replace('gb_codes = ["0502"]', 'gb_codes = ["0502", "0503"]', 1)
    with pytest.raises(PolicyError, match="职责交叉") as caught:
        build_policy(policy_files | {"duties.toml": broken})
    assert "health_medical" in caught.value.why + caught.value.key
    assert "police" in caught.value.why + caught.value.key


@pytest.mark.parametrize(
    "file",
    [
        *("units", "duties", "mediation", "grading", "emergency"),
        *("supervision", "whistle", "roadmap", "alarms", "wall_notices"),
    ],
)
def test_none_of_the_files_may_be_missing(policy_files: dict[str, str], file: str) -> None:
    with pytest.raises(PolicyError) as caught:
        build_policy({name: text for name, text in policy_files.items() if name != f"{file}.toml"})
    assert caught.value.file == f"{file}.toml"
