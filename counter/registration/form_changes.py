"""What a key does to the form's text: choices, parties, and what an identity number fills in."""

from dataclasses import replace
from datetime import date

from cases.matter.dispute_type_search import category_of
from cases.people.identity_number import IdentityNumber
from cases.people.party import PartyRole
from cases.people.person_name import parse_person_name
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.typed import compact
from counter.registration.fields import CONSENTS, KINDS, LANGUAGES, NEEDS, ROLES, SCALES, SEXES
from counter.registration.form_text import FormText, PartyText, with_party, written
from counter.registration.reading import read_id
from devices.card_reader.card import Card

PARTIES_MAX = 8  # more digits than that no key has; a crowd is one party as a group
_CHOICES = {
    "party.role": ROLES,
    "party.sex": tuple(SEXES),
    "event_scale": tuple(SCALES),
    "language": LANGUAGES,
    "needs": NEEDS,
    "consents": CONSENTS,
}
SaidByPaper = tuple[str, str]
"""Sex and birth as a number tells them, empty where it does not."""


def chosen(form: FormText, key: str, index: int, at: int) -> FormText:
    """The form after a digit on a choice; where several hold, it gives and takes. Too high a digit: as it was."""
    if key == "party.is_group":
        return with_party(form, at, is_group=bool(index)) if index < len(KINDS) else form
    codes = _CHOICES[key]
    if index >= len(codes):
        return form
    match key:
        case "needs":
            return replace(form, needs=_given_or_taken(form.needs, codes, codes[index]))
        case "consents":
            return replace(form, consents=_given_or_taken(form.consents, codes, codes[index]))
        case _:
            return written(form, key, codes[index], at)


def taken(form: FormText, key: str, code: str, at: int, policy: Policy) -> FormText:
    """The form after an answer of a searched field; a type brings its category along."""
    form = written(form, key, code, at)
    if key == "dispute_type" and code:
        return replace(form, category=category_of(code, policy.categories))
    return form


def with_another_party(form: FormText) -> FormText:
    """One party more, after the citizen usually the other side; at the limit the form as it was."""
    if len(form.parties) >= PARTIES_MAX:
        return form
    has_other_side = any(party.role == PartyRole.RESPONDENT.value for party in form.parties)
    role = PartyRole.THIRD_PARTY if has_other_side else PartyRole.RESPONDENT
    return replace(form, parties=(*form.parties, PartyText(role=role.value)))


def without_party(form: FormText, at: int) -> FormText:
    """One party less; the only one stays."""
    left = form.parties[:at] + form.parties[at + 1 :]
    return replace(form, parties=left) if left else form


def said_by_paper(form: FormText, at: int, today: date) -> SaidByPaper:
    """What the number of a party says."""
    paper = read_id(form.parties[at].id_number, today)
    if not isinstance(paper, IdentityNumber):
        return "", ""
    return paper.sex.value if paper.sex else "", paper.birth.isoformat() if paper.birth else ""


def after_paper(form: FormText, at: int, earlier: SaidByPaper, today: date) -> FormText:
    """Sex and birth follow the number, unless somebody wrote something else there. `earlier`: what it said before."""
    party = form.parties[at]
    sex, birth = said_by_paper(form, at, today)
    return with_party(
        form,
        at,
        sex=sex if party.sex in ("", earlier[0]) else party.sex,
        birth=birth if party.birth in ("", earlier[1]) else party.birth,
    )


def after_card(form: FormText, at: int, card: Card, policy: Policy) -> FormText | Refusal:
    """The party filled from a card. Its address is where they are registered: one that stands there already stays.

    Refused: `card.for_group`, and `card.other_person` where another number stands.
    """
    party = form.parties[at]
    if party.is_group:
        return Refusal("card.for_group")
    if party.id_number.strip() and compact(party.id_number) != card.number:
        return Refusal("card.other_person")
    name = parse_person_name(card.name, policy.kiosk)
    stored = card.name if isinstance(name, Refusal) else name
    return with_party(
        form,
        at,
        name=stored,
        id_number=card.number,
        sex=card.sex or party.sex,
        nation=card.nation or party.nation,
        birth=card.birth.isoformat() if card.birth else party.birth,
        address=party.address if party.address.strip() else card.address,
        chip=(stored, card.number),
    )


def party_with(form: FormText, number: str) -> int | None:
    """Whose number this is, if it stands in the form already."""
    return next((at for at, party in enumerate(form.parties) if compact(party.id_number) == number), None)


def _given_or_taken(held: tuple[str, ...], codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(other for other in codes if (other in held) != (other == code))
