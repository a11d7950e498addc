"""A morning of four desks and two dozen people, one counter driven by keys; `make rehearsal` plays the whole of it."""

from pathlib import Path

from tests.rehearsal.day import Day


def test_everybody_who_comes_is_received_once_and_the_wall_shows_each_call(tmp_path: Path) -> None:
    day = Day(tmp_path, desks=4, people=24, seed=7)
    day.play()
    assert day.ledger.problems() == []
    assert len(day.ledger.stays) == 24
    assert {stay.end for stay in day.ledger.stays.values()} <= {"done", "no_show", "left", "next_day"}
