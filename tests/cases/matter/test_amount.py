"""Money in dispute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.matter.amount import amount_text, parse_amount
from cases.refusal import Refusal

YUAN_MAX = 10_000_000_000


@pytest.mark.parametrize(
    ("text", "fen"),
    [("800000", 80_000_000), ("0", 0), ("12.5", 1250), ("12.50", 1250), ("12.", 1200), ("1,200", 120_000),
     (" ８００ ", 80_000), ("0.05", 5), ("9999999999", 999_999_999_900)],
)  # fmt: skip
def test_yuan_become_whole_fen(text: str, fen: int) -> None:
    assert parse_amount(text, YUAN_MAX) == fen


@pytest.mark.parametrize(
    "text", ["", "万", "8万", "12.345", ".5", "1.2.3", "1e9", "四百", "९", "-500", "−500", "－500", "80-90"]
)
def test_what_is_no_number_of_yuan_is_refused(text: str) -> None:
    assert parse_amount(text, YUAN_MAX) == Refusal("amount.unreadable")


def test_a_slip_of_the_finger_is_noticed() -> None:
    assert parse_amount("10000000001", YUAN_MAX) == Refusal("amount.too_large", {"amount_max": "100亿元"})


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0元"),
        (5, "0.05元"),
        (123_456, "1234.56元"),
        (123_450, "1234.5元"),
        (900_000, "9000元"),
        (1_000_000, "1万元"),
        (80_000_000, "80万元"),
        (1_250_000, "1.25万元"),
        (1_234_500, "12345元"),
        (10_000_000_000, "1亿元"),
        (12_500_000_000, "1.25亿元"),
        (10_001_000_000, "10001万元"),
    ],
)
def test_an_amount_is_said_as_people_say_it(fen: int, text: str) -> None:
    assert amount_text(fen) == text


@given(st.integers(0, YUAN_MAX * 100))
def test_an_amount_in_words_is_exact(fen: int) -> None:
    text = amount_text(fen)
    number = text.rstrip("元万亿")
    factor = {"元": 100, "万": 1_000_000, "亿": 10_000_000_000}[text.removeprefix(number)[0]]
    whole, _, rest = number.partition(".")
    assert int(whole) * factor + int(rest.ljust(2, "0") or "0") * factor // 100 == fen
