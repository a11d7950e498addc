"""The case code (一案一码) of domain.md §2.4."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.matter.case_code import CaseCode, blocks_wanted, parse_case_code, parse_typed_case_code
from cases.refusal import Refusal

codes = st.builds(
    CaseCode,
    st.from_regex(r"[0-9]{9}", fullmatch=True),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(0, 9999),
)


@pytest.mark.parametrize(
    ("centre", "serial", "check"),
    [("150502000", 17, "24"), ("150521000", 100, "84"), ("150521100", 101, "28")],
)
def test_check_digits_are_those_of_the_vectors(centre: str, serial: int, check: str) -> None:
    assert CaseCode(centre, date(2026, 11, 23), serial).check == check


def test_a_code_is_stored_in_one_piece_and_printed_in_groups() -> None:
    code = CaseCode("150502000", date(2026, 11, 23), 17)
    assert code.text == "ZZ150502000261123001724"
    assert code.spaced == "ZZ 150502000 261123 0017 24"
    assert code.typed_part == "261123001724"


@given(codes)
def test_what_is_printed_can_be_read_back(code: CaseCode) -> None:
    assert parse_case_code(code.text) == parse_case_code(code.spaced) == code
    assert parse_typed_case_code(code.centre, code.typed_part) == code


@given(codes, st.data())
def test_one_wrong_digit_or_two_swapped_are_always_found(code: CaseCode, data: st.DataObject) -> None:
    digits = code.text[2:]
    place = data.draw(st.integers(0, len(digits) - 2))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda d: d != digits[place]))
    assert parse_case_code(f"{digits[:place]}{digit}{digits[place + 1 :]}") == Refusal("case_code.wrong")
    swapped = f"{digits[:place]}{digits[place + 1]}{digits[place]}{digits[place + 2 :]}"
    if swapped != digits:
        assert parse_case_code(swapped) == Refusal("case_code.wrong")


@pytest.mark.parametrize(
    "text",
    [
        "zz 150502000 261123 0017 24",
        "ＺＺ１５０５０２０００２６１１２３００１７２４",
        "150502000-261123-0017-24\r\n",
    ],
)
def test_a_code_is_read_however_it_was_typed(text: str) -> None:
    assert parse_case_code(text) == CaseCode("150502000", date(2026, 11, 23), 17)


def test_at_the_kiosk_the_centre_is_prefilled() -> None:
    code = CaseCode("150502000", date(2026, 11, 23), 17)
    assert parse_typed_case_code("150502000", "261123 0017 24") == code
    assert parse_typed_case_code("150502000", code.spaced) == code
    incomplete = Refusal("case_code.incomplete", {"digits": 12, "given": 11})
    assert parse_typed_case_code("150502000", "26112300172") == incomplete


def test_another_halls_receipt_is_not_found_by_its_last_digits_but_by_the_whole_code() -> None:
    other = CaseCode("150521000", date(2026, 11, 23), 100)
    assert parse_typed_case_code("150502000", other.typed_part) == Refusal("case_code.wrong")
    assert parse_typed_case_code("150502000", other.text) == other


@pytest.mark.parametrize("text", ["", "ZZ", "1" * 20, "1" * 22, "二" * 21, "ZZ15050200026112300172४"])
def test_anything_else_is_refused(text: str) -> None:
    assert isinstance(parse_case_code(text), Refusal)


def test_a_date_that_does_not_exist_is_refused_though_the_check_digits_fit() -> None:
    payload = "1505020002613320017"
    check = next(f"{n:02d}" for n in range(2, 99) if int(f"{payload}{n:02d}") % 97 == 1)
    assert parse_case_code(payload + check) == Refusal("case_code.wrong")


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    assert isinstance(parse_case_code(text), Refusal | CaseCode)
    assert isinstance(parse_typed_case_code("150502000", text), Refusal | CaseCode)


@pytest.mark.parametrize(
    ("centre", "day", "serial"),
    [
        ("15050200", date(2026, 1, 1), 1),
        ("150502000", date(1999, 1, 1), 1),
        ("150502000", date(2026, 1, 1), 10_000),
    ],
)
def test_a_code_that_cannot_be_written_is_never_made(centre: str, day: date, serial: int) -> None:
    with pytest.raises(ValueError, match="code"):
        CaseCode(centre, day, serial)


@pytest.mark.parametrize(("free", "blocks"), [(0, 2), (99, 2), (100, 1), (199, 1), (200, 0), (300, 0)])
def test_a_kiosk_keeps_at_least_200_serials(free: int, blocks: int) -> None:
    assert blocks_wanted(free, keep_free=200, block_size=100) == blocks
