"""A type is found by a few characters: initials, Chinese, everyday words, or its code."""

import pytest
from pypinyin import Style, lazy_pinyin

from cases.matter.dispute_type_search import category_of, find_types
from cases.policy.policy import Policy

LIMIT = 7


def codes(policy: Policy, typed: str, category: str | None = None) -> list[str]:
    found = find_types(typed, policy.dispute_types, policy.categories, category, LIMIT)
    return [hit.code for hit in found]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("tx", "0701"),  # 讨薪
        ("TX", "0701"),
        ("讨薪", "0701"),
        ("zy", "0203"),  # 噪音
        ("tdcb", "0901"),
        ("宅基地", "0902"),
        ("jtsg", "0503"),
        ("0203", "0203"),
        ("ｃｌ", "0101"),  # 彩礼
    ],
)
def test_what_a_clerk_types_finds_the_type(policy: Policy, typed: str, code: str) -> None:
    assert code in codes(policy, typed)[:3]


def test_nothing_typed_shows_the_types_of_what_the_citizen_said(policy: Policy) -> None:
    assert codes(policy, "", "neighbour") == ["0201", "0202", "0203", "0299"]
    assert codes(policy, "") == []


def test_the_citizen_s_own_category_stands_first(policy: Policy) -> None:
    assert codes(policy, "合同", "consumer")[0] == "0699"
    assert codes(policy, "合同", "labour_wages")[0] == "0701"


def test_groups_are_no_answer_except_the_one_without_types(policy: Policy) -> None:
    found = {code for letter in "abcdefghjklmnpqrstwxyz" for code in codes(policy, letter)}
    assert all(len(code) == 4 or code == "99" for code in found)
    assert codes(policy, "99") == ["99"]


def test_the_word_that_led_there_is_told(policy: Policy) -> None:
    (hit,) = find_types("漏水", policy.dispute_types, policy.categories, None, LIMIT)
    assert (hit.name, hit.word, hit.group) == ("用水排水通行通风采光", "漏水", "邻里纠纷")


def test_every_example_word_of_a_category_finds_a_type(policy: Policy) -> None:
    for category in policy.categories.categories:
        for word in category.examples.split("、"):
            assert codes(policy, word), word


def test_a_type_belongs_to_the_category_with_the_closest_code(policy: Policy) -> None:
    assert category_of("0602", policy.categories) == "property_housing"
    assert category_of("0601", policy.categories) == "consumer"
    assert category_of("0503", policy.categories) == "traffic"
    assert category_of("0301", policy.categories) == "unclear"


def test_the_initials_are_those_of_pypinyin(policy: Policy) -> None:
    def letters(text: str) -> str:
        syllables = lazy_pinyin(
            text,
            style=Style.NORMAL,
            errors=lambda rest: [c for c in rest if c.isascii() and c.isalnum()],  # type: ignore[arg-type, return-value]  # a list is allowed, its stub does not know
        )
        return "".join(syllable[0] for syllable in syllables if syllable).lower()

    for found in policy.dispute_types.values():
        assert found.initials == letters(found.name), found.code
        for word, initials in found.words:
            assert initials == letters(word), (found.code, word)
