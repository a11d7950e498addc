"""The view-model of the page of one case: who and what, clocks, what happened, and what may be done next."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.casework.acts import Act, TakeOver
from cases.deadlines.explanation_words import ExplanationWords
from cases.hall_time import hall_date
from cases.policy.guard import TwoPersonAct
from cases.views_casework import CaseView
from counter.casework.act_context import FormContext
from counter.casework.act_form import ActFormViewModel
from counter.casework.act_forms import FORMS
from counter.casework.asking import Asking
from counter.casework.case_words import (
    NO_HEAD,
    CaseHead,
    ClockRow,
    FactRow,
    MaterialRow,
    UnitRow,
    case_head,
    clock_rows,
    facts,
    how_counted,
    material_rows,
    unit_rows,
)
from counter.casework.materials import MaterialsViewModel
from counter.casework.papers import CasePapersViewModel
from counter.casework.shot_picture import ShotPicture  # noqa: F401  ShotStage.qml finds it once it is imported
from counter.casework.timeline_words import TimelineRow, TimelineWords
from counter.services import CounterServices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """Something that may be done now, with its key."""

    name: str
    title: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkLine:
    """A word beside the code: 重大金额, 上级交办."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowLine:
    """A line of 「怎么算的」. `is_day`: of the days one by one, which stand below the facts."""

    row_id: str
    label: str
    words: str
    is_day: bool
    is_counted: bool


