"""What a centre on PostgreSQL keeps of its log: how far each stream is folded."""

import sqlalchemy as sa

from case_store.log.columns import Big, key_text, metadata

fold_cursor = sa.Table(
    "fold_cursor",  # of streams that are folded after they are placed (fold_later.py)
    metadata,
    key_text("stream"),
    sa.Column("position", Big, nullable=False),
)
