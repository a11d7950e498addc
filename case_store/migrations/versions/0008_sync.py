"""Sync both ways: what goes down to whom, how far it was pulled, comparisons."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """New tables, and what is looked for among cases: questions to their holder, and to whom they were handed."""
    op.create_table(
        "downlink",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", Big, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "position", name=op.f("pk_downlink")),
        sa.UniqueConstraint("stream", "source", "event_id", name=op.f("uq_downlink_stream_source_event_id")),
    )
    for name in ("downlink_head", "pull_cursor"):
        op.create_table(
            name,
            sa.Column("stream", sa.Text(), nullable=False),
            sa.Column("position", Big, nullable=False),
            sa.Column("mark", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("stream", name=op.f(f"pk_{name}")),
        )
    op.add_column("case_", sa.Column("asked", Big, server_default=sa.text("0"), nullable=False))
    op.add_column("case_", sa.Column("handed_to", sa.Text(), nullable=True))
    op.create_index("ix_case_asked", "case_", ["stream"], sqlite_where=sa.text("asked > 0"))
    op.create_index(
        "ix_case_handed_to", "case_", ["handed_to"], sqlite_where=sa.text("handed_to IS NOT NULL")
    )
