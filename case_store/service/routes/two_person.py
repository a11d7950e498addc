"""Acts that need two persons. The second person confirms with their own PIN."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from case_store.hall.house import OnDuty
from case_store.secrecy.proof import Proof, prove
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.pin_desk import PinDesk
from case_store.service.routes.sign_in import Pin, StaffId
from cases.people.two_person import ActAsked
from cases.policy.guard import TwoPersonAct
from cases.policy.policy_revision import WHY_CHARS_MAX
from cases.refusal import Refusal
from cases.roles import Right
from cases.views_guard import TwoPersonRow

RequestId = Annotated[str, Path(max_length=80)]
CodeOrNone = Annotated[str, Field(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody:
    """What the first person asks (cases.people.two_person.ActAsked); a case by its code, as on its papers."""

    command_id: UUID
    act: TwoPersonAct
    case_code: CodeOrNone = ""
    reason_code: CodeOrNone = ""
    stream: CodeOrNone = ""
    event_id: Annotated[str, Field(max_length=200)] = ""
    why: Annotated[str, Field(max_length=WHY_CHARS_MAX)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmBody:
    """Who the second person is."""

    staff_id: StaffId
    pin: Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Done. `proof`: of a case that was forgotten, what is left of its keys in the file here."""

    act: TwoPersonAct
    case_id: str
    proof: Proof | None


def router(parts: Parts, pins: PinDesk) -> APIRouter:
    """The routes."""
    store, hall, answer = parts.store, parts.store.hall, parts.problems.answer
    routes = LateRouter(prefix="/v1", tags=["two persons"], responses=PROBLEMS)
    SignedIn = Annotated[OnDuty, Depends(parts.access.having())]  # noqa: N806  a type
    Confirming = Annotated[OnDuty, Depends(parts.access.having(Right.CONFIRM))]  # noqa: N806

    @routes.get("/two-person", response_model=list[TwoPersonRow])
    async def rows(_who: Confirming) -> Response:
        """What waits for its second person."""
        return answer(await store.run(hall.two_person.rows))

    @routes.post("/two-person", response_model=str)
    async def ask(body: RequestBody, who: SignedIn) -> Response:
        """The first person asks; the answer is the id of the request."""
        case_id: str | Refusal = ""
        if body.act is not TwoPersonAct.READMIT:
            case_id = await store.run(hall.forgetting.case_of_code, body.case_code)
        if isinstance(case_id, Refusal):
            return answer(case_id)
        asked = ActAsked(
            act=body.act,
            case_id=case_id,
            reason_code=body.reason_code,
            stream=body.stream,
            event_id=body.event_id,
            why=body.why,
        )
        return answer(await store.run(hall.two_person.ask, body.command_id, who, asked))

    @routes.post("/two-person/{request_id}/confirm", response_model=Confirmed)
    async def confirm(request_id: RequestId, body: ConfirmBody, _who: SignedIn) -> Response:
        """The second person says yes with their own PIN, at whichever counter: it is done."""
        member = await pins.check(body.staff_id, body.pin)
        if isinstance(member, Refusal):
            return answer(member)
        view = member.view
        second = OnDuty(staff_id=view.staff_id, role=view.role, unit=view.unit)
        case_id = await store.run(hall.two_person.case_of, request_id)
        secrets = await store.run(hall.forgetting.secrets_of, case_id)
        done = await store.run(hall.two_person.confirm, request_id, second)
        if isinstance(done, Refusal):
            return answer(done)
        proof = await prove(store, secrets) if done.act is TwoPersonAct.FORGET else None
        return answer(Confirmed(act=done.act, case_id=done.case_id, proof=proof))

    @routes.post("/two-person/{request_id}/decline", response_model=bool)
    async def decline(request_id: RequestId, who: SignedIn) -> Response:
        """No; or taken back by who asked."""
        return answer(await store.run(hall.two_person.decline, request_id, who))

    return routes
