"""Values as they stand in lists of others (导入): dates, money, counts, places and codes; what is vague is asked back.

A refusal here never repeats the cell: in a list whose columns slipped it may be a person.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from cases.hall_time import HALL_ZONE
from cases.matter.amount import amount_text
from cases.normal_form import normal
from cases.people.place import Places
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.typed import compact, is_digits

YEAR_MIN, YEAR_MAX = 1900, 2100
_FEN_OF = {"": 0, "元": 100, "万": 1_000_000, "万元": 1_000_000, "亿": 10_000_000_000, "亿元": 10_000_000_000}
_FEN_OF_UNIT = {"yuan": 100, "wan_yuan": 1_000_000}
_MONEY = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,8})?(亿元?|万元?|元|)整?", re.ASCII)
_VAGUE = re.compile(
    "[余多约近几数来左右上下至~超不到]|[〇零一二三四五六七八九十百千两]"
)  # 80余万元, 三十来人
_NEGATIVE = re.compile(r"[¥￥]?\s*[-\u2212\u2010\u2013(]")
_OFFSET = re.compile(
    r"\d:\d{2}(:\d{2}(\.\d+)?)?\s*(z|utc|gmt|cst|[+-]\d{1,2}(:?\d{2})?)", re.IGNORECASE | re.ASCII
)
_SERIAL = re.compile(r"\d{1,5}(\.\d+)?", re.ASCII)
_SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=HALL_ZONE)
_SERIAL_MIN = 61  # 1 March 1900: before it Excel counts a 29 February that never was
_ALWAYS_READ = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d")  # what a spreadsheet's own dates become
_PREFIXES = re.compile("^(内蒙古自治区|内蒙古)?(通辽市)?")


def read_instant(text: str, formats: Sequence[str]) -> datetime | Refusal:
    """A local date, with or without a time (then 00:00): text in one of the formats, or a spreadsheet's serial."""
    narrow = " ".join(normal("NFKC", text).split())
    if not narrow.isascii() and any(char.isdigit() and not char.isascii() for char in narrow):
        return Refusal("import.date_unreadable")
    if _OFFSET.search(narrow):
        return Refusal("import.offset")
    found = _serial(narrow) if _SERIAL.fullmatch(narrow) else _formatted(narrow, (*formats, *_ALWAYS_READ))
    if found is None:
        return Refusal("import.date_unreadable")
    if not YEAR_MIN <= found.year <= YEAR_MAX:
        return Refusal("import.date_range", {"year_min": YEAR_MIN, "year_max": YEAR_MAX})
    return found


def read_past_day(text: str, formats: Sequence[str], today: date) -> date | Refusal:
    """A day that is not after today."""
    found = read_instant(text, formats)
    if isinstance(found, Refusal):
        return found
    return Refusal("import.date_future") if found.date() > today else found.date()


def read_money(text: str, unit: str, amount_yuan_max: int) -> int | Refusal:
    """Fen. A cell without a unit is in the column's (`yuan`, `wan_yuan`); one that says 万元 is in that."""
    narrow = "".join(normal("NFKC", text).split())
    if _NEGATIVE.match(narrow):
        return Refusal("import.negative")
    match = _MONEY.fullmatch(narrow)
    if match is None:
        return Refusal("import.vague") if _VAGUE.search(narrow) else Refusal("import.money_unreadable")
    whole, decimals, said = match.groups()
    fen = Decimal(whole.replace(",", "") + (decimals or "")) * (_FEN_OF[said] or _FEN_OF_UNIT[unit])
    if fen != int(fen):
        return Refusal("import.money_unreadable")
    if fen > amount_yuan_max * 100:
        return Refusal("amount.too_large", {"amount_max": amount_text(amount_yuan_max * 100)})
    return int(fen)


def read_persons(text: str, count_max: int) -> int | Refusal:
    """A number of persons: 37, 37人."""
    narrow = "".join(normal("NFKC", text).split())
    if _NEGATIVE.match(narrow):
        return Refusal("import.negative")
    digits = re.sub("[人名位]$", "", narrow)
    if _VAGUE.search(digits):
        return Refusal("import.vague")
    if not is_digits(digits) or len(digits) > len(str(count_max)) or not 1 <= int(digits) <= count_max:
        return Refusal("count.range", {"count_max": count_max})
    return int(digits)


def read_place(text: str, places: Places) -> str | Refusal:
    """A code of ours, or a name: 「科尔沁区大林镇」, 「大林镇」, 「科尔沁区」."""
    code = compact(text)
    if is_digits(code):
        return code if places.name(code) else Refusal("import.place_unknown")
    name = _PREFIXES.sub("", "".join(text.split()))
    found = [banner.code for banner in places.banners if name == banner.name]
    for banner in places.banners:
        found += [town.code for town in banner.towns if name in (town.name, banner.name + town.name)]
    if len(found) > 1:
        return Refusal("import.place_ambiguous")
    return found[0] if found else Refusal("import.place_unknown")


def read_dispute_type(text: str, policy: Policy) -> str | Refusal:
    """A code of GB/T 31000, or a name that only one type has."""
    code = compact(text)
    if code in policy.dispute_types:
        return code
    named = [one.code for one in policy.dispute_types.values() if one.name == "".join(text.split())]
    return named[0] if len(named) == 1 else Refusal("import.code_unknown")


def read_category(text: str, policy: Policy) -> str | Refusal:
    """A category by its name or id."""
    said = "".join(text.split())
    named = [one.id for one in policy.categories.categories if said in (one.name, one.id)]
    return named[0] if named else Refusal("import.code_unknown")


def category_of(dispute_type: str, policy: Policy) -> str | None:
    """The first category that a type belongs to (domain.md §2.2)."""
    return next(
        (
            category.id
            for category in policy.categories.categories
            if any(dispute_type.startswith(code) for code in category.gb_codes)
        ),
        None,
    )


def _serial(text: str) -> datetime | None:
    days = Decimal(text)
    if days < _SERIAL_MIN:
        return None
    return _SERIAL_ZERO + timedelta(seconds=int((days * 86_400).to_integral_value()))


def _formatted(text: str, formats: Sequence[str]) -> datetime | None:
    for written in formats:
        try:
            return datetime.strptime(text, written).replace(tzinfo=HALL_ZONE)
        except ValueError:
            continue
    return None
