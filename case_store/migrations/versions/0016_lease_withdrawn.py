"""Since when a lease is withdrawn."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """One column."""
    op.add_column("lease", sa.Column("withdrawn_at_us", Big, nullable=True))
