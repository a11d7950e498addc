"""Staff who are locked out, two-person acts, countersigned heads, keys that were turned or destroyed."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Nothing yet."""
