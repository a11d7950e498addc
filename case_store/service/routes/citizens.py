"""What a kiosk asks for citizens beyond a number: who can be looked for, an appointment, an evaluation."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from case_store.hall.duty_desks import duty_desks
from case_store.hall.evaluating import Said
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.tokens import KIOSK
from cases.casework.evaluation import ITEMS, TEXT_CHARS_MAX
from cases.citizen_views import AppointmentFound, DutyDesk, Evaluable
from cases.matter.citizen_code import code_hash, parse_citizen_code
from cases.queue.ticket_number import NUMBER_MAX
from cases.refusal import Refusal
from cases.views_scans import ReceiptFound

Id = Annotated[str, Field(min_length=1, max_length=80)]
ShortText = Annotated[str, Field(max_length=200)]
_TEXT_MAX = 4 * TEXT_CHARS_MAX  # before blanks and invisible characters are taken out


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBody:
    """Typed at the number pad."""

    code: ShortText


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitNumberBody:
    """The digits of a ticket of today."""

    number: Annotated[int, Field(ge=0, le=NUMBER_MAX)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBody:
    """As for 查进度."""

    case_code: ShortText
    lookup_code: ShortText
    session_id: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptBody:
    """The code in the QR of a receipt."""

    code: Annotated[ShortText, Field(repr=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationBody:
    """`levels`: (item, 1…5), "overall" always among them. `channel`: a kiosk, or a tablet at a counter."""

    subject: Id
    subject_id: Id
    levels: Annotated[tuple[tuple[ShortText, int], ...], Field(max_length=len(ITEMS))]
    text: Annotated[str, Field(max_length=_TEXT_MAX, repr=False)] = ""
    channel: Literal["kiosk", "counter"] = "kiosk"


def router(parts: Parts) -> APIRouter:
    """For the role kiosk."""
    store, hall, answer = parts.store, parts.store.hall, parts.problems.answer
    routes = LateRouter(
        prefix="/v1/citizens",
        tags=["kiosk"],
        responses=PROBLEMS,
        dependencies=[Depends(parts.access.only(KIOSK))],
    )

    @routes.get("/desks", response_model=tuple[DutyDesk, ...])
    async def desks() -> Response:
        """找人取号: the counters, and who sits there now."""
        _, sections = await store.run(hall.look, {"desks": duty_desks})
        return answer(sections["desks"])

    @routes.post("/appointment", response_model=AppointmentFound)
    async def find_appointment(body: AppointmentBody) -> Response:
        """The appointment of today behind a code; it is kept by the submission that names it."""
        return answer(await store.run(hall.appointments.find, body.code))

    @routes.post("/evaluable-visits", response_model=tuple[Evaluable, ...])
    async def evaluable_visits(body: VisitNumberBody) -> Response:
        """The finished visits of today with this number."""
        return answer(await store.run(hall.evaluations.find_visits, body.number))

    @routes.post("/evaluable-case", response_model=tuple[Evaluable, ...])
    async def evaluable_case(body: CaseBody) -> Response:
        """The closed or rejected matter behind a receipt; wrong tries are counted."""
        found = await store.run(hall.evaluations.find_case, body.case_code, body.lookup_code, body.session_id)
        return answer(found)

    @routes.post("/receipt", response_model=ReceiptFound)
    async def receipt(body: ReceiptBody) -> Response:
        """查进度 with the receipt itself under the scanner: no 查询码, as on a phone."""
        code = parse_citizen_code(body.code)
        if isinstance(code, Refusal):
            return answer(code)
        return answer(await store.run(hall.scans.receipt, code_hash(code)))

    @routes.post("/evaluations", response_model=bool)
    async def evaluate(body: EvaluationBody) -> Response:
        """好差评: once per visit and per matter; the same again is answered like the first time."""
        said = Said(
            subject=body.subject,
            subject_id=body.subject_id,
            levels=body.levels,
            channel=body.channel,
            text=body.text,
        )
        return answer(await store.run(hall.evaluations.evaluate, said))

    return routes
