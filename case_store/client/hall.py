"""The one door through which screens speak to a hall store: typed questions, typed answers.

Every method raises Unreachable; a rule that says no comes back as a `Refusal` (case_store/client/connection.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import NOT_NOW, TIMEOUT_S, HallConnection, Unreachable, adapter
from case_store.client.credentials import Credentials
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.submission import Submission
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import Leases, MatterView, ProgressView, StaffView, TicketAnswer, WaitingRow

if TYPE_CHECKING:
    from case_store.client.accounts import AccountClient
    from case_store.client.appointments import AppointmentClient
    from case_store.client.assessments import AssessmentClient
    from case_store.client.attachments import AttachmentClient
    from case_store.client.casework import CaseworkClient
    from case_store.client.citizens import CitizenClient
    from case_store.client.command import CommandClient
    from case_store.client.devices import DeviceClient
    from case_store.client.equipment import EquipmentClient
    from case_store.client.figures import FigureClient
    from case_store.client.imports import ImportClient
    from case_store.client.lists import ListClient
    from case_store.client.moderation import ModerationClient
    from case_store.client.papers import PaperClient
    from case_store.client.policy import PolicyClient
    from case_store.client.quarantine import QuarantineClient
    from case_store.client.queue import QueueClient
    from case_store.client.recounts import RecountClient
    from case_store.client.registration import RegistrationClient
    from case_store.client.reports import ReportClient
    from case_store.client.risk import RiskClient
    from case_store.client.supervision import RecordsClient, ReviewClient, SupervisionClient, WhistleClient
    from case_store.client.systems import SystemsClient
    from case_store.client.two_person import TwoPersonClient
    from case_store.client.warnings import WarningClient

# Imported and made when first asked for: a kiosk uses three of them, and all cost it 13 MB.
PARTS = {
    "accounts": ("accounts", "AccountClient"),
    "two_person": ("two_person", "TwoPersonClient"),
    "lists": ("lists", "ListClient"),
    "reports": ("reports", "ReportClient"),
    "assessments": ("assessments", "AssessmentClient"),
    "risk": ("risk", "RiskClient"),
    "registration": ("registration", "RegistrationClient"),
    "command": ("command", "CommandClient"),
    "casework": ("casework", "CaseworkClient"),
    "attachments": ("attachments", "AttachmentClient"),
    "papers": ("papers", "PaperClient"),
    "imports": ("imports", "ImportClient"),
    "recounts": ("recounts", "RecountClient"),
    "quarantine": ("quarantine", "QuarantineClient"),
    "supervision": ("supervision", "SupervisionClient"),
    "whistles": ("supervision", "WhistleClient"),
    "records": ("supervision", "RecordsClient"),
    "reviews": ("supervision", "ReviewClient"),
    "warnings": ("warnings", "WarningClient"),
    "queue": ("queue", "QueueClient"),
    "policy": ("policy", "PolicyClient"),
    "citizens": ("citizens", "CitizenClient"),
    "moderation": ("moderation", "ModerationClient"),
    "appointments": ("appointments", "AppointmentClient"),
    "figures": ("figures", "FigureClient"),
    "devices": ("devices", "DeviceClient"),
    "equipment": ("equipment", "EquipmentClient"),
    "systems": ("systems", "SystemsClient"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The hall is there; `hall_time` is its clock."""

    store: str
    hall_time: datetime
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """`session` goes with every later command of this counter; `credential` it may keep (HallClient.credential)."""

    session: str
    staff: StaffView
    credential: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialHolds:
    """Whether PIN, role and unit are still those of the sign-in."""

    holds: bool


_HEALTH = adapter(Health)
_TICKET = adapter(TicketAnswer)
_LEASES = adapter(Leases)
_PROGRESS = adapter(ProgressView)
_STAFF = adapter(tuple[StaffView, ...])
_SIGNED_IN = adapter(SignedIn)
_HOLDS = adapter(CredentialHolds)
_ROW = adapter(WaitingRow)
_MATTER = adapter(MatterView)


