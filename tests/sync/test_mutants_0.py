"""Bugs planted in the real code: the histories find each of them, and only them."""

import pytest

from case_store.sync import uplink
from tests.sync.history import play
from tests.sync.kept_promises import BROKE_ONCE, LATER_S, find
from tests.sync.mutants import MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS[0::2], ids=str)
def test_the_histories_find_a_planted_bug(mutant: Mutant) -> None:
    find(mutant)


@pytest.mark.parametrize("seed", BROKE_ONCE)
@pytest.mark.filterwarnings("ignore")  # tasks of machines that were switched off never end
def test_a_history_that_broke_once_is_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uplink, "LINGER_S", LATER_S)
    play(seed)
