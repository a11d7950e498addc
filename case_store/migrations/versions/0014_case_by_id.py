"""A case by its id alone, as policies by area ask; what of a unit's has ended, the newest first, by its index."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Indexes."""
    op.create_index("ix_case_id", "case_", ["case_id"])
    op.drop_index("ix_dispatch_unit", "dispatch")
    op.create_index("ix_dispatch_unit", "dispatch", ["unit", "over", "case_id", "stream", "state"])
