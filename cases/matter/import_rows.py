"""A row of an imported list (导入) becomes a matter, or a list of what is wrong with it; nothing is guessed.

Idempotency: `import_key` names the matter (source and the sender's number, without one the whole content),
`content_hash` what was said of it. Both are keyed with a secret of the store, so that neither tells who is in the row.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from cases.free_text import CleanText, clean_line, clean_text
from cases.hall_time import hall_date
from cases.matter.import_sheet import CellFlaw, Head, SheetRow
from cases.matter.import_values import (
    category_of,
    read_category,
    read_dispute_type,
    read_instant,
    read_money,
    read_past_day,
    read_persons,
    read_place,
)
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import Source
from cases.normal_form import normal
from cases.people.identity_number import IdentityNumber, parse_identity_number
from cases.people.party import Party, VerifiedBy, scale_of
from cases.people.person_name import parse_person_name
from cases.people.phone import parse_phone
from cases.people.place import BANNER_NAMES
from cases.policy.imports import YES, ImportField, ImportMapping
from cases.policy.policy import Policy
from cases.refusal import Refusal

Value = TypeVar("Value")
F = ImportField
_SAYS_BIRTH = frozenset({"id.birth", "id.birth_future"})  # their facts repeat the birth: a person's


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedMatter:
    """A matter that may be registered. What is in `private` and `sent_by` is sealed before anything is stored."""

    line: int
    source: Source
    external_id: str  # the sender's number; "" without one
    received_at: datetime | None  # None: the list does not say
    demanded_by: datetime | None  # the day, 00:00, by which the sender wants it closed
    is_key: bool  # 上级重点交办: supervision from the first day (domain.md §1.5 U1)
    prior_ruling: bool  # with 14xx: DIFFICULT (domain.md §3.1)
    open: OpenMatter
    private: PrivateMatter = field(repr=False)
    sent_by: str = field(repr=False)
    import_key: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """`column` is a heading of the mapping, "" for the whole row. The refusal's facts hold line and column too."""

    column: str
    refusal: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that needs a person."""

    line: int
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportGround:
    """What a list is read by. `secret`: of the store, for the keys."""

    mapping: ImportMapping
    policy: Policy
    now: datetime
    secret: bytes = field(repr=False)


def read_row(row: SheetRow, head: Head, ground: ImportGround) -> ImportedMatter | BadRow:
    """The matter of a row that is not blank."""
    reader = _Reader(row, head, ground)
    matter = _matter(reader, ground)
    return BadRow(line=row.line, problems=tuple(reader.problems)) if reader.problems else matter


class _Reader:
    """Reads cell after cell, and keeps what is wrong with each."""

    def __init__(self, row: SheetRow, head: Head, ground: ImportGround) -> None:
        self.problems: list[RowProblem] = []
        self.line_number, self._mapping = row.line, ground.mapping
        self._texts: dict[ImportField, str] = {}
        self._headings: dict[ImportField, str] = {}
        if any(isinstance(cell, CellFlaw) or cell.strip() for cell in row.cells[head.width :]):
            self.problem("", Refusal("import.ragged"))
        for index, heading, of in head.columns:
            cell = row.cell(index)
            if isinstance(cell, CellFlaw):
                self.problem(heading, Refusal(cell.value))
            if isinstance(cell, CellFlaw) or not cell.strip():
                self._headings.setdefault(of, heading)
            elif of in self._texts:  # several columns are one text
                self._texts[of] += f"\n{cell}"
                self._headings[of] += f"/{heading}"
            else:
                self._texts[of], self._headings[of] = cell, heading
        flawed = {problem.column for problem in self.problems}
        for of in self._mapping.required:
            heading = self._headings.get(of, "")
            if of not in self._texts and heading not in flawed:
                self.problem(heading, Refusal("import.required"))

    def problem(self, column: str, refusal: Refusal) -> None:
        """Keep what is wrong."""
        if refusal.code in _SAYS_BIRTH:
            refusal = Refusal("import.birth")
        facts = {**refusal.facts, "line": self.line_number, "column": column}
        self.problems.append(RowProblem(column=column, refusal=Refusal(refusal.code, facts)))

    def refuse(self, of: ImportField, refusal: Refusal) -> None:
        """The same for a field."""
        self.problem(self._headings.get(of, ""), refusal)

    def read(self, of: ImportField, parse: Callable[[str], Value | Refusal], empty: Value) -> Value:
        """The field's value; `empty` where nothing stands, or nothing that can be read."""
        text = self._texts.get(of)
        if text is None:
            return empty
        value = parse(text)
        if isinstance(value, Refusal):
            self.refuse(of, value)
            return empty
        return value

    def coded(self, of: ImportField, parse: Callable[[str], str | Refusal]) -> str | None:
        """A code: by the mapping's words, else as `parse` knows it; the mapping's default where nothing stands."""
        words: Mapping[str, str] = self._mapping.values.get(of, {})
        said = self.read(of, lambda text: words.get("".join(text.split())) or parse(text), None)
        return said or (self._mapping.defaults.get(of) if of not in self._texts else None)

    def line(self, of: ImportField, chars_max: int) -> str:
        """One line that fits."""
        return self.read(of, lambda text: _whole(clean_line(text, chars_max), chars_max), "")

    def lines(self, of: ImportField, chars_max: int) -> str:
        """Several lines that fit."""
        return self.read(of, lambda text: _whole(clean_text(text, chars_max), chars_max), "")


