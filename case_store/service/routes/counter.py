"""What a counter may, after PIN: call, serve, register, decide, answer. Who and which counter come from the session."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from case_store.hall.house import AtDesk, OnDuty
from case_store.service.access import SessionHeader
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.roles import Right
from cases.views import MatterView, WaitingRow

Code = Annotated[str, Field(min_length=1, max_length=80)]
VisitId = Annotated[str, Path(max_length=80)]
CaseId = Annotated[str, Path(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandBody:
    """Sent again with the same id it happens once."""

    command_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNextBody:
    """呼叫下一位; `counter_no` must be that of the session."""

    command_id: UUID
    counter_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterBody:
    """The whole matter as it shall stand; the private part is sealed before it is stored."""

    command_id: UUID
    open: OpenMatter
    private: PrivateMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectBody:
    """Codes of acceptance.toml; the remark is sealed."""

    command_id: UUID
    reason_code: Code
    referral_code: Code
    remark: Annotated[str, Field(max_length=2000)] = ""


def router(parts: Parts) -> APIRouter:
    """With a session."""
    store, hall, answer = parts.store, parts.store.hall, parts.problems.answer
    routes = LateRouter(prefix="/v1", tags=["counter"], responses=PROBLEMS)
    Here = Annotated[AtDesk, Depends(parts.access.at_desk)]  # noqa: N806  a type, made from the parts
    InHall = Annotated[OnDuty, Depends(parts.access.having(Right.SEE_LISTS))]  # noqa: N806  with or without a counter
    registers = [Depends(parts.access.having(Right.REGISTER))]

    @routes.post("/sign-out", response_model=bool)
    async def sign_out(
        who: Annotated[OnDuty, Depends(parts.access.having())], session: SessionHeader
    ) -> Response:
        """Sign out; refused while a citizen is still at the desk."""
        closed = await store.run(hall.sign_out, who)
        if not isinstance(closed, Refusal):
            parts.access.sessions.end(session or "")
        return answer(closed)

    @routes.post("/call-next", response_model=WaitingRow)
    async def call_next(body: CallNextBody, here: Here) -> Response:
        """呼叫下一位."""
        if body.counter_no != here.counter_no:
            return answer(Refusal("desk.not_yours", {"counter_no": body.counter_no}))
        return answer(await store.command(hall.call_next, body.command_id, here))

    @routes.post("/visits/{visit_id}/recall", response_model=WaitingRow)
    async def recall(visit_id: VisitId, body: CommandBody, here: Here) -> Response:
        """重呼."""
        return answer(await store.command(hall.recall, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/start", response_model=WaitingRow)
    async def start(visit_id: VisitId, body: CommandBody, here: Here) -> Response:
        """开始办理."""
        return answer(await store.command(hall.start, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/end", response_model=WaitingRow)
    async def end(visit_id: VisitId, body: CommandBody, here: Here) -> Response:
        """结束接待."""
        return answer(await store.command(hall.end, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/no-show", response_model=WaitingRow)
    async def no_show(visit_id: VisitId, body: CommandBody, here: Here) -> Response:
        """过号."""
        return answer(await store.command(hall.no_show, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/return", response_model=WaitingRow)
    async def return_to_queue(visit_id: VisitId, body: CommandBody, here: Here) -> Response:
        """过号回队."""
        return answer(await store.command(hall.return_to_queue, body.command_id, here, visit_id))

    @routes.post("/visits/{visit_id}/matter", response_model=MatterView)
    async def open_matter(visit_id: VisitId, here: Here) -> Response:
        """The matter of the visit at this desk, opened; reading a person is an event."""
        return answer(await store.run(hall.open_matter, here, visit_id))

    @routes.post("/visits/{visit_id}/register", response_model=MatterView, dependencies=registers)
    async def register(visit_id: VisitId, body: MatterBody, here: Here) -> Response:
        """登记: a case from a draft, or from what is told now."""
        matter = (body.open, body.private)
        return answer(await store.run(hall.register, body.command_id, here, visit_id, matter))

    @routes.post("/cases/{case_id}/correct", response_model=MatterView, dependencies=registers)
    async def correct(case_id: CaseId, body: MatterBody, here: Here) -> Response:
        """更正, by the desk that has the citizen."""
        matter = (body.open, body.private)
        return answer(await store.run(hall.correct, body.command_id, here, case_id, matter))

    @routes.post("/cases/{case_id}/accept", response_model=MatterView, dependencies=registers)
    async def accept(case_id: CaseId, body: CommandBody, here: Here) -> Response:
        """受理."""
        return answer(await store.run(hall.accept, body.command_id, here, case_id))

    @routes.post("/cases/{case_id}/reject", response_model=MatterView, dependencies=registers)
    async def reject(case_id: CaseId, body: RejectBody, here: Here) -> Response:
        """不予受理, with a reason and where to go instead."""
        reason = (body.reason_code, body.referral_code, body.remark)
        return answer(await store.run(hall.reject, body.command_id, here, case_id, reason))

    @routes.post("/help/{help_id}/answer", response_model=bool)
    async def answer_help(
        help_id: Annotated[str, Path(max_length=80)], body: CommandBody, here: Here
    ) -> Response:
        """「我去」."""
        return answer(await store.run(hall.answer_help, body.command_id, here, help_id))

    @routes.post("/notices/{notice_id}/acknowledge", response_model=bool)
    async def acknowledge(
        notice_id: Annotated[str, Path(max_length=80)], body: CommandBody, who: InHall
    ) -> Response:
        """知道了."""
        return answer(await store.run(hall.acknowledge, body.command_id, who, notice_id))

    return routes
