"""What the registration form says: a matter, and a sentence for each field that cannot be read."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from cases.free_text import clean_line, clean_text
from cases.matter.amount import parse_amount
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.identity_number import IdentityNumber, parse_identity_number
from cases.people.party import (
    REPRESENTATIVES_MAX,
    Party,
    PartyRole,
    Representative,
    VerifiedBy,
    scale_of,
)
from cases.people.person_name import parse_person_name
from cases.people.phone import parse_phone
from cases.people.place import BANNER_NAMES
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.typed import is_digits
from cases.typed_date import parse_past_date
from counter.registration.form_text import PARTY, FormText, PartyText, unread_key

LINE_CHARS_MAX = 80
TEXT_CHARS_MAX = 2000  # 事件简述 (domain.md §2.3)
EVIDENCE_MAX = 30

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """`problems` by field ("0.id_number" of the first party); in the matter such fields are only in `unread`.
    They stand in the order of the page."""

    open: OpenMatter
    private: PrivateMatter
    problems: Mapping[str, Refusal] = field(default_factory=dict)


class _Reader:
    """Reads field after field and keeps what it could not read."""

    def __init__(self, policy: Policy, today: date) -> None:
        self.policy, self.today = policy, today
        self.problems: dict[str, Refusal] = {}
        self.unread: list[tuple[str, str]] = []

    def read(self, key: str, text: str, parse: Callable[[str], Value | Refusal], empty: Value) -> Value:
        """The value of a field; `empty` when there is none, or none that can be read."""
        if not text.strip():
            return empty
        value = parse(text)
        if isinstance(value, Refusal):
            self.problems[key] = value
            self.unread.append((key, text))
            return empty
        return value


def read_form(form: FormText, before: tuple[OpenMatter, PrivateMatter], policy: Policy, today: date) -> Read:
    """The matter that the fields say. What the form does not ask (查询码) stays as it was."""
    opened, private = before
    reader = _Reader(policy, today)
    people_max = policy.kiosk.party_count_max
    parties = tuple(_party(reader, index, text) for index, text in enumerate(form.parties))
    happened_on = reader.read("happened_on", form.happened_on, lambda t: parse_past_date(t, today), None)
    people = reader.read("people", form.people, lambda text: read_count(text, people_max), None)
    amount = reader.read(
        "amount", form.amount, lambda text: parse_amount(text, policy.kiosk.amount_yuan_max), None
    )
    story = clean_text(form.story, policy.kiosk.story_chars_max).text
    citizen = _citizen(parties)
    name, phone = (citizen.name, citizen.phone) if citizen else ("", "")
    suggested = scale_of(people)
    return Read(
        open=replace(
            opened,
            category=form.category or None,
            town=form.town or None,
            party_count=people,
            amount_fen=amount,
            staff_writes_story=opened.staff_writes_story and not (story or form.summary.strip()),
            contact_withheld=opened.contact_withheld and not (name or phone),
            dispute_type=form.dispute_type or None,
            event_scale=form.event_scale or (suggested.value if suggested else None),
            happened_on=happened_on,
            language=form.language or None,
            needs=form.needs,
            consents=form.consents,
        ),
        private=replace(
            private,
            other_side=clean_line(form.other_side, policy.kiosk.other_side_chars_max).text,
            story=story,
            contact_name=name,
            contact_phone=phone,
            parties=_kept(parties, reader.unread),
            place_detail=clean_line(form.place_detail, LINE_CHARS_MAX).text,
            units=clean_line(form.units, LINE_CHARS_MAX).text,
            summary=clean_text(form.summary, TEXT_CHARS_MAX).text,
            demand=clean_text(form.demand, TEXT_CHARS_MAX).text,
            evidence=_lines(form.evidence)[:EVIDENCE_MAX],
            referrer=clean_line(form.referrer, LINE_CHARS_MAX).text,
            unread=tuple(reader.unread),
        ),
        problems=reader.problems,
    )


def read_id(text: str, today: date) -> IdentityNumber | Refusal:
    """An identity number as it is typed here; the areas are those of our own prefecture."""
    return parse_identity_number(text, today, BANNER_NAMES)


def read_count(text: str, count_max: int) -> int | Refusal:
    """A number of persons. 「3-5」 is none, so a hyphen is not passed over."""
    digits = "".join(unicodedata.normalize("NFKC", text).split())
    if not is_digits(digits) or len(digits) > len(str(count_max)) or not 1 <= int(digits) <= count_max:
        return Refusal("count.range", {"count_max": count_max})
    return int(digits)


def _party(reader: _Reader, index: int, text: PartyText) -> Party:
    """A party whose fields can be read; a group has no paper and no birth."""
    policy, today = reader.policy, reader.today

    def key(name: str) -> str:
        return unread_key(PARTY + name, index)

    if text.is_group:
        return Party(
            role=PartyRole(text.role),
            is_group=True,
            name=clean_line(text.name, LINE_CHARS_MAX).text,
            phone=reader.read(key("phone"), text.phone, parse_phone, ""),
            address=clean_line(text.address, LINE_CHARS_MAX).text,
            person_count=reader.read(
                key("person_count"),
                text.person_count,
                lambda t: read_count(t, policy.kiosk.party_count_max),
                None,
            ),
            representatives=reader.read(
                key("representatives"), text.representatives, lambda t: _representatives(t, policy), ()
            ),
        )
    name = reader.read(key("name"), text.name, lambda t: parse_person_name(t, policy.kiosk), "")
    phone = reader.read(key("phone"), text.phone, parse_phone, "")
    paper = reader.read(key("id_number"), text.id_number, lambda t: read_id(t, today), None)
    return Party(
        role=PartyRole(text.role),
        name=name,
        id_kind=paper.kind.value if paper else "",
        id_number=paper.number if paper else "",
        verified_by=_verified_by(name, paper, text).value if paper else "",
        phone=phone,
        sex=text.sex,
        nation=text.nation,
        birth=reader.read(key("birth"), text.birth, lambda t: parse_past_date(t, today), None),
        address=clean_line(text.address, LINE_CHARS_MAX).text,
    )


def _verified_by(name: str, paper: IdentityNumber, text: PartyText) -> VerifiedBy:
    return VerifiedBy.CHIP if (name, paper.number) == text.chip else VerifiedBy.MANUAL


def _representatives(text: str, policy: Policy) -> tuple[Representative, ...] | Refusal:
    """A line each: name, then the phone after a blank."""
    lines = _lines(text)
    if len(lines) > REPRESENTATIVES_MAX:
        return Refusal("representatives.too_many", {"count_max": REPRESENTATIVES_MAX, "given": len(lines)})
    people: list[Representative] = []
    for line in lines:
        person = _representative(line, policy)
        if isinstance(person, Refusal):
            return person
        people.append(person)
    return tuple(people)


def _representative(line: str, policy: Policy) -> Representative | Refusal:
    at = next((index for index, char in enumerate(line) if char.isdigit() or char == "+"), len(line))
    name = parse_person_name(line[:at].strip(" ,，:：、"), policy.kiosk)
    if isinstance(name, Refusal):
        return name
    phone = parse_phone(line[at:]) if line[at:].strip() else ""
    return phone if isinstance(phone, Refusal) else Representative(name=name, phone=phone)


def _kept(parties: tuple[Party, ...], unread: list[tuple[str, str]]) -> tuple[Party, ...]:
    """Parties of whom something is said; all of them while a field is unread, because those are told by number."""
    return parties if unread else tuple(party for party in parties if not party.is_empty)


def _citizen(parties: tuple[Party, ...]) -> Party | None:
    """Who is called back: the first applicant; of a group, whoever speaks for it."""
    first = next((party for party in parties if party.role is PartyRole.APPLICANT), None)
    if first is not None and first.is_group and first.representatives:
        speaker = first.representatives[0]
        return Party(name=speaker.name, phone=speaker.phone or first.phone)
    return first


def _lines(text: str) -> tuple[str, ...]:
    cleaned = clean_text(text, TEXT_CHARS_MAX).text
    return tuple(line for line in cleaned.splitlines() if line)
