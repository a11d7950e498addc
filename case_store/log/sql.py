"""What differs between the engines' SQL, in one place."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

__all__ = ["greater", "upsert"]


def greater(one: "sa.ColumnElement[Any]", other: "sa.ColumnElement[Any]") -> "sa.ColumnElement[Any]":
    """The greater of two values of one row (SQLite's two-argument max, PostgreSQL's greatest)."""
    return sa.func.max(one, other)
