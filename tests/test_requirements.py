"""docs/requirements.md keeps what it promises: every id is there, and every test and command that it names exists."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent
DOCUMENT = (TESTS.parent / "docs" / "requirements.md").read_text("utf-8")
ROW = re.compile(r"^\| ([FSPOUT]\d) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
IDS = {"F": 7, "S": 7, "P": 7, "O": 8, "U": 8, "T": 5}  # how many of each domain.md §1 has
CLAUSE = re.compile(r"^\| ([YZBMJD]\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
CLAUSES = {"Y": 18, "Z": 12, "B": 18, "M": 9, "J": 6, "D": 2}  # of issue 7, numbered on the page itself
COMMAND = re.compile(r"`(?:make ([a-z-]+)|python -m ([\w.]+)[^`]*)`")


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


def test_every_requirement_has_a_test() -> None:
    assert [found[0] for found in ROW.findall(DOCUMENT) if not NAMED.findall(found[2])] == []


def test_every_clause_of_the_store_is_there_once_and_has_a_test_or_a_command() -> None:
    clauses = CLAUSE.findall(DOCUMENT)
    assert [id_ for id_, _what, _proof in clauses] == [
        f"{letter}{number + 1}" for letter, count in CLAUSES.items() for number in range(count)
    ]
    assert [id_ for id_, _what, proof in clauses if not NAMED.findall(proof) + COMMAND.findall(proof)] == []


def test_every_command_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (TESTS.parent / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = COMMAND.findall(DOCUMENT)
    assert {target for target, _ in named if target} <= targets
    modules = {TESTS.parent / module.replace(".", "/") for _, module in named if module}
    assert [module.name for module in modules if not (module / "__main__.py").exists()] == []
