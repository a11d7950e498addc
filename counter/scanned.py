"""A code under this counter's scanner: a ticket leads to its visit, a receipt to its case, a paper to its record."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from case_store.paper_words import issued_on, paper_name
from cases.matter.scanned_code import CodeKind, OurCode
from cases.paper.paper_record import shown_hash
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_papers import KnownPaper
from cases.views_scans import ScanFound
from counter.menu import Choice, Menu
from counter.services import CounterServices
from counter.side import side_lines
from devices.scanner.scanner import NotOurs, ScanEvent

Act = Callable[[str, str], None]


class ScannedCodes(QObject):
    """`menuWanted`: what can be done with what was scanned. Where nothing can, it is only said."""

    menuWanted = Signal(object)
    caseWanted = Signal(str)

    def __init__(
        self, services: CounterServices, act: Act, is_busy: Callable[[], bool], parent: QObject
    ) -> None:
        """`act`: what a line of the side list does; `is_busy`: a form is open, which nothing may push aside."""
        super().__init__(parent)
        self._services, self._act, self._is_busy = services, act, is_busy
        services.at_hand.scan.connect(self._hear)

    @Slot(object)
    def _hear(self, event: ScanEvent) -> None:
        knows = self._services.desk.knows
        if knows.staff is None or knows.locked:
            return
        if self._is_busy():
            self._services.desk.say("counter_desk.scan.form_open")
        elif isinstance(event, NotOurs):
            self._services.desk.hear_refusal(Refusal(event.code))
        elif event.code.kind is CodeKind.PAPER:
            code, papers = event.code.code, self._services.client.papers
            self._services.desk.ask("scan", lambda _id: papers.known_by_code(code), self._paper)
        else:
            self._look_up(event.code)

    def _look_up(self, code: OurCode) -> None:
        self._services.desk.ask("scan", lambda _id: self._services.client.queue.scanned(code), self._found)

    def _found(self, found: ScanFound) -> None:
        if found.visit_id is None:
            self.caseWanted.emit(found.case_id or "")
            return
        texts = self._services.rules.texts
        state = found.visit_state if found.is_today else "past"
        title = texts.get(f"counter_desk.scan.{state}", ticket_no=found.ticket_no)
        self._offer(title, self._visit_choices(found))

    def _visit_choices(self, found: ScanFound) -> list[tuple[str, Callable[[], None]]]:
        """What the side list offers for this visit, and its case."""
        desk, rules = self._services.desk, self._services.rules
        view, visit_id, case_id = desk.knows.view, found.visit_id or "", found.case_id or ""
        lines = side_lines(view, rules.counter_no, rules.policy, rules.texts) if view else ()
        can: list[tuple[str, Callable[[], None]]] = [
            (line.action, partial(self._act, line.kind, visit_id))
            for line in lines
            if line.visit_id == visit_id
        ]
        if case_id:
            can.append((rules.texts.get("counter_desk.scan.case"), partial(self.caseWanted.emit, case_id)))
        return can

    def _paper(self, known: KnownPaper) -> None:
        texts, record = self._services.rules.texts, known.record
        said = paper_words(known, texts)
        if record is None or record.case_code is None:
            self._services.desk.know(said=said)
            return
        code = OurCode(CodeKind.CASE, record.case_code)
        choice = (texts.get("counter_desk.scan.case"), lambda: self._look_up(code))
        self._offer(said, [choice], texts.get("paper_check.compare"))

    def _offer(self, title: str, can: list[tuple[str, Callable[[], None]]], hint: str = "") -> None:
        if not can:
            self._services.desk.know(said=title)
            return
        self.menuWanted.emit(
            Menu(
                title=title,
                hint=hint or self._services.rules.texts.get("counter_desk.menu.hint"),
                choices=tuple(
                    Choice(key=str(number), name=name, pick=pick)
                    for number, (name, pick) in enumerate(can, 1)
                ),
            )
        )


def paper_words(known: KnownPaper, texts: Texts) -> str:
    """What the log knows of a paper, in one sentence (核验)."""
    facts = {"paper": paper_name(known.kind, texts), "number": known.number}
    if (record := known.record) is None:
        return texts.get("paper_check.void" if known.void else "paper_check.not_issued", **facts)
    told = {"date": issued_on(record, texts), "hash": shown_hash(record.content_hash), "pages": record.pages}
    return texts.get("paper_check.known", **facts, **told)
