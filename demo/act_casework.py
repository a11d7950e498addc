"""One matter to its end by keys at two counter windows: taken in, given away, signed for, handled, told, signed off."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from cases.roles import Page, pages_of
from cases.views import StaffView
from counter.app import CounterScreen
from counter.casework.casework import CaseworkViewModel
from demo.seed import STAFF, SUPERVISOR
from demo.stage import Stage
from screenkit import grab

CTRL = Qt.KeyboardModifier.ControlModifier
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
TO_ACCEPT = "2"  # the tab 待受理
ORDINARY, SINGLE, RESOLVED_ORAL, RECONCILIATION = "2", "1", "2", "1"  # digits of the forms
UNIT = "sfj"  # 司法局, typed without an input method
RECEPTION = STAFF[0]
OFFICER = next(one for one in STAFF if one.unit == "justice")
BOSS = next(one for one in STAFF if one.staff_id == SUPERVISOR)
FIRST_REASON = "1"
DRAWN_S = 0.4
PAPERS_MIN = 2  # 受理告知书、交办单
STEPS_MIN = 9  # 登记、受理、分级、分流、签收、办理、报结、反馈、销号


@dataclass(frozen=True, slots=True)
class _Window:
    """A counter window on the page of cases."""

    stage: Stage
    at: CounterScreen
    model: CaseworkViewModel

    @property
    def state(self) -> str:
        """The word that the page of the case says of its state."""
        return str(self.model.case.property("stateWord"))

    def word(self, key: str) -> str:
        """A word of the page."""
        return self.stage.word(f"counter_casework.{key}")

    def key(self, key: Qt.Key) -> None:
        """A stroke here."""
        self.stage.key(key, at=self.at)

    def keys(self, letters: str) -> None:
        """Letters and digits here."""
        self.stage.keys(letters, self.at)

    def write(self, text: str) -> None:
        """The next field, and Chinese into it."""
        self.key(Qt.Key.Key_Tab)
        grab.type_text(self.at.window, text)

    def photo(self, name: str) -> None:
        """screens/counter-NAME.png."""
        self.stage.photo(self.at.window, f"counter-{name}")

    def is_in(self, state: str) -> bool:
        """Whether the case is in a state."""
        return self.state.startswith(self.word(f"state.{state}"))

    def open(self, case_id: str, state: str) -> None:
        """Down to its line in the inbox, then Enter."""

        def lines() -> list[str]:
            return [row.case_id for row in self.model.inbox.rows.rows]

        self.stage.wait(lambda: case_id in lines(), "its line in the inbox")
        self.key(Qt.Key.Key_Home)
        for _line in range(lines().index(case_id)):
            self.key(Qt.Key.Key_Down)
        self.key(Qt.Key.Key_Return)
        self.stage.wait(lambda: self.is_in(state), "the page of the case")

    def step(self, act: str, state: str, fill: Callable[[], None] | None = None) -> None:
        """Enter opens the form of what is waited for; it is filled and confirmed; the case is in another state."""
        form = self.model.case.form
        self.key(Qt.Key.Key_Return)
        self.stage.wait(lambda: form.property("title") == self.word(f"act.{act}"), f"the form of {act}")
        if fill is not None:
            fill()
        self.key(Qt.Key.Key_F10)
        self.stage.wait(lambda: not form.property("isOpen") and self.is_in(state), f"{act} is done")


def to_the_end(stage: Stage) -> None:
    """Counter 1 takes it in and gives it to 司法局; its officer handles it; counter 1 tells; another signs off."""
    counter = _window(stage, stage.counter, RECEPTION)
    stage.keys(TO_ACCEPT)
    stage.wait(lambda: counter.model.inbox.rows.count > 0, "matters to accept")
    counter.photo("60-inbox")
    case_id = counter.model.inbox.caseAt(0)
    counter.open(case_id, "registered")
    counter.photo("61-case")
    _taken_in(counter)
    _handled(_second_window(stage, OFFICER), case_id)
    _told(counter)
    boss = _second_window(stage, BOSS)
    _signed_off(boss, case_id)
    _held(boss)
    stage.sign_out(stage.office)


def _taken_in(counter: _Window) -> None:
    """受理、分级、分流: each Enter is the step that is waited for."""
    form = counter.model.case.form
    counter.step("accept", "accepted")
    counter.step("grade", "graded", lambda: counter.keys(ORDINARY))

    def to_justice() -> None:
        fields = {line.key: line for line in form.fields.rows}
        counter.keys(str(len(fields["route"].options)))  # 另外选
        counter.key(Qt.Key.Key_Tab)
        for _unit in fields["units"].options:
            counter.key(Qt.Key.Key_Backspace)
        counter.keys(UNIT)
        counter.stage.wait(lambda: form.found.count > 0, "the unit is found")
        counter.photo("62-dispatch")
        counter.key(Qt.Key.Key_Return)
        counter.key(Qt.Key.Key_Tab)
        counter.keys(SINGLE)

    counter.step("send", "dispatched", to_justice)
    counter.photo("63-dispatched")
    counter.stage.report.check("窗口受理、分级、分流，每步一个回车", True, counter.state)
    _papers(counter)


def _papers(counter: _Window) -> None:
    """Ctrl+P: what the acts owed has come out by itself, with its numbers."""
    papers = counter.model.case.papers

    def issued() -> list[str]:
        return [f"{line.name} {line.note}" for line in papers.rows.rows if line.is_issued]

    counter.stage.wait(lambda: len(issued()) >= PAPERS_MIN, "the papers of the case")
    counter.stage.key(Qt.Key.Key_P, CTRL, at=counter.at)
    counter.stage.wait(lambda: bool(papers.property("isOpen")), "the papers on the page")
    counter.photo("67-papers")
    counter.stage.report.check("受理告知书和交办单自己出来了，有编号", True, issued())
    counter.key(Qt.Key.Key_Escape)
    counter.stage.wait(lambda: not papers.property("isOpen"), "the page again")


def _handled(officer: _Window, case_id: str) -> None:
    """The officer finds it in the inbox, signs for it, writes down what was done and reports."""
    officer.open(case_id, "dispatched")
    officer.step("acknowledge", "handling")
    officer.step("record", "handling", lambda: officer.write("两家都谈过，说好了。"))

    def result() -> None:
        officer.keys(RESOLVED_ORAL)
        officer.key(Qt.Key.Key_Tab)
        officer.keys(RECONCILIATION)
        officer.write("双方当场说好。")
        officer.photo("64-report")

    officer.step("report", "result_submitted", result)
    officer.stage.report.check("单位签收、办理、报结", True, officer.state)


def _told(counter: _Window) -> None:
    """Back at counter 1: the page is read again, then 反馈; what is left is not for who handled it."""
    counter.key(Qt.Key.Key_F5)
    counter.stage.wait(lambda: counter.is_in("result_submitted"), "the result")
    counter.step("tell", "feedback_given", lambda: counter.write("已经说好，请放心。"))
    counter.photo("65-told")
    counter.stage.report.check("反馈了来访人，等销号", True, counter.state)
    counter.key(Qt.Key.Key_Escape)
    counter.stage.wait(lambda: not counter.model.property("isCaseOpen"), "the inbox again")
    counter.stage.key(Qt.Key.Key_1, CTRL)


def _signed_off(boss: _Window, case_id: str) -> None:
    """销号, and the whole timeline of it."""
    boss.open(case_id, "feedback_given")
    boss.step("sign-off", "closed")
    boss.photo("66-closed")
    steps = boss.model.case.timeline.rows
    boss.stage.report.check("没有经手的人销号，经过一步不少", len(steps) >= STEPS_MIN, len(steps))


def _held(boss: _Window) -> None:
    """保全: F6 and the first reason; while it stands nobody forgets the case."""
    form, case = boss.model.case.form, boss.model.case
    boss.key(Qt.Key.Key_F6)
    boss.stage.wait(lambda: form.property("title") == boss.word("act.hold"), "the form of 保全")
    boss.keys(FIRST_REASON)
    boss.key(Qt.Key.Key_F10)
    held = boss.word("mark.held")
    boss.stage.wait(lambda: held in [mark.word for mark in case.marks.rows], "the hold on the page")
    boss.photo("68-held")
    boss.stage.report.check("督办按 F6 保全，事项页写明理由、日期和谁", True, case.facts.rows[0].value)


def _window(stage: Stage, at: CounterScreen, who: StaffView) -> _Window:
    """Ctrl and the digit of the page."""
    stage.key(DIGITS[pages_of(who.role).index(Page.CASES)], CTRL, at=at)
    model = at.view_model.frame.modelOf(Page.CASES.value)
    if not isinstance(model, CaseworkViewModel):
        raise TypeError(f"{Page.CASES} has the view-model {type(model).__name__}")
    grab.process_events(DRAWN_S)
    return _Window(stage, at, model)


def _second_window(stage: Stage, who: StaffView) -> _Window:
    """Somebody sits down in the office instead of whoever was there."""
    if stage.office.view_model.property("isSignedIn"):
        stage.sign_out(stage.office)
    stage.sign_in(who.staff_id, stage.office)
    return _window(stage, stage.office, who)
