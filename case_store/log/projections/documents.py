"""document: numbers (文号) that were drawn for papers of a case, and what was issued under them."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections.document_serials import given
from case_store.log.schema import document
from case_store.log.sql import upsert
from cases.casework.case_additions import PaperDrawn, PaperIssued
from cases.envelope import Envelope

_DRAW = Prepared(upsert(document).on_conflict_do_nothing())
_ISSUE = Prepared(
    sa.update(document)
    .where(
        document.c.stream == param("s"), document.c.paper_id == param("i"), document.c.issued_at_us.is_(None)
    )
    .values(
        issued_at_us=param("at"),
        content_hash=param("content"),
        print_hash=param("print"),
        file_hash=param("file"),
        bytes_count=param("bytes"),
        pages=param("pages_"),
    )
)


def drawn(connection: sa.Connection, this: dict[str, str], envelope: Envelope, happened: PaperDrawn) -> None:
    """`this`: holder's stream and case id, as "s" and "i". The number counts at the store that drew it."""
    row = {
        "stream": this["s"],
        "paper_id": happened.paper_id,
        "case_id": this["i"],
        "kind": happened.kind,
        "number": happened.number.text,
        "code_hash": happened.code_hash,
        "drawn_at_us": to_us(envelope.at),
        "issued_at_us": None,
        **dict.fromkeys(("content_hash", "print_hash", "file_hash"), ""),
        **dict.fromkeys(("bytes_count", "pages"), 0),
    }
    _DRAW.run(connection, row)
    given(connection, envelope.stream, happened.number)


def issued(
    connection: sa.Connection, this: dict[str, str], envelope: Envelope, happened: PaperIssued
) -> None:
    """The first paper under a number stands."""
    row = {
        "s": this["s"],
        "i": happened.paper_id,
        "at": to_us(envelope.at),
        "content": happened.content_hash,
        "print": happened.print_hash,
        "file": happened.file_hash,
        "bytes": happened.bytes_count,
        "pages_": happened.pages,
    }
    _ISSUE.run(connection, row)
