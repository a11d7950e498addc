"""领着取号: staff hand out a number without a kiosk, say it in large type, and print it where there is a printer."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.queue import IssuedTicket
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.typed import compact, is_digits
from counter.menu import Menu
from counter.papers import DeskPapers
from counter.rejection import ChoiceLine
from counter.reprints import receipts_missing, reprint_menu, tickets_missing
from counter.services import CounterServices
from printing.slips.printed_again import printed_again
from printing.slips.queue_ticket import QueueTicket, queue_ticket
from screenkit.property_shim import Property
from screenkit.rows import RowModel

_log = logging.getLogger(__name__)
QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen so far. `queue` and `priority` are places in their lists; priority 0 is none."""

    queue: int = 0
    priority: int = 0
    people: str = ""
    counter: str = ""


@QmlElement
class TicketViewModel(QObject):
    """Open from F11 → 5 until it is closed; the last ticket is kept for one more print of it."""

    changed = Signal()
    receiptWanted = Signal(str)  # the case of a receipt that did not come out

    def __init__(self, services: CounterServices, papers: DeskPapers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._papers = services, papers
        self._is_open = False
        self._wanted = Wanted()
        self._problem = ""
        self._last: IssuedTicket | None = None
        self._shows_last = False
        self._paper_word = ""
        self._queues = RowModel(ChoiceLine, lambda line: line.code, self)
        self._categories = RowModel(ChoiceLine, lambda line: line.code, self)

    @property
    def can_reprint(self) -> bool:
        """Whether there is a printer here, and anything that it could print again."""
        desk = self._services.desk
        missing = tickets_missing(desk.knows.view) or receipts_missing(desk)
        is_any = self._last is not None or bool(missing)
        return is_any and self._papers.is_there

    @Slot()
    def open(self) -> None:
        """Nothing is chosen yet but the first queue."""
        self._is_open, self._shows_last = True, False
        self._wanted, self._problem = Wanted(), ""
        self._show()

    @Slot()
    def close(self) -> None:
        """Done or given up."""
        self._is_open = False
        self.changed.emit()

    @Slot(int)
    def chooseQueue(self, index: int) -> None:
        """The ordinary queue."""
        if 0 <= index < len(self._ordinary()):
            self._choose(replace(self._wanted, queue=index))

    @Slot(int)
    def choosePriority(self, index: int) -> None:
        """A category of 优先, 0 for none."""
        if 0 <= index <= len(self._services.rules.policy.hall.priority_categories):
            self._choose(replace(self._wanted, priority=index))

    @Slot(str)
    def writePeople(self, text: str) -> None:
        """How many persons come together."""
        self._wanted = replace(self._wanted, people=text)

    @Slot(str)
    def writeCounter(self, text: str) -> None:
        """Only this counter may call it."""
        self._wanted = replace(self._wanted, counter=text)

    @Slot()
    def issue(self) -> None:
        """Ask the hall for the number."""
        hall, texts = self._services.rules.policy.hall, self._services.rules.texts
        people, counter = _number(self._wanted.people), _number(self._wanted.counter)
        if people == 0:
            self._problem = texts.get("counter_desk.ticket.people_range", count_max=hall.groups.persons_max)
        elif counter is not None and hall.counter(counter) is None:
            self._problem = texts.get("counter_desk.ticket.no_counter")
        else:
            self._problem = ""
            categories = [None, *(category.key for category in hall.priority_categories)]
            queue = self._ordinary()[self._wanted.queue][0]
            self._services.desk.queue.issue(
                queue, categories[self._wanted.priority], people, counter, self._issued
            )
        self.changed.emit()

    @Slot()
    def reprint(self) -> None:
        """补打 the last one, as a job of its own."""
        if self._last is not None:
            self._is_open, self._shows_last = True, True
            self._print(self._last, f"{self._last.answer.visit_id}:again:{uuid_v7.uuid7()}")

    def reprint_menu(self) -> Menu:
        """F11 → 6: the journal of what did not come out, and the last one of this counter."""
        last = self.reprint if self._last is not None else None
        return reprint_menu(self._services.desk, self._remake, last, self._receipt)

    def _receipt(self, case_id: str) -> None:
        """What `emit` answers is no menu."""
        self.receiptWanted.emit(case_id)

    def _remake(self, visit_id: str) -> None:
        """The ticket of somebody who holds none, made anew by the hall; what came out is told to it."""
        hall, desk = self._services.client.queue, self._services.desk
        reprint_id = uuid_v7.uuid7()

        def ask(command_id: UUID) -> Coroutine[Any, Any, IssuedTicket | Refusal]:
            nonlocal reprint_id
            reprint_id = command_id
            return hall.reprint_ticket(visit_id, command_id)

        def made(ticket: IssuedTicket) -> None:
            self._is_open, self._shows_last, self._last = True, True, ticket
            self._print(ticket, f"{visit_id}:again:{reprint_id}", tell)

        def tell(is_there: bool) -> None:
            result = PaperState.PRINTED if is_there else PaperState.FAILED
            told = hall.reprinted(visit_id, reprint_id, result, "", uuid_v7.uuid7())
            self._services.bridge.submit(told, on_error=_not_told)

        desk.ask(f"reprint:{visit_id}", ask, made)

    def _issued(self, ticket: IssuedTicket) -> None:
        self._last, self._shows_last = ticket, True
        self._print(ticket, f"{ticket.answer.visit_id}:queue_ticket")

    def _print(self, ticket: IssuedTicket, job_id: str, then: Callable[[bool], None] | None = None) -> None:
        """`then`: it is a ticket made anew, and whether it came out is told on."""
        texts = self._services.rules.texts
        self._paper_word = texts.get(
            "counter_desk.ticket.printing" if self._papers.is_there else "counter_desk.ticket.tell"
        )
        self.changed.emit()
        if not self._papers.is_there:
            return

        def out(is_there: bool) -> None:
            word = "printed" if is_there else "not_printed"
            self._paper_word = texts.get(f"counter_desk.ticket.{word}")
            self.changed.emit()
            if then is not None:
                then(is_there)

        paper = queue_ticket(self._paper_of(ticket), texts)
        if ":again:" in job_id:
            paper = printed_again(paper, texts)
        self._papers.print(job_id, paper, ticket.answer.ticket_no, out)

    def _paper_of(self, ticket: IssuedTicket) -> QueueTicket:
        hall, answer = self._services.rules.policy.hall, ticket.answer
        queue = hall.queue(answer.queue)
        return QueueTicket(
            centre_name=hall.full_name,
            ticket_no=answer.ticket_no,
            queue_name=queue.name,
            waiting_place=queue.waiting_place,
            phone=hall.phone,
            qr_url=ticket.ticket_url,
            people_ahead=answer.people_ahead,
            wait_low_min=answer.wait_low_min,
            wait_high_min=answer.wait_high_min,
            issued_at=self._services.clock.now(),
            priority=queue.priority,
        )

    def _ordinary(self) -> list[tuple[str, str]]:
        return [(q.letter, q.name) for q in self._services.rules.policy.hall.queues if not q.priority]

    def _choose(self, wanted: Wanted) -> None:
        self._wanted, self._problem = wanted, ""
        self._show()

    def _show(self) -> None:
        texts = self._services.rules.texts
        categories = [
            ("", texts.get("counter_desk.ticket.ordinary")),
            *((c.key, c.name) for c in self._services.rules.policy.hall.priority_categories),
        ]
        self._queues.set_rows(_lines(self._ordinary(), self._wanted.queue))
        self._categories.set_rows(_lines(categories, self._wanted.priority))
        self.changed.emit()

    def _number_text(self) -> str:
        return self._last.answer.ticket_no if self._last is not None and self._shows_last else ""

    def _where(self) -> str:
        if self._last is None or not self._shows_last:
            return ""
        rules, answer = self._services.rules, self._last.answer
        queue = rules.policy.hall.queue(answer.queue)
        return rules.texts.get(
            "counter_desk.ticket.where", queue_name=queue.name, waiting_place=queue.waiting_place
        )

    def _wait(self) -> str:
        if self._last is None or not self._shows_last:
            return ""
        answer, texts = self._last.answer, self._services.rules.texts
        if answer.people_ahead is None:
            return ""
        if answer.wait_low_min is None or answer.wait_high_min is None:
            return texts.get("counter_desk.ticket.ahead", count=answer.people_ahead)
        return texts.get(
            "counter_desk.ticket.wait",
            count=answer.people_ahead,
            low=answer.wait_low_min,
            high=answer.wait_high_min,
        )

    isOpen = Property(bool, lambda self: self._is_open, notify=changed)
    isIssued = Property(bool, lambda self: self._shows_last, notify=changed)
    problem = Property(str, lambda self: self._problem, notify=changed)
    queue = Property(int, lambda self: self._wanted.queue, notify=changed)
    priority = Property(int, lambda self: self._wanted.priority, notify=changed)
    queues = Property(RowModel, lambda self: self._queues, constant=True)
    categories = Property(RowModel, lambda self: self._categories, constant=True)
    ticketNo = Property(str, _number_text, notify=changed)
    where = Property(str, _where, notify=changed)
    wait = Property(str, _wait, notify=changed)
    paper = Property(str, lambda self: self._paper_word, notify=changed)
    hasPrinter = Property(bool, lambda self: self._papers.is_there, constant=True)


def _not_told(error: Exception) -> None:
    """It stays in the journal then, and may be printed once more."""
    _log.warning("a reprint was not told to the hall: %s", error)


def _lines(options: list[tuple[str, str]], chosen: int) -> list[ChoiceLine]:
    return [
        ChoiceLine(code=code, name=name, is_chosen=index == chosen)
        for index, (code, name) in enumerate(options)
    ]


def _number(text: str) -> int | None:
    """None for an empty field, 0 for what is no number."""
    digits = compact(text)
    if not digits:
        return None
    return int(digits) if is_digits(digits) and len(digits) < 5 else 0  # noqa: PLR2004  more than any hall holds
