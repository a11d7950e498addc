"""What differs between the engines' SQL, in one place."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import (
    insert as upsert,  # SQLite's compiler takes it as well, not the reverse
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

__all__ = ["greater", "listed", "partial_on_both", "upsert"]


class _Greatest(GenericFunction[Any]):
    inherit_cache = True
    name = "greatest"


@compiles(_Greatest, "sqlite")
def _max(function: _Greatest, compiler: SQLCompiler, **how: Any) -> str:
    return f"max({compiler.process(function.clauses, **how)})"


def greater(one: "sa.ColumnElement[Any]", other: "sa.ColumnElement[Any]") -> "sa.ColumnElement[Any]":
    """The greater of two values of one row (SQLite's two-argument max, PostgreSQL's greatest)."""
    return _Greatest(one, other)


class _Listed(GenericFunction[Any]):
    inherit_cache = True
    name = "listed"


@compiles(_Listed, "sqlite")
def _each(function: _Listed, compiler: SQLCompiler, **how: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(function.clauses, **how)}))"  # noqa: S608  a parameter


@compiles(_Listed, "postgresql")
def _elements(function: _Listed, compiler: SQLCompiler, **how: Any) -> str:
    return f"(SELECT json_array_elements_text(CAST({compiler.process(function.clauses, **how)} AS json)))"


def listed(column: "sa.ColumnElement[str]", texts: "sa.ColumnElement[str]") -> "sa.ColumnElement[bool]":
    """Whether a column is one of the texts of a JSON list: one parameter, however many there are."""
    return column.bool_op("IN")(_Listed(texts))


def partial_on_both(metadata: sa.MetaData) -> None:
    """An index of some rows is one of the same rows on both engines."""
    for table in metadata.tables.values():
        for index in table.indexes:
            where = index.dialect_options["sqlite"]["where"]
            if where is not None:
                index.dialect_options["postgresql"]["where"] = where
