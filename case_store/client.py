"""The one door through which screens speak to a hall store: typed questions, typed answers, network trouble named.

A rule that says no comes back as a `Refusal`. Everything that leaves the question open (nobody answers, the answer
is torn, the hall has an accident of its own) is `Unreachable`: the caller decides whether to ask again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote
from uuid import UUID

import httpx2
import pydantic
import uuid_utils.compat as uuid_v7
from pydantic_core import to_json

from cases.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.submission import Submission
from cases.views import Leases, MatterView, ProgressView, StaffView, TicketAnswer, WaitingRow
from cases.visit import PaperState

PROBLEM = "application/problem+json"
TIMEOUT_S = 5.0
_SERVER_ERROR = 500
_NOT_NOW = (
    401,
    403,
    429,
)  # a token that is not valid now, or too much at once: says nothing about what was sent
# The server may close an idle connection just when we use it. Asking once more is safe: commands carry their id.
_STALE = (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError)

AnswerT = TypeVar("AnswerT")


class Unreachable(Exception):
    """Nobody answered, or not in a way that settles the question. `retry_after_s` is the hall's own wish."""

    def __init__(self, reason: str, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.retry_after_s = reason, retry_after_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The hall is there; `hall_time` is its clock."""

    store: str
    hall_time: datetime
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """`session` goes with every later command of this counter."""

    session: str
    staff: StaffView


@dataclass(frozen=True, slots=True)
class _Problem:
    code: str
    facts: dict[str, str | int]


def _adapter(answer: type[AnswerT]) -> "pydantic.TypeAdapter[AnswerT]":
    return pydantic.TypeAdapter(answer)


_HEALTH = _adapter(Health)
_TICKET = _adapter(TicketAnswer)
_LEASES = _adapter(Leases)
_PROGRESS = _adapter(ProgressView)
_STAFF = _adapter(tuple[StaffView, ...])
_SIGNED_IN = _adapter(SignedIn)
_ROW = _adapter(WaitingRow)
_MATTER = _adapter(MatterView)
_PROBLEM_BODY = _adapter(_Problem)
_ANYTHING: "pydantic.TypeAdapter[Any]" = pydantic.TypeAdapter(Any)


class HallClient:
    """Keep-alive HTTP to one hall, with the token of one role. Every method raises Unreachable."""

    def __init__(self, base_url: str, token: str, *, timeout_s: float = TIMEOUT_S) -> None:
        self._http = httpx2.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx2.Timeout(timeout_s),
            trust_env=False,  # the hall is on this LAN: no proxy of the environment stands between
        )
        self._session: str | None = None

    async def __aenter__(self) -> Self:
        """The client itself; leaving closes its connections."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the kept connections."""
        await self._http.aclose()

    # Any role.

    async def health(self) -> Health:
        """Whether the hall is there, and its time."""
        answer = await self._ask("GET", "/v1/health", _HEALTH)
        if isinstance(answer, Refusal):
            raise Unreachable(f"refused: {answer.code}")
        return answer

    # The kiosk.

    async def submit(self, submission: Submission) -> TicketAnswer | Refusal:
        """A kiosk's submission, idempotent on its command id. A refusal of it is final; "not now" is Unreachable."""
        return await self._ask("POST", "/v1/submissions", _TICKET, submission, later=_NOT_NOW)

    async def leases(self, kiosk_id: str) -> Leases | Refusal:
        """Everything this kiosk holds, topped up."""
        return await self._ask("POST", "/v1/leases", _LEASES, {"kiosk_id": kiosk_id})

    async def progress(self, case_code: str, lookup_code: str, session_id: str) -> ProgressView | Refusal:
        """查进度. Never sent twice by itself: a wrong 查询码 would count twice."""
        body = {"case_code": case_code, "lookup_code": lookup_code, "session_id": session_id}
        return await self._ask("POST", "/v1/progress", _PROGRESS, body, again=False)

    async def call_help(self, help_id: str, kiosk_id: str, page: str, called_at: datetime) -> Refusal | None:
        """叫人帮忙, idempotent on `help_id`."""
        body = {"help_id": help_id, "kiosk_id": kiosk_id, "page": page, "called_at": called_at}
        return await self._tell("/v1/help", body)

    async def withdraw_help(self, help_id: str, reason: str) -> Refusal | None:
        """`reason`: "citizen", "wiped" or "unreachable"."""
        path = f"/v1/help/{quote(help_id, safe='')}/withdraw"
        return await self._tell(path, {"reason": reason}, later=_NOT_NOW)

    async def report_paper(
        self,
        command_id: UUID,
        *,
        visit_id: str,
        paper: str,
        job_id: str,
        result: PaperState,
        reason: str = "",
    ) -> Refusal | None:
        """What came out of the printer."""
        body = {
            "command_id": command_id,
            "visit_id": visit_id,
            "paper": paper,
            "job_id": job_id,
            "result": result,
            "reason": reason,
        }
        return await self._tell("/v1/papers", body, later=_NOT_NOW)

    async def report_set_aside(self, visit_id: str, kiosk_id: str, reason: str) -> Refusal | None:
        """A submission that the hall refused for good lies in the kiosk: staff shall know."""
        path = f"/v1/submissions/{quote(visit_id, safe='')}/set-aside"
        return await self._tell(path, {"kiosk_id": kiosk_id, "reason": reason}, later=_NOT_NOW)

    # The counter.

    async def staff(self) -> tuple[StaffView, ...] | Refusal:
        """Who may sign in."""
        return await self._ask("GET", "/v1/staff", _STAFF)

    async def sign_in(self, staff_id: str, pin: str, counter_no: int) -> StaffView | Refusal:
        """Sign in at a counter; later commands carry the session. Never sent twice: a wrong PIN would count twice."""
        body = {"staff_id": staff_id, "pin": pin, "counter_no": counter_no}
        answer = await self._ask("POST", "/v1/sign-in", _SIGNED_IN, body, again=False)
        if isinstance(answer, Refusal):
            return answer
        self._session = answer.session
        return answer.staff

    async def sign_out(self) -> Refusal | None:
        """Sign out. Refused while a citizen is still at the desk; the session is then kept."""
        refusal = await self._tell("/v1/sign-out", {})
        if refusal is None:
            self._session = None
        return refusal

    async def call_next(self, counter_no: int, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """呼叫下一位. A caller that asks again after Unreachable hands in the same `command_id`."""
        body = {"command_id": command_id or uuid_v7.uuid7(), "counter_no": counter_no}
        return await self._ask("POST", "/v1/call-next", _ROW, body)

    async def recall(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """重呼."""
        return await self._visit(visit_id, "recall", command_id)

    async def start(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """开始办理."""
        return await self._visit(visit_id, "start", command_id)

    async def end(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """结束接待."""
        return await self._visit(visit_id, "end", command_id)

    async def no_show(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """过号."""
        return await self._visit(visit_id, "no-show", command_id)

    async def return_to_queue(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """过号回队."""
        return await self._visit(visit_id, "return", command_id)

    async def open_matter(self, visit_id: str) -> MatterView | Refusal:
        """The matter of the visit at this desk, opened (reading it is an event)."""
        return await self._ask("POST", f"/v1/visits/{quote(visit_id, safe='')}/matter", _MATTER, {})

    async def register(
        self, visit_id: str, open_part: OpenMatter, private: PrivateMatter, command_id: UUID | None = None
    ) -> MatterView | Refusal:
        """登记: a case from a draft, or from nothing."""
        body = {"open": open_part, "private": private}
        return await self._matter(f"/v1/visits/{quote(visit_id, safe='')}/register", command_id, body)

    async def correct(
        self, case_id: str, open_part: OpenMatter, private: PrivateMatter, command_id: UUID | None = None
    ) -> MatterView | Refusal:
        """更正."""
        return await self._case(case_id, "correct", command_id, {"open": open_part, "private": private})

    async def accept(self, case_id: str, command_id: UUID | None = None) -> MatterView | Refusal:
        """受理."""
        return await self._case(case_id, "accept", command_id, {})

    async def reject(
        self,
        case_id: str,
        reason_code: str,
        referral_code: str,
        remark: str = "",
        command_id: UUID | None = None,
    ) -> MatterView | Refusal:
        """不予受理."""
        body = {"reason_code": reason_code, "referral_code": referral_code, "remark": remark}
        return await self._case(case_id, "reject", command_id, body)

    async def answer_help(self, help_id: str, command_id: UUID | None = None) -> Refusal | None:
        """「我去」."""
        body = {"command_id": command_id or uuid_v7.uuid7()}
        return await self._tell(f"/v1/help/{quote(help_id, safe='')}/answer", body)

    async def acknowledge_notice(self, notice_id: str, command_id: UUID | None = None) -> Refusal | None:
        """知道了."""
        body = {"command_id": command_id or uuid_v7.uuid7()}
        return await self._tell(f"/v1/notices/{quote(notice_id, safe='')}/acknowledge", body)

    # How a question travels.

    async def _visit(self, visit_id: str, verb: str, command_id: UUID | None) -> WaitingRow | Refusal:
        body = {"command_id": command_id or uuid_v7.uuid7()}
        return await self._ask("POST", f"/v1/visits/{quote(visit_id, safe='')}/{verb}", _ROW, body)

    async def _case(
        self, case_id: str, verb: str, command_id: UUID | None, body: Mapping[str, object]
    ) -> MatterView | Refusal:
        return await self._matter(f"/v1/cases/{quote(case_id, safe='')}/{verb}", command_id, body)

    async def _matter(
        self, path: str, command_id: UUID | None, body: Mapping[str, object]
    ) -> MatterView | Refusal:
        return await self._ask("POST", path, _MATTER, {"command_id": command_id or uuid_v7.uuid7(), **body})

    async def _tell(
        self, path: str, body: Mapping[str, object], later: tuple[int, ...] = ()
    ) -> Refusal | None:
        answer = await self._ask("POST", path, _ANYTHING, body, later=later)
        return answer if isinstance(answer, Refusal) else None

    async def _ask(
        self,
        method: str,
        path: str,
        answer: "pydantic.TypeAdapter[AnswerT]",
        body: object = None,
        *,
        again: bool = True,
        later: tuple[int, ...] = (),
    ) -> AnswerT | Refusal:
        """`again`: once more over a fresh connection. `later`: status codes that mean Unreachable, not a refusal."""
        response = await self._send(method, path, body, again=again)
        if response.is_success:
            try:
                return answer.validate_json(response.content or b"null")
            except pydantic.ValidationError as error:
                raise Unreachable("answer not understood") from error
        if response.status_code >= _SERVER_ERROR or response.status_code in later:
            raise Unreachable(f"http {response.status_code}", _retry_after(response))
        return _refusal(response)

    async def _send(self, method: str, path: str, body: object, *, again: bool) -> httpx2.Response:
        headers = {"Content-Type": "application/json"}
        if self._session is not None:
            headers["X-Staff-Session"] = self._session
        content = None if body is None else to_json(body)
        try:
            return await self._http.request(method, path, content=content, headers=headers)
        except _STALE as error:
            if again:
                return await self._send(method, path, body, again=False)
            raise Unreachable(type(error).__name__) from error
        except httpx2.HTTPError as error:
            raise Unreachable(type(error).__name__) from error


def _refusal(response: httpx2.Response) -> Refusal:
    """The Refusal of a problem. What is no problem of ours (a proxy's page, a wrong token) settles nothing."""
    kind = response.headers.get("content-type", "").partition(";")[0]
    if kind != PROBLEM:
        raise Unreachable(f"http {response.status_code}", _retry_after(response))
    try:
        problem = _PROBLEM_BODY.validate_json(response.content)
    except pydantic.ValidationError as error:
        raise Unreachable(f"http {response.status_code}", _retry_after(response)) from error
    return Refusal(problem.code, problem.facts)


def _retry_after(response: httpx2.Response) -> float | None:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None
