"""Papers of cases at this workplace: made after an act or when asked for, then printed, beside the UI thread.

One for the whole counter, because the desk (不予受理) and the page of a case both lead to papers. What the hall did not
answer waits under its own ids and is asked again, so that no number is drawn twice.
"""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from case_store.client.connection import Unreachable
from case_store.paper_words import paper_name
from cases.paper.paper_record import DocumentKind
from cases.paper.paper_rules import owed_after
from cases.refusal import Reader, Refusal
from cases.views_casework import CaseView
from cases.views_supervision import ItemPage, RecordPage
from counter.casework.file_binding import COVER, BoundFile, FileBinder
from counter.casework.paper_making import MadePaper, PaperJob, PaperMaker
from counter.desk import Desk
from counter.papers import DeskPapers
from printing.a4.of_case.filling import can_be_filled
from printing.numbered import Numbered
from printing.paper import Paper
from printing.slips.appointment_notice import AppointmentNotice, appointment_notice
from printing.slips.evaluation_form import EvaluationForm, evaluation_slip
from printing.slips.guidance_slip import GuidanceSlip, guidance_slip
from printing.transports.office_printer import OfficePrinter

_REJECT = "reject"  # the act of the desk
_log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A paper that is out: what went wrong while it was printed, None if nothing."""

    made: MadePaper
    on_slip: bool
    trouble: Refusal | None


class Came(Enum):
    """How a slip came out, as the sentence about it is called."""

    ON_SLIP = "printed"
    ON_A4 = "on_a4"
    NOT = "not_printed"


class PaperDesk(QObject):
    """`said` and `shown` are heard where the case is: a sentence, and the case with its new paper."""

    said = Signal(str, str)  # case id, sentence
    shown = Signal(object)  # CaseView

    def __init__(
        self,
        desk: Desk,
        maker: PaperMaker,
        slips: DeskPapers,
        office: OfficePrinter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._maker, self._slips, self._office = desk, maker, slips, office
        self._binder = FileBinder(maker, desk.rules.texts)
        self._waiting: dict[tuple[str, DocumentKind], PaperJob] = {}
        desk.rejectionDone.connect(self._rejected_here)

    # What leads to a paper.

    def after(self, act: str, view: CaseView) -> None:
        """An act was done on the page of its case."""
        for kind in owed_after(act, view, self._desk.rules.policy.papers):
            if self.can_make(kind, view):
                self.make(view.case_id, kind)

    def can_make(self, kind: DocumentKind, view: CaseView) -> bool:
        """Whether the case has what the paper says."""
        rules, now = self._desk.rules, self._desk.clock.now()
        return can_be_filled(kind, view, now, rules.policy, rules.texts)

    def make(
        self, case_id: str, kind: DocumentKind, of: str = "", about: ItemPage | RecordPage | None = None
    ) -> None:
        """One paper; what waits for an answer is asked again. `of` and `about`: as PaperJob has them."""
        wanted = PaperJob(case_id=case_id, kind=kind, of=of, about=about)
        job = self._waiting.setdefault((case_id, kind), wanted)
        self._tell(case_id, "making", paper=self._name(kind))

        async def work() -> Printed | Refusal:
            made = await self._maker.make(self._desk.client, job, self._desk.rules.policy)
            return made if isinstance(made, Refusal) else self._print(made)

        def done(printed: Printed) -> None:
            self._printed(case_id, kind, printed)

        self._ask(work(), (case_id, kind), done)

    def reprint(self, case_id: str, paper_id: str, number: str, kind: DocumentKind) -> None:
        """补打: the same bytes out of the vault."""

        async def work() -> bool | Refusal:
            pdf = await self._desk.client.papers.read(case_id, paper_id)
            return pdf if isinstance(pdf, Refusal) else self._office.print(number, pdf) or True

        self._ask(
            work(),
            (case_id, kind),
            lambda _done: self._tell(case_id, "reprinted", number=number),
            makes=False,
        )

    @property
    def can_hand_out(self) -> bool:
        """Whether there is any printer here."""
        return self._slips.is_there or self._office.is_there

    def hand_out(self, job_id: str, slip: Paper, name: str, then: Callable[[Came], None]) -> None:
        """A slip that is none of the case's numbered papers; on A4 where there is no 80 mm printer.

        `name`: as a print queue shows it, so nobody's.
        """
        if self._slips.is_there:
            self._slips.print(job_id, slip, "", lambda is_there: then(Came.ON_SLIP if is_there else Came.NOT))
            return

        async def work() -> Refusal | None:
            return self._office.print(name, self._maker.as_pdf(slip))

        def failed(error: Exception) -> None:
            _log.error("a slip was not printed", exc_info=error)
            then(Came.NOT)

        self._desk.bridge.submit(work(), lambda trouble: then(Came.NOT if trouble else Came.ON_A4), failed)

    def bind(self, case_id: str) -> None:
        """装订卷宗; what it must have and has not is named."""
        job = self._waiting.setdefault((case_id, COVER), PaperJob(case_id=case_id, kind=COVER))
        staff, rules = self._desk.knows.staff, self._desk.rules
        name = staff.name if staff else ""
        self._tell(case_id, "binding")

        async def work() -> tuple[BoundFile, Refusal | None] | Refusal:
            file = await self._binder.bind(self._desk.client, job, rules.policy, name)
            return (
                file if isinstance(file, Refusal) else (file, self._office.print(file.number, file.bound.pdf))
            )

        def done(told: tuple[BoundFile, Refusal | None]) -> None:
            file, trouble = told
            slots = [rules.texts.get(f"papers.file.slot_{slot.value}") for slot in file.missing]
            facts = {"number": file.number, "pages": file.bound.numbered_pages}
            key = "bound_missing" if slots else "bound"
            sentence = self._text(key, **facts, what=self._text("list").join(slots))
            self._say(case_id, sentence, trouble)
            self.shown.emit(file.case)

        self._ask(work(), (case_id, COVER), done)

    # On the way to paper.

    @Slot()
    def _rejected_here(self) -> None:
        """不予受理 at the desk: the case is read, and what it owes is made."""
        rejected = self._desk.knows.rejected
        if rejected is None:
            return
        case_id = rejected.case_id
        self._ask(
            self._desk.client.casework.open(case_id),
            (case_id, DocumentKind.GUIDANCE_SLIP),
            lambda view: self.after(_REJECT, view),
            makes=False,
        )

    def _print(self, made: MadePaper) -> Printed:
        """In the worker. What has a slip comes out of the 80 mm printer, where there is one."""
        if self._slips.is_there and _slip(made.given, self._maker) is not None:
            return Printed(made=made, on_slip=True, trouble=None)
        return Printed(made=made, on_slip=False, trouble=self._office.print(made.given.number, made.pdf))

    def _printed(self, case_id: str, kind: DocumentKind, printed: Printed) -> None:
        made = printed.made
        facts = {"paper": self._name(kind), "number": made.given.number}
        self.shown.emit(made.case)
        if printed.on_slip and (slip := _slip(made.given, self._maker)) is not None:
            said = self._text("made_slip", **facts)

            def came(is_there: bool) -> None:
                self._say(case_id, said if is_there else self._text("slip_failed", **facts), None)

            self._slips.print(made.paper_id, slip, made.given.number, came)
            return
        sentence = self._text("made", **facts)
        if made.missing:
            chars = self._text("list").join(sorted(made.missing))
            sentence = "\n".join((sentence, self._text("missing", count=len(made.missing), chars=chars)))
        self._say(case_id, sentence, printed.trouble)

    def _ask(
        self,
        question: Coroutine[Any, Any, Answer | Refusal],
        what: tuple[str, DocumentKind],
        then: Callable[[Answer], None],
        *,
        makes: bool = True,
    ) -> None:
        """`makes`: the question settles the paper that waits."""
        case_id, kind = what

        def answered(answer: Answer | Refusal) -> None:
            if makes:
                self._waiting.pop(what, None)
            if isinstance(answer, Refusal):
                self._say(case_id, "", answer)
            else:
                then(answer)

        def failed(error: Exception) -> None:
            if isinstance(error, Unreachable):
                self._tell(case_id, "unreachable", paper=self._name(kind))
                return
            if makes:
                self._waiting.pop(what, None)
            _log.error("a paper was not made", exc_info=error)
            self._tell(case_id, "broken")

        self._desk.bridge.submit(question, answered, failed)

    # Words.

    def _say(self, case_id: str, sentence: str, trouble: Refusal | None) -> None:
        words = [sentence] if sentence else []
        if trouble is not None:
            words.append(self._desk.rules.texts.tell(trouble, Reader.STAFF))
        self._hear(case_id, "\n".join(words))

    def _tell(self, case_id: str, key: str, **facts: object) -> None:
        self._hear(case_id, self._text(key, **facts))

    def _hear(self, case_id: str, words: str) -> None:
        """On the page of the case; at the desk, too, while whoever was turned away stands there."""
        self.said.emit(case_id, words)
        rejected = self._desk.knows.rejected
        if rejected is not None and rejected.case_id == case_id:
            self._desk.say("counter_papers.said.plain", words=words)

    def _text(self, key: str, **facts: object) -> str:
        return self._desk.rules.texts.get(f"counter_papers.said.{key}", **facts)

    def _name(self, kind: DocumentKind) -> str:
        return paper_name(kind.value, self._desk.rules.texts)


def _slip(given: Numbered, maker: PaperMaker) -> Paper | None:
    """The same on 80 mm; None for what has no slip."""
    match given:
        case GuidanceSlip():
            return guidance_slip(given, maker.texts)
        case AppointmentNotice():
            return appointment_notice(given, maker.texts)
        case EvaluationForm():
            return evaluation_slip(given, maker.texts)
        case _:
            return None
