"""The centre's log: how far it is folded, months that are archived; who took which case over, found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two tables and an index."""
    op.create_table(
        "fold_cursor",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_fold_cursor"),
    )
    op.create_table(
        "archived_month",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("events", BIG, nullable=False),
        sa.Column("archived_at_us", BIG, nullable=False),
        sa.Column("dropped_at_us", BIG, server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "month", name="pk_archived_month"),
    )
    taken = sa.text("type = 'taken_over'")
    op.create_index("ix_event_taken_over", "event", ["aggregate"], sqlite_where=taken, postgresql_where=taken)
