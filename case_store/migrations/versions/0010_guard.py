"""Who may see a case; staff who are locked out, two-person acts, countersigned heads, keys that were destroyed."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """New tables; case_access is filled by the rebuild that a new version of the folding brings."""
    op.create_table(
        "case_access",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("since_event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "org", "since_event", name=op.f("pk_case_access")),
    )
    op.create_index("ix_case_access_case", "case_access", ["case_id", "org"])
    op.create_index("ix_case_access_org", "case_access", ["org", "case_id"])
    op.create_table(
        "case_forgotten",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", name=op.f("pk_case_forgotten")),
    )
    op.create_index("ix_case_forgotten_case", "case_forgotten", ["case_id"])
    op.create_table(
        "two_person",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at_us", Big, nullable=False),
        sa.Column("until_us", Big, nullable=False),
        sa.Column("settled", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "request_id", name=op.f("pk_two_person")),
    )
    op.create_index(
        "ix_two_person_open", "two_person", ["stream", "until_us"], sqlite_where=sa.text("settled = 0")
    )
    op.create_table(
        "countersign",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("epoch", Big, autoincrement=False, nullable=False),
        sa.Column("seq", Big, autoincrement=False, nullable=False),
        sa.Column("first_seq", Big, nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("signed_at_us", Big, nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "node", "epoch", "seq", name=op.f("pk_countersign")),
    )
    for name in ("suite", "reader_key"):
        op.add_column("case_key", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("staff", sa.Column("locked_boot", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("staff", sa.Column("removed", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.execute("UPDATE staff SET locked_until_us = 0")  # was wall-clock time: a lock of minutes, over by now
