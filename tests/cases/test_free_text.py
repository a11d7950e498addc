"""The citizen's own words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.free_text import CleanText, clean_line, clean_text

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  包工头  欠我工资  ", "包工头 欠我工资"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("一\n\n\n\n\n二", "一\n\n二"),
        ("一\t二", "一 二"),
        ("一\x00二\x1b[31m三", "一二[31m三"),
        ("工资\u202e0008\u202c元", "工资0008元"),
        ("\ufeff一\u200b二\u2066三\u2069\u00ad四", "一二三四"),
        ("e\u0301", "\u00e9"),
        ("\ud800一\ufffe\ufdd0二\U0001ffff", "一二"),
        (f"气人😡{FAMILY}❤\ufe0f", f"气人😡{FAMILY}❤\ufe0f"),
        ("\x00\u202e \n ", ""),
        ("ᠨᠠ\u180e", "ᠨᠠ\u180e"),
    ],
)
def test_what_nobody_sees_is_taken_out_and_the_words_stay(text: str, clean: str) -> None:
    assert clean_text(text, 2000) == CleanText(clean, cut=False)


def test_a_story_of_twenty_thousand_characters_is_cut_and_says_so() -> None:
    story = clean_text("欠薪" * 10_000, 2000)
    assert (len(story.text), story.cut) == (2000, True)
    assert not clean_text("欠" * 2000, 2000).cut


@pytest.mark.parametrize("length", range(1, 6))
def test_a_cut_does_not_go_through_the_middle_of_a_character(length: int) -> None:
    assert clean_text(f"气{FAMILY}人", length).text == "气"
    assert clean_text("气x\u0323\u0308人", 2).text == "气"


def test_the_other_side_is_one_line() -> None:
    assert clean_line("某建筑公司\r\n第三\u2029项目部\u202e", 60) == CleanText(
        "某建筑公司 第三 项目部", cut=False
    )
    assert clean_line("甲" * 61, 60) == CleanText("甲" * 60, cut=True)


@given(st.text(), st.integers(1, 50))
def test_a_clean_text_is_clean_and_never_longer_than_allowed(text: str, chars_max: int) -> None:
    for clean in (clean_text, clean_line):
        cleaned = clean(text, chars_max).text
        assert len(cleaned) <= chars_max
        assert clean(cleaned, chars_max) == CleanText(cleaned, cut=False)
        assert unicodedata.is_normalized("NFC", cleaned)
        assert not {unicodedata.category(c) for c in cleaned.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}
        cleaned.encode()


def test_endless_marks_on_one_letter_do_not_stop_the_cut() -> None:
    assert len(clean_text("x" + "\u0323" * 20_000, 2000).text) <= 2000
