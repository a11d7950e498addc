"""No order of commands, people or arrival breaks a promise of domain.md §3.4; and the promises notice wrong rules.

Longer: `python -m tests.cases.casework --histories 100000`.
"""

from collections.abc import Sequence
from typing import TypeVar
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cases.policy.policy import Policy
from tests.cases.casework.case_mutants import MUTANTS, Mutant
from tests.cases.casework.many_stores import World, play

T = TypeVar("T")
SEEDS = range(40)
SEARCH = 150


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_rule_with_something_wrong_is_found_out(policy: Policy, mutant: Mutant) -> None:
    real = getattr(mutant.module, mutant.name, sorted)
    with mock.patch.object(mutant.module, mutant.name, mutant.wrong(real), create=True):
        for seed in range(mutant.seed, mutant.seed + SEARCH):
            try:
                play(policy, seed, frozenset(mutant.favours))
            except (AssertionError, ValueError, KeyError):
                return
    pytest.fail(f"nobody noticed: {mutant}")


def test_forty_histories_of_three_stores_keep_every_promise(policy: Policy) -> None:
    for seed in SEEDS:
        play(policy, seed)


def test_no_history_that_anybody_thinks_of_breaks_a_case(policy: Policy) -> None:
    class Machine(RuleBasedStateMachine):
        """One case at three stores; Hypothesis picks who does what, and what arrives when."""

        def _by(self, data: st.DataObject) -> World:
            def pick(options: Sequence[T], /) -> T:
                return options[data.draw(st.integers(0, len(options) - 1))]

            self.world.pick = pick
            return self.world

        @initialize(data=st.data())
        def a_case_is_registered(self, data: st.DataObject) -> None:
            self.world = World(policy, lambda options: options[data.draw(st.integers(0, len(options) - 1))])

        @rule(data=st.data())
        def the_holder_decides(self, data: st.DataObject) -> None:
            self._by(data).decides()

        @rule(data=st.data())
        def the_holder_goes_on(self, data: st.DataObject) -> None:
            self._by(data).goes_on()

        @rule(data=st.data())
        def somebody_adds(self, data: st.DataObject) -> None:
            self._by(data).adds()

        @rule(data=st.data())
        def somebody_asks_the_holder(self, data: st.DataObject) -> None:
            self._by(data).asks()

        @rule(data=st.data())
        def the_holder_answers(self, data: st.DataObject) -> None:
            self._by(data).settles()

        @rule(data=st.data())
        def a_store_hears_of_another(self, data: st.DataObject) -> None:
            self._by(data).hears()

        @rule(data=st.data())
        def time_passes(self, data: st.DataObject) -> None:
            self._by(data).waits()
            self.world.ticks()

        @rule(data=st.data())
        def a_calendar_comes_or_goes(self, data: st.DataObject) -> None:
            self._by(data).recounts()

        @rule(data=st.data())
        def a_store_takes_over(self, data: st.DataObject) -> None:
            self._by(data).takes_over()

        @rule(data=st.data())
        def a_machine_is_replaced(self, data: st.DataObject) -> None:
            self._by(data).restarts()

        @invariant()
        def every_replica_keeps_the_promises(self) -> None:
            if hasattr(self, "world"):
                self.world.check()

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
