"""Possible duplicates (可能是同一件事): earlier matters that share something with the one being typed, and what.

Reasons, never a score: a person is not rated, and staff decide by looking. Nothing here blocks a registration.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.free_text import without_invisible
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.identity_number import search_number
from cases.people.party import PartyRole
from cases.people.phone import parse_phone
from cases.refusal import Refusal
from cases.typed import compact

SHINGLE_CHARS = 4  # an object's words are compared in pieces of so many characters
SHINGLES_COMMON_MIN = 2
SHINGLES_MAX = 24
_BANNER_DIGITS = 6
_NAME_CHARS_MIN = 2


class Reason(StrEnum):
    """What two matters share; the order is that of the list."""

    SAME_ID = "same_id"
    SAME_PHONE = "same_phone"
    SAME_NAME_AND_TOWN = "same_name_and_town"
    SAME_OTHER_SIDE = "same_other_side"
    SAME_OBJECT = "same_object"


class TermKind(StrEnum):
    """What a matter can be found by. Terms are hashed with the store's own key before they reach a table."""

    ID = "id"
    PHONE = "phone"
    NAME = "name"
    OTHER_SIDE = "other_side"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find a matter by, normalised, in clear: never stored and never logged."""

    kind: TermKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An earlier matter, opened."""

    case_id: str
    registered_at: datetime
    open: OpenMatter
    private: PrivateMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """An earlier matter that shares something, and what."""

    case_id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierMatter:
    """A likeness as the counter shows it: no name unmasked."""

    case_id: str
    case_code: str
    case_state: str
    registered_at: datetime
    category: str | None
    town: str | None
    masked_names: tuple[str, ...]
    reasons: tuple[Reason, ...]


def possible_duplicates(
    typed: OpenMatter, private: PrivateMatter, candidates: Iterable[Candidate]
) -> tuple[Likeness, ...]:
    """Those that share something: the firmest reason first, then more reasons, then the newest."""
    mine = terms_of(private)
    found = [
        (reasons, candidate)
        for candidate in candidates
        if (reasons := _reasons(typed, mine, candidate.open, terms_of(candidate.private)))
    ]
    order = list(Reason)
    found.sort(
        key=lambda pair: (
            order.index(pair[0][0]),
            -len(pair[0]),
            -pair[1].registered_at.timestamp(),
            pair[1].case_id,
        )
    )
    return tuple(Likeness(case_id=candidate.case_id, reasons=reasons) for reasons, candidate in found)


def terms_of(private: PrivateMatter) -> frozenset[Term]:
    """Everything that a matter can be found by."""
    terms: set[Term] = set()
    for number in (party.id_number for party in private.parties):
        _add(terms, TermKind.ID, search_number(number))
    for phone in (private.contact_phone, *_phones(private)):
        parsed = parse_phone(phone) if phone else ""
        _add(terms, TermKind.PHONE, "" if isinstance(parsed, Refusal) else parsed)
    for name in (private.contact_name, *_names(private, others=False)):
        _add(terms, TermKind.NAME, _name(name))
    for name in (private.other_side, *_names(private, others=True)):
        _add(terms, TermKind.OTHER_SIDE, _name(name))
    terms |= {Term(TermKind.OBJECT, piece) for piece in _shingles(private.place_detail)}
    return frozenset(terms)


def applicant_names(private: PrivateMatter) -> tuple[str, ...]:
    """The names of a matter's applicants, as they stand; masking is the caller's."""
    names = [p.name for p in private.parties if p.role is PartyRole.APPLICANT and p.name]
    return tuple(dict.fromkeys(names or ([private.contact_name] if private.contact_name else [])))


def _reasons(
    opened: OpenMatter, mine: frozenset[Term], earlier: OpenMatter, theirs: frozenset[Term]
) -> tuple[Reason, ...]:
    common = mine & theirs
    kinds = {term.kind for term in common}
    shared = {
        Reason.SAME_ID: TermKind.ID in kinds,
        Reason.SAME_PHONE: TermKind.PHONE in kinds,
        Reason.SAME_NAME_AND_TOWN: TermKind.NAME in kinds and _same_town(opened.town, earlier.town),
        Reason.SAME_OTHER_SIDE: TermKind.OTHER_SIDE in kinds,
        Reason.SAME_OBJECT: sum(term.kind is TermKind.OBJECT for term in common) >= SHINGLES_COMMON_MIN
        and _same_town(opened.town, earlier.town),
    }
    return tuple(reason for reason, holds in shared.items() if holds)


def _same_town(one: str | None, other: str | None) -> bool:
    """The same town, or the same banner where one of them knows no more."""
    if not one or not other:
        return False
    if _BANNER_DIGITS in (len(one), len(other)):
        return one[:_BANNER_DIGITS] == other[:_BANNER_DIGITS]
    return one == other


def _phones(private: PrivateMatter) -> Iterable[str]:
    for party in private.parties:
        yield party.phone
        yield from (person.phone for person in party.representatives)


def _names(private: PrivateMatter, *, others: bool) -> Iterable[str]:
    for party in private.parties:
        if (party.role is PartyRole.RESPONDENT) is others:
            yield party.name
            yield from (person.name for person in party.representatives)


def _name(text: str) -> str:
    name = compact(without_invisible(text))
    return name if len(name) >= _NAME_CHARS_MIN else ""


def _shingles(place: str) -> set[str]:
    """Pieces of a place, so that 「幸福小区3号楼」 is found in 「幸福小区3号楼2单元」."""
    plain = compact(without_invisible(place))
    return {plain[at : at + SHINGLE_CHARS] for at in range(min(len(plain) - SHINGLE_CHARS + 1, SHINGLES_MAX))}


def _add(terms: set[Term], kind: TermKind, text: str) -> None:
    if text:
        terms.add(Term(kind, text))
