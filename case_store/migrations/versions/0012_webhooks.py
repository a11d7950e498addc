"""Who is told of what from outside, and what is still to be told."""

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nothing yet."""
