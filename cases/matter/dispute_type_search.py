"""Finding a dispute type (纠纷类型) by a few characters: pinyin initials, Chinese, or the code (issue 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.matter.category import UNCLEAR, CategoriesPolicy, Category
from cases.matter.dispute_type import DisputeType
from cases.typed import compact, is_digits

GROUP_CHARS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFound:
    """A type with its group's name. `word`: the everyday word that led to it, empty when its own name did."""

    code: str
    name: str
    group: str
    word: str = ""


def find_types(
    typed: str,
    types: Mapping[str, DisputeType],
    categories: CategoriesPolicy,
    category_id: str | None,
    limit: int,
) -> tuple[TypeFound, ...]:
    """The best first: a name before a word, a beginning before a middle, the citizen's own category before others.

    Nothing typed: the types of the citizen's category.
    """
    query = compact(typed).lower()
    category = categories.get(category_id) if category_id else None
    ranked: list[tuple[int, bool, str, TypeFound]] = []
    for found in types.values():
        is_choice = len(found.code) > GROUP_CHARS or not _has_children(found.code, types)
        if not is_choice:
            continue
        is_mine = category is not None and _belongs(found.code, category)
        rank, word = _rank(query, found, types, categories) if query else (0 if is_mine else None, "")
        if rank is not None:
            ranked.append((rank, not is_mine, found.code, _found(found, types, word)))
    return tuple(entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:3])[:limit])


def category_of(code: str, categories: CategoriesPolicy) -> str:
    """The citizens' category that a type belongs to: the one with the longest matching code, else 说不清楚."""
    fitting = [
        (len(gb), category.id)
        for category in categories.categories
        for gb in category.gb_codes
        if code.startswith(gb)
    ]
    return max(fitting, default=(0, UNCLEAR))[1]


def _rank(
    query: str, found: DisputeType, types: Mapping[str, DisputeType], categories: CategoriesPolicy
) -> tuple[int | None, str]:
    """How well it fits, 0 best, None not at all; and the word that led here."""
    if is_digits(query):
        return (0 if found.code.startswith(query) else None), ""
    named = ((found.name, found.initials),)
    said = found.words
    group = types.get(found.parent)
    around = ((group.name, group.initials),) if group else ()
    for rank, (pairs, whole, is_word) in enumerate(
        (
            (named, True, False),
            (said, True, True),
            (named, False, False),
            (said, False, True),
            (around, False, False),
        )
    ):
        if (hit := _hit(query, pairs, at_start=whole)) is not None:
            return rank, hit if is_word else ""
    for category in categories.categories:
        if _belongs(found.code, category) and query in category.name:
            return 5, category.name
    return None, ""


def _hit(query: str, pairs: Iterable[tuple[str, str]], *, at_start: bool) -> str | None:
    """The shortest text whose characters or initials begin with the query, or hold it."""
    by_letters = query.isascii()
    hits = [
        text
        for text, initials in pairs
        for given in (initials if by_letters else text.lower(),)
        if (given.startswith(query) if at_start else query in given)
    ]
    return min(hits, key=len, default=None)


def _belongs(code: str, category: Category) -> bool:
    return any(code.startswith(gb) for gb in category.gb_codes)


def _has_children(code: str, types: Mapping[str, DisputeType]) -> bool:
    return any(other.parent == code for other in types.values())


def _found(found: DisputeType, types: Mapping[str, DisputeType], word: str) -> TypeFound:
    group = types.get(found.parent)
    return TypeFound(code=found.code, name=found.name, group=group.name if group else "", word=word)
