"""督办 tab by tab in a real window of 1366 × 768, with none, few and 200 of everything: no word is cut or covered."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Role
from cases.views import StaffView
from counter.knows import Rules
from counter.supervision.supervision import SupervisionViewModel
from screenkit import grab
from tests.counter.given_casework import GivenCasework
from tests.counter.given_hall import USUAL
from tests.counter.given_supervision import (
    GivenModeration,
    GivenRecords,
    GivenRecounts,
    GivenReviews,
    GivenSupervision,
    GivenWhistles,
)
from tests.counter.given_warnings import GivenWarnings
from tests.counter.test_counter_looks import SIZES, Shown
from tests.page_looks import bad_words

Key = Qt.Key
TABS = ("board", "whistles", "records", "reviews", "places", "words", "recount", "warnings")


class Screen(Shown):
    """The page 督办 of a leader, at a hall that has so many of everything."""

    def __init__(self, rules: Rules, size: tuple[int, int] = SIZES[0]) -> None:
        super().__init__(rules, size)
        self.hall.casework = GivenCasework()

    def fill(self, count: int, policy: Policy) -> None:
        hall = self.hall
        self.items = GivenSupervision(count, policy)
        hall.supervision, hall.whistles, hall.records = self.items, GivenWhistles(count), GivenRecords(count)
        hall.reviews, hall.moderation = GivenReviews(count, policy), GivenModeration(count)
        hall.recounts, hall.warnings = GivenRecounts(count), GivenWarnings(count)

    def enter(self, role: Role = Role.LEADER) -> SupervisionViewModel:
        self.hall.me = StaffView(staff_id="s1", name="斯琴", role=role)
        self.sign_in()
        self.hear(USUAL)
        self.view_model.frame.choose("supervision")
        self.settle()
        model = self.view_model.frame.modelOf("supervision")
        assert isinstance(model, SupervisionViewModel)
        return model

    def press(self, key: Key) -> None:
        grab.press_key(self.window, key)

    def tab(self, model: SupervisionViewModel, number: int) -> None:
        """By its digit; until it has its list, and the line its page."""
        self.press(Key(int(Key.Key_0) + number))
        section = model.section
        assert section.name == TABS[number - 1]
        grab.wait_until(lambda: section.count != "正在取……", what="the list")
        if section.rows.count and section.section.has_pages:
            grab.wait_until(lambda: section.detail.lines.count > 0, what="the page of the line")
        self.settle()


@pytest.fixture
def screen(rules: Rules) -> Iterator[Screen]:
    screen = Screen(rules)
    yield screen
    screen.close()


@pytest.mark.parametrize("count", [0, 3, 200])
def test_every_tab_holds_its_words(screen: Screen, policy: Policy, count: int) -> None:
    screen.fill(count, policy)
    model = screen.enter()
    for number, name in enumerate(TABS, 1):
        screen.tab(model, number)
        assert bad_words(screen.window) == [], name
        if not count:  # no pane is merely white
            rest = "有了会自己出现在左边。" if model.section.section.is_followed else "按F5再取一次。"
            assert grab.is_shown(screen.window, f"截至09:42没有；{rest}"), name
        for _ in range(4):
            screen.press(Key.Key_Down)
        screen.settle()
        assert bad_words(screen.window) == [], name


def test_filters_open_with_their_counts_and_a_digit_takes_one(screen: Screen, policy: Policy) -> None:
    screen.fill(30, policy)
    model = screen.enter()
    screen.tab(model, 1)
    screen.press(Key.Key_F4)
    screen.settle()
    assert grab.is_shown(screen.window, "科尔沁区司法局")
    assert bad_words(screen.window) == []
    screen.press(Key.Key_3)
    grab.wait_until(lambda: model.section.rows.count == 10, what="the items of one unit")
    assert model.section.name == "board"  # a digit is an answer while a filter is open, and no tab
    screen.settle()
    assert bad_words(screen.window) == []
    screen.press(Key.Key_F4)
    screen.press(Key.Key_0)
    grab.wait_until(lambda: model.section.rows.count == 30, what="all of them")


def test_how_the_limit_was_counted_and_every_form_hold_their_words(screen: Screen, policy: Policy) -> None:
    screen.fill(8, policy)
    screen.items.refusal = Refusal("supervision.approver_role", {"rung": "interview"})
    model = screen.enter()
    for number, name in enumerate(TABS, 1):
        screen.tab(model, number)
        if model.section.detail.property("hasHow"):
            screen.press(Key.Key_H)
            screen.settle()
            assert grab.is_shown(screen.window, "10个自然日")
            assert bad_words(screen.window) == []
            screen.press(Key.Key_H)
        for key in _keys_of(model):
            screen.press(key)
            grab.wait_until(lambda: model.section.form.property("isOpen"), what=f"a form of {name}")
            screen.settle()
            assert bad_words(screen.window) == [], (name, key)
            screen.press(Key.Key_F10)  # what is missing is said
            screen.settle()
            assert bad_words(screen.window) == [], (name, key)
            if model.section.form.property("isOpen"):
                screen.press(Key.Key_Escape)


def _keys_of(model: SupervisionViewModel) -> list[Key]:
    """The keys of all forms of the line, but those that would act at once when they are confirmed."""
    letters = [line.letter for line in model.section.acts.rows] + [str(model.section.property("primaryKey"))]
    return [getattr(Key, f"Key_{letter}") for letter in letters if letter]
