"""The centre's book of wishes: kept before the phone is answered, pulled by the hall in order (design.md §4).

Plain functions on the connection of one transaction. A form that is sent twice makes one wish: it carries how many
there were when the page was written, and one that is not answered yet is not made again.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.schema import wish, wish_decided
from cases.queue.wish import Wish, WishedEvaluation, WishKind
from cases.refusal import Refusal

WISHES_MAX = 6  # per ticket: a wall of presses says nothing more
PULL_MAX = 50
_NAMESPACE = UUID("5b9f2a64-7d0e-5a54-9d0c-0c8f7a1d1b60")
_OF_VISIT = (
    sa.select(
        wish,
        wish_decided.c.granted,
        wish_decided.c.reason,
        wish_decided.c.until_us,
        wish_decided.c.at_us.label("decided_us"),
    )
    .join_from(
        wish,
        wish_decided,
        sa.and_(wish_decided.c.stream == wish.c.stream, wish_decided.c.wish_id == wish.c.wish_id),
        isouter=True,
    )
    .where(wish.c.stream == param("s"), wish.c.visit_id == param("v"))
    .order_by(wish.c.position)
)
_LAST = sa.select(sa.func.coalesce(sa.func.max(wish.c.position), 0)).where(wish.c.stream == param("s"))
_AFTER = (
    sa.select(wish)
    .where(wish.c.stream == param("s"), wish.c.position > param("p"))
    .order_by(wish.c.position)
    .limit(PULL_MAX)
)
_KEEP = sa.insert(wish)
_EVALUATION = TypeAdapter(WishedEvaluation)


@dataclass(frozen=True, slots=True, kw_only=True)
class WishState:
    """The newest wish of a ticket. `granted` None: the hall has not answered."""

    count: int
    kind: WishKind
    at: datetime
    granted: bool | None = None
    reason: str = ""
    until: datetime | None = None


def newest_of(connection: sa.Connection, stream: str, visit_id: str) -> WishState | None:
    """What was wished last for a ticket, and how it was answered."""
    found = connection.execute(_OF_VISIT, {"s": stream, "v": visit_id})
    rows = [row for row in found if row.kind in list(WishKind)]  # a damaged one was none
    if not rows:
        return None
    row = rows[-1]
    return WishState(
        count=len(rows),
        kind=WishKind(row.kind),
        at=from_us(row.at_us),
        granted=None if row.granted is None else bool(row.granted),
        reason=row.reason or "",
        until=from_us_or_none(row.until_us),
    )


def keep(
    connection: sa.Connection,
    stream: str,
    visit_id: str,
    kind: WishKind,
    *,
    count: int,
    now: datetime,
    said: WishedEvaluation | None = None,
) -> Refusal | None:
    """Keep a wish. `count`: how many there were when the form was written; `said`: of an evaluation."""
    before = newest_of(connection, stream, visit_id)
    made = before.count if before is not None else 0
    if count != made or (before is not None and before.granted is None):
        return None  # the same press again
    if made >= WISHES_MAX:
        return Refusal("wish.too_many")
    last = int(connection.execute(_LAST, {"s": stream}).scalar_one())
    row = {
        "stream": stream,
        # Not a count: a book that was lost and began again stays ahead of the hall's cursor.
        "position": max(last + 1, to_us(now)),
        "wish_id": str(uuid5(_NAMESPACE, f"{stream}/{visit_id}/{made}")),
        "visit_id": visit_id,
        "kind": kind.value,
        "at_us": to_us(now),
        "evaluation": _EVALUATION.dump_json(said).decode() if said else "",
    }
    connection.execute(_KEEP, row)
    return None


def after(connection: sa.Connection, stream: str, position: int) -> tuple[Wish, ...]:
    """What a hall has not seen, in order."""
    return tuple(
        Wish(
            position=row.position,
            wish_id=row.wish_id,
            visit_id=row.visit_id,
            kind=row.kind,
            at=from_us(row.at_us),
            evaluation=_said(row.evaluation),
        )
        for row in connection.execute(_AFTER, {"s": stream, "p": position})
    )


def _said(evaluation: str) -> WishedEvaluation | None:
    """None where nothing was said, or a disk has damaged it: the hall then answers that it cannot."""
    if not evaluation:
        return None
    try:
        return _EVALUATION.validate_json(evaluation)
    except ValueError:  # pydantic's is one
        return None