@QmlElement
class CaseViewModel(QObject):
    """Shown from `open` until `close`. Every answer of the hall is the whole page, so that nothing is stale."""

    changed = Signal()
    shownAnew = Signal()  # another case, or the same after an act

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asking = Asking(services, self)
        self._papers = CasePapersViewModel(services, self)
        self._papers.seen.connect(self._take)
        self._shots = MaterialsViewModel(services, self)
        self._shots.kept.connect(self._take_kept)
        self._case_id, self._said = "", ""
        self._acts_at_once = self._receipt_at_once = False
        self._view: CaseView | None = None
        self._head: CaseHead = NO_HEAD
        self._how: ExplanationWords | None = None
        self._form = ActFormViewModel(self)
        self._form.asked.connect(self._do)
        self._marks = RowModel(MarkLine, lambda line: line.word, self)
        self._facts = RowModel(FactRow, lambda row: row.key, self)
        self._clocks = RowModel(ClockRow, lambda row: row.clock_id, self)
        self._units = RowModel(UnitRow, lambda row: row.dispatch_id, self)
        self._materials = RowModel(MaterialRow, lambda row: row.row_id, self)
        self._timeline = RowModel(TimelineRow, lambda row: row.event_id, self)
        self._acts = RowModel(ActLine, lambda line: line.name, self)
        self._how_lines = RowModel(HowLine, lambda line: line.row_id, self)

    def open(self, case_id: str, *, acts_at_once: bool = False, receipt_at_once: bool = False) -> None:
        """Read the case. `acts_at_once`: with the form of what it waits for from this person; `receipt_…`: 补打回执."""
        if case_id != self._case_id:
            self._forget()
        self._case_id, self._acts_at_once = case_id, acts_at_once
        self._receipt_at_once = receipt_at_once
        self._read()

    def show_new(self, view: CaseView) -> None:
        """A case that was just registered: it is here already; its 查询码 is told to whoever brought it."""
        self._forget()
        self._case_id = view.case_id
        self._take(view)
        say = self._services.rules.texts.get
        self._said = say("counter_casework.form.brought_in", lookup_code=view.private.lookup_code)
        self.changed.emit()

    def close(self) -> None:
        """Nothing of it stays on the page."""
        self._case_id = ""
        self._forget()

    @Slot()
    def refresh(self) -> None:
        """F5: read it again, which the hall keeps as another reading."""
        if self._case_id and not self._form.isOpen:
            self._read()

    @Slot()
    def actPrimary(self) -> None:
        """Enter."""
        if self._view is not None and self._view.primary:
            self.act(self._view.primary)

    @Slot(str)
    def act(self, name: str) -> None:
        """The form of an act."""
        if self._view is None or name not in self._view.acts or name not in FORMS:
            return
        self._how = None
        self._form.open(
            name,
            FormContext(
                view=self._view,
                policy=self._services.policy_in_force.policy,
                texts=self._services.rules.texts,
                today=hall_date(self._services.clock.now()),
            ),
        )
        self._said = ""
        self.changed.emit()

    @Slot(int)
    def explain(self, index: int) -> None:
        """A digit: how the date of a clock came about; the same again puts it away."""
        rows = self._clocks.rows
        if self._view is None or not 0 <= index < len(rows):
            return
        clock = next(one for one in self._view.clocks if one.clock_id == rows[index].clock_id)
        policy, texts = self._services.policy_in_force.policy, self._services.rules.texts
        self._how = how_counted(clock, policy, texts)
        self._how_lines.set_rows(
            [
                *(
                    HowLine(
                        row_id=f"fact.{n}", label=row.label, words=row.words, is_day=False, is_counted=True
                    )
                    for n, row in enumerate(self._how.rows)
                ),
                *(
                    HowLine(
                        row_id=f"day.{n}", label=day.day, words=day.what, is_day=True, is_counted=day.counted
                    )
                    for n, day in enumerate(self._how.days)
                ),
            ]
        )
        self.changed.emit()

    @Slot(result=bool)
    def stepBack(self) -> bool:
        """Esc: a form or an explanation is put away; False when there is neither."""
        if self._form.isOpen:
            self._form.close()
        elif self._papers.isOnTop:
            self._papers.close()
        elif self._shots.stepBack():
            pass
        elif self._how is not None:
            self._how = None
        else:
            return False
        self.changed.emit()
        return True

    def _read(self) -> None:
        case_id = self._case_id
        self._asking.ask(
            ("open", case_id),
            lambda _id: self._services.client.casework.open(case_id),
            self._take,
            self._tell,
        )

    @Slot(str, object)
    def _do(self, name: str, act: Act) -> None:
        case_id = self._case_id
        if isinstance(act, TakeOver) and act.forced and self._takes_two():
            self._ask_for_two(act.because)
            return

        def done(view: CaseView) -> None:
            if view.case_id != self._case_id:
                return
            self._form.close()
            texts = self._services.rules.texts
            self._take(view)
            self._papers.after(name, view)
            self._said = texts.get(
                "counter_casework.form.done", act=texts.get(f"counter_casework.act.{name}")
            )
            self.changed.emit()

        asked = self._asking.ask(
            (case_id, act),
            lambda id_: self._services.client.casework.act(case_id, act, id_),
            done,
            self._form.refuse,
        )
        if not asked:
            self._form.refuse("")

    def _takes_two(self) -> bool:
        two_person = self._services.policy_in_force.policy.guard.two_person
        return two_person.needs(TwoPersonAct.TAKE_OVER)

    def _ask_for_two(self, why: str) -> None:
        """强制接管 that one person may not do alone: it waits for another in the page 管理."""
        code = self._view.case_code if self._view else ""
        client = self._services.client.two_person

        def asked(_request_id: str) -> None:
            minutes = self._services.policy_in_force.policy.guard.two_person.minutes
            self._form.close()
            self._tell(self._services.rules.texts.get("administration.together.asked_over", minutes=minutes))

        if not self._asking.ask(
            ("take-over", code, why),
            lambda id_: client.ask(TwoPersonAct.TAKE_OVER, code, command_id=id_, why=why),
            asked,
            self._form.refuse,
        ):
            self._form.refuse("")

    @Slot(object)
    def _take(self, view: CaseView) -> None:
        if view.case_id != self._case_id or self._services.desk.knows.staff is None:
            return
        self._view, self._said = view, ""
        policy, texts = self._services.policy_in_force.policy, self._services.rules.texts
        self._head = case_head(view, policy, texts)
        self._marks.set_rows([MarkLine(word=mark) for mark in self._head.marks])
        self._facts.set_rows(facts(view, policy, texts))
        self._clocks.set_rows(clock_rows(view, texts))
        self._units.set_rows(unit_rows(view, texts))
        self._materials.set_rows(material_rows(view, texts))
        self._timeline.set_rows(TimelineWords(view, policy, texts).rows())
        self._papers.show(view)
        self._shots.show(view)
        self._acts.set_rows(
            [self._act_line(name) for name in view.acts if name != view.primary and name in FORMS]
        )
        self.changed.emit()
        self.shownAnew.emit()
        if self._acts_at_once:
            self._acts_at_once = False
            self.actPrimary()
        if self._receipt_at_once:
            self._receipt_at_once = False
            self._papers.openReceipt()

    @Slot(object, str)
    def _take_kept(self, view: CaseView, sentence: str) -> None:
        """Pages from the document camera are an attachment now."""
        self._take(view)
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        self._said = sentence
        self.changed.emit()

    def _act_line(self, name: str) -> ActLine:
        title = self._services.rules.texts.get(f"counter_casework.act.{name}")
        return ActLine(name=name, title=title, letter=FORMS[name].key)

    def _forget(self) -> None:
        self._view, self._head, self._how, self._said = None, NO_HEAD, None, ""
        self._form.close()
        self._papers.show(None)
        self._shots.show(None)
        for rows in (
            self._marks,
            self._facts,
            self._clocks,
            self._units,
            self._materials,
            self._timeline,
            self._acts,
        ):
            rows.set_rows([])
        self.changed.emit()

    def _primary(self) -> str:
        return self._view.primary if self._view else ""

    def _primary_title(self) -> str:
        return (
            self._services.rules.texts.get(f"counter_casework.act.{self._primary()}")
            if self._primary()
            else ""
        )

    form = Property(ActFormViewModel, lambda self: self._form, constant=True)
    papers = Property(CasePapersViewModel, lambda self: self._papers, constant=True)
    shots = Property(MaterialsViewModel, lambda self: self._shots, constant=True)
    marks = Property(RowModel, lambda self: self._marks, constant=True)
    facts = Property(RowModel, lambda self: self._facts, constant=True)
    clocks = Property(RowModel, lambda self: self._clocks, constant=True)
    units = Property(RowModel, lambda self: self._units, constant=True)
    materials = Property(RowModel, lambda self: self._materials, constant=True)
    timeline = Property(RowModel, lambda self: self._timeline, constant=True)
    acts = Property(RowModel, lambda self: self._acts, constant=True)
    howLines = Property(RowModel, lambda self: self._how_lines, constant=True)

    isThere = Property(bool, lambda self: self._view is not None, notify=changed)
    isExplaining = Property(bool, lambda self: self._how is not None, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
    primary = Property(str, _primary, notify=changed)
    primaryTitle = Property(str, _primary_title, notify=changed)
    primaryKey = Property(
        str, lambda self: FORMS[self._primary()].key if self._primary() in FORMS else "", notify=changed
    )
    waits = Property(str, lambda self: self._head.waits, notify=changed)
    code = Property(str, lambda self: self._head.code, notify=changed)
    kind = Property(str, lambda self: self._head.kind, notify=changed)
    stateWord = Property(str, lambda self: self._head.state_word, notify=changed)
    step = Property(int, lambda self: self._head.step, notify=changed)
    grade = Property(str, lambda self: self._head.grade, notify=changed)
    source = Property(str, lambda self: self._head.source, notify=changed)
    light = Property(str, lambda self: self._head.light, notify=changed)
    timeLeft = Property(str, lambda self: self._head.left, notify=changed)
