"""The centre: which months of its log were dropped after their archive; which halls moved to another cluster."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0018"
down_revision = "0016"


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "dropped_month",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("dropped_at_us", Big, nullable=False),
        sa.Column("events", Big, nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "month", name="pk_dropped_month"),
    )
    op.create_table(
        "hall_moved",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("moved_at_us", Big, nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("manifest_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_hall_moved"),
    )
