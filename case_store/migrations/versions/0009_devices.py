"""Devices that were enrolled, and the codes that let them in."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nothing yet."""
