"""The view-model of 人工叫号: whom to call from the kept list, and afterwards what became of the calls."""

from dataclasses import dataclass

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.queue.queue_order import Waiting
from counter.by_hand import ONCE, TWICE, ByHand
from counter.kept_list import HandCall, KeptList, next_by_hand, order_by_hand
from counter.papers import DeskPapers
from counter.services import CounterServices
from counter.wording import clock_text, minutes_since, waited_text
from printing.slips.by_hand_sheet import ByHandSheet, CalledLine, by_hand_sheet
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HandLine:
    """A number on the list, or one that was called."""

    line_id: str
    ticket_no: str
    words: str


@QmlElement
class ByHandViewModel(QObject):
    """`isOffered`: staff who sit here may begin, or read the results. `isOpen`: they have, or may do nothing else."""

    changed = Signal()

    def __init__(
        self,
        services: CounterServices,
        by_hand: ByHand,
        papers: DeskPapers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._by_hand, self._papers = services, by_hand, papers
        self._is_open = self._was_needed = False
        self._paper_word = ""
        self._following = RowModel(HandLine, lambda line: line.line_id, self)
        self._calls = RowModel(HandLine, lambda line: line.line_id, self)
        by_hand.changed.connect(self._show)

    @Slot()
    def toggle(self) -> None:
        """Begin, or go back to what was on the screen."""
        if self._by_hand.is_allowed:
            self._is_open = not self._is_open
            self._show()

    @Slot()
    def call(self) -> None:
        """F1."""
        self._by_hand.call()

    @Slot()
    def came(self) -> None:
        """F4."""
        self._by_hand.say(True)

    @Slot()
    def absent(self) -> None:
        """F3."""
        self._by_hand.say(False)

    @Slot()
    def read(self) -> None:
        """Esc, when the hall is back: the results were read."""
        self._is_open = False
        self._by_hand.forget()
        self._show()

    @Slot()
    def printSheet(self) -> None:
        """人工叫号单 on paper, or as a file where the printer is a folder."""
        kept, rules, now = self._by_hand.kept, self._services.rules, self._services.clock.now()
        if kept is None or rules.counter_no is None:
            return
        sheet = ByHandSheet(
            centre_name=rules.policy.hall.full_name,
            counter_no=rules.counter_no,
            heard_at=kept.heard_at,
            printed_at=now,
            waiting=tuple(waiting.ticket_no for waiting in self._order(kept)),
            called=tuple(
                CalledLine(ticket_no=call.ticket_no, called_at=call.called_at, came=call.came)
                for call in kept.calls
            ),
        )

        def out(is_there: bool) -> None:
            word = "printed" if is_there else "not_printed"
            self._paper_word = rules.texts.get(f"counter_desk.by_hand.{word}")
            self.changed.emit()

        job_id = f"by_hand_sheet:{uuid_v7.uuid7()}"
        self._papers.print(job_id, by_hand_sheet(sheet, rules.texts), str(rules.counter_no), out)

    @Slot()
    def _show(self) -> None:
        kept, texts = self._by_hand.kept, self._services.rules.texts
        if kept is None:
            self.changed.emit()
            return
        is_needed = self._by_hand.is_needed
        if self._was_needed and not is_needed:
            self._is_open = False  # the hall is back: first the PIN, the results stand in the banner
        self._was_needed = is_needed
        now = self._services.clock.now()
        self._following.set_rows(
            [
                HandLine(
                    line_id=waiting.visit_id,
                    ticket_no=waiting.ticket_no,
                    words=waited_text(minutes_since(waiting.place_at, now), texts),
                )
                for waiting in self._order(kept)
            ]
        )
        self._calls.set_rows(
            [
                HandLine(line_id=call.command_id, ticket_no=call.ticket_no, words=self._call_word(call))
                for call in reversed(kept.calls)
            ]
        )
        self.changed.emit()

    def _call_word(self, call: HandCall) -> str:
        texts = self._services.rules.texts
        if call.entered not in ("", ONCE, TWICE):
            return call.entered
        word = call.entered or {True: "came", False: "absent", None: "called"}[call.came]
        return texts.get(f"counter_desk.by_hand.{word}", time=clock_text(call.called_at))

    def _order(self, kept: KeptList) -> tuple[Waiting, ...]:
        number = self._services.rules.counter_no
        if number is None:
            return ()
        return order_by_hand(kept, number, self._services.rules.policy, self._services.clock.now())

    def _why(self) -> str:
        kept, rules = self._by_hand.kept, self._services.rules
        if kept is None or rules.counter_no is None:
            return ""
        following = next_by_hand(kept, rules.counter_no, rules.policy, self._services.clock.now())
        if following is None:
            return rules.texts.get("counter_desk.by_hand.nobody")
        return rules.texts.get(
            "counter_desk.by_hand.next",
            ticket_no=following.ticket_no,
            why=rules.texts.get(f"counter.{following.why}"),
        )

    def _current(self) -> str:
        call = self._by_hand.current
        return call.ticket_no if call is not None else ""

    def _shows(self) -> bool:
        knows = self._services.desk.knows
        return self._by_hand.is_allowed and (self._is_open or knows.by_hand_only)

    def _is_offered(self) -> bool:
        return (
            self._by_hand.is_allowed
            and not self._shows()
            and (self._by_hand.is_needed or bool(self._results()))
        )

    def _age(self) -> str:
        kept, texts = self._by_hand.kept, self._services.rules.texts
        if kept is None:
            return texts.get("counter_desk.by_hand.no_list")
        minutes = minutes_since(kept.heard_at, self._services.clock.now())
        return texts.get(
            "counter_desk.by_hand.age",
            time=clock_text(kept.heard_at),
            minutes=minutes,
            count=len(kept.numbers),
        )

    def _results(self) -> str:
        """After the hall is back: how many were entered, and which were taken twice."""
        kept, texts = self._by_hand.kept, self._services.rules.texts
        if kept is None or not kept.calls or self._by_hand.is_needed:
            return ""
        if kept.to_enter:
            return texts.get("counter_desk.by_hand.entering", count=len(kept.to_enter))
        twice = [call.ticket_no for call in kept.calls if call.entered == TWICE]
        if twice:
            numbers = texts.get("counter_desk.waiting.then").join(twice)
            return texts.get("counter_desk.by_hand.entered_twice", count=len(kept.calls), numbers=numbers)
        return texts.get("counter_desk.by_hand.entered", count=len(kept.calls))

    isNeeded = Property(bool, lambda self: self._by_hand.is_needed, notify=changed)
    isOpen = Property(bool, lambda self: self._shows(), notify=changed)
    isOffered = Property(bool, lambda self: self._is_offered(), notify=changed)
    isOnly = Property(bool, lambda self: self._services.desk.knows.by_hand_only, notify=changed)
    current = Property(str, _current, notify=changed)
    why = Property(str, _why, notify=changed)
    age = Property(str, _age, notify=changed)
    results = Property(str, _results, notify=changed)
    paper = Property(str, lambda self: self._paper_word, notify=changed)
    hasPrinter = Property(bool, lambda self: self._papers.is_there, constant=True)
    following = Property(RowModel, lambda self: self._following, constant=True)
    calls = Property(RowModel, lambda self: self._calls, constant=True)
