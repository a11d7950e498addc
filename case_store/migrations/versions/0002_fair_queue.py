"""The fair queue and the counter: what visits, desks and staff remember beyond the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:  # noqa: PLR0915  generated: a statement for each table and column
    """New tables and columns; days before the upgrade keep the columns' defaults."""
    op.create_table(
        "appointment",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("appointment_id", sa.Text(), nullable=False),
        sa.Column("counter_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("cancelled", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "appointment_id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment") as batch_op:
        batch_op.create_index("ix_appointment_day", ["stream", "business_date", "slot_at_us"], unique=False)

    op.create_table(
        "call_day",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column(
            "since_priority",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("stream", "business_date", name=op.f("pk_call_day")),
    )
    op.create_table(
        "case_search",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("masked_name", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", name=op.f("pk_case_search")),
    )
    op.create_table(
        "desk_day",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("counter_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "served",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "served_us",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("stream", "business_date", "counter_no", name=op.f("pk_desk_day")),
    )
    op.create_table(
        "desk_stint",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column(
            "called_at_us",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("counter_no", sa.Integer(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("freed_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("stream", "visit_id", "called_at_us", name=op.f("pk_desk_stint")),
    )
    with op.batch_alter_table("desk_stint") as batch_op:
        batch_op.create_index("ix_desk_stint_day", ["stream", "business_date", "called_at_us"], unique=False)
        batch_op.create_index(
            "ix_desk_stint_open",
            ["stream", "business_date"],
            unique=False,
            sqlite_where=sa.text("freed_at_us IS NULL"),
        )

    op.create_table(
        "duty",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column(
            "in_at_us",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("counter_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("out_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("out_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "staff_id", "in_at_us", name=op.f("pk_duty")),
    )
    with op.batch_alter_table("duty") as batch_op:
        batch_op.create_index("ix_duty_day", ["stream", "business_date"], unique=False)
        batch_op.create_index(
            "ix_duty_open", ["stream", "staff_id"], unique=False, sqlite_where=sa.text("out_at_us IS NULL")
        )

    op.create_table(
        "evaluation",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("overall", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "subject", "subject_id", name=op.f("pk_evaluation")),
    )
    with op.batch_alter_table("evaluation") as batch_op:
        batch_op.create_index("ix_evaluation_at", ["stream", "at_us"], unique=False)

    op.create_table(
        "list_filter",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("saved_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "staff_id", "name", name=op.f("pk_list_filter")),
    )
    op.create_table(
        "policy_revision",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "name", name=op.f("pk_policy_revision")),
    )
    op.create_table(
        "search_cursor",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_search_cursor")),
    )
    op.create_table(
        "search_key",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "kind", "key_hash", "case_id", name=op.f("pk_search_key")),
    )
    with op.batch_alter_table("search_key") as batch_op:
        batch_op.create_index("ix_search_key_case", ["stream", "case_id"], unique=False)

    op.create_table(
        "wish",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("wish_id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "position", name=op.f("pk_wish")),
        sa.UniqueConstraint("stream", "wish_id", name=op.f("uq_wish_stream_wish_id")),
    )
    with op.batch_alter_table("wish") as batch_op:
        batch_op.create_index("ix_wish_visit", ["stream", "visit_id"], unique=False)

    op.create_table(
        "wish_cursor",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_wish_cursor")),
    )
    op.create_table(
        "wish_decided",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("wish_id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("granted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "wish_id", name=op.f("pk_wish_decided")),
    )
    with op.batch_alter_table("case_") as batch_op:
        batch_op.add_column(sa.Column("registered_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("decided_by", sa.Text(), nullable=True))

    with op.batch_alter_table("desk") as batch_op:
        batch_op.add_column(sa.Column("paused", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(
            sa.Column("paused_until_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )

    with op.batch_alter_table("visit") as batch_op:
        batch_op.add_column(
            sa.Column("for_counter", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "overtaken",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default=sa.text("0"),
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "first_called_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("staff_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("hold_reason", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("hold_until_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "postponements",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default=sa.text("0"),
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("to_counter", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("to_zone", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "transfers",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default=sa.text("0"),
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("priority", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("priority_verified", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "appointment_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("end_reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("by_hand", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("twice", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(
            sa.Column("wait_low_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("wait_mean_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("wait_high_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(
            "ix_visit_hold",
            ["stream", "hold_until_us"],
            unique=False,
            sqlite_where=sa.text("state = 'on_hold'"),
        )
        batch_op.create_index(
            "ix_visit_live",
            ["stream", "business_date", "state", "place_at_us"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'called', 'serving', 'on_hold', 'transferred')"),
        )
