"""docs/casework.md says what the rules do: its tables are made from them, and its drawing is where cases go."""

from collections.abc import Iterator

from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.policy.policy import Policy
from tests.cases.casework.case_drawing import DOCUMENT, EDGES, EXITS, shipped_texts, with_blocks
from tests.cases.casework.many_stores import play

Favours = frozenset[type[object]]
HISTORIES = 400
SHORT_WAY = (
    644,
    633,
    590,
    284,
    140,
    418,
    766,
    445,
    45,
    376,
    380,
)  # soon everywhere; others when a rule changes
FAVOURS: tuple[Favours, ...] = (
    frozenset({handle.LogFailedContact}),
    frozenset({ask.ReturnDispatch, ask.DispatchCase}),
    frozenset({ask.RecallDispatch, ask.DispatchCase, ask.AcknowledgeDispatch}),
    frozenset({handle.SendBack, handle.ReopenCase, handle.SuspendCase}),
)


def histories() -> Iterator[tuple[int, Favours]]:
    for seed in (*SHORT_WAY, *range(HISTORIES)):
        yield seed, FAVOURS[seed % len(FAVOURS)]


def test_the_document_is_what_the_rules_are() -> None:
    document = DOCUMENT.read_text("utf-8")
    assert document == with_blocks(document, shipped_texts()), "python -m tests.cases.casework.case_drawing"


def test_cases_go_where_the_drawing_shows_and_nowhere_else(policy: Policy) -> None:
    missing = set(EDGES)
    for seed, favours in histories():
        moves = play(policy, seed, favours).moves
        assert moves <= EDGES | EXITS
        missing -= moves
        if not missing:
            return
    raise AssertionError(f"drawn, but no case went there: {missing}")
