"""Projections for figures: counts kept by the day, so that no figure reads a million cases (case_store/figures).

`case_figure` is what is counted of a case; all else here follows from it (log/projections/figure_days.py), and the
lists behind the figures are conditions on it.
"""

import sqlalchemy as sa

from case_store.log.columns import flag, key_text, metadata, number, number_or_null, text, text_or_null

FLOWS = ("received", "ended", "worsened", "sent", "handled", "told", "rated")
"""What happens to a case on a day of its own."""
COHORT = (
    *("accepted", "closed", "resolved", "closed_in_time", "evaluated", "content"),
    *("mediated", "mediated_at_once"),
)
"""What is told of the cases that were accepted on a day, as they stand now (figures.case_figures)."""
LEVELS = ("village", "town", "banner", "city")
"""grade.Level: where it was resolved, each in a column of its own."""
NEVER = 2**62
"""`due_us` of an open case none of whose clocks runs: after every instant."""


def _partial(name: str, where: str, *columns: str) -> sa.Index:
    """An index of the rows that a condition holds for, the same on both engines."""
    return sa.Index(name, *columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


case_figure = sa.Table(
    "case_figure",
    metadata,
    key_text("stream"),
    key_text("case_id"),
    text("registered_day"),
    text_or_null("accepted_day"),  # NULL: not accepted, or merged: it counts in no cohort
    text_or_null("closed_day"),  # 销号
    text_or_null("ended_day"),  # NULL: open
    text_or_null("sent_day"),
    text_or_null("handled_day"),
    text_or_null("told_day"),
    text_or_null("rated_day"),
    text("worsened"),  # days, blanks between
    text("town"),  # 9 digits, the 6 of a banner, or ""
    text("type_key"),  # the group of the type; else "~" and what the citizen said; else ""
    text("unit"),  # 主办单位
    text("level"),
    number_or_null("amount_fen"),
    number_or_null("due_us"),  # the earliest end of a running clock, or NEVER; NULL: it is over
    number_or_null("soon_us"),
    flag("dual"),  # 双交办 of which one half has reported and the other has not
    number_or_null("rating"),
    flag("late"),
    number("mediations", 0),  # held to their end
    number("mediations_failed", 0),
    flag("closed"),
    flag("resolved"),
    flag("closed_in_time"),
    flag("evaluated"),
    flag("content"),
    flag("mediated"),
    flag("mediated_at_once"),
    # Covering: a list is counted and turned over without reading a row.
    _partial(
        "ix_case_figure_open",
        "due_us IS NOT NULL",
        *("stream", "due_us", "case_id", "soon_us", "town", "type_key", "unit", "accepted_day"),
    ),
    _partial(
        "ix_case_figure_accepted",
        "accepted_day IS NOT NULL",
        *(
            "stream",
            "accepted_day",
            "case_id",
            *COHORT[1:],
            "level",
            "town",
            "type_key",
            "unit",
            "amount_fen",
        ),
    ),
    _partial("ix_case_figure_dual", "dual = 1", "stream", "due_us", "case_id"),
    _partial(
        "ix_case_figure_amount", "amount_fen IS NOT NULL", "stream", "amount_fen", "accepted_day", "town"
    ),
)

case_day = sa.Table(
    "case_day",  # which cases something happened to on a day: the lists behind flows
    metadata,
    key_text("stream"),
    key_text("flow"),  # FLOWS
    key_text("day"),
    key_text("case_id"),
    # The one flow in which a case can be on several days.
    _partial("ix_case_day_worsened", "flow = 'worsened'", "stream", "case_id", "day"),
    sqlite_with_rowid=False,  # nothing but its key: one tree in place of two, here and below
)

figure_day = sa.Table(
    "figure_day",
    metadata,
    key_text("stream"),
    # "": everything; 6 or 9 digits: of a place. "type" before one of these: by group of types, `received` alone.
    key_text("axis"),
    key_text("day"),
    key_text("key"),  # the type key; else ""
    *(number(name, 0) for name in (*FLOWS, *COHORT)),
    *(number(f"resolved_{level}", 0) for level in LEVELS),
    sa.Column("took", sa.Text, nullable=False, server_default=""),  # "days:count …" from acceptance to 销号
    sqlite_with_rowid=False,
)

figure_now = sa.Table(
    "figure_now",  # open cases by town; `running`: those with a running clock
    metadata,
    key_text("stream"),
    key_text("town"),
    number("open", 0),
    number("running", 0),
    sqlite_with_rowid=False,
)

FIGURE_PROJECTIONS: tuple[sa.Table, ...] = (case_figure, case_day, figure_day, figure_now)
