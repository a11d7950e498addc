"""Who may see a case; staff who are locked out, two-person acts, countersigned heads, keys that were destroyed."""

import sqlalchemy as sa

from case_store.log.columns import Big, flag, key_text, metadata, number, text

# Each row is one grant that an event made. `org`: `store:<stream>`, `unit:<id of units.toml>` or `staff:<id>`
# (log/projections/case_accesses.py).
case_access = sa.Table(
    "case_access",
    metadata,
    key_text("stream"),  # of the event
    key_text("case_id"),
    key_text("org"),
    key_text("since_event"),
    sa.Index("ix_case_access_case", "case_id", "org"),
    sa.Index("ix_case_access_org", "org", "case_id"),
)

# Whose key was destroyed, whether or not the case is known here: a key that comes later is not kept.
case_forgotten = sa.Table(
    "case_forgotten",
    metadata,
    key_text("stream"),  # of the event
    key_text("case_id"),
    text("event_id"),
    sa.Index("ix_case_forgotten_case", "case_id"),
)

two_person = sa.Table(
    "two_person",  # acts that one person asked for; `settled` once another confirmed or declined
    metadata,
    key_text("stream"),
    key_text("request_id"),
    text("act"),
    text("case_id"),
    text("reason_code"),
    text("asked_by"),
    number("asked_at_us"),
    number("until_us"),
    flag("settled"),
    sa.Index("ix_two_person_open", "stream", "until_us", sqlite_where=sa.text("settled = 0")),
)

# What the centre has signed of a node's chain, some events at a time (log/countersign.py). The hall keeps it, too.
countersign = sa.Table(
    "countersign",
    metadata,
    key_text("stream"),
    key_text("node"),
    sa.Column("epoch", Big, primary_key=True, autoincrement=False),
    sa.Column("seq", Big, primary_key=True, autoincrement=False),  # the last event
    number("first_seq"),
    text("marks"),
    number("signed_at_us"),
    text("signer"),
    text("signature"),
)

GUARD_PROJECTIONS: tuple[sa.Table, ...] = (case_access, case_forgotten, two_person)
