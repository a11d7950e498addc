"""Counts kept by the day, for figures. Projections: a start that finds another folding fills them."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """New tables."""
