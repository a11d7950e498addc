"""Counts kept by the day, for figures. Projections: a start that finds another folding fills them."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0005"
down_revision = "0004"

_DAYS = ("accepted", "closed", "ended", "sent", "handled", "told", "rated")
_FLAGS = ("closed", "resolved", "closed_in_time", "evaluated", "content", "mediated", "mediated_at_once")
_FLOWS = ("received", "ended", "worsened", "sent", "handled", "told", "rated")
_LEVELS = ("village", "town", "banner", "city")
_PARTIAL = {
    "ix_case_figure_open": (
        "due_us IS NOT NULL",
        ("stream", "due_us", "case_id", "soon_us", "town", "type_key", "unit", "accepted_day"),
    ),
    "ix_case_figure_accepted": (
        "accepted_day IS NOT NULL",
        ("stream", "accepted_day", "case_id", *_FLAGS, "level", "town", "type_key", "unit", "amount_fen"),
    ),
    "ix_case_figure_dual": ("dual = 1", ("stream", "due_us", "case_id")),
    "ix_case_figure_amount": ("amount_fen IS NOT NULL", ("stream", "amount_fen", "accepted_day", "town")),
}


def upgrade() -> None:
    """New tables, and an evaluation is found by what it is of."""
    op.create_table(
        "case_figure",
        *_texts("stream", "case_id", "registered_day"),
        *(sa.Column(f"{name}_day", sa.Text()) for name in _DAYS),
        *_texts("worsened", "town", "type_key", "unit", "level"),
        *(sa.Column(name, Big) for name in ("amount_fen", "due_us", "soon_us")),
        _flag("dual"),
        sa.Column("rating", Big),
        _flag("late"),
        *_counts("mediations", "mediations_failed"),
        *(_flag(name) for name in _FLAGS),
        sa.PrimaryKeyConstraint("stream", "case_id", name=op.f("pk_case_figure")),
    )
    for name, (where, columns) in _PARTIAL.items():
        op.create_index(
            name, "case_figure", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )
    op.create_table(
        "case_day",
        *_texts("stream", "flow", "day", "case_id"),
        sa.PrimaryKeyConstraint("stream", "flow", "day", "case_id", name=op.f("pk_case_day")),
        sqlite_with_rowid=False,
    )
    worsened = sa.text("flow = 'worsened'")
    op.create_index(
        "ix_case_day_worsened",
        "case_day",
        ["stream", "case_id", "day"],
        sqlite_where=worsened,
        postgresql_where=worsened,
    )
    op.create_table(
        "figure_day",
        *_texts("stream", "axis", "day", "key"),
        *_counts(*_FLOWS, "accepted", *_FLAGS, *(f"resolved_{level}" for level in _LEVELS)),
        sa.Column("took", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("stream", "axis", "day", "key", name=op.f("pk_figure_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figure_now",
        *_texts("stream", "town"),
        *_counts("open", "running"),
        sa.PrimaryKeyConstraint("stream", "town", name=op.f("pk_figure_now")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_evaluation_of", "evaluation", ["subject_id"])


def _texts(*names: str) -> "list[sa.Column[str]]":
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _counts(*names: str) -> "list[sa.Column[int]]":
    return [sa.Column(name, Big, server_default=sa.text("0"), nullable=False) for name in names]


def _flag(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)
