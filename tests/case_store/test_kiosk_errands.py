"""What a kiosk owes is told sooner or later, whatever went wrong beside it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.log.schema import visit
from tests.case_store.at_the_door import disk, one_visit
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import Ground, make_ground, rows, until


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = make_ground(tmp_path)
    made.hall.start()
    yield made
    made.stop()


async def test_errands_go_on_after_the_disk_failed_while_the_hall_was_away(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_store.kiosk.errands.BACKOFF_MAX_S", 0.1)
    async with opened(ground.door()) as door:
        ground.hall.stop()
        await door.take(dispute(ground))
        disk(ground, "ALTER TABLE lease RENAME TO gone")  # what is counted for the foot line
        await asyncio.sleep(0.5)
        disk(ground, "ALTER TABLE gone RENAME TO lease")
        ground.hall.start()
        await until(lambda: rows(ground, visit) != [])
        assert one_visit(ground).ticket_no == "A501"
