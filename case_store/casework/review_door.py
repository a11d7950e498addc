"""案件评查, 实地督导 and 工作提示 to slow places, at the store (domain.md §1.5 U3)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.casework.document_serials import last_serial
from case_store.casework.names import case_code, place_name, staff_names, unit_name
from case_store.casework.record_lines import lines_of
from case_store.casework.sealed_texts import new_sealer, opener_of, sealer
from case_store.casework.slow_areas import area_figures, last_reminded_us
from case_store.hall.house import House, OnDuty
from case_store.hall.notices import raise_notice
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name, inspection_name, review_name, review_of
from case_store.log.micros import from_us, to_us
from case_store.log.schema import case_, field_inspection, review, reviewed_case
from case_store.seal import SealError
from cases.casework.by import By
from cases.casework.case_additions import PersonRead
from cases.hall_time import midnight_after
from cases.refusal import Refusal
from cases.supervision.case_review import CaseReviewed, ClosedCase, DrawReview, ReviewCase, decide, month_of
from cases.supervision.field_inspection import (
    MakeInspection,
    SendReminder,
    SlowReminderSent,
    decide_inspection,
    decide_reminder,
    slow_areas,
)
from cases.supervision.review_acts import Inspect, Remind, ReviewMatter
from cases.views_supervision import InspectionRow, ReminderSent, ReviewedRow, ReviewPage, SlowAreaRow

ROWS_MAX = 200
_DONE = TypeAdapter(str)
_SENT = TypeAdapter(ReminderSent)
_CLOSED = sa.select(case_.c.case_id, case_.c.grade).where(
    case_.c.stream == param("s"), case_.c.closed_at_us >= param("f"), case_.c.closed_at_us < param("t")
)
_DRAWN = sa.select(review.c.closed).where(review.c.stream == param("s"), review.c.period == param("p"))
_ROWS = (
    sa.select(reviewed_case, case_.c.case_code, case_.c.grade, case_.c.lead_unit)
    .select_from(
        reviewed_case.outerjoin(
            case_,
            sa.and_(case_.c.stream == reviewed_case.c.stream, case_.c.case_id == reviewed_case.c.case_id),
        )
    )
    .where(reviewed_case.c.stream == param("s"), reviewed_case.c.period == param("p"))
    .order_by(reviewed_case.c.place)
)
_INSPECTIONS = (
    sa.select(field_inspection)
    .where(field_inspection.c.stream == param("s"))
    .order_by(field_inspection.c.inspected_at_us.desc())
    .limit(ROWS_MAX)
)


class ReviewDoor:
    """For supervisors and leaders."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    # 案件评查

    def page(self, period: str) -> ReviewPage | Refusal:
        """A month's review."""
        with self._runner.past() as past:
            return self._page(past, period)

    def draw(self, command_id: UUID, who: OnDuty, period: str) -> ReviewPage | Refusal:
        """抽样 of a month that is over, once: a second drawing changes nothing."""
        body = {"draw_review": (who.staff_id, period)}
        done = self._runner.decide(command_id, body, lambda work: self._draw(work, who, period), _DONE)
        return self._shown(done)

    def review(self, command_id: UUID, who: OnDuty, period: str, act: ReviewMatter) -> ReviewPage | Refusal:
        """One drawn matter looked at; below the mark its reopening is asked for."""
        body = {"review_case": (who.staff_id, period, act)}
        done = self._runner.decide(command_id, body, lambda work: self._review(work, who, period, act), _DONE)
        return self._shown(done)

    def _draw(self, work: Work, who: OnDuty, period: str) -> str | Refusal:
        by = By(staff_id=who.staff_id, role=who.role, unit=who.unit)
        command = DrawReview(period=period, by=by, closed=_closed_in(work, period))
        events = decide(review_of(work, period), command, self._house.policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(review_name(period), events, who.actor)
        return period

    def _review(self, work: Work, who: OnDuty, period: str, act: ReviewMatter) -> str | Refusal:
        try:
            seal = sealer(work, self._house, act.case_id)
        except SealError:
            return Refusal("review.unknown")
        command = ReviewCase(
            by=By(staff_id=who.staff_id, role=who.role, unit=who.unit),
            case_id=act.case_id,
            scores=act.scores,
            own=_worked_on(work, act.case_id, who.staff_id),
            sealed=seal(act.text),
        )
        events = decide(review_of(work, period), command, self._house.policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(review_name(period), events, who.actor)
        for event in events:
            if isinstance(event, CaseReviewed) and event.reopening_asked:
                code = case_code(work, act.case_id)
                occasion = f"{period}/{act.case_id}"
                raise_notice(
                    work, "notice.review_failed", occasion, work.now, case_code=code, total=event.total
                )
        return period

    def _shown(self, done: str | Refusal) -> ReviewPage | Refusal:
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            return self._page(past, done)

    def _page(self, past: Past, period: str) -> ReviewPage | Refusal:
        if month_of(period) is None:
            return Refusal("review.period")
        rules, this = self._house.policy.supervision.review, {"s": past.stream, "p": period}
        drawn = past.connection.execute(_DRAWN, this).scalar()
        return ReviewPage(
            period=period,
            drawn=drawn is not None,
            closed=len(_closed_in(past, period)) if drawn is None else int(drawn),
            rows=tuple(self._row(row) for row in past.connection.execute(_ROWS, this)),
            checklist=tuple((item.key, item.name, item.score) for item in rules.checklist),
            pass_score=rules.pass_score,
        )

    def _row(self, row: Any) -> ReviewedRow:
        return ReviewedRow(
            case_id=row.case_id,
            case_code=row.case_code or "",
            grade=row.grade or "",
            unit_name=unit_name(self._house.policy, row.lead_unit) if row.lead_unit else "",
            total=row.total,
            passed=bool(row.passed),
            reopening_asked=bool(row.reopening_asked),
            reviewed_at=None if row.at_us is None else from_us(row.at_us),
        )

    # 实地督导

    def inspections(self) -> tuple[InspectionRow, ...]:
        """What was seen on the spot, the newest first."""
        with self._runner.past() as past:
            people = staff_names(past)
            found = past.connection.execute(_INSPECTIONS, {"s": past.stream}).all()
            return tuple(self._inspection(past, row, people) for row in found)

    def inspect(self, command_id: UUID, who: OnDuty, act: Inspect) -> InspectionRow | Refusal:
        """Write an inspection down."""
        done = self._runner.decide(
            command_id, {"inspect": (who.staff_id, act)}, lambda work: self._inspect(work, who, act), _DONE
        )
        if isinstance(done, Refusal):
            return done
        return next(row for row in self.inspections() if row.inspection_id == done)

    def _inspect(self, work: Work, who: OnDuty, act: Inspect) -> str | Refusal:
        inspection_id = str(uuid_v7.uuid7())
        seal, keys = new_sealer(self._house, inspection_id)
        command = MakeInspection(
            inspection_id=inspection_id,
            by=By(staff_id=who.staff_id, role=who.role, unit=who.unit),
            kind=act.kind,
            area=act.area,
            inspected_at=act.inspected_at,
            finding=act.finding,
            sealed=seal(act.text),
            keys=keys,
        )
        events = decide_inspection(command, self._house.policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(inspection_name(inspection_id), events, who.actor)
        return inspection_id

    def _inspection(self, past: Past, row: Any, people: dict[str, str]) -> InspectionRow:
        opened = opener_of(past, self._house, row.inspection_id)
        lines = lines_of(past, inspection_name(row.inspection_id), opened)
        return InspectionRow(
            inspection_id=row.inspection_id,
            kind=row.kind,
            area=row.area,
            name=place_name(self._house.policy, row.area),
            finding=row.finding,
            inspected_at=from_us(row.inspected_at_us),
            by_name=people.get(row.staff_id, ""),
            text=lines[0].text if lines else "",
        )

    # 工作提示

    def slow_areas(self) -> tuple[SlowAreaRow, ...]:
        """Places that policy calls slow, with reasons; a person decides whether one is reminded."""
        with self._runner.past() as past:
            policy = self._house.policy
            return tuple(
                SlowAreaRow(
                    kind=one.figures.kind.value,
                    area=one.figures.area,
                    name=place_name(policy, one.figures.area),
                    open=one.figures.open,
                    overdue=one.figures.overdue,
                    median_workdays=one.figures.median_workdays,
                    reasons=one.reasons,
                    last_at=None if last is None else from_us(last),
                )
                for one in slow_areas(area_figures(past, policy), policy)
                for last in (last_reminded_us(past, one.figures.kind, one.figures.area),)
            )

    def remind(self, command_id: UUID, who: OnDuty, act: Remind) -> ReminderSent | Refusal:
        """Send a numbered work reminder."""
        body = {"remind": (who.staff_id, act)}
        return self._runner.decide(command_id, body, lambda work: self._remind(work, who, act), _SENT)

    def _remind(self, work: Work, who: OnDuty, act: Remind) -> ReminderSent | Refusal:
        policy, reminder_id = self._house.policy, str(uuid_v7.uuid7())
        found = slow_areas(area_figures(work, policy), policy)
        last = last_reminded_us(work, act.kind, act.area)
        command = SendReminder(
            reminder_id=reminder_id,
            by=By(staff_id=who.staff_id, role=who.role, unit=who.unit),
            suggested=next(
                (s for s in found if (s.figures.kind, s.figures.area) == (act.kind, act.area)), None
            ),
            last_at=None if last is None else from_us(last),
            last_serial=last_serial(work, policy.supervision.slow_area.number_word),
        )
        events = decide_reminder(command, policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(inspection_name(reminder_id), events, who.actor)
        number = next(event.number.text for event in events if isinstance(event, SlowReminderSent))
        name = place_name(policy, act.area)
        raise_notice(work, "notice.work_reminder", reminder_id, work.now, unit=name, number=number)
        return ReminderSent(reminder_id=reminder_id, number=number, area=act.area, name=name, at=work.now)


def _closed_in(past: Past, period: str) -> tuple[ClosedCase, ...]:
    month = month_of(period)
    if month is None:
        return ()
    first, after = (to_us(midnight_after(day - timedelta(days=1))) for day in month)
    rows = past.connection.execute(_CLOSED, {"s": past.stream, "f": first, "t": after})
    return tuple(ClosedCase(case_id=row.case_id, grade=row.grade or "") for row in rows)


def _worked_on(past: Past, case_id: str, staff_id: str) -> bool:
    """Whether somebody did anything in a case but read it."""
    return any(
        getattr(happened, "staff_id", "") == staff_id
        for happened in past.past(case_name(case_id))
        if not isinstance(happened, PersonRead)
    )
