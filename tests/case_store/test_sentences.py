"""Every refusal, every error and every notice has its three sentences, and gets the facts that they ask for."""

import ast
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from case_store.check_assets import check
from case_store.policy_files import load_texts
from tests.case_store.one_hall import ASSETS

ROOT = Path(__file__).parents[2]
TEXTS = load_texts(ASSETS)
TODAY = date(2026, 6, 1)
NOTICES = {"notice.paper_voided", "notice.receipt_voided"}  # named in a table of papers.py


def literals(path: Path) -> Iterator[tuple[str, set[str] | None, str]]:
    """(code, names of its facts or None when they are not literal, where) of everything that names a code."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        where = f"{path.relative_to(ROOT)}:{node.lineno}"
        match name, node.args:
            case "Refusal", [ast.Constant(value=str(code))]:
                yield code, set(), where
            case "Refusal", [ast.Constant(value=str(code)), ast.Dict(keys=keys)]:
                yield code, {str(key.value) for key in keys if isinstance(key, ast.Constant)}, where
            case "Refusal", [ast.Constant(value=str(code)), _]:
                yield code, None, where
            case "StoreError", [ast.Constant(value=str(code))]:
                yield code, {keyword.arg or "" for keyword in node.keywords}, where
            case "raise_notice", [_, ast.Constant(value=str(code)), *_]:
                yield code, {keyword.arg or "" for keyword in node.keywords}, where


def codes() -> list[tuple[str, set[str] | None, str]]:
    files = [*(ROOT / "cases").rglob("*.py"), *(ROOT / "case_store").rglob("*.py")]
    return [found for path in sorted(files) for found in literals(path)]


def test_every_code_that_the_program_names_has_three_sentences_for_its_facts() -> None:
    found = codes()
    assert len(found) > 60
    for code, facts, where in found:
        assert code in TEXTS.refusal_codes, (code, where)
        if facts is not None:
            assert TEXTS.arguments(code) <= facts, (code, where)
    assert TEXTS.refusal_codes >= NOTICES


def test_the_assets_of_the_tree_are_in_order(tmp_path: Path) -> None:
    assert check(ASSETS, TODAY) is None


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("policy/kiosk.toml", "lease_size = 50", "lease_size = 0", ["kiosk.toml", "lease_size"]),
        ("policy/kiosk.toml", "lease_size = 50", "lease_size =", ["kiosk.toml", "TOML"]),
        ("texts/refusals.toml", 'operator = "wrong PIN"', "", ["refusals.toml", "auth.pin_wrong"]),
    ],
)
def test_a_mistake_in_an_asset_is_told_by_file_and_key(
    tmp_path: Path, name: str, old: str, new: str, told: list[str]
) -> None:

    for folder in ("policy", "texts"):
        shutil.copytree(ASSETS / folder, tmp_path / folder)
    file = tmp_path / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    mistake = check(tmp_path, TODAY)
    assert mistake is not None
    assert all(word in mistake for word in told)
