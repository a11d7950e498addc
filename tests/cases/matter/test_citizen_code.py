"""The random code in a citizen's QR (design.md §4)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.matter.citizen_code import (
    CitizenPage,
    citizen_code,
    citizen_url,
    code_hash,
    parse_citizen_code,
    parse_citizen_url,
)
from cases.refusal import Refusal

BASE = "https://zz.pingan-hall.example"
FOREIGN, TORN = Refusal("citizen_code.foreign"), Refusal("citizen_code.unreadable")
CODE = citizen_code(bytes(range(10)))
raw_codes = st.binary(min_size=10, max_size=10)


@given(raw_codes, raw_codes)
def test_eighty_bits_make_sixteen_characters_and_none_are_lost(one: bytes, other: bytes) -> None:
    code = citizen_code(one)
    assert len(code) == 16
    assert (code == citizen_code(other)) == (one == other)
    assert not set(code) & set("ILOU")


@pytest.mark.parametrize("size", [0, 9, 11])
def test_a_code_of_less_chance_is_never_made(size: int) -> None:
    with pytest.raises(ValueError, match="10 random bytes"):
        citizen_code(bytes(size))


@given(raw_codes, st.sampled_from(CitizenPage))
def test_our_own_qr_is_read_back(raw: bytes, page: CitizenPage) -> None:
    code = citizen_code(raw)
    assert parse_citizen_url(f"{citizen_url(BASE, page, code)}\r\n", BASE) == (page, code)


@given(raw_codes)
def test_a_code_typed_from_paper_is_read_however_it_was_typed(raw: bytes) -> None:
    code = citizen_code(raw)
    assert parse_citizen_code(f" {code[:8].lower()}-{code[8:]} ") == code
    assert parse_citizen_code(code.replace("0", "o").replace("1", "l")) == code


@pytest.mark.parametrize(
    "text",
    ["", CODE, "https://zz.pingan-hall.example", f"https://zz.pingan-hall.example.evil.cn/r/{CODE}",
     f"http://zz.pingan-hall.example/r/{CODE}", "https://u.wechat.com/abc", "WIFI:S:hall;;", f"x{BASE}/r/{CODE}"],
)  # fmt: skip
def test_a_strangers_code_is_refused(text: str) -> None:
    assert parse_citizen_url(text, BASE) == FOREIGN


@pytest.mark.parametrize(
    "rest",
    ["", "r", "r/", f"r/{CODE[:15]}", f"r/{CODE}0", f"r/{CODE[:15]}U", f"r/{CODE[:15]}l", f"q/{CODE}", f"/{CODE}",
     f"r/{CODE}?x=1", f"r/{CODE}/", f"r//{CODE}", f"r/{CODE[:15]}０"],
)  # fmt: skip
def test_a_torn_or_tampered_code_of_ours_is_refused(rest: str) -> None:
    assert parse_citizen_url(f"{BASE}/{rest}", BASE) == TORN


@given(st.text())
def test_no_scan_breaks_the_parser(text: str) -> None:
    assert parse_citizen_url(text, BASE) == FOREIGN
    parse_citizen_url(f"{BASE}/{text}", BASE)
    parse_citizen_code(text)


def test_the_store_keeps_only_the_hash() -> None:
    assert code_hash(CODE) == hashlib.sha256(CODE.encode()).hexdigest()
