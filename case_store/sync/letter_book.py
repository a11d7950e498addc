"""Letters: how a hall of the version before hears what was added at the centre to its cases; newer ones pull events.

Read from the log in its order, nothing is kept beside it. To be removed when no such hall is left: what it took in as
its own additions is told once on the case page (casework.timeline).
"""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.keys import CENTRE
from case_store.log.micros import from_us
from case_store.log.rows import object_in
from case_store.log.schema import case_folded, event, stream_head
from cases.casework.letter import Letter, Letters

PULL_MAX = 50
_CASE = "case:"
_SENT = (
    *("action_asked", "handling_recorded", "attachment_added"),
    *("appointment_set", "paper_issued", "case_reminded"),
)
_HEAD = sa.select(stream_head.c.position).where(stream_head.c.stream == CENTRE)
_AFTER = (
    sa.select(event, case_folded.c.case_id)
    .join(case_folded, case_folded.c.case_id == sa.func.substr(event.c.aggregate, len(_CASE) + 1))
    .where(
        event.c.stream == CENTRE,
        event.c.position > param("p"),
        event.c.type.in_(_SENT),
        case_folded.c.stream == param("s"),
    )
    .order_by(event.c.position)
    .limit(PULL_MAX)
)


def after(connection: sa.Connection, hall: str, position: int) -> Letters:
    """What a hall has not been told. A log that was lost and began again is told from its beginning."""
    head = int(connection.execute(_HEAD).scalar() or 0)
    rows = connection.execute(_AFTER, {"s": hall, "p": position if position <= head else 0}).all()
    return Letters(
        letters=tuple(
            Letter(
                event_id=row.id,
                case_id=row.case_id,
                type=row.type,
                v=row.v,
                body=body,
                actor=row.actor,
                at=from_us(row.at_us),
            )
            for row in rows
            if (body := object_in(row.body)) is not None  # a damaged one is told to nobody
        ),
        position=rows[-1].position if len(rows) == PULL_MAX else head,
    )
