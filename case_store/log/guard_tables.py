"""Who may see a case; staff who are locked out, two-person acts, countersigned heads, keys that were destroyed."""

import sqlalchemy as sa

from case_store.log.columns import key_text, metadata

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

GUARD_PROJECTIONS: tuple[sa.Table, ...] = (case_access,)
