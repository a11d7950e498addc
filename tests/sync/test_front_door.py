"""What the simulated routers stand on."""

from contextvars import copy_context
from types import SimpleNamespace
from typing import Any

from tests.sync.front_door import of_the_machine
from tests.sync.timeline import RUNNING


def test_a_router_believes_whom_the_machine_knows_that_runs_and_not_the_one_that_was_asked_first() -> None:
    """A hall that answered the first question of a process had the centre refuse every other hall (seed 34)."""
    signers = of_the_machine("store").keys.signers  # as a router keeps it

    def known(name: str) -> tuple[bool, Any]:
        keys = SimpleNamespace(signers={name: f"key of {name}"})
        RUNNING.set(SimpleNamespace(store=SimpleNamespace(keys=keys)))
        return name in signers, signers[name]

    assert copy_context().run(known, "hall:1") == (True, "key of hall:1")
    assert copy_context().run(known, "hall:2") == (True, "key of hall:2")
