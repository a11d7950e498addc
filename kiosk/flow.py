"""The order of the kiosk's pages and what each answer leads to: a rule, no Qt.

A route is derived from what was told so far, so there is no history to go wrong: `back` and `forward` are the
neighbours of a page on the route. 大字 asks the same questions in more, smaller pages (domain.md §2.2, §7).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from cases.matter.category import ANSWERS_PER_PAGE_MAX, CategoriesPolicy
from cases.people.place import Places, Town
from kiosk.draft import NOTHING_TOLD, Draft, Question


class Page(StrEnum):
    """Every page of the kiosk; the QML file of a page is named after it."""

    ATTRACT = "attract"
    INTENT = "intent"
    CATEGORY_GROUP = "category_group"  # 大字 only
    CATEGORY = "category"
    OTHER_SIDE = "other_side"
    BANNER = "banner"
    TOWN_KIND = "town_kind"  # 大字 only, where a banner has many towns
    TOWN = "town"
    PEOPLE = "people"
    PEOPLE_COUNT = "people_count"
    MONEY = "money"
    STORY = "story"
    NAME = "name"
    PHONE = "phone"
    CHECK = "check"
    CONSULT = "consult"
    PROGRESS_CODE = "progress_code"
    LOOKUP_CODE = "lookup_code"
    PROGRESS_RESULT = "progress_result"
    ROADMAP = "roadmap"
    OTHERS = "others"  # 大字 only: what else one may come for
    PRIORITY = "priority"
    NEXT_DAY = "next_day"  # today's numbers have run out
    EVALUATE_BY = "evaluate_by"
    EVALUATE_TICKET = "evaluate_ticket"
    EVALUATE_WHICH = "evaluate_which"
    EVALUATE = "evaluate"
    EVALUATE_MORE = "evaluate_more"
    EVALUATE_TEXT = "evaluate_text"
    THANKS = "thanks"
    MEET_BY = "meet_by"
    MEET_DESK = "meet_desk"
    MEET_CODE = "meet_code"
    MEET_SLOT = "meet_slot"
    ABOUT = "about"
    CENTRE_BANNER = "centre_banner"
    CENTRE_KIND = "centre_kind"  # 大字 only
    CENTRE_TOWN = "centre_town"
    CENTRE = "centre"
    DONE = "done"


STEPS: tuple[tuple[Page, ...], ...] = (
    (Page.CATEGORY_GROUP, Page.CATEGORY),
    (Page.OTHER_SIDE,),
    (Page.BANNER, Page.TOWN_KIND, Page.TOWN),
    (Page.PEOPLE, Page.PEOPLE_COUNT, Page.MONEY),
    (Page.STORY,),
    (Page.NAME, Page.PHONE),
)
"""「第 1 步，共 6 步」: the six steps of issue 3; a page that only some see belongs to its neighbour's step."""

PAGES_OF: dict[Question, tuple[Page, ...]] = {
    Question.CATEGORY: (Page.CATEGORY_GROUP, Page.CATEGORY),
    Question.OTHER_SIDE: (Page.OTHER_SIDE,),
    Question.PLACE: (Page.BANNER, Page.TOWN_KIND, Page.TOWN),
    Question.PEOPLE: (Page.PEOPLE, Page.PEOPLE_COUNT),
    Question.MONEY: (Page.MONEY,),
    Question.STORY: (Page.STORY,),
    Question.NAME: (Page.NAME,),
    Question.PHONE: (Page.PHONE,),
}
QUESTION_OF: dict[Page, Question] = {page: question for question, pages in PAGES_OF.items() for page in pages}
BACK_OF = {
    Page.INTENT: Page.ATTRACT,
    Page.CONSULT: Page.INTENT,
    Page.PROGRESS_CODE: Page.INTENT,
    Page.LOOKUP_CODE: Page.PROGRESS_CODE,
    Page.PROGRESS_RESULT: Page.INTENT,
    Page.ROADMAP: Page.PROGRESS_RESULT,
    Page.OTHERS: Page.INTENT,
    Page.PRIORITY: Page.INTENT,
    Page.NEXT_DAY: Page.INTENT,
    Page.EVALUATE_BY: Page.INTENT,
    Page.EVALUATE_TICKET: Page.EVALUATE_BY,
    Page.EVALUATE_WHICH: Page.EVALUATE_TICKET,
    Page.EVALUATE: Page.EVALUATE_BY,
    Page.EVALUATE_MORE: Page.EVALUATE,
    Page.EVALUATE_TEXT: Page.EVALUATE_MORE,
    Page.MEET_BY: Page.INTENT,
    Page.MEET_DESK: Page.MEET_BY,
    Page.MEET_CODE: Page.MEET_BY,
    Page.MEET_SLOT: Page.MEET_CODE,
    Page.ABOUT: Page.INTENT,
    Page.CENTRE_BANNER: Page.ABOUT,
    Page.CENTRE_KIND: Page.CENTRE_BANNER,
    Page.CENTRE_TOWN: Page.CENTRE_BANNER,
    Page.CENTRE: Page.CENTRE_TOWN,
}
"""上一步 of the pages that belong to no dispute; the others' is the neighbour on their route."""

