"""document_serial: the last number (文号) under each word and year, so that the next one leaves no gap."""

import sqlalchemy as sa

from case_store.log.schema import document_serial
from case_store.log.sql import greater, upsert
from cases.supervision.document_number import DocumentNumber

_SERIAL = upsert(document_serial)
_GIVEN = _SERIAL.on_conflict_do_update(
    index_elements=["stream", "word", "year"],
    set_={"last_given": greater(document_serial.c.last_given, _SERIAL.excluded.last_given)},
)


def given(connection: sa.Connection, stream: str, number: DocumentNumber) -> None:
    """A paper has this number now."""
    row = {"stream": stream, "word": number.word, "year": number.year, "last_given": number.serial}
    connection.execute(_GIVEN, row)
