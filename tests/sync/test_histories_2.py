"""Part 2 of the histories: kiosks, halls and a centre through everything that goes wrong, and nothing is lost."""

from tests.sync.kept_promises import FAULTS, play_part


def test_nothing_acknowledged_is_lost_and_all_that_can_go_wrong_went_wrong() -> None:
    seen = play_part(2)
    assert not [what for what in FAULTS if not seen[what]]