class HallClient:
    """Keep-alive HTTP to one hall, as one device or with the token of a role. Every method raises Unreachable."""

    accounts: AccountClient
    two_person: TwoPersonClient
    lists: ListClient
    reports: ReportClient
    assessments: AssessmentClient
    risk: RiskClient
    registration: RegistrationClient
    command: CommandClient
    casework: CaseworkClient
    attachments: AttachmentClient
    papers: PaperClient
    imports: ImportClient
    recounts: RecountClient
    quarantine: QuarantineClient
    supervision: SupervisionClient
    whistles: WhistleClient
    records: RecordsClient
    reviews: ReviewClient
    warnings: WarningClient
    queue: QueueClient
    policy: PolicyClient
    citizens: CitizenClient
    moderation: ModerationClient
    appointments: AppointmentClient
    figures: FigureClient
    devices: DeviceClient
    equipment: EquipmentClient
    systems: SystemsClient

    def __init__(self, base_url: str, token: str | Credentials, *, timeout_s: float = TIMEOUT_S) -> None:
        self.connection = HallConnection(base_url, token, timeout_s=timeout_s)
        self.credential = (
            ""  # of the last sign-in here: what a counter may keep for the day that the hall is away
        )

    if not TYPE_CHECKING:  # the annotations above say what there is

        def __getattr__(self, name: str) -> object:
            if name not in PARTS:
                raise AttributeError(name)
            module, kind = PARTS[name]
            part = getattr(import_module(f"case_store.client.{module}"), kind)(self.connection)
            setattr(self, name, part)
            return part

    async def __aenter__(self) -> Self:
        """The client itself; leaving closes its connections."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the kept connections."""
        await self.connection.aclose()

    # Any role.

    async def health(self) -> Health:
        """Whether the hall is there, and its time."""
        answer = await self.connection.ask("GET", "/v1/health", _HEALTH)
        if isinstance(answer, Refusal):
            raise Unreachable(f"refused: {answer.code}")
        return answer

    # The kiosk.

    async def submit(self, submission: Submission) -> TicketAnswer | Refusal:
        """A kiosk's submission, idempotent on its command id. A refusal of it is final; "not now" is Unreachable.

        So is an answer about another visit, which something on the way has mixed up: what it does not name is still
        owed, and its number is somebody else's.
        """
        answer = await self.connection.ask("POST", "/v1/submissions", _TICKET, submission, later=NOT_NOW)
        if not isinstance(answer, Refusal) and answer.visit_id != submission.visit_id:
            raise Unreachable("answer to another question")
        return answer

    async def leases(self, kiosk_id: str) -> Leases | Refusal:
        """Everything this kiosk holds, topped up."""
        return await self.connection.ask("POST", "/v1/leases", _LEASES, {"kiosk_id": kiosk_id})

    async def progress(self, case_code: str, lookup_code: str, session_id: str) -> ProgressView | Refusal:
        """查进度. Never sent twice by itself: a wrong 查询码 would count twice."""
        body = {"case_code": case_code, "lookup_code": lookup_code, "session_id": session_id}
        return await self.connection.ask("POST", "/v1/progress", _PROGRESS, body, again=False)

    async def call_help(
        self, help_id: str, kiosk_id: str, page: str, called_at: datetime, reason: str = ""
    ) -> Refusal | None:
        """叫人帮忙, idempotent on `help_id`. `reason`: an emergency's kind, when it was not the button."""
        body = {
            "help_id": help_id,
            "kiosk_id": kiosk_id,
            "page": page,
            "called_at": called_at,
            "reason": reason,
        }
        return await self.connection.tell("/v1/help", body)

    async def withdraw_help(self, help_id: str, reason: str) -> Refusal | None:
        """`reason`: "citizen", "wiped" or "unreachable"."""
        path = f"/v1/help/{quote(help_id, safe='')}/withdraw"
        return await self.connection.tell(path, {"reason": reason}, later=NOT_NOW)

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
        return await self.connection.tell("/v1/papers", body, later=NOT_NOW)

    async def report_set_aside(self, visit_id: str, kiosk_id: str, reason: str) -> Refusal | None:
        """A submission that the hall refused for good lies in the kiosk: staff shall know."""
        path = f"/v1/submissions/{quote(visit_id, safe='')}/set-aside"
        return await self.connection.tell(path, {"kiosk_id": kiosk_id, "reason": reason}, later=NOT_NOW)

    # The counter.

    async def staff(self) -> tuple[StaffView, ...] | Refusal:
        """Who may sign in."""
        return await self.connection.ask("GET", "/v1/staff", _STAFF)

    async def sign_in(self, staff_id: str, pin: str, counter_no: int | None) -> StaffView | Refusal:
        """Sign in at a counter; later commands carry the session. Never sent twice: a wrong PIN would count twice."""
        body = {"staff_id": staff_id, "pin": pin, "counter_no": counter_no}
        answer = await self.connection.ask("POST", "/v1/sign-in", _SIGNED_IN, body, again=False)
        if isinstance(answer, Refusal):
            return answer
        self.connection.session, self.credential = answer.session, answer.credential
        return answer.staff

    async def credential_holds(self, staff_id: str, credential: str) -> bool | Refusal:
        """Whether what this counter keeps of somebody's sign-in still holds; needs no session."""
        body = {"staff_id": staff_id, "credential": credential}
        answer = await self.connection.ask("POST", "/v1/credentials/check", _HOLDS, body)
        return answer if isinstance(answer, Refusal) else answer.holds

    async def sign_out(self) -> Refusal | None:
        """Sign out. Refused while a citizen is still at the desk; the session is then kept."""
        refusal = await self.connection.tell("/v1/sign-out", {})
        if refusal is None:
            self.connection.session = None
        return refusal

    async def call_next(self, counter_no: int, command_id: UUID | None = None) -> WaitingRow | Refusal:
        """呼叫下一位. A caller that asks again after Unreachable hands in the same `command_id`."""
        body = {"command_id": command_id or uuid_v7.uuid7(), "counter_no": counter_no}
        return await self.connection.ask("POST", "/v1/call-next", _ROW, body)

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
        return await self.connection.ask("POST", f"/v1/visits/{quote(visit_id, safe='')}/matter", _MATTER, {})

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
        return await self.connection.tell(f"/v1/help/{quote(help_id, safe='')}/answer", body)

    async def acknowledge_notice(self, notice_id: str, command_id: UUID | None = None) -> Refusal | None:
        """知道了."""
        body = {"command_id": command_id or uuid_v7.uuid7()}
        return await self.connection.tell(f"/v1/notices/{quote(notice_id, safe='')}/acknowledge", body)

    # How a question travels.

    async def _visit(self, visit_id: str, verb: str, command_id: UUID | None) -> WaitingRow | Refusal:
        body = {"command_id": command_id or uuid_v7.uuid7()}
        return await self.connection.ask("POST", f"/v1/visits/{quote(visit_id, safe='')}/{verb}", _ROW, body)

    async def _case(
        self, case_id: str, verb: str, command_id: UUID | None, body: Mapping[str, object]
    ) -> MatterView | Refusal:
        return await self._matter(f"/v1/cases/{quote(case_id, safe='')}/{verb}", command_id, body)

    async def _matter(
        self, path: str, command_id: UUID | None, body: Mapping[str, object]
    ) -> MatterView | Refusal:
        return await self.connection.ask(
            "POST", path, _MATTER, {"command_id": command_id or uuid_v7.uuid7(), **body}
        )
