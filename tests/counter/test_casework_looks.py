"""事项 state by state in a real window of 1366 × 768: no word is cut, none lies on another, in any form or state."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from cases.casework.by import By
from cases.casework.case_state import CaseState
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Role
from cases.views import StaffView
from cases.views_casework import HoldView
from counter.casework.act_forms import FORMS
from counter.casework.casework import CaseworkViewModel
from counter.knows import Rules
from screenkit import grab
from tests.counter.given_casework import MANY, GivenCasework, given_row, given_view
from tests.counter.given_hall import NOW, USUAL
from tests.counter.test_counter_looks import SIZES, Shown
from tests.page_looks import bad_words

Key = Qt.Key
UNIT = "human_resources"
LONG_NAMES = ("科尔沁区人力资源和社会保障局", "科尔沁左翼后旗人力资源和社会保障局", "")
LIGHTS = ("red", "yellow", "green", "grey")
# A state in which each act may be wanted; all others are handling.
STATES = {
    **dict.fromkeys(("accept", "reject", "settle"), CaseState.REGISTERED),
    "grade": CaseState.ACCEPTED,
    "send": CaseState.GRADED,
    "acknowledge": CaseState.DISPATCHED,
    "resume": CaseState.SUSPENDED,
    **dict.fromkeys(("tell", "not-reached"), CaseState.RESULT_SUBMITTED),
    **dict.fromkeys(("sign-off", "send-back"), CaseState.FEEDBACK_GIVEN),
    **dict.fromkeys(("follow-up", "archive", "reopen"), CaseState.CLOSED),
}
HELD = tuple(
    HoldView(hold_id=code, reason_code=code, since=NOW, staff_id="lead", name="孟某庚")
    for code in ("court", "inspection", "review")
)


class Screen(Shown):
    """The page 事项 of whoever signs in, at a hall that says what it is given."""

    def __init__(self, rules: Rules) -> None:
        super().__init__(rules, SIZES[0])
        self.door = GivenCasework()
        self.hall.casework = self.door

    def enter(self, role: Role, unit: str = "") -> CaseworkViewModel:
        self.hall.me = StaffView(staff_id="s1", name="斯琴", role=role, unit=unit)
        self.sign_in()
        self.hear(USUAL)
        self.view_model.frame.choose("casework")
        self.settle()
        model = self.view_model.frame.modelOf("casework")
        assert isinstance(model, CaseworkViewModel)
        return model

    def open(self, model: CaseworkViewModel) -> None:
        model.open_case("case-17")
        grab.wait_until(lambda: bool(model.case.property("isThere")), what="the case")
        self.settle()


@pytest.fixture
def screen(rules: Rules) -> Iterator[Screen]:
    screen = Screen(rules)
    yield screen
    screen.close()


def test_the_inbox_holds_its_words_empty_full_and_with_a_batch(screen: Screen) -> None:
    model = screen.enter(Role.RECEPTION)
    assert grab.is_shown(screen.window, "现在没有等您办的事项。")
    assert bad_words(screen.window) == []
    screen.door.rows = tuple(
        given_row(
            n,
            list(CaseState)[n % 14],
            ("accept", "", "not-reached")[n % 3],
            LIGHTS[n // 15],
            LONG_NAMES[n % 3],
        )
        for n in range(60)
    )
    model.inbox.refresh()
    grab.wait_until(lambda: model.inbox.rows.count == 60, what="the rows")
    assert bad_words(screen.window) == []
    screen.door.rows = tuple(
        given_row(n, CaseState.FEEDBACK_GIVEN, "sign-off", "green", LONG_NAMES[n % 3]) for n in range(40)
    )
    model.inbox.refresh()
    grab.wait_until(lambda: model.inbox.rows.count == 40, what="the rows")
    for _ in range(30):
        grab.press_key(screen.window, Key.Key_Space)
        grab.press_key(screen.window, Key.Key_Down)
    grab.press_key(screen.window, Key.Key_B)
    assert grab.is_shown(screen.window, "给这30件销号？")
    assert bad_words(screen.window) == []
    grab.press_key(screen.window, Key.Key_Return)
    grab.wait_until(lambda: model.inbox.batch.property("panel") == "result", what="the result")
    assert bad_words(screen.window) == []
    assert len(screen.door.asked) == 1


@pytest.mark.parametrize(
    ("role", "unit"),
    [(Role.RECEPTION, ""), (Role.UNIT_OFFICER, UNIT), (Role.SUPERVISOR, ""), (Role.LEADER, "")],
)
def test_the_case_page_holds_its_words_in_every_state(
    screen: Screen, policy: Policy, role: Role, unit: str
) -> None:
    model = screen.enter(role, unit)
    by = By(staff_id="s1", role=role, unit=unit)
    for state in CaseState:
        screen.door.view = given_view(policy, state, by)
        screen.open(model)
        assert bad_words(screen.window) == [], state
        model.back()


def test_thirty_seven_parties_and_long_texts_are_whole_and_scroll_by_keys(
    screen: Screen, policy: Policy
) -> None:
    model = screen.enter(Role.RECEPTION)
    by = By(staff_id="s1", role=Role.RECEPTION)
    screen.door.view = given_view(policy, CaseState.HANDLING, by, MANY, history=60)
    screen.open(model)
    assert bad_words(screen.window) == []
    for key in (Key.Key_End, Key.Key_Left, *[Key.Key_Down] * 8, Key.Key_1, *[Key.Key_Down] * 3):
        grab.press_key(screen.window, key)
    assert grab.is_shown(screen.window, "怎么算的")
    assert bad_words(screen.window) == []
    screen.door.view = replace(screen.door.view, private_readable=False)
    grab.press_key(screen.window, Key.Key_Escape)
    grab.press_key(screen.window, Key.Key_F5)
    grab.wait_until(
        lambda: any("打不开" in word for word in screen.words()), what="what is said of a sealed case"
    )


def test_every_form_holds_its_words_as_it_opens_when_something_is_missing_and_when_it_is_refused(
    screen: Screen, policy: Policy
) -> None:
    model = screen.enter(Role.LEADER)
    by = By(staff_id="s1", role=Role.LEADER, unit=UNIT)
    form = model.case.form
    screen.door.refusal = Refusal("dispatch.consultation_owed", {"case_code": "ZZ150502000261123001724"})
    for name in FORMS:
        view = given_view(policy, STATES.get(name, CaseState.HANDLING), by)
        shares = tuple(replace(share, own=True) for share in view.dispatches)
        screen.door.view = replace(view, acts=tuple(FORMS), dispatches=shares, holds=HELD)
        screen.open(model)
        model.case.act(name)
        screen.settle()
        assert bad_words(screen.window) == [], name
        grab.press_key(screen.window, Key.Key_F10)
        grab.wait_until(lambda: not form.property("isBusy"), what="the answer")
        assert form.property("said") != "", name
        assert form.property("isOpen"), name
        assert bad_words(screen.window) == [], name
        for _ in range(3):
            model.back()
