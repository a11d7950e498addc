"""Bugs planted in the real code: the histories find each of them, and only them."""

import pytest

from tests.sync.kept_promises import find
from tests.sync.mutants import MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS[1::2], ids=str)
def test_the_histories_find_a_planted_bug(mutant: Mutant) -> None:
    find(mutant)
