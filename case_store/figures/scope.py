"""Whose figures: a hall's own, at the centre those of all halls; of these what lies in the area that somebody sees."""

from dataclasses import dataclass

import sqlalchemy as sa

from case_store.hall.house import House
from case_store.keys import CENTRE
from case_store.log.schema import stream_head
from cases.figures.sight import Sight

HALL_SOURCE, CENTRE_SOURCE = "hall", "centre"
_STREAMS = sa.select(stream_head.c.stream).order_by(stream_head.c.stream)


@dataclass(frozen=True, slots=True)
class Scope:
    """`streams`: whose cases. `area` "": everywhere; else 6 or 9 digits, an axis of figure_day."""

    streams: tuple[str, ...]
    area: str = ""
    source: str = HALL_SOURCE


def scope_of(connection: sa.Connection, house: House, sight: Sight) -> Scope:
    """What this store counts for somebody."""
    if house.node != CENTRE:
        return Scope((house.stream,), sight.area)
    streams = connection.execute(_STREAMS).scalars().all()
    return Scope(tuple(sorted({*streams, house.stream})), sight.area, CENTRE_SOURCE)
