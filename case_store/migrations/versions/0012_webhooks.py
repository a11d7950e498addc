"""Other systems: their keys, who is told of what from outside, and what is still to be told."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0012"
down_revision = "0011"


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, Big, nullable=False)


def _zero(name: str) -> "sa.Column[int]":
    return sa.Column(name, Big, server_default=sa.text("0"), nullable=False)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "api_key",
        *(_text(name) for name in ("stream", "key_id", "name", "key_hash", "scopes", "unit", "made_by")),
        *(_number(name) for name in ("made_at_us", "until_us")),
        sa.Column("ended_at_us", Big),
        _zero("uses"),
        sa.Column("used_at_us", Big),
        sa.PrimaryKeyConstraint("stream", "key_id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("stream", "key_hash", name=op.f("uq_api_key_stream_key_hash")),
    )
    op.create_table(
        "webhook",
        *(_text(name) for name in ("stream", "webhook_id", "name", "url", "kinds", "made_by")),
        _number("made_at_us"),
        sa.Column("ended_at_us", Big),
        _zero("rest_until_us"),
        _zero("failures"),
        sa.PrimaryKeyConstraint("stream", "webhook_id", name=op.f("pk_webhook")),
    )
    op.create_table(
        "webhook_due",
        *(_text(name) for name in ("stream", "webhook_id", "event_id", "body")),
        *(_number(name) for name in ("since_us", "next_us")),
        _zero("tries"),
        sa.Column("trouble", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("dead", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "webhook_id", "event_id", name=op.f("pk_webhook_due")),
    )
    op.create_index("ix_webhook_due_next", "webhook_due", ["webhook_id", "dead", "next_us"])
    op.create_table(
        "webhook_cursor",
        *(_text(name) for name in ("stream", "at_stream")),
        _number("position"),
        sa.PrimaryKeyConstraint("stream", "at_stream", name=op.f("pk_webhook_cursor")),
    )
