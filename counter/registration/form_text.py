"""The registration form as text: what stands in each field, and what it is filled with."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.party import Party, PartyRole, Representative, VerifiedBy
from cases.views import MatterView

PARTY = "party."  # keys of the party in front are "party.name", …
_FEN = 100
Chip = tuple[str, str]
"""Name and number as a card's chip said them. It vouches for both together: with another name or number typed over
them the number counts as typed (VerifiedBy.MANUAL)."""
NO_CHIP: Chip = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyText:
    """The fields of one party. `representatives`: one a line, name and phone."""

    role: str = PartyRole.APPLICANT.value
    is_group: bool = False
    name: str = ""
    id_number: str = ""
    phone: str = ""
    nation: str = ""  # code
    sex: str = ""
    birth: str = ""
    address: str = ""
    person_count: str = ""
    representatives: str = ""
    chip: Chip = NO_CHIP


@dataclass(frozen=True, slots=True, kw_only=True)
class FormText:
    """What stands in the fields. Chosen ones hold codes, "" for none; `needs` and `consents` sets of them."""

    parties: tuple[PartyText, ...] = field(default_factory=lambda: (PartyText(),))
    category: str = ""
    dispute_type: str = ""
    town: str = ""
    place_detail: str = ""
    happened_on: str = ""
    people: str = ""
    amount: str = ""
    event_scale: str = ""
    other_side: str = ""
    units: str = ""
    summary: str = ""
    story: str = ""
    demand: str = ""
    evidence: str = ""
    referrer: str = ""
    language: str = ""
    needs: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()


def told_now(matter: MatterView) -> tuple[OpenMatter, PrivateMatter]:
    """The matter with what was autosaved and not written yet, if anything."""
    if matter.unsaved_open is not None and matter.unsaved_private is not None:
        return matter.unsaved_open, matter.unsaved_private
    return matter.open, matter.private


def form_of(opened: OpenMatter, private: PrivateMatter) -> FormText:
    """The fields as a matter fills them; what could not be read when it was saved stands there again."""
    form = FormText(
        parties=tuple(_party_text(party) for party in private.parties) or _first_party(private),
        category=opened.category or "",
        dispute_type=opened.dispute_type or "",
        town=opened.town or "",
        place_detail=private.place_detail,
        happened_on=_day(opened.happened_on),
        people=str(opened.party_count or ""),
        amount=_yuan(opened.amount_fen),
        event_scale=opened.event_scale or "",
        other_side=private.other_side,
        units=private.units,
        summary=private.summary,
        story=private.story,
        demand=private.demand,
        evidence="\n".join(private.evidence),
        referrer=private.referrer,
        language=opened.language or "",
        needs=opened.needs,
        consents=opened.consents,
    )
    for key, text in private.unread:
        form = _with_unread(form, key, text)
    return form


def written(form: FormText, key: str, value: str, party: int) -> FormText:
    """The form with one field changed; `party` is the index of the party in front."""
    if key.startswith(PARTY):
        return with_party(form, party, **{key.removeprefix(PARTY): value})
    change: dict[str, Any] = {key: value}
    return replace(form, **change)


def with_party(form: FormText, index: int, **values: Any) -> FormText:
    """The form with fields of one party changed."""
    parties = list(form.parties)
    parties[index] = replace(parties[index], **values)
    return replace(form, parties=tuple(parties))


def text_of(form: FormText, key: str, party: int) -> str:
    """What stands in a field that is written."""
    holder = form.parties[party] if key.startswith(PARTY) else form
    value: str = getattr(holder, key.removeprefix(PARTY))
    return value


def unread_key(key: str, party: int) -> str:
    """A field's name among those that cannot be read: parties by their number."""
    return f"{party}.{key.removeprefix(PARTY)}" if key.startswith(PARTY) else key


def _with_unread(form: FormText, key: str, text: str) -> FormText:
    index, _, name = key.rpartition(".")
    if not index:
        change: dict[str, Any] = {key: text}
        return replace(form, **change) if hasattr(form, key) else form
    if index.isdigit() and int(index) < len(form.parties) and hasattr(form.parties[int(index)], name):
        return with_party(form, int(index), **{name: text})
    return form


def _first_party(private: PrivateMatter) -> tuple[PartyText, ...]:
    """The citizen as the kiosk knows them."""
    return (PartyText(name=private.contact_name, phone=private.contact_phone),)


def _party_text(party: Party) -> PartyText:
    return PartyText(
        role=party.role.value,
        is_group=party.is_group,
        name=party.name,
        id_number=party.id_number,
        phone=party.phone,
        nation=party.nation,
        sex=party.sex,
        birth=_day(party.birth),
        address=party.address,
        person_count=str(party.person_count or ""),
        representatives="\n".join(_line(person) for person in party.representatives),
        chip=(party.name, party.id_number) if party.verified_by == VerifiedBy.CHIP else NO_CHIP,
    )


def _line(person: Representative) -> str:
    return f"{person.name} {person.phone}".strip()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yuan(amount_fen: int | None) -> str:
    if amount_fen is None:
        return ""
    yuan, fen = divmod(amount_fen, _FEN)
    return f"{yuan}.{fen:02d}" if fen else str(yuan)
