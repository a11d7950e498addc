"""What walls say of parts of the hall in this hour, and what they have said before."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """One table."""
    op.create_table(
        "wall_told",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_wall_told"),
    )
