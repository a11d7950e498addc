"""考核、月报、年报: units, people, a month or a year; on the screen or taken out."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from case_store.figures.assessment_door import Counts, steps
from case_store.figures.periodic_report_door import Read, months_of
from case_store.hall.house import OnDuty
from case_store.hall.report_door import SCREEN, Period
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.figures.assessment import UnitsAssessment
from cases.figures.dual_assessment import DualAssessment
from cases.figures.periodic_report import PeriodicReport, Span
from cases.refusal import Refusal
from cases.roles import Right

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2999, 12, 31))]
Form = Annotated[str, Field(pattern="^(screen|xlsx|pdf)$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentBody:
    """Some days, both included. Every form but "screen" is written down as taken out."""

    first_day: Day
    last_day: Day
    form: Form = SCREEN


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodicBody:
    """The month or the year that a day lies in."""

    span: Span
    day: Day
    form: Form = SCREEN


def router(parts: Parts) -> APIRouter:
    """Whoever may see reports; people, whoever may see attendance."""
    store, hall, answer = parts.store, parts.store.hall, parts.problems.answer
    routes = LateRouter(prefix="/v1/assessments", tags=["assessments"], responses=PROBLEMS)
    Sees = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_REPORTS, whole=True))]  # noqa: N806  a type, made from the parts
    SeesPeople = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_ATTENDANCE, whole=True))]  # noqa: N806

    async def taken(who: OnDuty, what: str, form: str, rows: int) -> None:
        if form != SCREEN:
            await store.run(hall.reports.taken, who, what, form, rows)

    async def work_of(period: Period) -> list[Counts]:
        """A page at a time: cases are worked on in between."""
        found = list[Counts]()
        for stream in await store.look(hall.assessments.streams):
            found += [await store.look(hall.assessments.read_led, stream, days) for days in steps(period)]
            found.append(await store.look(hall.assessments.read_supervised, stream, period))
            page, after = await store.look(hall.assessments.read_given, stream, period, "")
            found.append(page)
            while after:
                page, after = await store.look(hall.assessments.read_given, stream, period, after)
                found.append(page)
        return found

    @routes.post("/units", response_model=UnitsAssessment)
    async def units(body: AssessmentBody, who: Sees) -> Response:
        """平安建设考核: every unit with its score, term by term."""
        period = Period(body.first_day, body.last_day)
        if (refusal := hall.assessments.refused(period)) is not None:
            return answer(refusal)
        report = await asyncio.to_thread(hall.assessments.units, period, await work_of(period))
        await taken(who, "assessment:units", body.form, len(report.units))
        return answer(report)

    @routes.post("/people", response_model=DualAssessment)
    async def people(body: AssessmentBody, who: SeesPeople) -> Response:
        """双重考核: attendance, work and satisfaction of everybody, by sending unit."""
        period = Period(body.first_day, body.last_day)
        if (refusal := hall.reports.refused(period)) is not None:
            return answer(refusal)
        records = [record for day in period.days() for record in await store.look(hall.reports.read_day, day)]
        decided = [await store.look(hall.assessments.read_decided, days) for days in steps(period)]
        report = await store.look(hall.assessments.people, period, records, decided)
        await taken(who, "assessment:people", body.form, sum(len(unit.people) for unit in report.units))
        return answer(report)

    @routes.post("/periodic", response_model=PeriodicReport)
    async def periodic(body: PeriodicBody, who: Sees) -> Response:
        """月报、年报."""
        door = hall.periodic_reports
        periods = door.periods(body.span, body.day)
        if isinstance(periods, Refusal):
            return answer(periods)
        for stream in await store.look(hall.assessments.streams):
            for days in months_of(periods):
                await store.look(door.count_durations, stream, days)
        read = Read(kpis=await store.look(door.read_kpis, periods))
        for area in await store.look(door.areas):
            if (part := await store.look(door.read_area, periods, area)) is not None:
                read.areas.append(part)
        report = await store.look(door.finish, body.span, periods, read)
        await taken(who, f"report:{body.span}", body.form, len(report.kpis[0]))
        return answer(report)

    return routes
