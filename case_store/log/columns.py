"""What the tables of a store are made of: one metadata, and columns that read the same on both engines."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

Big = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def key_text(name: str) -> sa.Column[str]:
    """Part of the primary key."""
    return sa.Column(name, sa.Text, primary_key=True)


def text(name: str) -> sa.Column[str]:
    """Text that is always there."""
    return sa.Column(name, sa.Text, nullable=False)


def text_or_null(name: str) -> sa.Column[str]:
    """Text that may be missing."""
    return sa.Column(name, sa.Text)


def number(name: str, default: int | None = None) -> sa.Column[int]:
    """A number that is always there."""
    return sa.Column(
        name, Big, nullable=False, server_default=None if default is None else sa.text(str(default))
    )


def number_or_null(name: str) -> sa.Column[int]:
    """A number that may be missing."""
    return sa.Column(name, Big)


def flag(name: str) -> sa.Column[int]:
    """0 or 1: an integer on both engines, so that partial indexes read the same."""
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))
