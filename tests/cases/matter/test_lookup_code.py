"""查询码: shape and wrong tries (domain.md §2.4)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.hall_time import HALL_ZONE
from cases.matter.lookup_code import lookup_code, may_try, parse_lookup_code
from cases.policy.policy import Policy
from cases.refusal import Refusal

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=HALL_ZONE)


@given(st.binary(min_size=8, max_size=32))
def test_a_code_has_six_digits_whatever_the_dice_say(raw: bytes) -> None:
    code = lookup_code(raw)
    assert parse_lookup_code(code) == code


def test_too_little_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="8 random bytes"):
        lookup_code(b"1234567")


def test_a_code_is_read_however_it_was_typed() -> None:
    assert parse_lookup_code(" 482 916 ") == parse_lookup_code("４８２９１６") == "482916"


@pytest.mark.parametrize("text", ["", "48291", "4829166", "48291a", "४८२९१६"])
def test_anything_else_is_no_code(text: str) -> None:
    refusal = parse_lookup_code(text)
    assert isinstance(refusal, Refusal)
    assert refusal.facts["digits"] == 6


def test_six_wrong_tries_end_a_session(policy: Policy) -> None:
    assert may_try(5, [], NOW, policy.lookup) is None
    assert may_try(6, [], NOW, policy.lookup) == Refusal("lookup.session_closed", {"tries": 6})


def test_six_wrong_tries_in_a_day_close_typing_for_a_case(policy: Policy) -> None:
    wrong_at = [NOW - timedelta(hours=hours) for hours in (23, 20, 5, 4, 3)]
    assert may_try(0, wrong_at, NOW, policy.lookup) is None
    closed = may_try(0, [*wrong_at, NOW], NOW, policy.lookup)
    assert closed == Refusal("lookup.case_closed", {"tries": 6, "hours": 24})


def test_after_a_day_the_oldest_try_is_forgiven(policy: Policy) -> None:
    wrong_at = [NOW - timedelta(hours=hours) for hours in (24, 20, 5, 4, 3, 2)]
    assert may_try(0, wrong_at, NOW, policy.lookup) is None


def test_a_clock_put_back_does_not_open_a_closed_case(policy: Policy) -> None:
    assert may_try(0, [NOW + timedelta(days=3)] * 6, NOW, policy.lookup) is not None
