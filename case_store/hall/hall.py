"""A hall: its commands, each gather → decide (pure) → append in one transaction, and its views.

Everything here runs in the store's one thread. What happened is handed to `on_commit` after the commit, never before:
print and announce only what is durable (design.md §4).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from case_store.alarms.command_door import CommandDoor
from case_store.casework.attachment_door import AttachmentDoor
from case_store.casework.bring_in_door import BringInDoor
from case_store.casework.case_door import CaseDoor
from case_store.casework.forced_take_over import ForcedTakeOver
from case_store.casework.holding import Holding
from case_store.casework.import_door import ImportDoor
from case_store.casework.inbox import InboxDoor
from case_store.casework.papers_door import PapersDoor
from case_store.casework.receipt_door import ReceiptDoor
from case_store.casework.records_door import RecordsDoor
from case_store.casework.recounting import RecountDoor
from case_store.casework.review_door import ReviewDoor
from case_store.casework.supervising import Supervising
from case_store.casework.supervision_door import SupervisionDoor
from case_store.casework.whistle_door import WhistleDoor
from case_store.clock import Clock
from case_store.enrolment.device_door import DeviceDoor
from case_store.exports.export_door import ExportDoor
from case_store.figures.assessment_door import AssessmentDoor
from case_store.figures.behind import BehindDoor
from case_store.figures.case_figures_door import CaseFiguresDoor
from case_store.figures.periodic_report_door import PeriodicReportDoor
from case_store.figures.wall_telling import WallTelling
from case_store.hall import (
    attendance,
    calling,
    casework,
    help_calls,
    leases,
    lookups,
    notices,
    papers,
    restored,
)
from case_store.hall.account_door import AccountDoor
from case_store.hall.appointments_door import AppointmentsDoor
from case_store.hall.casework import CaseDone
from case_store.hall.downlink_door import DownlinkDoor
from case_store.hall.evaluations_door import EvaluationsDoor
from case_store.hall.house import AtDesk, House, OnDuty
from case_store.hall.late_decisions import LateDecisions
from case_store.hall.list_door import ListDoor
from case_store.hall.moderation_door import ModerationDoor
from case_store.hall.notices import raise_notice
from case_store.hall.policy_door import PolicyDoor
from case_store.hall.queue_door import QueueDoor
from case_store.hall.registration_door import RegistrationDoor
from case_store.hall.report_door import ReportDoor
from case_store.hall.runner import OnCommit, Runner
from case_store.hall.scan_door import ScanDoor
from case_store.hall.submissions import submit
from case_store.hall.ticker import Ticker
from case_store.hall.wishes_door import WishesDoor
from case_store.log.event_log import EventLog, Work
from case_store.log.projections.case_histories import OLD_TENURE
from case_store.risk.risk_door import RiskDoor
from case_store.risk.warning_door import WarningDoor
from case_store.secrecy.forget import ForgetDoor
from case_store.secrecy.two_person_door import TwoPersonDeed, TwoPersonDoor
from case_store.sync.chain_door import ChainDoor
from case_store.sync.quarantine_door import QuarantineDoor
from case_store.systems.api_key_door import ApiKeyDoor
from case_store.views.look import Look
from case_store.webhooks.webhook_door import WebhookDoor
from cases.hall_time import hall_date
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.policy.guard import TwoPersonAct
from cases.queue.help_call import CallHelp
from cases.queue.submission import Submission
from cases.queue.visit_commands import ReportPaper
from cases.refusal import Refusal
from cases.views import Leases, MatterView, ProgressView, TicketAnswer, WaitingRow

AnswerT = TypeVar("AnswerT")

_TICKET = TypeAdapter(TicketAnswer)
_ROW = TypeAdapter(WaitingRow)
_CASE_DONE = TypeAdapter(CaseDone)
_DONE = TypeAdapter(bool)


class Hall:
    """The doors of the hall, by the words of its service."""

    def __init__(self, log: EventLog, house: House, clock: Clock, on_commit: OnCommit) -> None:
        self._log, self._house, self._clock = log, house, clock
        self.runner = Runner(log, clock, on_commit)
        self.policy = PolicyDoor(self.runner, house, log)
        self.forgetting = ForgetDoor(self.runner, house)
        self.accounts = AccountDoor(self.runner, house)
        self.appointments = AppointmentsDoor(self.runner, house)
        self.evaluations = EvaluationsDoor(self.runner, house)
        self.scans = ScanDoor(self.runner, house)
        self.moderation = ModerationDoor(self.runner, house)
        self.wishes = WishesDoor(self.runner, house)
        self.holding = Holding(self.runner, house)
        self.downlink = DownlinkDoor(self.runner, house, self.policy.renew)
        self.late = LateDecisions(self.runner, house)
        self.lists = ListDoor(self.runner, house)
        self.quarantine = QuarantineDoor(
            self.runner, lambda: house.policy.guard.two_person.needs(TwoPersonAct.READMIT)
        )
        self.chains = ChainDoor(self.runner, log, house)
        log.follow = Supervising(house).follow
        self.cases = CaseDoor(self.runner, house)
        self.two_person = TwoPersonDoor(self.runner, house, self._deeds(house))
        self.inbox = InboxDoor(self.runner, house)
        self.supervision = SupervisionDoor(self.runner, house)
        self.whistles = WhistleDoor(self.runner, house)
        self.records = RecordsDoor(self.runner, house)
        self.reviews = ReviewDoor(self.runner, house)
        self.bring_in = BringInDoor(self.runner, house)
        self.recounts = RecountDoor(self.runner, house)
        self.attachments = AttachmentDoor(self.runner, house)
        self.papers = PapersDoor(self.runner, house)
        self.receipts = ReceiptDoor(self.runner, house)
        self.imports = ImportDoor(self.runner, house)
        self.reports = ReportDoor(self.runner, house)
        self.case_figures = CaseFiguresDoor(self.runner, house)
        self.assessments = AssessmentDoor(self.runner, house, self.reports)
        self.periodic_reports = PeriodicReportDoor(self.runner, house)
        self.behind = BehindDoor(self.runner, house)
        self.warnings = WarningDoor(self.runner, house)
        self.risk = RiskDoor(self.runner, house)
        self.registration = RegistrationDoor(self.runner, house)
        self.command = CommandDoor(self.runner, house)
        self._ticker = Ticker(self.runner, house)
        self.queue = QueueDoor(self.runner, house)
        self.devices = DeviceDoor(self.runner, house)
        self.api_keys = ApiKeyDoor(self.runner, house)
        self.webhooks = WebhookDoor(self.runner, house)
        self.exports = ExportDoor(self.runner, house)
        self.walls = WallTelling(self.runner, house)
        # What time alone causes, each a turn of its own, so that a command waits for none but the one that runs.
        self.ticks: tuple[Callable[[], bool | None], ...] = (
            self.policy.keep_day,
            self.registration.tick,
            self.recounts.tick,
            self._ticker.tick,
            self.command.tick,
            self.holding.settle,
            self.walls.tick,
        )

    def _deeds(self, house: House) -> dict[TwoPersonAct, TwoPersonDeed]:
        """What two persons do together."""
        forget, apart, over = self.forgetting, self.quarantine, ForcedTakeOver(self.cases, house)
        return {
            TwoPersonAct.FORGET: TwoPersonDeed(check=forget.check, do=forget.do),
            TwoPersonAct.READMIT: TwoPersonDeed(check=apart.check, do=apart.do, apart=apart.apart),
            TwoPersonAct.TAKE_OVER: TwoPersonDeed(check=over.check, do=over.do),
        }

    # Kiosk.

    def submit(self, submission: Submission) -> TicketAnswer | Refusal:
        """A number for a submission, once per `command_id` and once per visit."""
        body = {"submit": submission}
        return self.runner.decide(
            submission.command_id, body, lambda work: submit(work, self._house, submission), _TICKET
        )

    def call_help(self, command: CallHelp) -> bool | Refusal:
        """叫人帮忙."""
        return self.runner.now(lambda work: help_calls.call_help(work, command))

    def withdraw_help(self, help_id: str, reason: str) -> bool | Refusal:
        """Nobody needs to come."""
        return self.runner.now(lambda work: help_calls.withdraw_help(work, help_id, reason))

    def report_paper(self, command_id: UUID, visit_id: str, command: ReportPaper) -> bool | Refusal:
        """What came out of the printer."""
        body = {"paper": command, "visit_id": visit_id}
        return self.runner.decide(
            command_id, body, lambda work: papers.report(work, visit_id, command), _DONE
        )

    def report_set_aside(self, kiosk_id: str, visit_id: str, reason: str) -> bool | Refusal:
        """A kiosk keeps a submission that was refused for good: a person must go there. Told once per visit."""
        return self.runner.now(
            lambda work: raise_notice(
                work, "notice.submission_refused", visit_id, work.now, kiosk_id=kiosk_id, reason=reason
            )
        )

    def report_quarantined(self, events: int, reason: str) -> bool | Refusal:
        """Upstream keeps events of ours apart. Told once a day and reason: the notice itself is pushed, too."""
        code = "notice.decisions_not_taken" if reason == OLD_TENURE else "notice.events_quarantined"
        return self.runner.now(
            lambda work: raise_notice(
                work,
                code,
                f"{hall_date(work.now)}/{reason}",
                work.now,
                events=events,
                reason=reason,
            )
        )

    def tell_disk_short(self, free_mib: int) -> bool | Refusal:
        """The disk is almost full. Told once a day; who has read it may be told again tomorrow."""
        return self.runner.now(
            lambda work: raise_notice(
                work, "notice.disk_short", f"{hall_date(work.now)}", work.now, free_mib=free_mib
            )
        )

    def tell_tables_mended(self, rows: int) -> bool | Refusal:
        """Rows of our tables were damaged on the disk, and are made anew. Told once a day: the disk may be failing."""
        return self.runner.now(
            lambda work: raise_notice(
                work, "notice.tables_mended", f"{hall_date(work.now)}", work.now, rows=rows
            )
        )

    def skip_what_may_be_given(self) -> bool | Refusal:
        """Once, when this hall came back from a backup: numbers of its old life are given to nobody again."""
        return self.runner.now(lambda work: restored.skip_what_may_be_given(work, self._house))

    def leases(self, kiosk_id: str) -> Leases | Refusal:
        """Everything a kiosk holds for today and the next open day, topped up."""
        return self.runner.now(lambda work: leases.top_up(work, self._house, kiosk_id))

    def progress(self, case_code: str, lookup_code: str, session_id: str) -> ProgressView | Refusal:
        """查进度. A wrong try is kept although the answer is a refusal."""
        with self.runner.writing() as work:
            return lookups.progress(work, self._house, case_code, lookup_code, session_id)

    # Counter: who works here.

    def sign_in(self, who: OnDuty) -> bool | Refusal:
        """签到, and sit down at the counter if the role has one."""
        return self.runner.now(lambda work: attendance.sign_in(work, self._house, who))

    def sign_out(self, who: OnDuty) -> bool | Refusal:
        """签退. Refused while a citizen is still at the desk."""
        return self.runner.now(lambda work: attendance.sign_out(work, who))

    # Counter: calling.

    def call_next(self, command_id: UUID, at_desk: AtDesk) -> WaitingRow | Refusal:
        """呼叫下一位."""
        return self.runner.decide(
            command_id,
            {"call_next": at_desk},
            lambda work: calling.call_next(work, self._house, at_desk),
            _ROW,
        )

    def recall(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
        """重呼."""
        return self._visit(
            command_id,
            ("recall", at_desk, visit_id),
            lambda work: calling.recall(work, self._house, at_desk, visit_id),
        )

    def start(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
        """开始办理."""
        return self._visit(
            command_id, ("start", at_desk, visit_id), lambda work: calling.start(work, at_desk, visit_id)
        )

    def end(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
        """结束接待."""
        return self._visit(
            command_id, ("end", at_desk, visit_id), lambda work: calling.end(work, at_desk, visit_id)
        )

    def no_show(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
        """过号."""
        return self._visit(
            command_id, ("no-show", at_desk, visit_id), lambda work: calling.no_show(work, at_desk, visit_id)
        )

    def return_to_queue(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> WaitingRow | Refusal:
        """过号回队."""
        return self._visit(
            command_id,
            ("return", at_desk, visit_id),
            lambda work: calling.return_to_queue(work, self._house, at_desk, visit_id),
        )

    # Counter: the matter.

    def open_matter(self, at_desk: AtDesk, visit_id: str) -> MatterView | Refusal:
        """The matter of the visit at this desk; reading it is an event."""
        return self.runner.now(lambda work: casework.open_matter(work, self._house, at_desk, visit_id))

    def register(
        self, command_id: UUID, at_desk: AtDesk, visit_id: str, matter: tuple[OpenMatter, PrivateMatter]
    ) -> MatterView | Refusal:
        """登记 at the counter."""
        return self._case(
            command_id,
            at_desk,
            {"register": (at_desk, visit_id, matter)},
            lambda work: casework.register(work, self._house, at_desk, visit_id, matter),
        )

    def correct(
        self, command_id: UUID, at_desk: AtDesk, case_id: str, matter: tuple[OpenMatter, PrivateMatter]
    ) -> MatterView | Refusal:
        """The matter corrected by the desk that has the citizen."""
        return self._case(
            command_id,
            at_desk,
            {"correct": (at_desk, case_id, matter)},
            lambda work: casework.correct(work, self._house, at_desk, case_id, matter),
        )

    def accept(self, command_id: UUID, at_desk: AtDesk, case_id: str) -> MatterView | Refusal:
        """受理."""
        return self._case(
            command_id,
            at_desk,
            {"accept": (at_desk, case_id)},
            lambda work: casework.accept(work, self._house, at_desk, case_id),
        )

    def reject(
        self, command_id: UUID, at_desk: AtDesk, case_id: str, reason: tuple[str, str, str]
    ) -> MatterView | Refusal:
        """不予受理: (reason code, referral code, remark)."""
        return self._case(
            command_id,
            at_desk,
            {"reject": (at_desk, case_id, reason)},
            lambda work: casework.reject(work, self._house, at_desk, case_id, reason),
        )

    # Counter: what needs a person.

    def answer_help(self, command_id: UUID, at_desk: AtDesk, help_id: str) -> bool | Refusal:
        """「我去」."""
        return self.runner.decide(
            command_id,
            {"answer_help": (at_desk, help_id)},
            lambda work: help_calls.answer_help(work, at_desk, help_id),
            _DONE,
        )

    def acknowledge(self, command_id: UUID, who: AtDesk | OnDuty, notice_id: str) -> bool | Refusal:
        """知道了, by anybody in the hall: leaders and supervisors, who sit at no counter, are told things too."""
        return self.runner.decide(
            command_id,
            {"acknowledge": (who, notice_id)},
            lambda work: notices.acknowledge(work, who, notice_id),
            _DONE,
        )

    # Time, and looking.

    def tick(self) -> bool:
        """What time alone causes; once a day also the visits that yesterday left. Whether more is due at once."""
        more = [tick() for tick in self.ticks]  # all of them, also behind one that has more to do
        return any(more)

    def look(self, sections: Mapping[str, Callable[[Look], Any]]) -> tuple[datetime, dict[str, Any]]:
        """Sections of a view, all of the same instant."""
        now = self._clock.now()
        with self._log.reading() as connection:
            look = Look(connection, self._house, now)
            return now, {name: read(look) for name, read in sections.items()}

    # How a command runs.

    def _visit(
        self,
        command_id: UUID,
        body: tuple[str, AtDesk, str],
        act: Callable[[Work], WaitingRow | Refusal],
    ) -> WaitingRow | Refusal:
        return self.runner.decide(command_id, body, act, _ROW)

    def _case(
        self, command_id: UUID, at_desk: AtDesk, body: object, act: Callable[[Work], CaseDone | Refusal]
    ) -> MatterView | Refusal:
        done = self.runner.decide(command_id, body, act, _CASE_DONE)
        if isinstance(done, Refusal):
            return done
        with self.runner.past() as past:
            return casework.view_after(past, self._house, at_desk, done.case_id)
