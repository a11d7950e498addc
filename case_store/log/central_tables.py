"""What a centre on PostgreSQL keeps of its log: how far each stream is folded, and which months have been archived."""

import sqlalchemy as sa

from case_store.log.columns import Big, key_text, metadata, number, text

fold_cursor = sa.Table(
    "fold_cursor",  # of streams that are folded after they are placed (fold_later.py)
    metadata,
    key_text("stream"),
    sa.Column("position", Big, nullable=False),
)

archived_month = sa.Table(
    "archived_month",
    metadata,
    key_text("stream"),  # the centre's own: it is its log
    key_text("month"),  # 2026-11
    text("file"),  # its name, without a path
    text("sha256"),
    number("events"),
    number("archived_at_us"),
    number("dropped_at_us", 0),  # 0: the month is still here as well
)
