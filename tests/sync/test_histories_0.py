"""Histories: kiosks, halls and a centre through everything that goes wrong, and nothing is lost."""

from collections import Counter

import pytest

from tests.sync.kept_promises import FAULTS, PARTS, play_part

SEEN: Counter[str] = Counter()


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_acknowledged_is_lost(part: int) -> None:
    SEEN.update(play_part(0, part))


def test_all_that_can_go_wrong_went_wrong() -> None:
    assert not [what for what in FAULTS if not SEEN[what]]
