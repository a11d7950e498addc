"""Casework: cases as the rule folds them, their clocks and dispatches, and what hangs on a case.

`clock` and `supervision` are made anew: they are projections, and a start that finds another folding fills them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """New tables and columns."""
    op.drop_table("clock")
    op.drop_table("supervision")
    op.create_table(
        "case_folded",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("unknown", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", name=op.f("pk_case_folded")),
    )
    with op.batch_alter_table("case_folded", schema=None) as batch_op:
        batch_op.create_index("ix_case_folded_id", ["case_id"], unique=False)

    op.create_table(
        "clock",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("clock_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("soon_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_date", sa.Text(), nullable=False),
        sa.Column("calendar_version", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("suspended", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("running", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("passed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("stopped_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("stream", "case_id", "clock_id", name=op.f("pk_clock")),
    )
    with op.batch_alter_table("clock", schema=None) as batch_op:
        batch_op.create_index(
            "ix_clock_calendar",
            ["stream", "calendar_version"],
            unique=False,
            sqlite_where=sa.text("running = 1"),
        )
        batch_op.create_index(
            "ix_clock_due", ["stream", "due_at_us"], unique=False, sqlite_where=sa.text("running = 1")
        )
        batch_op.create_index(
            "ix_clock_to_pass",
            ["stream", "due_at_us"],
            unique=False,
            sqlite_where=sa.text("running = 1 AND passed = 0 AND suspended = 0"),
        )

    op.create_table(
        "dispatch",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("dispatch_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("lead", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("assigned_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("acknowledged_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("stream", "dispatch_id", name=op.f("pk_dispatch")),
    )
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.create_index("ix_dispatch_case", ["stream", "case_id"], unique=False)
        batch_op.create_index("ix_dispatch_unit", ["stream", "unit", "state"], unique=False)

    op.create_table(
        "folded_with",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_folded_with")),
    )
    op.create_table(
        "supervision",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("rung", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("due_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "item_id", name=op.f("pk_supervision")),
        sa.UniqueConstraint(
            "stream", "case_id", "clock", "rung", name=op.f("uq_supervision_stream_case_id_clock_rung")
        ),
    )
    with op.batch_alter_table("case_", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dispute_type", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("grade", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("major_amount", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("level", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("lead_unit", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("info_only", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(
            sa.Column("superior_key", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("external_id", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "overdue_count",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default=sa.text("0"),
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "returns_count",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default=sa.text("0"),
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("close_result", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("accepted_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("closed_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False))