INTAKE_PAGES = frozenset({*QUESTION_OF, Page.CHECK})

MANY = "many"  # a choice of PEOPLE: the number is typed
OPEN = "open"  # 说不清楚: the question is left to the counter
PEOPLE_TYPED_MIN = 3
_BANNER_DIGITS = 6
_TOWNS_WITHOUT_KINDS_MAX = 6  # 大字: two pages of towns need no page of kinds before them


class TownKind(StrEnum):
    """What a township-level unit is called, as people say it; asked first in 大字 where there are many."""

    STREET = "street"  # 街道
    TOWN = "town"  # 镇
    SUMU = "sumu"  # 苏木、乡
    OTHER = "other"  # 农场、牧场、别的


def town_kind(town: Town) -> TownKind:
    """By the end of its name."""
    if town.name.endswith(("街道", "街道办事处")):
        return TownKind.STREET
    if town.name.endswith("镇"):
        return TownKind.TOWN
    if town.name.endswith(("苏木", "乡")):
        return TownKind.SUMU
    return TownKind.OTHER


def step_of(page: Page) -> int:
    """From 1; 0 for a page that is no step."""
    return next((number for number, pages in enumerate(STEPS, start=1) if page in pages), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Where a citizen is, and all that was told. A new citizen is a new Walk."""

    page: Page = Page.ATTRACT
    draft: Draft = NOTHING_TOLD
    large_print: bool = False
    group: str | None = None  # 大字: the group of categories that was chosen
    kind: TownKind | None = None  # 大字: the kind of town that was chosen
    counting: bool = False  # the number of people is typed
    part: int = 0  # 大字: which part of a long list is shown
    editing: Question | None = None  # a question being changed from the check page
    before_edit: Draft | None = None  # what stood there before, should the citizen turn back
    priority: str | None = None  # self-declared category of hall.toml
    then: Page | None = None  # behind NEXT_DAY
    evaluating: bool = False  # the case code is typed to evaluate, not to look
    place: str | None = None  # whose centre is looked for: as Draft.place


class Flow:
    """The rules of the way, with the policy's categories and places."""

    def __init__(self, categories: CategoriesPolicy, places: Places) -> None:
        self.categories = categories
        self.places = places

    def route(self, walk: Walk) -> tuple[Page, ...]:
        """The pages of a dispute for this citizen, as far as can be known from what was told."""
        pages = [Page.INTENT]
        if walk.large_print:
            pages.append(Page.CATEGORY_GROUP)
        pages += [Page.CATEGORY, Page.OTHER_SIDE, Page.BANNER]
        if walk.draft.place is not None:
            if walk.large_print and self.needs_kinds(walk):
                pages.append(Page.TOWN_KIND)
            pages.append(Page.TOWN)
        pages.append(Page.PEOPLE)
        if walk.counting:
            pages.append(Page.PEOPLE_COUNT)
        if walk.draft.asks_money(self.categories):
            pages.append(Page.MONEY)
        return (*pages, Page.STORY, Page.NAME, Page.PHONE, Page.CHECK)

    def towns(self, walk: Walk) -> tuple[Town, ...]:
        """The towns of the banner that was chosen, in 大字 those of the kind that was chosen."""
        banner = self.places.banner((walk.draft.place or "")[:_BANNER_DIGITS])
        towns = banner.towns if banner else ()
        if walk.large_print and self.needs_kinds(walk):
            return tuple(town for town in towns if town_kind(town) == walk.kind)
        return towns

    def town_kinds(self, walk: Walk) -> tuple[TownKind, ...]:
        """The kinds that the banner has, in the order of asking."""
        banner = self.places.banner((walk.draft.place or "")[:_BANNER_DIGITS])
        there = {town_kind(town) for town in (banner.towns if banner else ())}
        return tuple(kind for kind in TownKind if kind in there)

    def begin(self, walk: Walk) -> Walk:
        """我有矛盾纠纷要反映: to the first question."""
        return self._at(walk, self.route(walk)[1])

    def choose(self, walk: Walk, choice: str) -> Walk:
        """One of the answers of a page of choices. Raises ValueError for a page that has none."""
        draft = walk.draft
        match walk.page:
            case Page.CATEGORY_GROUP:
                return self.forward(replace(walk, group=choice))
            case Page.CATEGORY:
                return self.forward(replace(walk, draft=draft.with_answer(Question.CATEGORY, choice)))
            case Page.BANNER if choice == OPEN:
                return self.forward(replace(walk, draft=draft.leaving_open(Question.PLACE)))
            case Page.BANNER:
                same = (draft.place or "")[:_BANNER_DIGITS] == choice
                place = draft.place if same else choice
                kind = walk.kind if same else None
                return self.forward(replace(walk, kind=kind, draft=draft.with_answer(Question.PLACE, place)))
            case Page.TOWN_KIND:
                return self.forward(replace(walk, kind=TownKind(choice)))
            case Page.TOWN:
                place = (draft.place or "")[:_BANNER_DIGITS] if choice == OPEN else choice
                return self.forward(replace(walk, draft=draft.with_answer(Question.PLACE, place)))
            case Page.PEOPLE if choice == OPEN:
                return self.forward(replace(walk, counting=False, draft=draft.leaving_open(Question.PEOPLE)))
            case Page.PEOPLE if choice == MANY:
                return self.forward(replace(walk, counting=True))
            case Page.PEOPLE:
                return self.forward(
                    replace(walk, counting=False, draft=draft.with_answer(Question.PEOPLE, int(choice)))
                )
            case _:
                raise ValueError(f"{walk.page} has no choices")

    def tell(self, walk: Walk, answer: str | int) -> Walk:
        """The answer to a page where one writes, checked by the rules of cases before."""
        return self.forward(replace(walk, draft=walk.draft.with_answer(QUESTION_OF[walk.page], answer)))

    def leave_open(self, walk: Walk) -> Walk:
        """「我先不提供」, 「请工作人员帮我填」, 「说不清楚」 on a page where one writes."""
        return self.forward(replace(walk, draft=walk.draft.leaving_open(QUESTION_OF[walk.page])))

    def forward(self, walk: Walk) -> Walk:
        """To the page behind this one; while a question is changed, back to the check page after its last page."""
        route = self.route(walk)
        following = route[route.index(walk.page) + 1]
        if walk.editing is None:
            return self._at(walk, following)
        if QUESTION_OF.get(following) == walk.editing:
            return self._at(walk, following)
        if walk.editing == Question.CATEGORY and self._owes_money(walk):
            return self._at(replace(walk, editing=Question.MONEY, before_edit=walk.draft), Page.MONEY)
        return self._checked(walk)

    def back(self, walk: Walk) -> Walk:
        """上一步. From a changed question's first page back to the check page, as if nothing had been touched."""
        if walk.part > 0:
            return replace(walk, part=walk.part - 1)
        match walk.page:
            case Page.ATTRACT | Page.DONE | Page.THANKS:
                return walk
            case Page.PROGRESS_CODE if walk.evaluating:
                return self._at(walk, Page.EVALUATE_BY)
            case Page.CENTRE_TOWN if walk.large_print and self.needs_kinds(of_centre(walk)):
                return self._at(walk, Page.CENTRE_KIND)
            case _ if walk.page in BACK_OF:
                return self._at(walk, BACK_OF[walk.page])
        route = self.route(walk)
        before = route[route.index(walk.page) - 1]
        if walk.editing is None or QUESTION_OF.get(before) == walk.editing:
            return self._at(walk, before)
        return self._checked(replace(walk, draft=walk.before_edit or walk.draft))

    def more(self, walk: Walk) -> Walk:
        """The next part of a long list (大字)."""
        return replace(walk, part=walk.part + 1)

    def edit(self, walk: Walk, question: Question) -> Walk:
        """Change one answer from the check page."""
        page = next(page for page in self.route(walk) if QUESTION_OF.get(page) == question)
        return self._at(replace(walk, editing=question, before_edit=walk.draft), page)

    def in_size(self, walk: Walk, *, large_print: bool) -> Walk:
        """The same place in the other size. Pages that only one size has lead to their neighbour in the other."""
        resized = replace(walk, large_print=large_print, part=0)
        match walk.page:
            case Page.CATEGORY_GROUP if not large_print:
                return replace(resized, page=Page.CATEGORY)
            case Page.CATEGORY if large_print:
                return replace(resized, page=Page.CATEGORY_GROUP)
            case Page.TOWN_KIND if not large_print:
                return replace(resized, page=Page.TOWN)
            case Page.TOWN if large_print and Page.TOWN_KIND in self.route(resized):
                return replace(resized, page=Page.TOWN_KIND)
            case Page.OTHERS if not large_print:
                return replace(resized, page=Page.INTENT)
            case Page.CENTRE_KIND if not large_print:
                return replace(resized, page=Page.CENTRE_TOWN)
            case Page.CENTRE_TOWN if large_print and self.needs_kinds(of_centre(resized)):
                return replace(resized, page=Page.CENTRE_KIND)
            case _:
                return resized

    def _at(self, walk: Walk, page: Page) -> Walk:
        # In 大字 a page needs to know what the page before it asked; after a change of size nobody has asked yet.
        if page == Page.CATEGORY and walk.large_print and walk.group is None:
            page = Page.CATEGORY_GROUP
        if page == Page.TOWN and walk.large_print and self.needs_kinds(walk) and walk.kind is None:
            page = Page.TOWN_KIND
        return replace(walk, page=page, part=0)

    def _checked(self, walk: Walk) -> Walk:
        counting = (walk.draft.people or 0) >= PEOPLE_TYPED_MIN
        return replace(walk, page=Page.CHECK, part=0, editing=None, before_edit=None, counting=counting)

    def needs_kinds(self, walk: Walk) -> bool:
        """大字: whether the banner has so many towns that their kind is asked first."""
        banner = self.places.banner((walk.draft.place or "")[:_BANNER_DIGITS])
        return (
            banner is not None
            and len(banner.towns) > _TOWNS_WITHOUT_KINDS_MAX
            and len(self.town_kinds(walk)) > 1
        )

    def _owes_money(self, walk: Walk) -> bool:
        return walk.draft.asks_money(self.categories) and not walk.draft.settled(Question.MONEY)


def of_centre(walk: Walk) -> Walk:
    """The walk as if the place of the centre that is looked for were the dispute's."""
    return replace(walk, draft=Draft(place=walk.place))


def parts_of(count: int) -> tuple[int, ...]:
    """大字: how many of `count` choices each part shows, so that with 「看更多」 no part shows more than four."""
    parts = []
    while count > ANSWERS_PER_PAGE_MAX:
        parts.append(ANSWERS_PER_PAGE_MAX - 1)
        count -= ANSWERS_PER_PAGE_MAX - 1
    return (*parts, count)
