"""What walls are told of parts of the hall: once in an hour, and kept before anybody hears it.

Kept, because whoever watches remembers, too: a program that began anew with its memory empty would tell one case more
or less than an hour ago. So a wall goes on after a restart with the very tables of this hour, and says afterwards
nothing that lies near to what it has said (figures.public.steady).
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.figures.boards import Boards, area_map, as_of, group_name, groups_received
from case_store.hall.house import House
from case_store.hall.runner import Runner
from case_store.log.prepared import Prepared
from case_store.log.schema import wall_told
from case_store.log.sql import upsert
from case_store.trace import trace_of
from case_store.views.look import Look
from cases.figures.figure import NO_GROUP
from cases.figures.kpis import WINDOW_DAYS
from cases.figures.public import PublicTables, is_due, public_areas, public_kpis, public_types
from cases.figures.sight import Sight
from cases.figures.type_groups import GROUP_DIGITS
from cases.hall_time import whole_minute

Said = dict[str, dict[str, list[int]]]
_TABLES, _SAID = TypeAdapter(PublicTables), TypeAdapter[Said](Said)
_KEPT = Prepared(sa.select(wall_told.c.tables, wall_told.c.said).where(wall_told.c.stream == param("s")))
_KEEP = upsert(wall_told)
_KEEP_OVER = _KEEP.on_conflict_do_update(
    index_elements=["stream"], set_={"tables": _KEEP.excluded.tables, "said": _KEEP.excluded.said}
)
_log = structlog.get_logger(__name__)


def told_now(look: Look) -> PublicTables | None:
    """What walls say in this hour. None: nothing was told yet, or by a program that wrote it otherwise."""
    kept = _KEPT.first(look.connection, {"s": look.stream})
    try:
        return None if kept is None else _TABLES.validate_json(kept[0])
    except ValueError:  # pydantic's, and that of letters which are none
        return None


class WallTelling:
    """Asked again and again; looks once in a minute, also for what a disk has torn."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        self._boards = Boards(Sight())
        self._looked_at: datetime | None = None

    def tick(self) -> None:
        """Tell the tables of a new hour. Where nothing can be kept they stay as they were; nobody else is held up."""
        now = self._runner.clock_now()
        if whole_minute(now) == self._looked_at:
            return
        self._looked_at = whole_minute(now)
        try:
            with self._runner.reading() as connection:
                told = told_now(Look(connection, self._house, now))
            if told is None or is_due(told.as_of, now):
                with self._runner.writing() as work:
                    self._tell(Look(work.connection, self._house, work.now), told)
        except sa.exc.DatabaseError as error:
            _log.error("walls not told", trace=trace_of(error))

    def _tell(self, look: Look, before: PublicTables | None) -> None:
        said = _said(look)
        if before is not None:
            _remember(said, before)
        policy, counts = look.house.policy, self._boards.counts(look)
        days = look.today - timedelta(days=WINDOW_DAYS - 1), look.today
        groups = [code for code in policy.dispute_types if len(code) == GROUP_DIGITS]
        names = {group: group_name(group, look) for group in (*groups, NO_GROUP)}
        received, lines = groups_received(counts, days), area_map(look, counts, "").lines
        told = PublicTables(
            levels=public_kpis(self._boards.kpis(look), said.get("levels", {})),
            types=public_types(received, names, days, as_of(look), said.get("types", {})),
            areas=public_areas("", lines, as_of(look), said.get("areas", {})),
        )
        _remember(said, told)
        row = {
            "stream": look.stream,
            "tables": _TABLES.dump_json(told).decode(),
            "said": _SAID.dump_json(said).decode(),
        }
        look.connection.execute(_KEEP_OVER, row)


def _said(look: Look) -> Said:
    """By table and cell."""
    kept = _KEPT.first(look.connection, {"s": look.stream})
    try:
        return {} if kept is None else _SAID.validate_json(kept[1])
    except ValueError:  # torn: what cannot be read holds nothing up
        return {}


def _remember(said: Said, told: PublicTables) -> None:
    for table, numbers in told.numbers().items():
        cells = said.setdefault(table, {})
        for cell, number in numbers.items():
            cells[cell] = sorted({*cells.get(cell, ()), number})
