"""A few of the halls that `python -m tests.scale` has by the thousand: let in, heard, answered, and nothing is lost."""

import pytest
import uvloop

from tests.scale.__main__ import scale
from tests.scale.ground import ground
from tests.scale.hall import Pace


def test_halls_of_the_load_are_let_in_and_everything_they_ask_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.scale.__main__.SETTLE_S", 0.5)
    with ground() as here:
        found = uvloop.run(scale(here, 3, [6.0], 2.0, Pace(pull_s=0.5, held_s=0.5)))
    (step,) = found["steps"]
    assert (found["lost"], step["refused"]) == (0, {})
    assert {"pull", "wishes"} <= set(step["questions_per_s"])
