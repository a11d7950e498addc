"""The order of the pages: whatever is chosen, changed and taken back, the way goes on and the answers agree."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from case_store.policy_files import load_policy, load_texts
from cases.matter.category import ANSWERS_PER_PAGE_MAX
from kiosk.check_rows import check_rows, is_last_part
from kiosk.choices import MORE, choices_of
from kiosk.draft import NOTHING_TOLD, Draft, Question
from kiosk.flow import (
    INTAKE_PAGES,
    MANY,
    OPEN,
    QUESTION_OF,
    STEPS,
    Flow,
    Page,
    TownKind,
    Walk,
    parts_of,
    step_of,
    town_kind,
)
from tests.kiosk.kiosk_room import ASSETS, MORNING

POLICY, TEXTS = load_policy(ASSETS), load_texts(ASSETS)
FLOW = Flow(POLICY.categories, POLICY.places)
WRITTEN = {Question.OTHER_SIDE: "楼上邻居", Question.STORY: "半夜装修", Question.NAME: "李某甲"}
TYPED: dict[Question, str | int] = {**WRITTEN, Question.PHONE: "13000000001", Question.MONEY: 80_000_000}
TYPED_PEOPLE = 37
STEPS_MAX = 40  # more than any way has, 大字 and every part of every list counted


def begun(*, large_print: bool = False) -> Walk:
    return FLOW.begin(Walk(page=Page.INTENT, large_print=large_print))


def answered(walk: Walk, choice: str | None = None) -> Walk:
    """The next page after an answer: the choice, or else the first one, or else what a citizen would write."""
    choices = [c.id for c in choices_of(walk, FLOW, TEXTS) if c.id != MORE]
    if choices:
        return FLOW.choose(walk, choice if choice in choices else choices[0])
    if walk.page is Page.PEOPLE_COUNT:
        return FLOW.tell(walk, TYPED_PEOPLE)
    return FLOW.tell(walk, TYPED[QUESTION_OF[walk.page]])


def to_check(walk: Walk, choice: str | None = None) -> list[Walk]:
    """Every page from here to the check page."""
    way = [walk]
    while way[-1].page is not Page.CHECK:
        assert len(way) < STEPS_MAX, [w.page for w in way]
        way.append(answered(way[-1], choice))
    return way


def test_a_dispute_about_wages_asks_all_six_steps_and_how_much_money() -> None:
    way = [walk.page for walk in to_check(begun(), "labour_wages")]
    assert way == [
        Page.CATEGORY,
        Page.OTHER_SIDE,
        Page.BANNER,
        Page.TOWN,
        Page.PEOPLE,
        Page.MONEY,
        Page.STORY,
        Page.NAME,
        Page.PHONE,
        Page.CHECK,
    ]


def test_only_the_four_categories_with_money_ask_for_it() -> None:
    asking = {
        category.id
        for category in POLICY.categories.categories
        if Page.MONEY in [walk.page for walk in to_check(begun(), category.id)]
    }
    assert asking == {"labour_wages", "debt", "consumer", "expropriation"}


def test_large_print_asks_the_group_first_and_then_four_answers_at_most() -> None:
    way = to_check(begun(large_print=True))
    assert way[0].page is Page.CATEGORY_GROUP
    assert way[1].page is Page.CATEGORY
    for walk in way:
        assert len(choices_of(walk, FLOW, TEXTS)) <= ANSWERS_PER_PAGE_MAX


def test_every_town_can_be_reached_in_large_print() -> None:
    found = set()
    for banner in POLICY.places.banners:
        at = FLOW.choose(Walk(page=Page.BANNER, large_print=True), banner.code)
        kinds = FLOW.town_kinds(at) if at.page is Page.TOWN_KIND else (None,)
        for kind in kinds:
            walk = FLOW.choose(at, kind.value) if kind else at
            while True:
                shown = [choice.id for choice in choices_of(walk, FLOW, TEXTS)]
                found |= set(shown)
                if MORE not in shown:
                    assert shown[-1] == OPEN
                    break
                walk = FLOW.more(walk)
    assert {town.code for banner in POLICY.places.banners for town in banner.towns} <= found


def test_the_halls_own_banner_is_the_first_answer() -> None:
    assert choices_of(Walk(page=Page.BANNER), FLOW, TEXTS)[0].words == "科尔沁区"


def test_a_town_is_called_by_what_people_call_it() -> None:
    kinds = {town.name: town_kind(town) for banner in POLICY.places.banners for town in banner.towns}
    assert kinds["保康街道办事处"] is TownKind.STREET
    assert kinds["大林镇"] is TownKind.TOWN
    assert kinds["莫力庙苏木"] is TownKind.SUMU
    assert kinds["通辽市国有胜利农场"] is TownKind.OTHER


def test_a_place_that_nobody_can_name_is_left_open_and_the_towns_are_not_asked() -> None:
    walk = FLOW.choose(Walk(page=Page.BANNER), OPEN)
    assert walk.page is Page.PEOPLE
    assert Question.PLACE in walk.draft.left_open


def test_the_banner_counts_until_a_town_is_told() -> None:
    walk = FLOW.choose(FLOW.choose(Walk(page=Page.BANNER), "150521"), OPEN)
    assert walk.draft.place == "150521"


def test_touching_the_same_banner_again_keeps_the_town() -> None:
    told = NOTHING_TOLD.with_answer(Question.PLACE, "150502100")
    walk = FLOW.choose(Walk(page=Page.BANNER, draft=told), "150502")
    assert walk.draft.place == "150502100"
    assert FLOW.choose(Walk(page=Page.BANNER, draft=told), "150521").draft.place == "150521"


def test_three_people_or_more_are_counted_on_a_pad() -> None:
    walk = FLOW.choose(Walk(page=Page.PEOPLE), MANY)
    assert walk.page is Page.PEOPLE_COUNT
    assert FLOW.tell(walk, 37).draft.people == TYPED_PEOPLE
    assert FLOW.leave_open(walk).page is Page.STORY


def test_a_changed_answer_comes_back_to_the_check_page() -> None:
    checked = to_check(begun())[-1]
    for question in (Question.OTHER_SIDE, Question.PEOPLE, Question.STORY, Question.NAME, Question.PHONE):
        changed = answered(FLOW.edit(checked, question))
        assert changed.page is Page.CHECK, question
        assert changed.editing is None


def test_a_changed_category_with_money_asks_for_the_money_once() -> None:
    checked = to_check(begun(), "neighbour")[-1]
    changed = FLOW.choose(FLOW.edit(checked, Question.CATEGORY), "debt")
    assert changed.page is Page.MONEY
    assert FLOW.tell(changed, 500_000).page is Page.CHECK
    again = FLOW.choose(FLOW.edit(FLOW.tell(changed, 500_000), Question.CATEGORY), "consumer")
    assert again.page is Page.CHECK


def test_turning_back_from_a_change_leaves_everything_as_it_was() -> None:
    checked = to_check(begun())[-1]
    editing = FLOW.choose(FLOW.edit(checked, Question.PLACE), "150521")
    assert editing.page is Page.TOWN
    back = FLOW.back(FLOW.back(editing))
    assert back.page is Page.CHECK
    assert back.draft == checked.draft


def test_changing_the_size_in_the_middle_loses_nothing() -> None:
    for walk in to_check(begun(), "labour_wages"):
        large = FLOW.in_size(walk, large_print=True)
        assert large.draft == walk.draft
        assert FLOW.in_size(large, large_print=False).page is walk.page


def test_the_town_page_of_large_print_is_never_empty_after_a_change_of_size() -> None:
    told = to_check(begun())[-1]
    people = FLOW.in_size(replace(told, page=Page.PEOPLE), large_print=True)
    assert FLOW.back(people).page is Page.TOWN_KIND


@given(st.integers(1, 200))
def test_a_long_list_is_shown_in_parts_of_four_with_the_way_on(count: int) -> None:
    parts = parts_of(count)
    assert sum(parts) == count
    assert all(part == ANSWERS_PER_PAGE_MAX - 1 for part in parts[:-1])
    assert 1 <= parts[-1] <= ANSWERS_PER_PAGE_MAX


def test_every_page_of_the_dispute_belongs_to_one_of_six_steps() -> None:
    assert len(STEPS) == 6
    assert {page for page in INTAKE_PAGES if step_of(page) == 0} == {Page.CHECK}


class CitizenWalks(RuleBasedStateMachine):
    """Somebody presses whatever can be pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = begun()

    @rule(pick=st.integers(0, 30))
    def chooses(self, pick: int) -> None:
        choices = choices_of(self.walk, FLOW, TEXTS)
        if choices:
            choice = choices[pick % len(choices)].id
            self.walk = FLOW.more(self.walk) if choice == MORE else FLOW.choose(self.walk, choice)

    @rule()
    def writes(self) -> None:
        if self.walk.page in QUESTION_OF and not choices_of(self.walk, FLOW, TEXTS):
            self.walk = answered(self.walk)

    @rule()
    def leaves_open(self) -> None:
        if self.walk.page in QUESTION_OF and not choices_of(self.walk, FLOW, TEXTS):
            self.walk = FLOW.leave_open(self.walk)

    @precondition(lambda self: self.walk.page is not Page.INTENT)
    @rule()
    def goes_back(self) -> None:
        self.walk = FLOW.back(self.walk)

    @precondition(lambda self: self.walk.page is Page.INTENT)
    @rule()
    def begins_again(self) -> None:
        self.walk = FLOW.begin(self.walk)

    @precondition(lambda self: self.walk.page is Page.CHECK)
    @rule(pick=st.integers(0, 7))
    def changes(self, pick: int) -> None:
        rows = check_rows(self.walk, FLOW, TEXTS)
        self.walk = FLOW.edit(self.walk, Question(rows[pick % len(rows)].question))

    @precondition(lambda self: self.walk.page is Page.CHECK)
    @rule()
    def reads_on(self) -> None:
        if not is_last_part(self.walk, FLOW):
            self.walk = FLOW.more(self.walk)

    @rule(large_print=st.booleans())
    def switches_size(self, large_print: bool) -> None:
        self.walk = FLOW.in_size(self.walk, large_print=large_print)

    @invariant()
    def the_page_is_on_the_way(self) -> None:
        assert self.walk.page in FLOW.route(self.walk)

    @invariant()
    def a_page_offers_something(self) -> None:
        choices = choices_of(self.walk, FLOW, TEXTS)
        ids = [choice.id for choice in choices]
        assert len(set(ids)) == len(ids)
        if self.walk.large_print:
            assert len(choices) <= ANSWERS_PER_PAGE_MAX
            assert len(check_rows(self.walk, FLOW, TEXTS)) <= ANSWERS_PER_PAGE_MAX
        if self.walk.page in (Page.CATEGORY, Page.BANNER, Page.TOWN, Page.TOWN_KIND, Page.PEOPLE):
            assert choices

    @invariant()
    def the_answers_agree(self) -> None:
        draft = self.walk.draft
        assert draft.category is None or POLICY.categories.get(draft.category)
        assert draft.place is None or POLICY.places.name(draft.place)
        for question in draft.left_open:
            assert not draft.told(question)
        for confirmed in (True, False):
            draft.to_intake(confirmed=confirmed, touched_at=MORNING, categories=POLICY.categories)

    @invariant()
    def there_is_no_dead_end(self) -> None:
        if self.walk.page is not Page.INTENT:
            assert to_check(self.walk)[-1].page is Page.CHECK
        back = self.walk
        for _ in range(STEPS_MAX):
            if back.page is Page.ATTRACT:
                return
            back = FLOW.back(back)
        raise AssertionError(f"上一步 never leads home from {self.walk.page}")


TestCitizenWalks = CitizenWalks.TestCase
TestCitizenWalks.settings = settings(max_examples=50, stateful_step_count=30)


def test_nothing_told_is_nothing_told() -> None:
    assert Draft() == NOTHING_TOLD
