"""Money in dispute (涉及金额): typed in yuan on a number pad, kept as whole fen, written as people say it."""

import re

from cases.refusal import Refusal
from cases.typed import compact

_TYPED = re.compile(r"(\d{1,15})(?:\.(\d{0,2}))?", re.ASCII)
_HYPHEN = re.compile(
    "[-\u2010-\u2015\u2212\ufe63\uff0d]"
)  # a minus, or from … to: neither is a number of yuan
_UNITS = ((10_000_000_000, "亿元"), (1_000_000, "万元"))  # in fen


def parse_amount(text: str, amount_yuan_max: int) -> int | Refusal:
    """Fen from yuan as typed: 800000, 12.5, 1,200. At most two decimals; more than the policy's maximum is refused."""
    match = _TYPED.fullmatch(compact(text).replace(",", ""))
    if match is None or _HYPHEN.search(text):
        return Refusal("amount.unreadable")
    fen = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    if fen > amount_yuan_max * 100:
        return Refusal("amount.too_large", {"amount_max": amount_text(amount_yuan_max * 100)})
    return fen


def amount_text(fen: int) -> str:
    """80000000 → 80万元, 1250000 → 1.25万元, 123456 → 1234.56元: short where that is exact, never rounded."""
    for unit_fen, unit in _UNITS:
        if fen >= unit_fen and fen % (unit_fen // 100) == 0:
            return f"{_decimal(fen * 100 // unit_fen)}{unit}"
    return f"{_decimal(fen)}元"


def _decimal(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)
