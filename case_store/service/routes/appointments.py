"""Appointments (预约) at a counter: make, cancel, look at a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.routes.assessments import Day
from cases.citizen_views import AppointmentDay, AppointmentRow
from cases.roles import Right

Id = Annotated[str, Field(min_length=1, max_length=80)]
ShortText = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBody:
    """`override_reason`: why it is told on the same day (domain.md §1.4 O5)."""

    command_id: UUID
    counter_no: int
    at: datetime
    case_id: Id | None = None
    override_reason: ShortText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelBody:
    """For the record."""

    reason: Annotated[str, Field(min_length=1, max_length=200)]


def router(parts: Parts) -> APIRouter:
    """For whoever may give appointments."""
    store, hall, answer = parts.store, parts.store.hall, parts.problems.answer
    routes = LateRouter(prefix="/v1/appointments", tags=["counter"], responses=PROBLEMS)
    Appointer = Annotated[OnDuty, Depends(parts.access.having(Right.APPOINT))]  # noqa: N806  a type

    @routes.post("", response_model=AppointmentRow)
    async def make(body: MakeBody, who: Appointer) -> Response:
        """A slot at a counter, with the code for the citizen."""

        def act() -> object:
            return hall.appointments.make(
                body.command_id,
                who,
                body.counter_no,
                body.at,
                case_id=body.case_id,
                override_reason=body.override_reason,
            )

        return answer(await store.run(act))

    @routes.post("/{appointment_id}/cancel", response_model=bool)
    async def cancel(
        appointment_id: Annotated[str, Path(max_length=80)], body: CancelBody, who: Appointer
    ) -> Response:
        """Call it off."""
        return answer(await store.run(hall.appointments.cancel, who, appointment_id, body.reason))

    @routes.get("", response_model=AppointmentDay)
    async def of_day(day: Day, _who: Appointer) -> Response:
        """The appointments of a day by time, cancelled ones too."""
        return answer(await store.run(hall.appointments.of_day, day))

    return routes
