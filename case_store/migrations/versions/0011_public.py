"""The citizen's page: tries, and the message board."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Nothing yet."""
