"""补打回执, the rule: who makes one, for whom, and what of the case it leaves alone."""

import pytest

from cases.casework import case_commands as ask
from cases.casework.by import By
from cases.casework.case_events import ReceiptReissued
from cases.casework.case_folding import evolve, is_addition
from cases.casework.case_state import CaseState
from cases.casework.forgetting_events import CaseForgotten
from cases.changed import changed
from cases.people.proof import Proof
from cases.policy.policy import Policy
from cases.roles import Role
from tests.cases.casework.case_steps import SIQIN, Story

GIVERS = {Role.RECEPTION, Role.MEDIATOR, Role.DISPATCHER, Role.UNIT_OFFICER, Role.GRID_WORKER}


def asked(by: By = SIQIN, proof: Proof = Proof.DOCUMENT) -> ask.ReissueReceipt:
    return ask.ReissueReceipt(by=by, proof=proof, receipt_code_hash="a" * 64)


@pytest.fixture
def story(policy: Policy) -> Story:
    return Story(policy).registered()


@pytest.mark.parametrize("state", list(CaseState))
def test_in_every_state_it_says_who_and_how_and_changes_nothing_that_a_rule_asks_for(
    story: Story, state: CaseState
) -> None:
    before = story.case = changed(story.it, state=state)
    (made,) = story.does(asked(proof=Proof.ANSWERS))
    assert made == ReceiptReissued(receipt_code_hash="a" * 64, proof=Proof.ANSWERS, staff_id="s1")
    assert story.case == before
    assert not is_addition(made)  # two stores that both made one would disagree which code counts


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_give_somebody_a_receipt_may_give_another(story: Story, role: Role) -> None:
    by = By(staff_id="x", role=role, unit="justice")
    if role in GIVERS:
        assert story.does(asked(by))
    else:
        assert story.refuses(asked(by)) == "paper.not_yours"


def test_a_forgotten_case_has_none(story: Story) -> None:
    forgotten = CaseForgotten(request_id="r1", staff_id="a", confirmed_by="b", reason_code="expired")
    story.case = evolve(story.it, forgotten, story.store)
    assert story.refuses(asked()) == "case.forgotten"


def test_where_nobody_is_named_a_document_proves_nothing(story: Story) -> None:
    story.case = changed(story.it, info_only=True)
    assert story.refuses(asked()) == "receipt.nobody_named"
    assert story.does(asked(proof=Proof.ANSWERS))


def test_only_the_store_that_has_the_case_makes_one(story: Story) -> None:
    story.store = "another"
    assert story.refuses(asked()) == "case.not_holder"
