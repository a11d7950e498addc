"""The risk index: levels of the last assessment, and warnings."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "risk_level",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("type_group", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("index_tenths", Big, nullable=False),
        sa.PrimaryKeyConstraint("stream", "area", "type_group", name=op.f("pk_risk_level")),
    )
    op.create_table(
        "warning",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("warning_id", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("type_group", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("index_tenths", Big, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("drafted_at_us", Big, nullable=False),
        sa.Column("decided_at_us", Big, nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "warning_id", name=op.f("pk_warning")),
    )
    op.create_index("ix_warning_drafted", "warning", ["stream", "drafted_at_us"])
