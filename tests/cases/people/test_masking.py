"""Masking of persons (domain.md §4.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.people.masking import mask_id_number, mask_name, mask_phone
from cases.policy.policy import Policy


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("李某某某", "李**"),
        ("欧阳某", "欧阳*"),
        ("欧阳某某", "欧阳*"),
        ("欧阳", "欧*"),  # may be 欧 with a given name of one character
        ("叶赫那拉某", "叶赫那拉*"),
        ("阿不都·某某", "阿**"),
        ("乌云", "乌*"),
        ("乌日娜", "乌**"),
        ("王", "*"),
        ("Temur", "T***"),
        ("Anna Maria", "A***"),
        ("J", "***"),
        ("", ""),
        ("𠮷某某", "𠮷**"),
        ("\U0002ebf1某", "\U0002ebf1*"),  # newer than this Python's tables
        ("葛\U000e0100某", "葛*"),  # a variation selector is no character of its own
        ("ᠮᠣᠩᠭᠣᠯ", "ᠮ***"),
    ],
)
def test_a_name_shows_its_first_character(policy: Policy, name: str, shown: str) -> None:
    assert mask_name(name, policy.masking.compound_surnames) == shown


@given(st.text("张王李欧阳·abcé", min_size=1, max_size=12))
def test_stars_never_tell_how_long_a_name_is_and_nothing_else_is_shown(policy: Policy, name: str) -> None:
    shown = mask_name(name, policy.masking.compound_surnames)
    visible = shown.rstrip("*")
    assert 1 <= len(shown) - len(visible) <= 3
    assert name.startswith(visible)
    assert visible in ("", name[0], "欧阳")


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800005678", "138****5678"),
        ("130 0000 0012", "130****0012"),
        ("0475-1234678", "0475-****678"),
        ("04751234678", "0475-****678"),
        ("110", "****"),
        ("找我儿子", "****"),
        ("", ""),
    ],
)
def test_a_phone_shows_first_and_last_digits(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("15050219000101001X", "150*************1X"),
        ("15050219000101001x", "150*************1X"),
        ("H12345678", "H12****78"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_an_id_number_on_paper_shows_neither_birth_nor_serial(number: str, shown: str) -> None:
    assert mask_id_number(number) == shown


@given(st.text(), st.text(), st.text())
def test_nothing_breaks_masking_and_at_most_seven_digits_of_a_phone_are_shown(a: str, b: str, c: str) -> None:
    mask_name(a, ["欧阳"])
    mask_id_number(b)
    assert len(mask_phone(c).replace("*", "").replace("-", "")) <= 7
