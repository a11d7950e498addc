"""Devices that were enrolled, and the codes that let them in."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "device",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("epoch", Big, nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("reader_key", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("enrolled_at_us", Big, nullable=False),
        sa.Column("enrolled_by", sa.Text(), nullable=False),
        sa.Column("ended_at_us", Big, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "device_id", name=op.f("pk_device")),
    )
    op.create_table(
        "device_key",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("epoch", Big, nullable=False),
        sa.PrimaryKeyConstraint("stream", "public_key", name=op.f("pk_device_key")),
    )
    op.create_table(
        "device_code",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("code_name", sa.Text(), nullable=False),
        sa.Column("proof_key", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("made_at_us", Big, nullable=False),
        sa.Column("wrong", Big, server_default=sa.text("0"), nullable=False),
        sa.Column("used_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "code_name", name=op.f("pk_device_code")),
    )
    op.create_table(
        "device_turn",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("epoch", Big, nullable=False),
        sa.Column("n", Big, nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "device_id", name=op.f("pk_device_turn")),
    )
