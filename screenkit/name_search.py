"""Finding a name by a few characters: by its beginning, a part of it, or its reading (pinyin, initials)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from case_store.pinyin import readings
from cases.policy.policy import Policy
from cases.policy.units import UnitPolicy, UnitsPolicy
from cases.typed import compact

FOUND_MAX = 6

Named = TypeVar("Named")


def find_named(
    options: Sequence[Named], words: str, name_of: Callable[[Named], str], most: int = FOUND_MAX
) -> list[Named]:
    """Those whose name begins with the words before those that hold them; nothing typed: the first ones."""
    query = compact(words).lower()
    ranked = [
        (rank, n, one) for n, one in enumerate(options) if (rank := _rank(name_of(one), query)) is not None
    ]
    return [one for _rank_, _n, one in sorted(ranked, key=lambda found: found[:2])[:most]]


def units_to_give_to(policy: Policy) -> tuple[UnitPolicy, ...]:
    """Every unit that a matter can be given to: written down, the towns here, the centres of other banners."""
    return tuple(_all(policy.units))


def _all(units: UnitsPolicy) -> Iterator[UnitPolicy]:
    yield from units.units
    home = units.places.banner(units.home_banner)
    codes = [town.code for town in home.towns] if home else []
    codes += [banner.code for banner in units.places.banners if banner.code != units.home_banner]
    for code in codes:
        if (unit := units.territory(code)) is not None:
            yield unit


def _rank(name: str, query: str) -> int | None:
    """0 best, None not at all. Short names are said sign by sign: 人社 or rsj is 人力资源和社会保障局."""
    said = name.lower()
    if not query or said.startswith(query):
        return 0
    texts = [said] if not query.isascii() else readings(name).split()
    if any(text.startswith(query) for text in texts):
        return 0
    if any(query in text for text in texts):
        return 1
    return 2 if any(_in_order(query, text) for text in texts) else None


def _in_order(query: str, text: str) -> bool:
    signs = iter(text)
    return all(sign in signs for sign in query)
