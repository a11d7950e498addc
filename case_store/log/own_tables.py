"""What is no event: people's PINs and habits, tries, and what citizens wish until the hall has pulled it."""

import sqlalchemy as sa

from case_store.log.columns import Big, flag, key_text, metadata, number, text

staff = sa.Table(
    "staff",
    metadata,
    key_text("stream"),
    key_text("staff_id"),
    text("name"),
    text("role"),
    text("pin_hash"),  # argon2id
    sa.Column(
        "unit", sa.Text, nullable=False, server_default=sa.text("''")
    ),  # of units.toml; "": the centre's own
    number("failures", 0),
    number("locked_until_us", 0),  # steady time of `locked_boot` (case_store.clock); 0: not locked
    sa.Column("locked_boot", sa.Text, nullable=False, server_default=sa.text("''")),
    flag("removed"),
)

list_filter = sa.Table(  # how somebody likes to look at a list; nothing happened, so it is no event
    "list_filter",
    metadata,
    key_text("stream"),
    key_text("staff_id"),
    key_text("name"),
    text("asked"),  # JSON of cases.views_lists.ListAsked
    number("saved_at_us"),
)

lookup_try = sa.Table(
    "lookup_try",
    metadata,
    key_text("stream"),
    key_text("session_id"),
    key_text("case_code"),
    sa.Column("at_us", Big, primary_key=True, autoincrement=False),
    sa.Index("ix_lookup_try_case", "stream", "case_code", "at_us"),
)

wish = sa.Table(
    "wish",
    metadata,
    key_text("stream"),
    sa.Column("position", Big, primary_key=True, autoincrement=False),
    text("wish_id"),
    text("visit_id"),
    text("kind"),
    number("at_us"),
    sa.Column(
        "evaluation", sa.Text, nullable=False, server_default=""
    ),  # JSON, of an evaluation; its text is sealed
    sa.UniqueConstraint("stream", "wish_id"),
    sa.Index("ix_wish_visit", "stream", "visit_id"),
)

wish_cursor = sa.Table("wish_cursor", metadata, key_text("stream"), number("position"))

recount = sa.Table(  # by which calendar everything that runs was counted, and how far it is counted anew by the next
    "recount",
    metadata,
    key_text("stream"),
    text("counted"),  # fingerprint of calendar and lights; "": unknown
    text("files"),  # JSON {name: text}: what that calendar was read from
    text("day"),
    text("toward"),  # the fingerprint that is being counted by; "" while nothing is to be done
    text("after_case"),
    number("started_at_us"),
)

# By which version of the folding the projections of this file were made; another one makes them anew at the start.
folded_with = sa.Table("folded_with", metadata, key_text("stream"), number("version"))
