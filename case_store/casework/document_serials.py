"""The last number (文号) under a word in this year; drawn in the transaction that gives the next."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.event_log import Past
from case_store.log.schema import document_serial
from cases.hall_time import hall_date

_LAST = sa.select(document_serial.c.last_given).where(
    document_serial.c.stream == param("s"),
    document_serial.c.word == param("w"),
    document_serial.c.year == param("y"),
)


def last_serial(past: Past, word: str) -> int:
    """0 before the first of the year."""
    this = {"s": past.stream, "w": word, "y": hall_date(past.now).year}
    return int(past.connection.execute(_LAST, this).scalar() or 0)
