"""Identity numbers typed by hand, with the numbers of domain.md §5: none of them can belong to a visitor."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.people.identity_number import (
    CHECKS,
    GA_T_517,
    IdentityNumber,
    IdKind,
    IdWarning,
    check_char,
    parse_identity_number,
    search_number,
    upgrade,
)
from cases.people.party import Sex
from cases.people.place import BANNER_NAMES
from cases.refusal import Refusal

TODAY = date(2026, 11, 23)


def read(text: str, kind: IdKind | None = None) -> IdentityNumber:
    found = parse_identity_number(text, TODAY, BANNER_NAMES, kind)
    assert isinstance(found, IdentityNumber), found
    return found


def why_not(text: str, kind: IdKind | None = None) -> str:
    found = parse_identity_number(text, TODAY, BANNER_NAMES, kind)
    assert isinstance(found, Refusal), found
    return found.code


def with_check(first_seventeen: str) -> str:
    return first_seventeen + check_char(first_seventeen)


@pytest.mark.parametrize(
    ("number", "kind", "birth", "sex"),
    [
        ("15050219000101001X", IdKind.RESIDENT, date(1900, 1, 1), Sex.MALE),
        ("150522190006150025", IdKind.RESIDENT, date(1900, 6, 15), Sex.FEMALE),
        ("15058119000909003X", IdKind.RESIDENT, date(1900, 9, 9), Sex.MALE),
        ("810000190001010018", IdKind.HMT_RESIDENT, date(1900, 1, 1), Sex.MALE),
        ("830000190001010038", IdKind.HMT_RESIDENT, date(1900, 1, 1), Sex.MALE),
        ("91562419000101001X", IdKind.FOREIGN_2023, date(1900, 1, 1), Sex.MALE),
    ],
)
def test_a_number_tells_kind_birth_and_sex(number: str, kind: IdKind, birth: date, sex: Sex) -> None:
    found = read(number)
    assert (found.kind, found.number, found.birth, found.sex) == (kind, number, birth, sex)
    assert found.warnings == ()


@pytest.mark.parametrize(
    "typed",
    [
        "15050219000101001x",
        "15050219000101001Ⅹ",
        "15050219000101001ⅹ",
        "150502 19000101 001x",
        "１５０５０２１９０００１０１００１Ｘ",
    ],
)
def test_small_roman_wide_and_spaced_are_the_same_number(typed: str) -> None:
    assert read(typed).number == "15050219000101001X"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "id.empty"),
        ("150521190002290016", "id.birth"),  # 1900 had no 29 February
        ("150502190001010011", "id.check"),
        ("1505021900010100", "id.length"),
        (with_check("15050220261124001"), "id.birth_future"),
        (with_check("15050218951122001"), "id.too_old"),
        (with_check("99999919000101001")[:-1] + "?", "id.characters"),
        (with_check("66050219000101001"), "id.area"),
        ("152301000101001", "id.first_generation"),
        ("1505021900X101001X", "id.characters"),
        ("李某甲", "id.characters"),
    ],
)
def test_what_cannot_be_a_number_says_why(typed: str, code: str) -> None:
    assert why_not(typed) == code


def test_an_area_of_the_jirem_league_is_unusual_but_not_wrong() -> None:
    assert read(with_check("15230119500101001")).warnings == (IdWarning.AREA_WITHDRAWN,)
    assert read(with_check("15059919500101001")).warnings == (IdWarning.AREA_UNKNOWN,)
    assert read(with_check("11010119500101001")).warnings == ()


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("ABC123456789012", IdKind.FOREIGN_2017),
        ("H12345678", IdKind.HK_MACAO_PERMIT),
        ("m1234567801", IdKind.HK_MACAO_PERMIT),
        ("12345678", IdKind.TAIWAN_PERMIT),
        ("E12345678", IdKind.PASSPORT),
    ],
)
def test_permits_and_passports_are_known_by_their_form(typed: str, kind: IdKind) -> None:
    assert read(typed).kind is kind


def test_a_passport_of_digits_alone_needs_to_be_called_one() -> None:
    assert why_not("123456789") == "id.length"
    assert read("123456789", IdKind.PASSPORT).kind is IdKind.PASSPORT
    assert why_not("12", IdKind.PASSPORT) == "id.passport"


def test_a_number_of_the_first_generation_is_searched_by_today_s_number_of_the_same_person() -> None:
    assert search_number("150502 000101 001") == "15050219000101001X"
    assert search_number("15050219000101001x") == "15050219000101001X"
    assert upgrade("12345") is None


def test_every_kind_has_a_code_of_the_standard() -> None:
    assert set(GA_T_517) == set(IdKind)


ADULTS = st.dates(date(1900, 1, 1), date(1925, 12, 31))


@given(st.sampled_from(sorted(BANNER_NAMES)), ADULTS, st.integers(0, 999))
def test_a_number_made_by_the_rule_reads_back(area: str, birth: date, serial: int) -> None:
    found = read(with_check(f"{area}{birth:%Y%m%d}{serial:03d}"))
    assert (found.birth, found.sex) == (birth, Sex.MALE if serial % 2 else Sex.FEMALE)


@given(ADULTS, st.integers(0, 999), st.integers(0, 17), st.sampled_from(CHECKS))
def test_one_wrong_character_is_always_found(birth: date, serial: int, at: int, wrong: str) -> None:
    number = with_check(f"150502{birth:%Y%m%d}{serial:03d}")
    typed = number[:at] + wrong + number[at + 1 :]
    if typed != number:
        assert isinstance(parse_identity_number(typed, TODAY, BANNER_NAMES), Refusal)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_a_refusal(typed: str) -> None:
    found = parse_identity_number(typed, TODAY, BANNER_NAMES)
    assert isinstance(found, IdentityNumber | Refusal)
    if isinstance(found, IdentityNumber) and found.birth:
        assert found.birth <= TODAY
        assert TODAY - found.birth < timedelta(days=131 * 366)
