"""The 256 bytes of a card's text as the fields that a registration asks for; everything else is left on the card.

UTF-16LE of fixed width, filled up with blanks. Four layouts, told apart by the character at byte 248 (domain.md §8.1).
Issuer, serial numbers, fingerprints and the photo are not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cases.free_text import clean_line
from cases.people.identity_number import IdentityNumber, IdKind, parse_identity_number
from cases.people.party import NATIONS, Party, Sex, VerifiedBy
from cases.refusal import Refusal

TEXT_BYTES = 256
NEW_ADDRESS_BYTES = 70
_LAYOUT_AT = 248
_LINE_CHARS_MAX = 80  # no field of a card is longer
_YEAR, _MONTH, _DAY = slice(0, 4), slice(4, 6), slice(6, 8)
_DATE_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the chip says of its holder; "" or None is what it does not say. No field is in a repr or a log.

    `sex`: a value of `Sex`; `nation`: two digits of GB/T 3304; `expired`: the card itself is not valid any more.
    """

    kind: IdKind
    number: str = field(repr=False)
    name: str = field(repr=False)
    sex: str = field(default="", repr=False)
    nation: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
    address: str = field(default="", repr=False)
    expired: bool = False


Places = tuple[slice, ...]
_RESIDENT: Mapping[str, Places] = {
    "name": (slice(0, 30),),
    "sex": (slice(30, 32),),
    "nation": (slice(32, 36),),
    "birth": (slice(36, 52),),
    "address": (slice(52, 122),),
    "number": (slice(122, 158),),
    "valid_to": (slice(204, 220),),
}
_HMT = {key: places for key, places in _RESIDENT.items() if key != "nation"}
_FOREIGN_2017: Mapping[str, Places] = {
    "foreign_name": (slice(0, 120),),
    "sex": (slice(120, 122),),
    "number": (slice(122, 152),),
    "name": (slice(158, 188),),
    "valid_to": (slice(204, 220),),
    "birth": (slice(220, 236),),
}
_FOREIGN_2023: Mapping[str, Places] = {
    "name": (slice(0, 30),),
    "sex": (slice(30, 32),),
    "birth": (slice(36, 52),),
    "foreign_name": (slice(52, 122), slice(220, 242)),
    "number": (slice(122, 158),),
    "valid_to": (slice(204, 220),),
}
_LAYOUTS: Mapping[str, tuple[Mapping[str, Places], frozenset[IdKind]]] = {
    # The mark of Hong Kong, Macao and Taiwan is known from one source only: without it their fields are the same.
    "": (_RESIDENT, frozenset({IdKind.RESIDENT, IdKind.HMT_RESIDENT})),
    "J": (_HMT, frozenset({IdKind.HMT_RESIDENT})),
    "I": (_FOREIGN_2017, frozenset({IdKind.FOREIGN_2017})),
    "Y": (_FOREIGN_2023, frozenset({IdKind.FOREIGN_2023})),
}
"""By the character at byte 248: where its fields are, and which numbers it may bear."""


def read_card(text: bytes, new_address: bytes, today: date) -> Card | Refusal:
    """The card, or `card.unreadable` or `card.number_wrong`. `new_address`: what the card was given later, or empty."""
    if len(text) != TEXT_BYTES:
        return Refusal("card.unreadable")
    try:
        layout = _LAYOUTS.get(_said(text[_LAYOUT_AT : _LAYOUT_AT + 2]))
        if layout is None:
            return Refusal("card.unreadable")
        fields, kinds = layout
        told = {key: _said(b"".join(text[place] for place in places)) for key, places in fields.items()}
        moved_to = _said(new_address)
    except UnicodeDecodeError:
        return Refusal("card.unreadable")
    number = parse_identity_number(told["number"], today)
    if not isinstance(number, IdentityNumber) or number.kind not in kinds:
        return Refusal("card.number_wrong")
    # 「DOE, JANE」: the comma is the card's, not the name's.
    name = told["name"] or told.get("foreign_name", "").replace(",", " ")
    name = clean_line(name, _LINE_CHARS_MAX).text
    if not name:
        return Refusal("card.unreadable")
    nation, sex = told.get("nation", ""), told["sex"]
    valid_to = _day(told["valid_to"])  # 长期 is no day: it never ends
    return Card(
        kind=number.kind,
        number=number.number,
        name=name,
        sex=sex if sex in list(Sex) else "",
        nation=nation if nation in NATIONS else "",
        birth=_day(told["birth"]) or number.birth,
        address=clean_line(moved_to or told.get("address", ""), _LINE_CHARS_MAX).text,
        expired=valid_to is not None and valid_to < today,
    )


def party_of(card: Card, name: str, phone: str) -> Party:
    """The holder as a party; `name`: as the matter keeps it."""
    return Party(
        name=name,
        id_kind=card.kind.value,
        id_number=card.number,
        verified_by=VerifiedBy.CHIP.value,
        phone=phone,
        sex=card.sex,
        nation=card.nation,
        birth=card.birth,
        address=card.address,
    )


def _said(data: bytes) -> str:
    """A field's text. Raises UnicodeDecodeError for what is no UTF-16."""
    return data.decode("utf-16-le").strip(" \0")


def _day(digits: str) -> date | None:
    if len(digits) != _DATE_DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[_YEAR]), int(digits[_MONTH]), int(digits[_DAY]))
    except ValueError:
        return None
