"""The citizen's page: tries, and the message board."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """A table that counts."""
    op.create_table(
        "public_count",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("window_us", Big, autoincrement=False, nullable=False),
        sa.Column("times", Big, nullable=False),
        sa.PrimaryKeyConstraint("stream", "what", "who", "window_us", name=op.f("pk_public_count")),
    )
