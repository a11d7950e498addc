"""Figures of casework: the article's own, hand-counted ones, and laws that hold for any matters."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.casework.case_state import CaseState, CloseResult
from cases.figures.case_figures import CaseworkReport, MatterRecord, case_figures, casework_report
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy

DAY = date(2026, 9, 24)  # Thursday; 09-25 to 09-27 are 中秋节
NOON = datetime(2026, 9, 24, 12, tzinfo=HALL_ZONE)
YUAN = 100
ACCEPTED = MatterRecord(registered_on=DAY, state=CaseState.HANDLING, accepted_at=NOON)
RESOLVED = replace(
    ACCEPTED, state=CaseState.CLOSED, closed_at=NOON, result=CloseResult.RESOLVED_AGREEMENT, level="town"
)


def told(records: list[MatterRecord], policy: Policy) -> CaseworkReport:
    return casework_report(records, (DAY, DAY), NOON, policy.calendar, policy.grading.major_amount_fen)


def test_the_figures_of_the_article_come_out_as_it_says(policy: Policy) -> None:
    """15,700 accepted, 14,200 of them resolved: 90.4 %; 67 over a million (domain.md §1.7)."""
    million = 1_000_000 * YUAN
    records = (
        [replace(RESOLVED, amount_fen=million)] * 66
        + [replace(RESOLVED, amount_fen=million - 1)] * (14_200 - 66)
        + [replace(ACCEPTED, amount_fen=3 * million)]
        + [ACCEPTED] * (1_500 - 1)
    )
    figures = told(records, policy).total
    assert (figures.accepted, figures.resolved, figures.major) == (15_700, 14_200, 67)
    assert figures.resolution_rate is not None
    assert f"{figures.resolution_rate:.1%}" == "90.4%"


def test_closed_is_not_resolved(policy: Policy) -> None:
    ended = [
        replace(RESOLVED, result=result)
        for result in (*CloseResult, None)  # None: withdrawn
    ]
    ended[-1] = replace(ended[-1], state=CaseState.WITHDRAWN, closed_at=None)
    figures = told([*ended, ACCEPTED, ACCEPTED], policy).total
    assert (figures.accepted, figures.closed, figures.open, figures.resolved) == (8, 6, 2, 2)
    assert (figures.closing_rate, figures.resolution_rate) == (0.75, 0.25)
    assert dict(figures.closed_by)["withdrawn"] == 1


def test_over_nothing_there_is_no_share(policy: Policy) -> None:
    figures = told([], policy).total
    assert figures.resolution_rate is figures.closing_rate is figures.in_time_rate is None
    assert figures.overdue_rate is figures.participation_rate is figures.satisfaction_rate is None
    assert figures.days_p50 is figures.days_p90 is None


def test_days_of_handling_are_working_days_and_a_matter_of_one_day_took_none(policy: Policy) -> None:
    """By hand: 09-24 to 09-28 is one working day, for 09-25 to 09-27 are off; to 10-10 (made up) nine, 10-01 to 07 off.

    09-28, 09-29, 09-30, 10-08, 10-09, 10-10: six.
    """
    ends = [NOON, NOON + timedelta(days=4), NOON + timedelta(days=16)]
    figures = told([replace(RESOLVED, closed_at=end) for end in ends], policy).total
    assert (figures.days_p50, figures.days_p90) == (1, 6)


def test_in_time_overdue_and_what_citizens_say_have_their_own_whole(policy: Policy) -> None:
    records = [
        replace(RESOLVED, rating=5),
        replace(RESOLVED, rating=3),
        replace(RESOLVED, rating=2, late=True),
        RESOLVED,
        replace(ACCEPTED, red=True, late=True),
        ACCEPTED,
        replace(ACCEPTED, state=CaseState.REOPENED, result=CloseResult.RESOLVED_ORAL, rating=1),
    ]
    figures = told(records, policy).total
    assert (figures.in_time_rate, figures.participation_rate) == (3 / 4, 3 / 4)
    assert figures.satisfaction_rate == 2 / 3
    assert figures.overdue_rate == 1 / 3
    assert figures.resolved == 4  # the reopened one is open again


def test_a_matter_counts_on_the_day_it_was_accepted_and_what_was_merged_not_at_all(policy: Policy) -> None:
    records = [
        replace(ACCEPTED, registered_on=DAY - timedelta(days=1)),
        replace(ACCEPTED, accepted_at=None, state=CaseState.REGISTERED),
        replace(ACCEPTED, accepted_at=None, state=CaseState.REJECTED),
        replace(ACCEPTED, accepted_at=None, state=CaseState.WITHDRAWN),
        replace(ACCEPTED, state=CaseState.MERGED),
        replace(ACCEPTED, accepted_at=NOON + timedelta(hours=12)),  # 00:00 of the next day
    ]
    report = told(records, policy)
    assert report.total.accepted == 1
    assert dict(report.received) == {
        "accepted": 1,
        "registered": 1,
        "rejected": 1,
        "withdrawn": 1,
        "merged": 1,
    }


matters = st.builds(
    MatterRecord,
    registered_on=st.just(DAY),
    state=st.sampled_from(CaseState),
    accepted_at=st.none() | st.just(NOON),
    closed_at=st.none() | st.just(NOON),
    result=st.none() | st.sampled_from(CloseResult),
    amount_fen=st.none() | st.integers(0, 10**12),
    grade=st.sampled_from(["", "simple", "difficult"]),
    late=st.booleans(),
    red=st.booleans(),
    rating=st.none() | st.integers(1, 5),
)


@given(records=st.lists(matters, max_size=30))
def test_sums_agree_and_every_part_is_inside_its_whole(policy: Policy, records: list[MatterRecord]) -> None:
    figures = case_figures(records, policy.calendar, 10**8)
    assert figures.accepted == figures.open + figures.closed
    assert figures.accepted == sum(r.counts for r in records)
    assert 0 <= figures.resolved <= figures.closed
    assert figures.content <= figures.evaluated <= figures.closed
    assert figures.closed_in_time <= figures.closed
    assert figures.open_red <= figures.open


@given(records=st.lists(matters, max_size=30))
def test_the_cuts_of_a_report_add_up_to_the_whole(policy: Policy, records: list[MatterRecord]) -> None:
    report = casework_report(records, (DAY, DAY), NOON, policy.calendar, 10**8)
    assert sum(cut.figures.accepted for cut in report.by_grade) == report.total.accepted
    assert sum(cut.figures.resolved for cut in report.by_type) == report.total.resolved
    assert sum(count for _became, count in report.received) == len(records)
