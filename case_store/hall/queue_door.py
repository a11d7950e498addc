"""The hall's door to the places in line: the verbs of `queue_verbs`, tickets at the counter, and desks that pause."""

from collections.abc import Callable
from uuid import UUID

from pydantic import TypeAdapter

from case_store.hall import counter_tickets, desks, papers, queue_verbs
from case_store.hall.counter_tickets import CounterTicket, IssuedTicket
from case_store.hall.house import AtDesk, House, OnDuty
from case_store.hall.queue_verbs import ByHand, Handover
from case_store.hall.runner import Runner
from case_store.log.event_log import Work
from cases.queue.visit_commands import ReportPaper
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import TicketAnswer, WaitingRow

_ROW = TypeAdapter(WaitingRow)
_TICKET = TypeAdapter(TicketAnswer)
_DONE = TypeAdapter(bool)

RowAnswer = WaitingRow | Refusal


class QueueDoor:
    """Every verb once per `command_id`; in the store's one thread, as everything of the hall."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def undo(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> RowAnswer:
        """撤回 a wrong call, within seconds."""
        return self._row(
            command_id,
            ("undo", at_desk, visit_id),
            lambda work: queue_verbs.undo(work, self._house, at_desk, visit_id),
        )

    def hold(self, command_id: UUID, at_desk: AtDesk, visit_id: str, reason: str) -> RowAnswer:
        """挂起, with a reason of policy."""
        return self._row(
            command_id,
            ("hold", at_desk, visit_id, reason),
            lambda work: queue_verbs.hold(work, self._house, at_desk, visit_id, reason),
        )

    def resume(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> RowAnswer:
        """Back in line before the hold is over."""
        return self._row(
            command_id,
            ("resume", at_desk, visit_id),
            lambda work: queue_verbs.resume(work, at_desk, visit_id),
        )

    def transfer(self, command_id: UUID, at_desk: AtDesk, visit_id: str, target: Handover) -> RowAnswer:
        """转窗口 or 转区."""
        return self._row(
            command_id,
            ("transfer", at_desk, visit_id, target),
            lambda work: queue_verbs.transfer(work, self._house, at_desk, visit_id, target),
        )

    def acknowledge_transfer(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> RowAnswer:
        """签收."""
        return self._row(
            command_id,
            ("acknowledge-transfer", at_desk, visit_id),
            lambda work: queue_verbs.acknowledge_transfer(work, self._house, at_desk, visit_id),
        )

    def take_back(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> RowAnswer:
        """The first desk goes on with it."""
        return self._row(
            command_id,
            ("take-back", at_desk, visit_id),
            lambda work: queue_verbs.take_back(work, at_desk, visit_id),
        )

    def check_priority(self, command_id: UUID, at_desk: AtDesk, visit_id: str, granted: bool) -> RowAnswer:
        """核实优先."""
        return self._row(
            command_id,
            ("priority", at_desk, visit_id, granted),
            lambda work: queue_verbs.check_priority(work, self._house, at_desk, visit_id, granted),
        )

    def merge(self, command_id: UUID, at_desk: AtDesk, visit_id: str, into_ticket_no: str) -> RowAnswer:
        """并号."""
        return self._row(
            command_id,
            ("merge", at_desk, visit_id, into_ticket_no),
            lambda work: queue_verbs.merge(work, at_desk, visit_id, into_ticket_no),
        )

    def leave(self, command_id: UUID, at_desk: AtDesk, visit_id: str) -> RowAnswer:
        """中途离开."""
        return self._row(
            command_id,
            ("leave", at_desk, visit_id),
            lambda work: queue_verbs.leave(work, at_desk, visit_id),
        )

    def cancel(self, command_id: UUID, at_desk: AtDesk, visit_id: str, reason: str) -> RowAnswer:
        """取消."""
        return self._row(
            command_id,
            ("cancel", at_desk, visit_id, reason),
            lambda work: queue_verbs.cancel(work, self._house, at_desk, visit_id, reason),
        )

    def enter_by_hand(self, command_id: UUID, at_desk: AtDesk, line: ByHand) -> RowAnswer:
        """人工叫号, entered afterwards."""
        return self._row(
            command_id,
            ("by-hand", at_desk, line),
            lambda work: queue_verbs.enter_by_hand(work, at_desk, line),
        )

    def issue_ticket(self, command_id: UUID, who: OnDuty, wanted: CounterTicket) -> IssuedTicket | Refusal:
        """领着取号: the number and the URL for its paper."""
        answer = self._runner.decide(
            command_id,
            {"issue_ticket": (who, wanted)},
            lambda work: counter_tickets.issue_at_counter(work, self._house, who, command_id, wanted),
            _TICKET,
        )
        if isinstance(answer, Refusal):
            return answer
        return counter_tickets.with_url(self._house, command_id, answer)

    def reprint(self, command_id: UUID, who: OnDuty, visit_id: str) -> IssuedTicket | Refusal:
        """补打 a ticket that its citizen does not hold."""
        answer = self._runner.decide(
            command_id,
            {"reprint": (who, visit_id)},
            lambda work: papers.reprint(work, self._house, who, command_id, visit_id),
            _TICKET,
        )
        if isinstance(answer, Refusal):
            return answer
        return counter_tickets.with_url(self._house, command_id, answer)

    def reprinted(
        self, command_id: UUID, who: OnDuty, visit_id: str, outcome: tuple[UUID, PaperState, str]
    ) -> bool | Refusal:
        """What came out of the counter's printer: (the command of the reprint, result, reason)."""
        reprint_id, result, reason = outcome
        job_id = papers.counter_job(visit_id, reprint_id)
        command = ReportPaper(paper=papers.QUEUE_TICKET, job_id=job_id, result=result, reason=reason)
        return self._runner.decide(
            command_id,
            {"reprinted": (who, visit_id, command)},
            lambda work: papers.report(work, visit_id, command, who),
            _DONE,
        )

    def pause(self, command_id: UUID, at_desk: AtDesk, minutes: int | None) -> bool | Refusal:
        """暂离, for about so long."""
        return self._runner.decide(
            command_id,
            {"pause": (at_desk, minutes)},
            lambda work: desks.pause_desk(work, at_desk, minutes),
            _DONE,
        )

    def resume_desk(self, command_id: UUID, at_desk: AtDesk) -> bool | Refusal:
        """Back at the desk."""
        return self._runner.decide(
            command_id, {"resume_desk": at_desk}, lambda work: desks.resume_desk(work, at_desk), _DONE
        )

    def _row(self, command_id: UUID, body: object, act: Callable[[Work], RowAnswer]) -> RowAnswer:
        return self._runner.decide(command_id, body, act, _ROW)
