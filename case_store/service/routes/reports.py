"""Reports of the queue, of attendance and of casework, on the screen or taken out."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from case_store.hall.house import OnDuty
from case_store.hall.report_door import SCREEN, Period
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.figures.case_figures import CaseworkReport, MatterRecord
from cases.queue.queue_statistics import QueueReport, VisitRecord
from cases.queue.work_statistics import AttendanceReport
from cases.roles import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBody:
    """Some days, both included. Every form but "screen" is written down as taken out."""

    first_day: date
    last_day: date
    form: Annotated[str, Field(pattern="^(screen|csv|pdf)$")] = SCREEN


def router(parts: Parts) -> APIRouter:
    """Whoever may see reports."""
    store, reports, answer = parts.store, parts.store.hall.reports, parts.problems.answer
    figures = store.hall.case_figures
    routes = LateRouter(prefix="/v1/reports", tags=["reports"], responses=PROBLEMS)
    Sees = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_REPORTS, whole=True))]  # noqa: N806  a type, made from the parts
    SeesPeople = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_ATTENDANCE, whole=True))]  # noqa: N806

    async def records_of(period: Period) -> list[VisitRecord]:
        """A day at a time: tickets are taken and called in between."""
        return [record for day in period.days() for record in await store.run(reports.read_day, day)]

    async def matters_of(period: Period) -> list[MatterRecord]:
        """A page at a time, likewise."""
        matters, after = await store.run(figures.read_page, period, "")
        while after:
            page, after = await store.run(figures.read_page, period, after)
            matters += page
        return matters

    @routes.post("/queue", response_model=QueueReport)
    async def queue(body: ReportBody, who: Sees) -> Response:
        """Waits, service, who left, priority, and how true the estimate was."""
        period = Period(body.first_day, body.last_day)
        if (refusal := reports.refused(period)) is not None:
            return answer(refusal)
        report = await asyncio.to_thread(reports.queue, period, await records_of(period))
        if body.form != SCREEN:
            await store.run(reports.taken, who, "report:queue", body.form, report.total.tickets)
        return answer(report)

    @routes.post("/attendance", response_model=AttendanceReport)
    async def attendance(body: ReportBody, who: SeesPeople) -> Response:
        """Who was here, how long, and what they did."""
        period = Period(body.first_day, body.last_day)
        if (refusal := reports.refused(period)) is not None:
            return answer(refusal)
        report = await store.run(reports.attendance, period, await records_of(period))
        if body.form != SCREEN:
            await store.run(reports.taken, who, "attendance", body.form, len(report.people))
        return answer(report)

    @routes.post("/casework", response_model=CaseworkReport)
    async def casework(body: ReportBody, who: Sees) -> Response:
        """受理、化解、办结、满意: the figures of matters accepted in these days."""
        period = Period(body.first_day, body.last_day)
        if (refusal := figures.refused(period)) is not None:
            return answer(refusal)
        report = await asyncio.to_thread(figures.report, period, await matters_of(period))
        if body.form != SCREEN:
            await store.run(reports.taken, who, "report:casework", body.form, report.total.accepted)
        return answer(report)

    return routes
