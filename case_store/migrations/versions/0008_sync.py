"""Sync both ways: what goes down to whom, how far it was pulled, comparisons."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing yet."""
