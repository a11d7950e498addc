"""Supervision: items with their rungs, whistle calls, records of coordination, reviews, reminders.

`supervision` is made anew: it is a projection, and a start that finds another folding fills it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """New tables and columns."""
    op.drop_table("supervision")
    op.create_table(
        "coordination_record",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("held_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answered", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "record_id", name=op.f("pk_coordination_record")),
    )
    with op.batch_alter_table("coordination_record", schema=None) as batch_op:
        batch_op.create_index("ix_coordination_record_case", ["stream", "case_id"], unique=False)
        batch_op.create_index("ix_coordination_record_held", ["stream", "held_at_us"], unique=False)

    op.create_table(
        "document_serial",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_given", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "word", "year", name=op.f("pk_document_serial")),
    )
    op.create_table(
        "field_inspection",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("inspected_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "inspection_id", name=op.f("pk_field_inspection")),
    )
    with op.batch_alter_table("field_inspection", schema=None) as batch_op:
        batch_op.create_index("ix_field_inspection_at", ["stream", "inspected_at_us"], unique=False)

    op.create_table(
        "review",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("closed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("drawn_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "period", name=op.f("pk_review")),
    )
    op.create_table(
        "reviewed_case",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("total", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("passed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reopening_asked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("stream", "period", "case_id", name=op.f("pk_reviewed_case")),
    )
    op.create_table(
        "slow_reminder",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("reminder_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("open", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("overdue", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("median_workdays", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "reminder_id", name=op.f("pk_slow_reminder")),
    )
    with op.batch_alter_table("slow_reminder", schema=None) as batch_op:
        batch_op.create_index("ix_slow_reminder_area", ["stream", "kind", "area", "at_us"], unique=False)

    op.create_table(
        "supervision",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column("whistle_id", sa.Text(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("rung", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("raised_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("soon_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("limit_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("limit_date", sa.Text(), nullable=True),
        sa.Column("calendar_version", sa.Text(), nullable=True),
        sa.Column("ladder_from", sa.Text(), nullable=True),
        sa.Column("last_rung", sa.Text(), nullable=False),
        sa.Column("open", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("closed_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("stream", "item_id", name=op.f("pk_supervision")),
    )
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.create_index(
            "ix_supervision_case", ["stream", "case_id"], unique=False, sqlite_where=sa.text("open = 1")
        )
        batch_op.create_index(
            "ix_supervision_ladder",
            ["stream", "ladder_from"],
            unique=False,
            sqlite_where=sa.text("open = 1 AND ladder_from IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_supervision_open", ["stream", "limit_at_us"], unique=False, sqlite_where=sa.text("open = 1")
        )

    op.create_table(
        "supervision_rung",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "item_id", "rung", name=op.f("pk_supervision_rung")),
    )
    with op.batch_alter_table("supervision_rung", schema=None) as batch_op:
        batch_op.create_index(
            "ix_supervision_rung_draft",
            ["stream", "at_us"],
            unique=False,
            sqlite_where=sa.text("state = 'drafted'"),
        )

    op.create_table(
        "task",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("soon_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_date", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "task_id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(
            "ix_task_due", ["stream", "due_at_us"], unique=False, sqlite_where=sa.text("state = 'open'")
        )
        batch_op.create_index("ix_task_record", ["stream", "record_id"], unique=False)
        batch_op.create_index("ix_task_unit", ["stream", "unit", "state"], unique=False)

    op.create_table(
        "whistle",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("whistle_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("called_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("arrive_by_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("missed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "whistle_id", "unit", name=op.f("pk_whistle")),
    )
    with op.batch_alter_table("whistle", schema=None) as batch_op:
        batch_op.create_index("ix_whistle_case", ["stream", "case_id"], unique=False)
        batch_op.create_index(
            "ix_whistle_due",
            ["stream", "due_at_us"],
            unique=False,
            sqlite_where=sa.text("due_at_us IS NOT NULL"),
        )
        batch_op.create_index("ix_whistle_unit", ["stream", "unit", "called_at_us"], unique=False)
