"""What a kiosk may: submit, call for help, report papers, hold leases, look a case up by its code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Path, Response
from pydantic import Field

from case_store.service.device_tokens import Known
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.tokens import KIOSK
from cases.queue.help_call import CallHelp
from cases.queue.submission import Submission
from cases.queue.visit_commands import ReportPaper
from cases.queue.visit_events import PaperState
from cases.views import Leases, ProgressView, TicketAnswer

Id = Annotated[str, Field(min_length=1, max_length=80)]
ShortText = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpBody:
    """叫人帮忙 on a page of a kiosk; `help_id` makes it idempotent. `reason`: an emergency's kind."""

    help_id: Id
    kiosk_id: Id
    page: Id
    called_at: datetime
    reason: Annotated[str, Field(max_length=40)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawBody:
    """`reason`: "citizen", "wiped" or "unreachable"."""

    reason: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBody:
    """What came out of the printer. `paper`: "queue_ticket" or "receipt"."""

    command_id: UUID
    visit_id: Id
    paper: Id
    job_id: Id
    result: PaperState
    reason: ShortText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideBody:
    """`reason`: the code with which the submission was refused."""

    kiosk_id: Id
    reason: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasesBody:
    """Which kiosk asks."""

    kiosk_id: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressBody:
    """Typed at the number pad; `session_id` is one citizen's stay at the kiosk."""

    case_code: ShortText
    lookup_code: ShortText
    session_id: Id


def router(parts: Parts) -> APIRouter:
    """For the role kiosk."""
    store, hall, answer = parts.store, parts.store.hall, parts.problems.answer
    itself = parts.access.must_be_itself
    Asking = Annotated[Known | None, Depends(parts.access.device)]  # noqa: N806  a type, made from the parts
    routes = LateRouter(
        prefix="/v1", tags=["kiosk"], responses=PROBLEMS, dependencies=[Depends(parts.access.only(KIOSK))]
    )

    @routes.post("/submissions", response_model=TicketAnswer)
    async def submit(submission: Annotated[Submission, Body()], device: Asking) -> Response:
        """确认 or 先取号: the number that stands. The same `command_id` again gets the same answer."""
        itself(device, submission.kiosk_id)
        return answer(await store.command(hall.submit, submission))

    @routes.post("/help", response_model=bool)
    async def call_help(body: HelpBody, device: Asking) -> Response:
        """叫人帮忙: every counter hears it until somebody presses 「我去」."""
        itself(device, body.kiosk_id)
        command = CallHelp(
            help_id=body.help_id,
            kiosk_id=body.kiosk_id,
            page=body.page,
            called_at=body.called_at,
            reason=body.reason,
        )
        return answer(await store.run(hall.call_help, command))

    @routes.post("/help/{help_id}/withdraw", response_model=bool)
    async def withdraw_help(help_id: Annotated[str, Path(max_length=80)], body: WithdrawBody) -> Response:
        """Nobody needs to come any more."""
        return answer(await store.run(hall.withdraw_help, help_id, body.reason))

    @routes.post("/papers", response_model=bool)
    async def report_paper(body: PaperBody) -> Response:
        """What came out of the printer; a paper that did not come is told to staff."""
        command = ReportPaper(paper=body.paper, job_id=body.job_id, result=body.result, reason=body.reason)
        return answer(await store.command(hall.report_paper, body.command_id, body.visit_id, command))

    @routes.post("/submissions/{visit_id}/set-aside", response_model=bool)
    async def report_set_aside(
        visit_id: Annotated[str, Path(max_length=80)], body: SetAsideBody, device: Asking
    ) -> Response:
        """A submission was refused for good and lies in the kiosk: staff are told, once."""
        itself(device, body.kiosk_id)
        return answer(await store.run(hall.report_set_aside, body.kiosk_id, visit_id, body.reason))

    @routes.post("/leases", response_model=Leases)
    async def leases(body: LeasesBody, device: Asking) -> Response:
        """Everything this kiosk holds for an outage, topped up by policy."""
        itself(device, body.kiosk_id)
        return answer(await store.run(hall.leases, body.kiosk_id))

    @routes.post("/progress", response_model=ProgressView)
    async def progress(body: ProgressBody) -> Response:
        """查进度 by case code and 查询码; wrong tries are counted."""
        return answer(await store.run(hall.progress, body.case_code, body.lookup_code, body.session_id))

    return routes
