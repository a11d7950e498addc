"""Answers of the fields that are chosen by a few characters: type, place, nation."""

from dataclasses import dataclass

from cases.matter.dispute_type_search import TypeFound, find_types
from cases.people.party import NATIONS
from cases.policy.policy import Policy
from cases.texts import Texts

OPTIONS_SHOWN = 7
# First those who live here, domain.md §6; the rest in the order of the standard.
_NATIONS_FIRST = ("02", "01", "11", "03", "10", "31")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One answer; `note` says what it belongs to, or which word led to it."""

    code: str
    name: str
    note: str = ""


def find_options(key: str, words: str, category: str, policy: Policy, texts: Texts) -> list[OptionLine]:
    """The answers of a field, the best first."""
    match key:
        case "dispute_type":
            return [
                OptionLine(
                    code=found.code,
                    name=found.name,
                    note=_note(found, texts),
                )
                for found in find_types(
                    words, policy.dispute_types, policy.categories, category or None, OPTIONS_SHOWN
                )
            ]
        case "town":
            return _places(words.strip(), policy)
        case _:
            return _nations(words.strip())


def _note(found: TypeFound, texts: Texts) -> str:
    if not found.word:
        return found.group
    return texts.get("registration.hint.word", group=found.group, word=found.word)


def _places(words: str, policy: Policy) -> list[OptionLine]:
    """Places whose full name holds the words, the hall's own banner first."""
    found: list[OptionLine] = []
    for banner in policy.places.banners:
        if words in banner.name:
            found.append(OptionLine(code=banner.code, name=banner.name))
        full = ((town.code, banner.name + town.name) for town in banner.towns)
        found += [OptionLine(code=code, name=name) for code, name in full if words in name]
        if len(found) >= OPTIONS_SHOWN:
            break
    return found[:OPTIONS_SHOWN]


def _nations(words: str) -> list[OptionLine]:
    codes = sorted(NATIONS, key=lambda code: (code not in _NATIONS_FIRST, _place(code), code))
    plain = words.removesuffix("族") or words
    return [
        OptionLine(code=code, name=NATIONS[code])
        for code in codes
        if NATIONS[code].startswith(plain) or code == plain
    ][:OPTIONS_SHOWN]


def _place(code: str) -> int:
    return _NATIONS_FIRST.index(code) if code in _NATIONS_FIRST else len(_NATIONS_FIRST)
