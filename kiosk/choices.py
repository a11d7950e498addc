"""The answers that a page offers, in fixed places; in 大字 never more than four at a time (domain.md §7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases.matter.category import ANSWERS_PER_PAGE_MAX, UNCLEAR, Category
from cases.texts import Texts
from kiosk.draft import Question
from kiosk.flow import MANY, OPEN, PEOPLE_TYPED_MIN, Flow, Page, Walk, parts_of

QUICK_WORDS = 6
MORE = "more"  # 大字: leads to the next part of the list

_PEOPLE_PICTURES = {"1": "person", "2": "people", MANY: "crowd", OPEN: UNCLEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer: drawn pictogram, word, examples. `dashed` is the one that is none of the others."""

    id: str
    words: str
    examples: str = ""
    picture: str = ""
    dashed: bool = False
    selected: bool = False


def choices_of(walk: Walk, flow: Flow, texts: Texts) -> tuple[Choice, ...]:
    """What this page offers now; empty for a page without choices."""
    everything = _all_choices(walk, flow, texts)
    if not walk.large_print or not everything:
        return everything
    return part_of(everything, walk.part, texts)


def part_of(everything: tuple[Choice, ...], part: int, texts: Texts) -> tuple[Choice, ...]:
    """大字: one part of a list, with what leads to the next."""
    parts = parts_of(len(everything))
    part = min(part, len(parts) - 1)
    start = sum(parts[:part])
    shown = everything[start : start + parts[part]]
    if part == len(parts) - 1:
        return shown
    return (*shown, Choice(id=MORE, words=texts.get("kiosk.more"), picture="forward", dashed=True))


def quick_words(walk: Walk, texts: Texts) -> tuple[str, ...]:
    """Words that say who the other side is, for those who do not like to type; 大字 adds 「说不清楚」 as the fourth."""
    count = ANSWERS_PER_PAGE_MAX - 1 if walk.large_print else QUICK_WORDS
    return tuple(texts.get(f"kiosk.other_side.word_{number}") for number in range(1, count + 1))


def _all_choices(walk: Walk, flow: Flow, texts: Texts) -> tuple[Choice, ...]:
    match walk.page:
        case Page.CATEGORY_GROUP:
            groups = flow.categories.groups
            last = groups[-1].id
            return tuple(
                Choice(
                    id=g.id, words=g.name, picture=g.icon, dashed=g.id == last, selected=g.id == walk.group
                )
                for g in groups
            )
        case Page.CATEGORY if walk.large_print and walk.group is not None:
            return _categories(walk, flow.categories.answers(walk.group))
        case Page.CATEGORY:
            return _categories(walk, flow.categories.categories)
        case Page.BANNER:
            here = (walk.draft.place or "")[:6]
            return (
                *(Choice(id=b.code, words=b.name, selected=b.code == here) for b in flow.places.banners),
                _open(walk, Question.PLACE, texts.get("kiosk.banner.open"), ""),
            )
        case Page.TOWN_KIND:
            kinds = flow.town_kinds(walk)
            return tuple(
                Choice(
                    id=kind.value,
                    words=texts.get(f"kiosk.town_kind.{kind.value}"),
                    dashed=kind == kinds[-1],
                    selected=kind == walk.kind,
                )
                for kind in kinds
            )
        case Page.TOWN:
            towns = flow.towns(walk)
            return (
                *(
                    Choice(id=t.code, words=short_name(t.name, flow), selected=t.code == walk.draft.place)
                    for t in towns
                ),
                Choice(id=OPEN, words=texts.get("kiosk.town.open"), dashed=True),
            )
        case Page.PEOPLE:
            return _people(walk, texts)
        case _:
            return ()


def _categories(walk: Walk, categories: Sequence[Category]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=category.id,
            words=category.name,
            examples=category.examples,
            picture=category.icon,
            dashed=category.id == UNCLEAR,
            selected=category.id == walk.draft.category,
        )
        for category in categories
    )


def short_name(town_name: str, flow: Flow) -> str:
    """Without the names of city and banner, which everybody here knows: 「国有胜利农场」."""
    for above in ("通辽市", *(banner.name for banner in flow.places.banners)):
        town_name = town_name.removeprefix(above) or town_name
    return town_name


def _people(walk: Walk, texts: Texts) -> tuple[Choice, ...]:
    people = walk.draft.people
    chosen = None if people is None else MANY if people >= PEOPLE_TYPED_MIN else str(people)
    offered = tuple(
        Choice(
            id=id_,
            words=texts.get(f"kiosk.people.{key}"),
            picture=_PEOPLE_PICTURES[id_],
            selected=id_ == chosen,
        )
        for id_, key in (("1", "one"), ("2", "two"), (MANY, "many"))
    )
    return (*offered, _open(walk, Question.PEOPLE, texts.get("kiosk.people.open"), UNCLEAR))


def _open(walk: Walk, question: Question, words: str, picture: str) -> Choice:
    choice = Choice(id=OPEN, words=words, picture=picture, dashed=True)
    return replace(choice, selected=question in walk.draft.left_open)
