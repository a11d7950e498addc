"""Made-up assessments and reports with everything in them, for words, files and pictures."""

from datetime import date, datetime, timedelta

from cases.figures.assessment import UnitsAssessment, UnitWork, assessed
from cases.figures.day_sums import DaySums
from cases.figures.dual_assessment import DualAssessment, PersonSheet, UnitSheet
from cases.figures.kpis import kpis
from cases.figures.periodic_report import (
    AreaPart,
    PartLine,
    PeriodicReport,
    Span,
    by_day,
    by_month,
    periods_of,
)
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.views_figures import TrendDay

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 17, 5, tzinfo=HALL_ZONE)
MONTH = (date(2026, 11, 1), TODAY)
UNITS = (
    "justice",
    "housing",
    "human_resources",
    "police",
    "court",
    "territory_150502001",
    "centre_150522",
    "centre",
)


def given_units(policy: Policy) -> UnitsAssessment:
    """Good ones, bad ones, one that is cut off at the most, one with little."""
    works = []
    for number, unit_id in enumerate(UNITS):
        assigned = 3 if number == 4 else 12 + 31 * number % 79
        acknowledged, reported = assigned - number % 4, assigned * 3 // 4
        closed = max(0, reported - 2)
        works.append(
            UnitWork(
                unit=unit_id,
                assigned=assigned,
                to_acknowledge=assigned,
                acknowledged_in_time=acknowledged,
                returned=1,
                reported=reported,
                accepted=assigned - 1,
                closed=closed,
                resolved=closed * 4 // 5,
                closed_in_time=max(0, closed - number % 3),
                late=number % 5,
                evaluated=4 if number == 1 else closed // 2,
                content=4 if number == 1 else max(0, closed // 2 - 1),
                supervised=number % 4,
                rungs=(
                    ("work_reminder", number * 2 % 5),
                    ("interview", number % 3),
                    ("accountability_proposal", 4 if number == 5 else 0),
                ),
            )
        )
    named = [(work, known.name if (known := policy.units.of(work.unit)) else work.unit) for work in works]
    return assessed(named, MONTH, NOW, policy.assessment)


def given_people(policy: Policy) -> DualAssessment:
    """The centre's own people and those of three units; one whose name begins as a formula does."""
    names = {
        "": ("斯琴", "包某甲"),
        "court": ("=某乙", "白某丙"),
        "human_resources": ("王某戊",),
        "housing": ("齐某丁",),
    }
    units = []
    for unit_id, people in names.items():
        sheets = tuple(
            PersonSheet(
                staff_id=name,
                name=name,
                role="reception" if not unit_id else "unit_clerk",
                unit=unit_id,
                planned=21 if number == 0 else None,
                came=20 if number == 0 else 0,
                days=20,
                hours=148.5 - 3 * number,
                served=312 - 40 * number,
                service_min=11.4,
                decided=41 if not unit_id else 0,
                evaluations=64 if number == 0 else None,
                evaluation_mean=4.6 if number == 0 else None,
            )
            for number, name in enumerate(people)
        )
        known = policy.units.of(unit_id)
        units.append(
            UnitSheet(
                unit=unit_id,
                name=known.name if known else policy.hall.full_name,
                planned=sum(sheet.planned or 0 for sheet in sheets),
                came=sum(sheet.came for sheet in sheets),
                hours=sum(sheet.hours for sheet in sheets),
                served=sum(sheet.served for sheet in sheets),
                decided=sum(sheet.decided for sheet in sheets),
                evaluations=64 if len(sheets) == 1 else None,
                evaluation_mean=4.6 if len(sheets) == 1 else None,
                people=sheets,
            )
        )
    return DualAssessment(
        first_day=MONTH[0],
        last_day=MONTH[1],
        as_of=NOW,
        centre_percent=policy.assessment.dual.centre_percent,
        sending_unit_percent=policy.assessment.dual.sending_unit_percent,
        units=tuple(units),
    )


def given_periodic(policy: Policy, span: Span, *, today: date = TODAY) -> PeriodicReport:
    """A full month or year; the year before has nothing in one of its KPIs."""
    periods = periods_of(span, today, today)
    assert periods is not None
    scale = 12 if span is Span.YEAR else 1

    def sums(share: float) -> DaySums:
        accepted = round(1310 * scale * share)
        return DaySums(
            accepted=accepted,
            open=accepted // 10,
            closed=accepted - accepted // 10,
            resolved=round(accepted * 0.904 * share),
            closed_in_time=round(accepted * 0.85),
            open_red=accepted // 90,
            evaluated=accepted // 3,
            content=accepted // 3 - 11,
            major=round(6 * scale * share),
            mediated=accepted // 2 if share == 1 else 0,
            mediated_at_once=accepted // 3 if share == 1 else 0,
            resolved_at=(("banner", accepted // 7), ("town", accepted // 2), ("village", accepted // 5)),
            spans=((0, 100), (3, 500), (12, 200), (31, 40)),
        )

    days = (periods.this[1] - periods.this[0]).days + 1
    trend = [
        TrendDay(
            day=periods.this[0] + timedelta(days=n),
            received=20 + 13 * n % 41,
            ended=20 + 29 * n % 41,
            stock=400 - n % 17,
            worsened=5 * n % 7,
        )
        for n in range(days)
    ]
    groups = [code for code in policy.dispute_types if len(code) == 2]
    return PeriodicReport(
        span=span,
        periods=periods,
        as_of=NOW,
        source="hall",
        kpis=tuple(
            kpis(sums(share), None, first, last)
            for share, (first, last) in zip((1.0, 0.93, 0.81), periods.each(), strict=True)
        ),
        types=tuple(
            PartLine(key=group, name=policy.dispute_types[group].name, counts=(300 - 17 * n, 280 - 16 * n, 0))
            for n, group in enumerate(groups)
        ),
        areas=tuple(
            AreaPart(
                area=banner.code,
                name=banner.name,
                accepted=(160 - 9 * n, 150 - 8 * n, 120 - 5 * n),
                closed=140 - 9 * n,
                resolved=120 - 9 * n,
                open_red=n,
            )
            for n, banner in enumerate(policy.places.banners)
        ),
        trend=by_month(trend) if span is Span.YEAR else by_day(trend),
        triggers=(
            PartLine(key="deadline_passed", name="超期未办结", counts=(31, 40, 22)),
            PartLine(key="bad_rating", name="群众评价不满意", counts=(4, 2, 0)),
        ),
        rungs=(PartLine(key="work_reminder", name="工作提示", counts=(28, 33, 19)),),
    )
