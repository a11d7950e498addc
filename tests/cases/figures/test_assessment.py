"""考核: a unit's score can be done again by hand; the sheets of people count, and tell of no few who rated."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.figures.assessment import UnitWork, assessed, score_of
from cases.figures.dual_assessment import DualFacts, UnitSheet, unit_sheets
from cases.hall_time import HALL_ZONE
from cases.policy.assessment import check_assessment, parse_assessment
from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.queue.work_statistics import DutyRecord, attendance_report

DAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 17, tzinfo=HALL_ZONE)
GOOD = UnitWork(
    unit="housing",
    assigned=20,
    to_acknowledge=20,
    acknowledged_in_time=18,
    returned=2,
    recalled=2,
    reported=12,
    accepted=16,
    closed=12,
    resolved=8,
    closed_in_time=9,
    late=5,
    evaluated=10,
    content=9,
    supervised=3,
    rungs=(("work_reminder", 3), ("interview", 1)),
)


def test_a_score_by_hand(policy: Policy) -> None:
    """18/20 of 15, 12/16 of 15, 9/12 of 25, 8/16 of 25, 9/10 of 20: 74; less 3 × 0.5 and 2."""
    told = score_of(GOOD, "住建局", policy.assessment)
    assert {t.term: t.points for t in told.terms} == pytest.approx(
        {
            "acknowledged_in_time": 13.5,
            "reported": 11.25,
            "closed_in_time": 18.75,
            "resolved": 12.5,
            "satisfied": 18.0,
        }
    )
    assert [(d.rung, d.times, d.each) for d in told.deductions] == [
        ("work_reminder", 3, 0.5),
        ("interview", 1, 2.0),
    ]
    assert (told.deducted, told.score) == (3.5, 70.5)


def test_what_cannot_be_told_gives_its_weight_to_the_others(policy: Policy) -> None:
    """Four evaluations are too few: 13.5 + 11.25 + 18.75 + 12.5 = 56 of 80."""
    told = score_of(replace(GOOD, evaluated=4, content=4, rungs=()), "住建局", policy.assessment)
    assert told.terms[-1].points is None
    assert told.terms[-1].share == 1.0  # told, and not scored
    assert told.score == 70.0


def test_few_dispatches_have_no_score_and_no_rank(policy: Policy) -> None:
    few = replace(GOOD, unit="court", assigned=4)
    best = replace(GOOD, unit="police", rungs=())
    told = assessed(
        [(few, "法院"), (GOOD, "住建局"), (best, "公安局"), (replace(GOOD, unit="labour"), "人社局")],
        (DAY, DAY),
        NOW,
        policy.assessment,
    )
    assert [(u.name, u.score, u.rank) for u in told.units] == [
        ("公安局", 74.0, 1),
        ("人社局", 70.5, 2),
        ("住建局", 70.5, 2),
        ("法院", None, None),
    ]


def test_nothing_is_scored_of_a_unit_without_work(policy: Policy) -> None:
    told = score_of(UnitWork(unit="x"), "x", policy.assessment)
    assert (told.score, told.deducted, {term.points for term in told.terms}) == (None, 0, {None})


counts = st.integers(0, 60)


@given(
    whole=st.lists(counts, min_size=5, max_size=5),
    part=st.lists(st.floats(0, 1), min_size=5, max_size=5),
    times=counts,
)
def test_a_score_is_between_nothing_and_a_hundred(
    policy: Policy, whole: list[int], part: list[float], times: int
) -> None:
    a, b, c, d, e = (int(w * p) for w, p in zip(whole, part, strict=True))
    work = UnitWork(
        unit="x",
        assigned=whole[1],
        to_acknowledge=whole[0],
        acknowledged_in_time=a,
        reported=b,
        closed=whole[2],
        closed_in_time=c,
        accepted=whole[3],
        resolved=d,
        evaluated=whole[4],
        content=e,
        rungs=(("interview", times),),
    )
    told = score_of(work, "x", policy.assessment)
    assert told.score is None or 0 <= told.score <= 100
    assert told.deducted <= policy.assessment.deduction.most
    if told.score is not None:
        points = sum(term.points or 0 for term in told.terms)
        assert abs(max(0, points - told.deducted) - told.score) <= 0.0501


def test_weights_and_rungs_of_the_file_must_fit(policy: Policy) -> None:
    text = """effective_from = 2026-01-01
source = "x"
few = 5
weights = {acknowledged_in_time = 15, reported = 15, closed_in_time = 25, resolved = %s, satisfied = 20}
deduction = {most = 30.0, rungs = {work_reminder = 1.0}}
dual = {centre_percent = %s, sending_unit_percent = 30}
"""
    with pytest.raises(PolicyError, match="加起来应当是100，现在是99"):
        parse_assessment(text % (24, 70), "assessment.toml")
    with pytest.raises(PolicyError, match="中心和派出单位"):
        parse_assessment(text % (25, 80), "assessment.toml")
    with pytest.raises(PolicyError, match="应当是整数"):
        parse_assessment(text % ('"many"', 70), "assessment.toml")
    with pytest.raises(PolicyError, match="没有写扣几分"):
        check_assessment(parse_assessment(text % (25, 70), "a.toml"), policy.deadlines, "a.toml")


def sheets(levels: list[tuple[str, int]]) -> tuple[UnitSheet, ...]:
    morning = NOW.replace(hour=9)
    duties = [
        DutyRecord(
            staff_id=who,
            role="unit_clerk",
            in_at=morning - timedelta(days=back),
            out_at=morning.replace(hour=12) - timedelta(days=back),
        )
        for who, back in (("a", 0), ("a", 3), ("b", 0), ("c", 0))
    ]
    first = DAY - timedelta(days=6)
    report = attendance_report(
        duties, [], levels, names={"a": "包某甲", "b": "白某乙", "c": "齐某丙"}, days=(first, DAY), now=NOW
    )
    return unit_sheets(
        DualFacts(
            people=report.people,
            duties=duties,
            levels=levels,
            unit_of={"a": "court", "b": "court"},
            unit_names={"": "综治中心", "court": "法院"},
            planned={"a": frozenset({DAY, DAY - timedelta(days=1)})},
            decided={"b": 4},
        )
    )


def test_people_stand_under_who_sent_them() -> None:
    centre, court = sheets([])
    assert [(u.name, [p.name for p in u.people]) for u in (centre, court)] == [
        ("综治中心", ["齐某丙"]),
        ("法院", ["包某甲", "白某乙"]),
    ]
    a, b = sorted(court.people, key=lambda one: one.staff_id)
    assert (a.planned, a.came, a.days, a.hours) == (2, 1, 2, 6.0)  # one day of the roster, one beside it
    assert (b.planned, b.came, b.decided) == (None, 0, 4)
    assert (court.planned, court.came, court.hours, court.decided) == (2, 1, 9.0, 4)


def test_a_unit_tells_nothing_of_few_who_rated_one_person() -> None:
    """Six of one and three of the other: the unit's mean less that of the one would tell the three."""
    _, court = sheets([("a", 5)] * 6 + [("b", 1)] * 3)
    assert [p.evaluations for p in court.people] == [6, None] or [p.evaluations for p in court.people] == [
        None,
        6,
    ]
    assert (court.evaluations, court.evaluation_mean) == (None, None)
    _, court = sheets([("a", 5)] * 3 + [("b", 1)] * 3)
    assert (court.evaluations, court.evaluation_mean) == (6, 3.0)
