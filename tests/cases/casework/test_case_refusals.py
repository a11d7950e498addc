"""Every refusal of a case, those of the table of moves too, speaks to three readers and names the way on."""

import ast
from pathlib import Path

import pytest

from cases.advice import routing
from cases.casework import (
    acceptance_rules,
    case_moves,
    case_rules,
    closing_rules,
    dispatch_rules,
    handling_rules,
    holder_rules,
)
from cases.refusal import Reader
from cases.texts import Texts, parse_texts

TEXTS = Path(__file__).parents[3] / "assets" / "texts"
RULES = (
    acceptance_rules,
    case_moves,
    case_rules,
    closing_rules,
    dispatch_rules,
    handling_rules,
    holder_rules,
    routing,
)
# What the rules hand over under a name: `code`, and `{**code, …}`.
SHARED_FACTS = {"case_code"}


@pytest.fixture(scope="module")
def shipped() -> Texts:
    return parse_texts({path.name: path.read_text("utf-8") for path in TEXTS.glob("*.toml")})


def _written(source: str) -> dict[str, set[str]]:
    """{code: facts that every one of its refusals gives} of one module."""
    found: dict[str, set[str]] = {}
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Refusal"):
            continue
        code, *rest = call.args
        if isinstance(code, ast.Constant):
            facts = _facts(rest[0]) if rest else set()
            found[str(code.value)] = found.get(str(code.value), facts) & facts
    return found


def _facts(given: ast.expr) -> set[str]:
    if isinstance(given, ast.Dict):
        named = {str(key.value) for key in given.keys if isinstance(key, ast.Constant)}
        return named | (SHARED_FACTS if None in given.keys else set())
    return SHARED_FACTS


def test_every_rule_of_a_case_says_no_in_three_sentences(shipped: Texts) -> None:
    refusals: dict[str, set[str]] = {move.code: {"case_code"} for move in case_moves.MOVES.values()}
    for module in RULES:
        assert module.__file__ is not None
        for code, facts in _written(Path(module.__file__).read_text("utf-8")).items():
            refusals[code] = refusals.get(code, facts) & facts
    assert len(refusals) > len(case_moves.MOVES)
    for code, facts in sorted(refusals.items()):
        assert code in shipped.refusal_codes, code
        assert shipped.arguments(code) <= facts, code
        said = {reader: shipped.refusal(code, reader, **dict.fromkeys(facts, "1")) for reader in Reader}
        assert len(set(said.values())) == len(Reader), code


def test_no_sentence_about_a_case_waits_for_a_rule_that_is_gone(shipped: Texts) -> None:
    mine = parse_texts({"refusals_casework.toml": (TEXTS / "refusals_casework.toml").read_text("utf-8")})
    known = {move.code for move in case_moves.MOVES.values()}
    for module in RULES:
        assert module.__file__ is not None
        known |= _written(Path(module.__file__).read_text("utf-8")).keys()
    assert mine.refusal_codes <= known
