"""The centre's log: how far it is folded; who took which case over, found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A table and an index."""
    op.create_table(
        "fold_cursor",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_fold_cursor"),
    )
    taken = sa.text("type = 'taken_over'")
    op.create_index("ix_event_taken_over", "event", ["aggregate"], sqlite_where=taken, postgresql_where=taken)
