"""docs/requirements.md keeps what it promises: every id of the brief is there, and every test that it names exists."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent
DOCUMENT = (TESTS.parent / "docs" / "requirements.md").read_text("utf-8")
ROW = re.compile(r"^\| ([FSPOUT]\d) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
IDS = {"F": 7, "S": 7, "P": 7, "O": 8, "U": 8, "T": 5}  # how many of each domain.md §1 has
OTHERS = re.compile(r"归 issue ([678])")


def names_in(path: str) -> set[str]:
    """The tests that a file has, those in classes too; none where there is no such file."""
    file = TESTS / path
    if not file.exists():
        return set()
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in nodes if isinstance(node, functions) and node.name.startswith("test_")}


def test_every_requirement_of_the_article_is_there_once() -> None:
    told = [found[0] for found in ROW.findall(DOCUMENT)]
    assert told == [f"{letter}{number + 1}" for letter, count in IDS.items() for number in range(count)]


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(DOCUMENT)
    assert len(named) > len(IDS)
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []


def test_every_requirement_has_a_test_or_belongs_to_another_issue() -> None:
    shown = {found[0]: (NAMED.findall(found[2]), OTHERS.search(found[2])) for found in ROW.findall(DOCUMENT)}
    assert [id_ for id_, (tests, other) in shown.items() if not tests and not other] == []
