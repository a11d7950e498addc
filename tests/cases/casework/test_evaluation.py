"""好差评: once, of what is over; the words hidden until a person has read them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.casework.evaluation import (
    ITEMS,
    EvaluationGiven,
    GiveEvaluation,
    Level,
    Moderate,
    ModerationDecided,
    WithheldFor,
    decide,
    evolve,
    moderate,
)
from cases.refusal import Refusal
from cases.sealed import Sealed

WORDS = Sealed(key_id="c1", nonce="bm9uY2U=", ciphertext="Y2lwaGVy")
SAID = GiveEvaluation(
    subject="case", subject_id="c1", levels=(("overall", 2),), channel="phone", finished=True, text=WORDS
)


def given_once() -> EvaluationGiven:
    (event,) = decided(SAID)
    assert isinstance(event, EvaluationGiven)
    return event


def decided(command: GiveEvaluation) -> list[object]:
    events = decide(None, command)
    assert not isinstance(events, Refusal), events
    return list(events)


def code(answer: object) -> str:
    assert isinstance(answer, Refusal)
    return answer.code


@given(
    levels=st.lists(
        st.tuples(st.sampled_from([*ITEMS, "mood"]), st.integers(-1, 7)), max_size=6, unique_by=lambda x: x[0]
    )
)
def test_only_known_questions_with_one_of_five_answers_are_kept(levels: list[tuple[str, int]]) -> None:
    answer = decide(
        None,
        GiveEvaluation(
            subject="visit", subject_id="v1", levels=tuple(levels), channel="kiosk", finished=True
        ),
    )
    good = "overall" in dict(levels) and all(item in ITEMS and value in set(Level) for item, value in levels)
    assert isinstance(answer, Refusal) != good


def test_words_are_read_by_one_person_and_her_decision_stands() -> None:
    state = evolve(None, given_once())
    assert state is not None
    assert state.released is None
    events = moderate(state, Moderate(staff_id="sup", released=True))
    assert not isinstance(events, Refusal)
    state = evolve(state, *events)
    assert state is not None
    assert state.released is True
    withheld = ModerationDecided(staff_id="lead", released=False, reason="insults")
    assert evolve(state, withheld) == state
    again = moderate(state, Moderate(staff_id="lead", released=False, reason="insults"))
    assert code(again) == "evaluation.moderated_already"


@pytest.mark.parametrize(
    ("released", "reason", "granted"),
    [(True, "", True), (False, "", False), (True, "insults", False), (False, "mood", False)]
    + [(False, reason.value, True) for reason in WithheldFor],
)
def test_what_is_not_shown_has_a_reason_of_the_list(released: bool, reason: str, granted: bool) -> None:
    answer = moderate(evolve(None, given_once()), Moderate(staff_id="sup", released=released, reason=reason))
    assert isinstance(answer, Refusal) != granted


def test_without_words_there_is_nothing_to_moderate() -> None:
    (event,) = decided(replace(SAID, text=None))
    assert isinstance(event, EvaluationGiven)
    for state in (evolve(None, event), None):
        assert code(moderate(state, Moderate(staff_id="sup", released=True))) == "evaluation.no_text"
