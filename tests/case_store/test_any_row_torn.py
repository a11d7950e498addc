"""Whatever row of whatever table is torn, every door opens and shows the others. `python -m tests.faults torn`: all."""

from pathlib import Path

from case_store.log.schema import event
from tests.faults.torn.doors import Doors
from tests.faults.torn.tearing import cells, faults
from tests.faults.torn.world import FullHall, fill

EVERY = 6  # of the bodies of the log, so many are whole for each that is torn


async def test_a_row_of_every_table_is_torn_from_end_to_end_and_every_door_opens_and_shows_the_others(
    tmp_path: Path,
) -> None:
    hall = FullHall(tmp_path)
    fill(hall)
    doors = Doors(hall)
    await doors.open(everybody=False)
    await doors.walk()  # what the first one makes
    before = await doors.walk()
    assert [f"{door}: {answer.wrong}" for door, answer in before.items() if answer.wrong] == []
    torn = list(cells(hall))
    tables = [cell for cell in torn if cell.table is not event]
    bodies = [cell for cell in torn if cell.table is event and cell.column == "body"]
    assert await faults(doors, before, tables, "list") == []
    assert {notice.code for notice in hall.notices()} >= {"notice.tables_mended"}
    assert await faults(doors, before, tables, "letters") == []
    assert await faults(doors, before, bodies[::EVERY], "cut") == []
    hall.store.close()
