"""How each part of a machine is, with its last error and its last trial."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """A new table."""
    op.create_table(
        "device_part",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("since_us", Big, nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("error_at_us", Big, nullable=True),
        sa.Column("trial_id", sa.Text(), nullable=False),
        sa.Column("trial_result", sa.Text(), nullable=False),
        sa.Column("trial_asked_at_us", Big, nullable=True),
        sa.Column("trial_ended_at_us", Big, nullable=True),
        sa.PrimaryKeyConstraint("stream", "device_id", "part", name=op.f("pk_device_part")),
    )
