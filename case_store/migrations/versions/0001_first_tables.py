"""The tables of the first release: log, projections, and what is no event."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Everything in case_store/schema.py as it was then; the layout is Alembic's."""
    op.create_table(
        "case_",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("open", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("party_count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("receipt_code_hash", sa.Text(), nullable=False),
        sa.Column("registered_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer_by", sa.Text(), nullable=True),
        sa.Column("soon_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("clock_untrusted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", name=op.f("pk_case_")),
        sa.UniqueConstraint("stream", "case_code", name=op.f("uq_case__stream_case_code")),
    )
    op.create_index("ix_case_code", "case_", ["case_code"], unique=False)
    op.create_index(
        "ix_case_due",
        "case_",
        ["stream", "due_at_us"],
        unique=False,
        sqlite_where=sa.text("due_at_us IS NOT NULL"),
    )
    op.create_index("ix_case_open", "case_", ["stream"], unique=False, sqlite_where=sa.text("open = 1"))
    op.create_index("ix_case_receipt", "case_", ["receipt_code_hash"], unique=False)
    op.create_index(
        "ix_case_soon",
        "case_",
        ["stream", "soon_at_us"],
        unique=False,
        sqlite_where=sa.text("soon_at_us IS NOT NULL"),
    )
    op.create_table(
        "case_key",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("ephemeral", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("ciphertext", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "reader", name=op.f("pk_case_key")),
    )
    op.create_table(
        "clock",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "started_at_us",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("soon_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_date", sa.Text(), nullable=False),
        sa.Column("running", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("passed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "kind", "started_at_us", name=op.f("pk_clock")),
    )
    op.create_index(
        "ix_clock_to_pass",
        "clock",
        ["stream", "due_at_us"],
        unique=False,
        sqlite_where=sa.text("running = 1 AND passed = 0"),
    )
    op.create_table(
        "desk",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("counter_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("since_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "counter_no", name=op.f("pk_desk")),
    )
    op.create_table(
        "event",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("aggregate", sa.Text(), nullable=False),
        sa.Column("tenure", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hlc", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("v", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("command_id", sa.Text(), nullable=False),
        sa.Column("policy_rev", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "position", name=op.f("pk_event")),
        sa.UniqueConstraint("stream", "id", name=op.f("uq_event_stream_id")),
        sa.UniqueConstraint("stream", "node", "epoch", "seq", name=op.f("uq_event_stream_node_epoch_seq")),
    )
    op.create_index(
        "ix_event_aggregate", "event", ["stream", "aggregate", "tenure", "epoch", "seq"], unique=False
    )
    op.create_table(
        "help_call",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("help_id", sa.Text(), nullable=False),
        sa.Column("kiosk_id", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("called_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("counter_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("open", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "help_id", name=op.f("pk_help_call")),
    )
    op.create_index("ix_help_call_kiosk", "help_call", ["stream", "kiosk_id", "answered_at_us"], unique=False)
    op.create_index(
        "ix_help_call_open",
        "help_call",
        ["stream", "called_at_us"],
        unique=False,
        sqlite_where=sa.text("open = 1"),
    )
    op.create_table(
        "lease",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column(
            "first", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kiosk_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "kind", "business_date", "queue", "first", name=op.f("pk_lease")),
    )
    op.create_index("ix_lease_kiosk", "lease", ["stream", "kiosk_id", "business_date"], unique=False)
    op.create_table(
        "lookup_try",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("case_code", sa.Text(), nullable=False),
        sa.Column(
            "at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.PrimaryKeyConstraint("stream", "session_id", "case_code", "at_us", name=op.f("pk_lookup_try")),
    )
    op.create_index("ix_lookup_try_case", "lookup_try", ["stream", "case_code", "at_us"], unique=False)
    op.create_table(
        "node_head",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("hlc", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "node", name=op.f("pk_node_head")),
    )
    op.create_table(
        "notice",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("open", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "notice_id", name=op.f("pk_notice")),
    )
    op.create_index(
        "ix_notice_open", "notice", ["stream", "at_us"], unique=False, sqlite_where=sa.text("open = 1")
    )
    op.create_table(
        "outbox",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "position", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["stream", "position"],
        unique=False,
        sqlite_where=sa.text("verdict IS NULL"),
    )
    op.create_table(
        "outcome",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("command_id", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "command_id", name=op.f("pk_outcome")),
    )
    op.create_table(
        "paper",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "visit_id", "paper", "job_id", name=op.f("pk_paper")),
    )
    op.create_table(
        "quarantine",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("received_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "id", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "queue_day",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column(
            "last_given",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "first_calls",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
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
        sa.PrimaryKeyConstraint("stream", "business_date", "queue", name=op.f("pk_queue_day")),
    )
    op.create_table(
        "serial_day",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column(
            "last_given",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("stream", "business_date", name=op.f("pk_serial_day")),
    )
    op.create_table(
        "staff",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column(
            "failures",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "locked_until_us",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("stream", "staff_id", name=op.f("pk_staff")),
    )
    op.create_table(
        "stream_head",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_stream_head")),
    )
    op.create_table(
        "superseded_number",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("ticket_no", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column("stands_no", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "business_date", "ticket_no", name=op.f("pk_superseded_number")),
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
    op.create_table(
        "visit",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("ticket_no", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("issued_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leased", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("clock_untrusted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("kiosk_id", sa.Text(), nullable=False),
        sa.Column("ticket_code_hash", sa.Text(), nullable=False),
        sa.Column(
            "calls_count",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "returns_count",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "eligible_from_call",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("counter_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("called_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "call_no",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("called_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("started_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at_us", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("draft_id", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("party_count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("stream", "visit_id", name=op.f("pk_visit")),
        sa.UniqueConstraint(
            "stream", "business_date", "ticket_no", name=op.f("uq_visit_stream_business_date_ticket_no")
        ),
    )
    op.create_index("ix_visit_called", "visit", ["stream", "business_date", "called_at_us"], unique=False)
    op.create_index("ix_visit_case", "visit", ["stream", "case_id"], unique=False)
    op.create_index("ix_visit_code", "visit", ["ticket_code_hash"], unique=False)
    op.create_index(
        "ix_visit_day", "visit", ["stream", "business_date", "state", "place_at_us"], unique=False
    )
    op.create_index("ix_visit_kiosk", "visit", ["stream", "kiosk_id", "issued_at_us"], unique=False)
