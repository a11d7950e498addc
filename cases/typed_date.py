"""Dates as people type them: 20260305, 2026-3-5, 2026年3月5日; without a year the last such day, or the next."""

import re
from datetime import date

from cases.normal_form import normal
from cases.refusal import Refusal

_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_PARTS = re.compile(r"(?:(\d{4})\D+)?(\d{1,2})\D+(\d{1,2})\D*", re.ASCII)


def parse_past_date(text: str, today: date) -> date | Refusal:
    """A day that is not after today. Refused: what is no day, and what is yet to come."""
    parts = _parts(text)
    if parts is None:
        return Refusal("date.unreadable")
    year, month, day = parts
    found = _day(year or today.year, month, day)
    if found is not None and found > today and not year:
        found = _day(today.year - 1, month, day)
    if found is None:
        return Refusal("date.unreadable")
    return Refusal("date.future") if found > today else found


def parse_coming_date(text: str, today: date) -> date | Refusal:
    """A day that is not before today. Refused: what is no day, and what is over."""
    parts = _parts(text)
    if parts is None:
        return Refusal("date.unreadable")
    year, month, day = parts
    found = _day(year or today.year, month, day)
    if found is not None and found < today and not year:
        found = _day(today.year + 1, month, day)
    if found is None:
        return Refusal("date.unreadable")
    return Refusal("date.past") if found < today else found


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year (0: none was typed), month and day."""
    narrow = normal("NFKC", text).strip()
    match = _DIGITS.fullmatch(narrow) or _PARTS.fullmatch(narrow)
    if match is None:
        return None
    year, month, day = match.groups()
    return int(year) if year else 0, int(month), int(day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
