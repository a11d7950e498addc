"""supervision: the items that are owed (督办). (clock, rung) is claimed once: a unique key, not a lock."""

import sqlalchemy as sa

from case_store.log.micros import to_us
from case_store.log.schema import supervision
from case_store.log.sql import upsert
from cases.casework.supervision import SupervisionRaised
from cases.envelope import Envelope

_RAISE = upsert(supervision).on_conflict_do_nothing(index_elements=["stream", "item_id"])


def fold(connection: sa.Connection, envelope: Envelope, happened: SupervisionRaised) -> None:
    """One item."""
    row = {
        "stream": envelope.stream,
        "item_id": happened.item_id,
        "case_id": happened.case_id,
        "clock": happened.clock,
        "rung": happened.rung,
        "trigger": happened.trigger,
        "due_at_us": to_us(happened.due_at),
    }
    connection.execute(_RAISE, row)