def _matter(reader: _Reader, ground: ImportGround) -> ImportedMatter:
    policy, mapping, today = ground.policy, ground.mapping, hall_date(ground.now)
    limits, formats = policy.imports.limits, mapping.date_formats
    line_max, text_max = limits.line_chars_max, limits.text_chars_max
    received_at = reader.read(F.RECEIVED_AT, lambda text: read_instant(text, formats), None)
    if received_at is not None and hall_date(received_at) > today:
        reader.refuse(F.RECEIVED_AT, Refusal("import.date_future"))
    demanded_by = reader.read(F.DEMANDED_BY, lambda text: read_instant(text, formats), None)
    if received_at is not None and demanded_by is not None and demanded_by.date() < received_at.date():
        reader.refuse(F.DEMANDED_BY, Refusal("import.due_before_received"))
    matter = ImportedMatter(
        line=reader.line_number,
        source=mapping.from_,
        external_id=reader.read(F.EXTERNAL_ID, lambda text: _number(text, line_max), ""),
        received_at=received_at,
        demanded_by=demanded_by,
        is_key=reader.coded(F.IS_KEY, _no_code) == YES,
        prior_ruling=reader.coded(F.PRIOR_RULING, _no_code) == YES,
        open=_open(reader, ground),
        private=_private(reader, ground, text_max, line_max),
        sent_by=reader.line(F.SENT_BY, line_max),
    )
    return _with_keys(matter, ground.secret)


def _with_keys(matter: ImportedMatter, secret: bytes) -> ImportedMatter:
    said = _said(asdict(matter))
    del said["line"]  # where it stands in a list is not what it says
    content_hash = _keyed(secret, "content", json.dumps(said, sort_keys=True, default=str))
    import_key = _keyed(secret, "key", matter.source.value, matter.external_id or content_hash)
    return replace(matter, import_key=import_key, content_hash=content_hash)


def _said(fields: Mapping[str, object]) -> dict[str, object]:
    """Without what is not said, so that a field that comes later makes no row look changed."""
    said = {name: _said(value) if isinstance(value, dict) else value for name, value in fields.items()}
    return {name: value for name, value in said.items() if value not in (None, "", False, (), {})}


def _open(reader: _Reader, ground: ImportGround) -> OpenMatter:
    policy, formats, today = ground.policy, ground.mapping.date_formats, hall_date(ground.now)
    persons = reader.read(F.PARTY_COUNT, lambda text: read_persons(text, policy.kiosk.party_count_max), None)
    money_max = policy.kiosk.amount_yuan_max
    unit = ground.mapping.amount_unit
    dispute_type = reader.coded(F.DISPUTE_TYPE, lambda text: read_dispute_type(text, policy))
    category = reader.coded(F.CATEGORY, lambda text: read_category(text, policy))
    scale = scale_of(persons)
    return OpenMatter(
        category=category or (category_of(dispute_type, policy) if dispute_type else None),
        dispute_type=dispute_type,
        town=reader.coded(F.TOWN, lambda text: read_place(text, policy.places)),
        happened_on=reader.read(F.HAPPENED_ON, lambda text: read_past_day(text, formats, today), None),
        party_count=persons,
        event_scale=scale.value if scale else None,
        amount_fen=reader.read(F.AMOUNT, lambda text: read_money(text, unit, money_max), None),
        language=reader.coded(F.LANGUAGE, _no_code),
    )


def _private(reader: _Reader, ground: ImportGround, text_max: int, line_max: int) -> PrivateMatter:
    kiosk, today = ground.policy.kiosk, hall_date(ground.now)
    name = reader.read(F.NAME, lambda text: parse_person_name(text, kiosk), "")
    phone = reader.read(F.PHONE, parse_phone, "")
    paper: IdentityNumber | None = reader.read(
        F.ID_NUMBER, lambda text: parse_identity_number(text, today, BANNER_NAMES), None
    )
    applicant = Party(
        name=name,
        phone=phone,
        id_kind=paper.kind.value if paper else "",
        id_number=paper.number if paper else "",
        verified_by=VerifiedBy.MANUAL.value if paper else "",
        sex=paper.sex.value if paper and paper.sex else "",
        birth=paper.birth if paper else None,
        address=reader.line(F.ADDRESS, line_max),
    )
    evidence = reader.lines(F.EVIDENCE, text_max)
    return PrivateMatter(
        other_side=reader.line(F.OTHER_SIDE, kiosk.other_side_chars_max),
        story=reader.lines(F.STORY, min(text_max, kiosk.story_chars_max)),
        contact_name=name,
        contact_phone=phone,
        parties=() if applicant.is_empty else (applicant,),
        place_detail=reader.line(F.PLACE_DETAIL, line_max),
        units=reader.line(F.UNITS, line_max),
        summary=reader.lines(F.SUMMARY, text_max),
        demand=reader.lines(F.DEMAND, text_max),
        evidence=tuple(line for line in evidence.splitlines() if line),
        referrer=reader.line(F.REFERRER, line_max),
    )


def _whole(cleaned: CleanText, chars_max: int) -> str | Refusal:
    """Nothing is cut silently."""
    return Refusal("import.too_long", {"chars_max": chars_max}) if cleaned.cut else cleaned.text


def _number(text: str, chars_max: int) -> str | Refusal:
    """The sender's number: blanks and width are no difference, everything else is."""
    narrow = "".join(normal("NFKC", text).split())
    return _whole(clean_line(narrow, chars_max), chars_max)


def _no_code(_text: str) -> Refusal:
    """A word that the mapping's table does not have."""
    return Refusal("import.code_unknown")


def _keyed(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\0".join(parts).encode(), hashlib.sha256).hexdigest()
