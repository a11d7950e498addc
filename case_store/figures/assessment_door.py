"""考核: what units and people did in some days, counted step by step; scored by the pure rules (figures.assessment)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.figures.scope import scope_of
from case_store.hall.house import House
from case_store.hall.report_door import Period, ReportDoor
from case_store.hall.runner import Runner
from case_store.hall.staff import all_staff
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_figure, clock, dispatch, supervision, supervision_rung
from cases.casework.case_state import DispatchState
from cases.deadlines.clock_kinds import ClockKind
from cases.figures.assessment import UnitsAssessment, UnitWork, assessed
from cases.figures.dual_assessment import DualAssessment, DualFacts, unit_sheets
from cases.figures.sight import Sight
from cases.hall_time import midnight_after
from cases.queue.queue_statistics import VisitRecord
from cases.refusal import Refusal
from cases.supervision.supervision import RungState

DAYS_MAX = 366
STEP_DAYS = 31  # of accepted cases counted in one step
PAGE_ROWS = 2000  # dispatches looked at in one step
_AFTER_ALL = "~"  # follows every id
_LED = ("closed", "resolved", "closed_in_time", "late", "evaluated", "content")
_OUTCOMES = (DispatchState.RETURNED, DispatchState.RECALLED, DispatchState.REPORTED)

_C, _D, _S, _R = case_figure.c, dispatch.c, supervision.c, supervision_rung.c
_LEADS = Prepared(
    sa.select(_C.unit, sa.func.count(), *(sa.func.sum(_C[name]) for name in _LED))
    .where(_C.stream == param("s"), _C.accepted_day >= param("a"), _C.accepted_day <= param("z"))
    .group_by(_C.unit)
)
_DECIDED = Prepared(
    sa.select(case_.c.decided_by, sa.func.count())
    .select_from(case_figure.join(case_, sa.and_(case_.c.stream == _C.stream, case_.c.case_id == _C.case_id)))
    .where(_C.stream == param("s"), _C.accepted_day >= param("a"), _C.accepted_day <= param("z"))
    .group_by(case_.c.decided_by)
)
_LAST = Prepared(
    sa.select(_D.dispatch_id)
    .where(_D.stream == param("s"), _D.dispatch_id > param("after"))
    .order_by(_D.dispatch_id)
    .limit(1)
    .offset(param("skip"))
)
_LIMIT = (  # until when it was to be signed for
    sa.select(sa.func.max(clock.c.due_at_us))
    .where(
        clock.c.stream == _D.stream,
        clock.c.case_id == _D.case_id,
        clock.c.kind == ClockKind.ACKNOWLEDGE.value,
        clock.c.subject == _D.dispatch_id,
    )
    .scalar_subquery()
)
_GIVEN = Prepared(
    sa.select(_D.unit, _D.state, _D.acknowledged_at_us, _D.ended_at_us, _LIMIT).where(
        _D.stream == param("s"),
        _D.dispatch_id > param("after"),
        _D.dispatch_id <= param("upto"),
        _D.assigned_at_us >= param("a"),
        _D.assigned_at_us < param("z"),
    )
)
_RAISED = Prepared(
    sa.select(_S.unit, sa.func.count())
    .where(_S.stream == param("s"), _S.raised_at_us >= param("a"), _S.raised_at_us < param("z"))
    .group_by(_S.unit)
)
_TAKEN = Prepared(
    sa.select(_S.unit, _R.rung, sa.func.count())
    .select_from(
        supervision_rung.join(supervision, sa.and_(_S.stream == _R.stream, _S.item_id == _R.item_id))
    )
    .where(
        _R.stream == param("s"),
        _R.at_us >= param("a"),
        _R.at_us < param("z"),
        sa.or_(_R.state == RungState.SENT.value, _R.state == RungState.APPROVED.value),
    )
    .group_by(_S.unit, _R.rung)
)
Counts = Counter[tuple[str, str]]  # (unit, what is counted)
RUNG = "rung:"


class AssessmentDoor:
    """For whoever may see reports; of people, for whoever may see attendance."""

    def __init__(self, runner: Runner, house: House, reports: ReportDoor) -> None:
        self._runner, self._house, self._reports = runner, house, reports

    def refused(self, period: Period) -> Refusal | None:
        """Why this period is not told of, if it is not."""
        length = (period.last_day - period.first_day).days
        return None if 0 <= length < DAYS_MAX else Refusal("report.period", {"days": DAYS_MAX})

    def streams(self) -> tuple[str, ...]:
        """A hall's own; at the centre those of all halls."""
        with self._runner.reading() as connection:
            return scope_of(connection, self._house, Sight()).streams

    def read_led(self, stream: str, days: Period) -> Counts:
        """Of cases accepted in at most STEP_DAYS, by the unit that leads them."""
        found: Counts = Counter()
        with self._runner.reading() as connection:
            for unit, accepted, *counts in _LEADS.all(connection, {"s": stream, **_days(days)}):
                found[unit, "accepted"] += accepted
                for name, count in zip(_LED, counts, strict=True):
                    found[unit, name] += count
        return found

    def read_given(self, stream: str, days: Period, after: str) -> tuple[Counts, str]:
        """Of the dispatches whose id follows `after` those of the days; and where to go on, "" at the end."""
        now_us = to_us(self._runner.clock_now())
        with self._runner.reading() as connection:
            last = _LAST.first(connection, {"s": stream, "after": after, "skip": PAGE_ROWS - 1})
            these = {"s": stream, "after": after, "upto": last[0] if last else _AFTER_ALL, **_instants(days)}
            rows = _GIVEN.all(connection, these)
        found: Counts = Counter()
        for unit, state, signed_us, ended_us, limit_us in rows:
            found[unit, "assigned"] += 1
            if state in _OUTCOMES:
                found[unit, state] += 1
            until_us = now_us if ended_us is None else ended_us
            ran_out = limit_us is not None and limit_us <= until_us
            if signed_us is not None or ran_out:
                found[unit, "to_acknowledge"] += 1
                found[unit, "acknowledged_in_time"] += signed_us is not None and not (
                    limit_us is not None and limit_us <= signed_us
                )
        return found, str(last[0]) if last else ""

    def read_supervised(self, stream: str, days: Period) -> Counts:
        """Items raised, and rungs taken, in the days."""
        these = {"s": stream, **_instants(days)}
        found: Counts = Counter()
        with self._runner.reading() as connection:
            for unit, count in _RAISED.all(connection, these):
                found[unit, "supervised"] += count
            for unit, rung, count in _TAKEN.all(connection, these):
                found[unit, RUNG + rung] += count
        return found

    def units(self, period: Period, counts: Iterable[Counts]) -> UnitsAssessment:
        """The scores; touches no table, so any thread may ask."""
        policy = self._house.policy
        summed: Counts = Counter()
        for one in counts:
            summed.update(one)
        names = {unit: policy.units.of(unit) for unit, _what in summed if unit}
        works = [
            (self._work(unit, summed), known.name if known else unit) for unit, known in sorted(names.items())
        ]
        return assessed(
            works, (period.first_day, period.last_day), self._runner.clock_now(), policy.assessment
        )

    def read_decided(self, days: Period) -> Counter[str]:
        """Matters accepted in at most STEP_DAYS, by who accepted them."""
        with self._runner.reading() as connection:
            rows = _DECIDED.all(connection, {"s": self._runner.stream, **_days(days)})
        return Counter({staff_id: count for staff_id, count in rows if staff_id})

    def people(
        self, period: Period, records: list[VisitRecord], decided: Iterable[Counter[str]]
    ) -> DualAssessment:
        """The sheets of whoever works here."""
        policy, stream = self._house.policy, self._runner.stream
        report = self._reports.attendance(period, records)
        with self._runner.reading() as connection:
            duties = self._reports.duties(connection, period)
            levels = self._reports.levels(connection, period)
            unit_of = {member.staff_id: member.unit for member in all_staff(connection, stream)}
        planned: dict[str, set[date]] = {}
        for day in period.days():
            for sitting in policy.roster.on(day, policy.calendar):
                planned.setdefault(sitting.staff, set()).add(day)
        names = {unit: known.name for unit in unit_of.values() if (known := policy.units.of(unit))}
        summed: Counter[str] = Counter()
        for one in decided:
            summed.update(one)
        facts = DualFacts(
            people=report.people,
            duties=duties,
            levels=levels,
            unit_of=unit_of,
            unit_names={"": policy.hall.full_name, **names},
            planned={who: frozenset(days) for who, days in planned.items()},
            decided=summed,
        )
        return DualAssessment(
            first_day=period.first_day,
            last_day=period.last_day,
            as_of=self._runner.clock_now(),
            centre_percent=policy.assessment.dual.centre_percent,
            sending_unit_percent=policy.assessment.dual.sending_unit_percent,
            units=unit_sheets(facts),
        )

    def _work(self, unit: str, counts: Counts) -> UnitWork:
        ladder = [rung.rung for rung in self._house.policy.deadlines.ladder]
        told = ("assigned", "to_acknowledge", "acknowledged_in_time", "supervised", "accepted", *_LED)
        return UnitWork(
            unit=unit,
            rungs=tuple((rung, counts[unit, RUNG + rung]) for rung in ladder),
            **{name: counts[unit, name] for name in (*told, *(state.value for state in _OUTCOMES))},
        )


def steps(period: Period) -> Iterator[Period]:
    """The days in parts that one step reads."""
    first = period.first_day
    while first <= period.last_day:
        last = min(first + timedelta(days=STEP_DAYS - 1), period.last_day)
        yield Period(first, last)
        first = last + timedelta(days=1)


def _days(days: Period) -> dict[str, str]:
    return {"a": days.first_day.isoformat(), "z": days.last_day.isoformat()}


def _instants(days: Period) -> dict[str, int]:
    before = midnight_after(days.first_day - timedelta(days=1))
    return {"a": to_us(before), "z": to_us(midnight_after(days.last_day))}
