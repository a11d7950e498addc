"""Sync both ways: what goes down to whom, how far it was pulled, comparisons."""

from typing import Any

import orjson
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
    op.create_table(
        "file_cursor",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", Big, nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_file_cursor")),
    )
    op.create_table(
        "file_due",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("tried_at_us", Big, server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "event_id", name=op.f("pk_file_due")),
    )
    op.create_index("ix_file_due_tried", "file_due", ["tried_at_us"])
    op.add_column("case_", sa.Column("asked", Big, server_default=sa.text("0"), nullable=False))
    op.add_column("case_", sa.Column("handed_to", sa.Text(), nullable=True))
    op.drop_table("letter_cursor")
    op.create_index("ix_case_asked", "case_", ["stream"], sqlite_where=sa.text("asked > 0"))
    op.create_index(
        "ix_case_handed_to", "case_", ["handed_to"], sqlite_where=sa.text("handed_to IS NOT NULL")
    )
    _quarantine()


def _quarantine() -> None:
    """What is kept apart has its place in the chain, and what a person decided on it."""
    for name in ("epoch", "seq", "decided_at_us"):
        op.add_column("quarantine", sa.Column(name, Big, nullable=False, server_default=sa.text("0")))
    for name in ("hash", "decided", "decided_by", "why"):
        op.add_column("quarantine", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index("ix_quarantine_place", "quarantine", ["stream", "node", "epoch", "seq"])
    kept = sa.table("quarantine", *(sa.column(name) for name in ("stream", "id", "event", "epoch", "seq")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(kept)).all():
        this = sa.and_(kept.c.stream == row.stream, kept.c.id == row.id)
        connection.execute(sa.update(kept).where(this).values(_place(row.event)))


def _place(told: str) -> dict[str, int]:
    """What it says of its place; the hash of what came before this step is not known, and not needed."""
    document: Any = orjson.loads(told)
    event = document.get("event") if isinstance(document, dict) else None
    said = {name: event.get(name) if isinstance(event, dict) else None for name in ("epoch", "seq")}
    return {name: n if isinstance(n, int) and 0 <= n < 2**63 else 0 for name, n in said.items()}
