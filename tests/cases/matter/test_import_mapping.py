"""The mapping files: a county edits them, and a mistake is named by file and key."""

from datetime import date

import pytest

from cases.matter.source import Source
from cases.policy.policy import build_policy
from cases.policy.policy_file import PolicyError
from tests.cases.matter.import_lists import NOW, import_texts


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"neighbour"', '"neighbor"', "values.category"),
        ('"留言编号" = "external_id"', '"留言编号" = "number"', "columns.留言编号"),
        ('"编号" = "external_id"', '"留言编号 ：" = "external_id"', "columns"),
        ('required = ["external_id"', 'required = ["address"', "required"),
        ('"%Y-%m-%d %H:%M:%S"', '"%d.%m.%y"', "date_formats"),
        ('"%Y-%m-%d %H:%M:%S"', '"%Y-%m-%d %Z"', "date_formats"),
        ('from = "message_board"', 'from = "kiosk"', "from"),
        ("[values.language]", "[values.name]", "values.name"),
        ('amount_unit = "yuan"', 'amount_unit = "fen"', "amount_unit"),
    ],
)
def test_a_mistake_in_a_mapping_is_told_by_file_and_key(
    policy_files: dict[str, str], old: str, new: str, key: str
) -> None:
    name = "imports/message_board.toml"
    assert old in policy_files[name]
    with pytest.raises(PolicyError) as caught:
        build_policy(policy_files | {name: policy_files[name].replace(old, new, 1)})
    assert (caught.value.file, caught.value.key) == (name, key)


def test_a_county_may_add_a_mapping_of_its_own_and_a_later_version(policy_files: dict[str, str]) -> None:
    text = policy_files["imports/superior.toml"]
    later = text.replace("effective_from = 2026-01-01", "effective_from = 2027-01-01").replace(
        "上级交办", "市里交办"
    )
    files = policy_files | {"imports/city.toml": text, "imports/superior.2027-01-01.toml": later}
    mappings = build_policy(files, day=NOW.date()).imports.mappings
    assert sorted(mappings) == ["city", "message_board", "petitions", "superior"]
    assert mappings["superior"].name == "上级交办"
    assert build_policy(files, day=date(2027, 1, 1)).imports.mappings["superior"].name == "市里交办"


def test_every_source_has_a_name() -> None:
    words = import_texts()
    assert all(words.get(f"sources.name.{source}") for source in Source)
