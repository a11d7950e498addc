"""Dates as a clerk types them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.refusal import Refusal
from cases.typed_date import parse_past_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20260305", date(2026, 3, 5)),
        ("2026-3-5", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("2026.03.05", date(2026, 3, 5)),
        ("３月５日", date(2026, 3, 5)),
        ("12-1", date(2025, 12, 1)),  # the last first of December
        ("11/23", TODAY),
    ],
)
def test_a_day_is_understood(typed: str, day: date) -> None:
    assert parse_past_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("昨天", "date.unreadable"),
        ("2026-2-30", "date.unreadable"),
        ("20261124", "date.future"),
        ("", "date.unreadable"),
    ],
)
def test_what_is_no_day_or_not_yet_is_refused(typed: str, code: str) -> None:
    found = parse_past_date(typed, TODAY)
    assert isinstance(found, Refusal)
    assert found.code == code


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_past_day_reads_back(day: date) -> None:
    assert parse_past_date(day.isoformat(), TODAY) == day
    assert parse_past_date(f"{day:%Y%m%d}", TODAY) == day
