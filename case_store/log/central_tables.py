"""What a centre on PostgreSQL keeps of its log: how far each stream is folded, which months were dropped, who moved."""

import sqlalchemy as sa

from case_store.log.columns import Big, key_text, metadata, number, text

fold_cursor = sa.Table(
    "fold_cursor",  # of streams that are folded after they are placed (fold_later.py)
    metadata,
    key_text("stream"),
    sa.Column("position", Big, nullable=False),
)

dropped_month = sa.Table(
    "dropped_month",  # whose words are in the archive alone (central/dropping.py)
    metadata,
    key_text("stream"),  # always "": a month is of all streams
    key_text("month"),  # 2026-11
    number("dropped_at_us"),
    number("events"),  # that were dropped
    text("manifest"),  # of the archive, as it was signed
    text("signature"),
)

hall_moved = sa.Table(
    "hall_moved",  # to another cluster (central/moving.py): nothing more is taken from it here
    metadata,
    key_text("stream"),
    number("moved_at_us"),
    text("to_name"),  # of the other centre, as its people call it
    text("manifest_hash"),  # of what was exported
)
