"""Name and phone as citizens type them (domain.md §5)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.people.person_name import parse_person_name
from cases.people.phone import parse_phone
from cases.policy.policy import Policy
from cases.refusal import Refusal


@pytest.mark.parametrize(
    "text",
    ["13000000012", "130 0000 0012", "130-0000-0012", "+86 13000000012", "+86-130-0000-0012", "8613000000012",
     "008613000000012", "１３０００００００１２"],
)  # fmt: skip
def test_a_mobile_number_is_read_however_it_was_typed(text: str) -> None:
    assert parse_phone(text) == "13000000012"


@pytest.mark.parametrize("text", ["0475-8200001", "04758200001", "(0475) 820 0001", "（0475）8200001"])
def test_a_landline_has_the_area_code_of_tongliao(text: str) -> None:
    assert parse_phone(text) == "0475-8200001"


@pytest.mark.parametrize(
    "text", ["", "8200001", "0476-8200001", "12000000012", "找我儿子", "8613000000", "0475-110"]
)
def test_anything_else_is_no_phone(text: str) -> None:
    assert isinstance(parse_phone(text), Refusal)


def test_a_digit_too_few_is_said_with_the_count() -> None:
    assert parse_phone("1300000001") == Refusal("phone.length", {"digits": 11, "given": 10})


@given(st.text())
def test_no_text_breaks_the_phone(text: str) -> None:
    parse_phone(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("李某甲", "李某甲"),
        ("  李某甲\r\n", "李某甲"),
        ("王", "王"),
        ("〇", "〇"),
        ("阿不都•某某", "阿不都·某某"),
        ("阿不都・某某", "阿不都·某某"),
        ("阿不都‧某某", "阿不都·某某"),
        ("阿不都．某某", "阿不都·某某"),
        ("阿不都 · 某某", "阿不都·某某"),
        ("·李某·", "李某"),
        ("李\u202e某\u0000甲\u200b", "李某甲"),
        ("Anna  Maria", "Anna Maria"),
        ("O'Neil-Smith", "O'Neil-Smith"),
        ("e\u0301va", "\u00e9va"),
        ("𠮷某", "𠮷某"),
        ("\U000323b0某", "\U000323b0某"),
        ("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌"),
        ("葛\U000e0100某", "葛\U000e0100某"),
    ],
)
def test_a_name_keeps_its_characters_and_loses_what_nobody_sees(policy: Policy, text: str, name: str) -> None:
    assert parse_person_name(text, policy.kiosk) == name


@pytest.mark.parametrize("text", ["", "  ", "\u202e\u200b", "·"])
def test_an_empty_name_is_refused(policy: Policy, text: str) -> None:
    assert parse_person_name(text, policy.kiosk) == Refusal("name.empty")


@pytest.mark.parametrize("text", ["李3", "李😀", "<b>李</b>", "李,王", "'", "李\ufffd", "13000000012"])
def test_digits_signs_and_emoji_are_no_name(policy: Policy, text: str) -> None:
    assert parse_person_name(text, policy.kiosk) == Refusal("name.characters")


@pytest.mark.parametrize("text", ["李" * 27, "a" * 41])
def test_a_name_that_the_record_cannot_hold_is_refused(policy: Policy, text: str) -> None:
    assert parse_person_name(text, policy.kiosk) == Refusal("name.too_long", {"chars": 40, "bytes": 80})


@given(st.text())
def test_a_stored_name_is_stored_the_same_again(policy: Policy, text: str) -> None:
    name = parse_person_name(text, policy.kiosk)
    if isinstance(name, str):
        assert parse_person_name(name, policy.kiosk) == name
        assert len(name.encode()) <= 80
        assert not {unicodedata.category(char) for char in name} & {"Cc", "Cs", "Zl", "Zp"}
