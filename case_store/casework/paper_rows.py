"""What the log knows of papers: by the code in their QR, or by what they say of themselves. No person is in it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us
from case_store.log.schema import case_, document
from cases.paper.paper_record import DocumentKind, PaperRecord
from cases.paper.paper_rules import is_void
from cases.policy.papers import PapersPolicy
from cases.views_papers import KnownPaper

_CODE = (
    sa.select(case_.c.case_code)
    .where(case_.c.stream == document.c.stream, case_.c.case_id == document.c.case_id)
    .scalar_subquery()
)
_ROWS = sa.select(document, _CODE.label("case_code"))
_BY_CODE = _ROWS.where(document.c.code_hash == param("h"))
_BY_NUMBER = _ROWS.where(document.c.number == param("n"), document.c.kind == param("k"))
_ONE = sa.select(document).where(document.c.case_id == param("c"), document.c.paper_id == param("p"))


def paper_row(connection: sa.Connection, case_id: str, paper_id: str) -> Any:
    """The row of one paper of a case; None when there is none."""
    return connection.execute(_ONE, {"c": case_id, "p": paper_id}).first()


def by_code(
    connection: sa.Connection, code_hash: str, papers: PapersPolicy, now: datetime
) -> KnownPaper | None:
    """The paper with this code in its QR."""
    row = connection.execute(_BY_CODE, {"h": code_hash}).first()
    return _known(row, papers, now) if row else None


def by_number(
    connection: sa.Connection, claim: tuple[str, str, str], papers: PapersPolicy, now: datetime
) -> KnownPaper | None:
    """The paper that says this of itself: kind, number, content hash; where two say it, the one with this content."""
    kind, number, content_hash = claim
    rows = connection.execute(_BY_NUMBER, {"n": number, "k": kind}).all()
    row = next((one for one in rows if one.content_hash == content_hash), rows[0] if rows else None)
    return _known(row, papers, now) if row else None


def _known(row: Any, papers: PapersPolicy, now: datetime) -> KnownPaper:
    drawn_at = from_us(row.drawn_at_us)
    issued = row.issued_at_us is not None
    return KnownPaper(
        stream=row.stream,
        kind=row.kind,
        number=row.number,
        drawn_at=drawn_at,
        void=not issued and is_void(drawn_at, now, papers),
        record=PaperRecord(
            kind=DocumentKind(row.kind),
            number=row.number,
            case_code=row.case_code,
            content_hash=row.content_hash,
            print_hash=row.print_hash,
            issued_at=drawn_at,
            pages=row.pages,
        )
        if issued
        else None,
    )
