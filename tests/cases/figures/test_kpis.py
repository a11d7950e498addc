"""The KPIs on worlds so small that they are counted by hand, and on the article's figures."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.casework.case_state import CaseState, CloseResult
from cases.figures.case_figures import MatterRecord, case_figures
from cases.figures.day_sums import DaySums, QueueToday
from cases.figures.figure import FigureAsked, FigureName
from cases.figures.kpis import BY_ID, COUNTED, KPIS, KpiUnit, kpis, periods_at, rank_of
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.queue.queue_statistics import percentile
from cases.views_figures import KpiValue

DAY = date(2026, 9, 24)  # Thursday; 09-25 to 09-27 are 中秋节
NOON = datetime(2026, 9, 24, 12, tzinfo=HALL_ZONE)
YUAN = 100
OPEN = MatterRecord(registered_on=DAY, state=CaseState.HANDLING, accepted_at=NOON)
RESOLVED = replace(
    OPEN, state=CaseState.CLOSED, closed_at=NOON, result=CloseResult.RESOLVED_AGREEMENT, level="town"
)
REFERRED = replace(RESOLVED, result=CloseResult.REFERRED_LEGAL, level="banner")


def told(policy: Policy, *records: MatterRecord) -> dict[str, KpiValue]:
    sums = case_figures(records, policy.calendar, policy.grading.major_amount_fen)
    return {value.kpi: value for value in kpis(sums, None, DAY, DAY)}


def parts(value: KpiValue) -> tuple[int | None, int | None, float | None]:
    return value.part, value.whole, value.value


def test_the_figures_of_the_article(policy: Policy) -> None:
    """15,700 accepted, 14,200 of them resolved: 90.4 %; 67 of a million and more (domain.md §1.7)."""
    million = 1_000_000 * YUAN
    of = told(
        policy,
        *[replace(RESOLVED, amount_fen=million)] * 66,
        *[replace(RESOLVED, amount_fen=million - 1)] * (14_200 - 66),
        replace(OPEN, amount_fen=3 * million),
        *[OPEN] * (1_500 - 1),
    )
    assert (of["accepted"].value, of["resolved"].value, of["major"].value) == (15_700, 14_200, 67)
    assert f"{of['resolution_rate'].value:.1%}" == "90.4%"


def test_closed_is_more_than_resolved_and_reopened_is_open(policy: Policy) -> None:
    of = told(policy, RESOLVED, RESOLVED, REFERRED, OPEN, replace(RESOLVED, state=CaseState.REOPENED))
    assert parts(of["resolution_rate"]) == (2, 5, 0.4)
    assert parts(of["closing_rate"]) == (3, 5, 0.6)


def test_in_time_is_of_the_closed_and_overdue_of_the_open(policy: Policy) -> None:
    of = told(
        policy, RESOLVED, replace(REFERRED, late=True), replace(OPEN, late=True, red=True), OPEN, OPEN, OPEN
    )
    assert parts(of["in_time_rate"]) == (1, 2, 0.5)
    assert parts(of["overdue_rate"]) == (1, 4, 0.25)


def test_basically_satisfied_is_content_and_who_said_nothing_is_not_asked(policy: Policy) -> None:
    of = told(policy, *(replace(RESOLVED, rating=rating) for rating in (5, 4, 3, 2, 1)), *[RESOLVED] * 3)
    assert parts(of["satisfaction_rate"]) == (3, 5, 0.6)
    assert parts(of["participation_rate"]) == (5, 8, 0.625)


def test_at_once_is_a_mediation_that_settled_it_and_none_that_failed_before(policy: Policy) -> None:
    of = told(
        policy,
        replace(RESOLVED, mediations=1),
        replace(RESOLVED, mediations=2, failed_mediations=1),
        replace(REFERRED, mediations=1, failed_mediations=1),
        replace(REFERRED, mediations=1),
        RESOLVED,  # settled without any
        replace(OPEN, mediations=1),  # it is not over
    )
    assert parts(of["at_once_rate"]) == (1, 4, 0.25)


def test_days_are_working_days_and_one_that_was_withdrawn_has_none(policy: Policy) -> None:
    """09-24 to 09-28 is one working day; to 10-10 six (10-01 to 10-07 off)."""
    ends = [NOON, NOON + timedelta(days=4), NOON + timedelta(days=16)]
    of = told(
        policy,
        *(replace(RESOLVED, closed_at=end) for end in ends),
        replace(OPEN, state=CaseState.WITHDRAWN),
    )
    assert (of["days_p50"].value, of["days_p90"].value) == (1, 6)


def test_levels_share_what_was_resolved(policy: Policy) -> None:
    village, city = replace(RESOLVED, level="village"), replace(RESOLVED, level="city")
    of = told(policy, village, village, RESOLVED, city, REFERRED, replace(RESOLVED, level=""))
    assert parts(of["resolved_share_village"]) == (2, 5, 0.4)
    assert parts(of["resolved_share_town"]) == parts(of["resolved_share_city"]) == (1, 5, 0.2)
    assert parts(of["resolved_share_banner"]) == (0, 5, 0.0)
    assert of["resolved_share_village"].behind == FigureAsked(
        name=FigureName.RESOLVED, level="village", first_day=DAY, last_day=DAY
    )


def test_what_does_not_count_counts_nowhere(policy: Policy) -> None:
    merged = replace(RESOLVED, state=CaseState.MERGED, rating=5, amount_fen=10**12, mediations=1)
    never = replace(OPEN, accepted_at=None, state=CaseState.REJECTED, amount_fen=10**12)
    of = told(policy, merged, never)
    assert {value.value for value in of.values() if BY_ID[value.kpi].unit is KpiUnit.COUNT} == {0}
    assert {value.value for value in of.values() if BY_ID[value.kpi].unit is not KpiUnit.COUNT} == {None}


def test_the_queue_is_told_of_today_alone() -> None:
    with_queue = kpis(DaySums(), QueueToday(tickets=41, waiting=7, mean_wait_min=12.5), DAY, DAY)
    assert [(v.kpi, v.value) for v in with_queue[:3]] == [
        ("tickets", 41),
        ("waiting", 7),
        ("mean_wait", 12.5),
    ]
    assert [v.kpi for v in with_queue] == [kpi.id for kpi in KPIS]
    assert [v.kpi for v in kpis(DaySums(), None, DAY, DAY)] == [kpi.id for kpi in KPIS[3:]]
    assert kpis(DaySums(), QueueToday(tickets=0, waiting=0, mean_wait_min=None), DAY, DAY)[2].value is None


def test_periods_end_today() -> None:
    assert periods_at(date(2026, 3, 1)) == (
        ("today", date(2026, 3, 1), date(2026, 3, 1)),
        ("month", date(2026, 3, 1), date(2026, 3, 1)),
        ("year", date(2026, 1, 1), date(2026, 3, 1)),
        ("days30", date(2026, 1, 31), date(2026, 3, 1)),
    )


counts = st.integers(0, 1000)
sums = st.builds(
    DaySums,
    **dict.fromkeys(COUNTED.values(), counts),
    resolved_at=st.lists(
        st.tuples(st.sampled_from(["", "village", "town", "banner", "city"]), counts),
        unique_by=lambda at: at[0],
    ).map(tuple),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), unique_by=lambda span: span[0]).map(
        tuple
    ),
)


@given(sums=sums)
def test_every_value_asks_for_the_list_that_it_counts(sums: DaySums) -> None:
    for value in kpis(sums, None, DAY, DAY, area="150522"):
        kpi = BY_ID[value.kpi]
        assert value.behind is not None
        assert (value.behind.name, value.behind.area, value.behind.level) == (kpi.part, "150522", kpi.level)
        if kpi.unit is KpiUnit.SHARE:
            assert value.behind_whole is not None
            assert value.behind_whole.name is kpi.whole
            assert value.whole == getattr(sums, COUNTED[value.behind_whole.name])
            assert value.value == (
                value.part / value.whole if value.whole and value.part is not None else None
            )


@given(values=st.lists(st.integers(0, 90), max_size=40), percent=st.sampled_from([1, 50, 90, 100]))
def test_the_rank_is_that_of_the_values_one_by_one(values: list[int], percent: int) -> None:
    spans = [(value, values.count(value)) for value in sorted(set(values))]
    assert rank_of(spans, percent) == percentile(values, percent)
