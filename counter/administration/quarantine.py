"""The part 隔离区 of the page 管理: what was kept apart, why, and a person's decision on it."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.connection import Unreachable
from cases.policy.guard import TwoPersonAct
from cases.policy.policy_revision import WHY_CHARS_MAX
from cases.refusal import Reader, Refusal
from cases.texts import TextError
from counter.administration.apart_words import Apart, ApartFact, ApartLine, ApartTold, ApartWords
from counter.seat import SESSION_OVER
from counter.services import CounterServices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

REFRESH_MS = 2000  # looked at, it is never older than this and one question
_DECISIONS = ("readmit", "push_again", "leave_out")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Command:
    """One decision; the same again keeps its id and happens once."""

    act: str
    key: str
    why: str
    command_id: UUID


@QmlElement
class QuarantineViewModel(QObject):
    """Read when the page 管理 is opened, and again while this part is looked at."""

    changed = Signal()
    countChanged = Signal()
    whyWanted = Signal()

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, services.rules.texts
        self._apart: dict[str, Apart] = {}
        self._chosen, self._why, self._said = "", "", ""
        self._is_read, self._is_away, self._is_looked_at = False, False, False
        self._is_reading, self._is_acting = False, False
        self._command: _Command | None = None
        self._leaving = ""
        self._told = ApartTold()
        self._lines = RowModel(ApartLine, lambda line: line.key, self)
        self._facts = RowModel(ApartFact, lambda fact: fact.label, self)
        self._again = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._again.timeout.connect(self.read)
        services.desk.changed.connect(self._happened)

    # What one does.

    @Slot()
    def read(self) -> None:
        """Ask the hall what it keeps apart."""
        if not self._is_reading:
            self._is_reading = True
            self._services.bridge.submit(self._ask(), self._listed, self._not_listed)

    @Slot(bool)
    def lookAt(self, is_looked_at: bool) -> None:
        """The part is opened or left."""
        self._is_looked_at = is_looked_at
        if is_looked_at:
            self.read()
        else:
            self._said = ""
            self.changed.emit()

    @Slot(str)
    def choose(self, key: str) -> None:
        """One of the list. A reason belongs to the event that it was written for."""
        if key != self._chosen and key in self._apart:
            self._chosen, self._why, self._said = key, "", ""
            self._show()

    @Slot(int)
    def step(self, by: int) -> None:
        """The next one, or the one before."""
        keys = list(self._apart)
        if keys:
            self.choose(keys[min(max(self._index() + by, 0), len(keys) - 1)])

    @Slot(str)
    def setWhy(self, why: str) -> None:
        """The reason."""
        self._why = why
        self.changed.emit()

    @Slot()
    def readmit(self) -> None:
        """F6: 重新收入, or 再送 for ours; where policy wants two persons, asked for."""
        if (apart := self._of_chosen()) is None or not self._can_readmit():
            return
        client, row, why = self._services.client, apart.row, self._why
        if self._needs_two():
            self._decide("ask", lambda id_: client.two_person.ask_to_readmit(row, why, id_))
        else:
            act = "push_again" if row.upstream else "readmit"
            self._decide(act, lambda id_: client.quarantine.readmit(row, why, id_))

    @Slot()
    def leaveOut(self) -> None:
        """F7: 留存不收."""
        if (apart := self._of_chosen()) is not None and self._can_leave_out():
            client, row, why = self._services.client.quarantine, apart.row, self._why
            self._decide("leave_out", lambda id_: client.leave_out(row, why, id_))

    @Slot()
    def takeBack(self) -> None:
        """F8: what waits for its second person is asked for no more."""
        apart = self._of_chosen()
        if apart is not None and apart.request is not None and not self._is_acting:
            self._send("take_back", self._services.client.two_person.decline(apart.request.request_id))

    def _decide(self, act: str, question: Callable[[UUID], Coroutine[Any, Any, object]]) -> None:
        if not self._why.strip():
            self._say("quarantine.page.why_missing")
            self.whyWanted.emit()
            return
        asked = (act, self._chosen, self._why)
        if self._command is None or (self._command.act, self._command.key, self._command.why) != asked:
            self._command = _Command(*asked, uuid_v7.uuid7())
        self._send(act, question(self._command.command_id))

    def _send(self, act: str, question: Coroutine[Any, Any, object]) -> None:
        self._is_acting, self._said = True, ""
        kind = self._told.kind

        def landed(answer: object) -> None:
            self._is_acting, self._command = False, None
            if isinstance(answer, Refusal):
                self._refused(answer)
                if answer.code in SESSION_OVER:
                    return
            else:
                self._why = ""
                self._leaving = self._chosen if act in _DECISIONS else ""
                if act != "ask":  # the request itself is shown
                    self._say(f"quarantine.page.done_{act}", kind=kind)
            self.read()

        self._services.bridge.submit(question, landed, self._not_done)
        self.changed.emit()

    # What the hall says.

    async def _ask(self) -> tuple[Apart, ...] | Refusal:
        client = self._services.client
        rows = await client.quarantine.rows()
        if isinstance(rows, Refusal):
            return rows
        asked = await client.two_person.rows() if self._needs_two() else ()
        waiting = () if isinstance(asked, Refusal) else asked
        about = {one.apart: one for one in waiting if one.apart}
        return tuple(Apart(row=row, request=about.get(row)) for row in rows)

    def _listed(self, answer: tuple[Apart, ...] | Refusal) -> None:
        self._is_reading = False
        if isinstance(answer, Refusal):
            self._refused(answer)
            return
        self._is_read, self._is_away = True, False
        was, count = self._index(), self.waiting
        self._apart = {one.key: one for one in answer}
        if self._chosen not in self._apart or self._chosen == self._leaving:  # the one that took its place
            keys = list(self._apart)
            self._chosen = keys[min(max(was, 0), len(keys) - 1)] if keys else ""
            self._why, self._leaving = "", ""
        self._show()
        if count != self.waiting:
            self.countChanged.emit()

    def _not_listed(self, error: Exception) -> None:
        self._is_reading = False
        self._is_away = isinstance(error, Unreachable)
        if not self._is_away:
            _log.error("the quarantine was not read", exc_info=error)
            self._say("quarantine.page.broken")
        self.changed.emit()  # a list that was read stays; that the hall is away is said above every page
        if self._is_looked_at:
            self._again.start()

    def _not_done(self, error: Exception) -> None:
        self._is_acting = False
        if not isinstance(error, Unreachable):
            _log.error("a decision on the quarantine failed", exc_info=error)
        self._say(
            "quarantine.page.unreachable" if isinstance(error, Unreachable) else "quarantine.page.broken"
        )

    def _refused(self, refusal: Refusal) -> None:
        try:
            self._said = self._texts.tell(refusal, Reader.STAFF)
        except TextError as error:  # a newer hall may know a refusal that we have no words for
            _log.error("%s", error)
            self._said = self._texts.get("quarantine.page.broken")
        self.changed.emit()
        if refusal.code in SESSION_OVER:
            self._services.desk.lock()

    @Slot()
    def _happened(self) -> None:
        if self._is_looked_at and not self._again.isActive():
            self._again.start()

    # What is shown.

    @property
    def waiting(self) -> int:
        """How many wait for a decision."""
        return sum(one.is_open for one in self._apart.values())

    def _say(self, key: str, **facts: object) -> None:
        self._said = self._texts.get(key, **facts)
        self.changed.emit()

    def _show(self) -> None:
        words, apart = self._words(), self._of_chosen()
        self._lines.set_rows([words.line(one) for one in self._apart.values()])
        self._facts.set_rows(words.facts(apart) if apart else [])
        self._told = words.told(apart) if apart else ApartTold()
        self.changed.emit()

    def _words(self) -> ApartWords:
        return ApartWords(
            self._texts, self._services.policy_in_force.policy, self._services.desk.knows.people
        )

    def _of_chosen(self) -> Apart | None:
        return self._apart.get(self._chosen)

    def _index(self) -> int:
        return list(self._apart).index(self._chosen) if self._chosen in self._apart else -1

    def _needs_two(self) -> bool:
        return self._services.policy_in_force.policy.guard.two_person.needs(TwoPersonAct.READMIT)

    def _can_readmit(self) -> bool:
        apart = self._of_chosen()
        return apart is not None and apart.request is None and not self._is_acting

    def _can_leave_out(self) -> bool:
        apart = self._of_chosen()
        return apart is not None and apart.is_open and self._can_readmit()

    def _empty(self) -> str:
        """In place of the list."""
        if self._is_read or self._said:  # refused: the sentence stands for itself
            return "" if self._apart or not self._is_read else self._texts.get("quarantine.page.empty")
        return self._texts.get("quarantine.page.away" if self._is_away else "quarantine.page.loading")

    def _readmit_words(self) -> str:
        apart = self._of_chosen()
        act = "push_again" if apart is not None and apart.row.upstream else "readmit"
        return self._texts.get(f"quarantine.page.{'ask_' if self._needs_two() else ''}{act}")

    rows = Property(RowModel, lambda self: self._lines, constant=True)
    facts = Property(RowModel, lambda self: self._facts, constant=True)
    chosen = Property(str, lambda self: self._chosen, notify=changed)
    chosenIndex = Property(int, lambda self: self._index(), notify=changed)
    empty = Property(str, lambda self: self._empty(), notify=changed)
    suggested = Property(str, lambda self: self._told.suggested, notify=changed)
    kind = Property(str, lambda self: self._told.kind, notify=changed)
    reason = Property(str, lambda self: self._told.reason, notify=changed)
    otherwise = Property(str, lambda self: self._told.otherwise, notify=changed)
    advice = Property(str, lambda self: self._told.advice, notify=changed)
    request = Property(str, lambda self: self._told.request, notify=changed)
    requestHow = Property(str, lambda self: self._told.request_how, notify=changed)
    readmitWords = Property(str, lambda self: self._readmit_words(), notify=changed)
    needsTwo = Property(bool, lambda self: self._needs_two(), notify=changed)
    canReadmit = Property(bool, lambda self: self._can_readmit(), notify=changed)
    canLeaveOut = Property(bool, lambda self: self._can_leave_out(), notify=changed)
    canTakeBack = Property(
        bool, lambda self: self._told.request != "" and not self._is_acting, notify=changed
    )
    why = Property(str, lambda self: self._why, notify=changed)
    whyMax = Property(int, lambda _self: WHY_CHARS_MAX, constant=True)
    said = Property(str, lambda self: self._said, notify=changed)
