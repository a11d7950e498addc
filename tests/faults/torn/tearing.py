"""Cells of rows, torn; the doors walked; put back."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from case_store.log.schema import PROJECTIONS, event, metadata
from tests.case_store.one_hall import OneHall
from tests.faults.torn.doors import WALKER, Answers, Doors

KINDS: Mapping[str, Callable[[str], str | bytes]] = {
    "cut": lambda was: was[: len(was) // 2],
    "empty": lambda _was: "",
    "list": lambda _was: "[1]",
    "null": lambda _was: "null",
    "letters": lambda was: b"\xff\xfe" + was.encode()[2:],
}
_NAMED_BY = {"event": "type", "quarantine": "reason"}  # of these a row of each
_OURS_TO_SAY = ("event.damaged", "rebuild.needed")  # of what the row is about, and of nothing else


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of one row. `about`: every text of the row: what it is about may be missed."""

    table: sa.Table
    column: str
    key: tuple[Any, ...]
    was: str
    about: frozenset[str]

    @property
    def name(self) -> str:
        """For a person."""
        return f"{self.table.name}.{self.column} at {self.key}"


def cells(hall: OneHall) -> Iterator[Cell]:
    """Each text that is no key, of every table that has rows: in its first row; of the log in one of each type."""
    with hall.store.log.reading() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(sa.select(table).order_by(*table.primary_key)).all()
            rows = [row for row in rows if getattr(row, "name", "") != WALKER]  # who asks needs its own key
            kind = _NAMED_BY.get(table.name, "stream")
            for row in {getattr(row, kind, ""): row for row in reversed(rows)}.values():
                about = frozenset(str(value).rpartition(":")[2] for value in row if isinstance(value, str))
                key = tuple(getattr(row, one.name) for one in table.primary_key)
                for column in table.columns:
                    was = getattr(row, column.name)
                    if isinstance(was, str) and not column.primary_key:
                        yield Cell(table, column.name, key, was, about)


async def faults(doors: Doors, before: Answers, torn: Sequence[Cell], kind: str) -> list[str]:
    """What is wrong while these are torn, all at once; then they are as they were."""
    for cell in torn:
        _write(doors.hall, cell, KINDS[kind](cell.was))
    now = await doors.walk()
    about = frozenset[str]().union(*(cell.about for cell in torn))
    found = [f"{door}: {answer.wrong}" for door, answer in now.items() if answer.wrong]
    for door, was in before.items():
        answer = now[door]
        if lost := was.names - answer.names - about:
            found.append(f"{door}: does not show {sorted(lost)[:3]} any more {answer.code}")
        if answer.code and not was.code and answer.code not in _OURS_TO_SAY:
            found.append(f"{door}: {answer.code}")
    for cell in torn:
        _write(doors.hall, cell, cell.was)
    if any(cell.table is event or cell.table in PROJECTIONS for cell in torn):
        await doors.store.run(doors.store.rebuild)
    return found


def _write(hall: OneHall, cell: Cell, text: str | bytes) -> None:
    where = " AND ".join(f'"{column.name}" = ?' for column in cell.table.primary_key)
    put = "CAST(? AS TEXT)" if isinstance(text, bytes) else "?"
    sql = f'UPDATE OR IGNORE "{cell.table.name}" SET "{cell.column}" = {put} WHERE {where}'  # noqa: S608
    with hall.store.log.transaction():
        driver: Any = hall.store.log.connection.connection.driver_connection
        driver.execute(sql, (text, *cell.key))


def together(torn: Sequence[Cell]) -> list[list[Cell]]:
    """So that each walk tears many: a column of every table, and of the log's bodies a sixth."""
    of_table: dict[str, list[Cell]] = defaultdict(list)
    for cell in torn:
        of_table[f"event.{cell.column}" if cell.table is event else cell.table.name].append(cell)
    bodies = of_table.pop("event.body", [])
    columns = [
        [some[n] for some in of_table.values() if n < len(some)]
        for n in range(max(map(len, of_table.values())))
    ]
    return columns + [bodies[n::6] for n in range(6)]
