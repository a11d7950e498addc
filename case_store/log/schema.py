"""The tables of a store: the log, what hangs on it, the projections, and what is no event (SQLAlchemy Core).

The same metadata serves SQLite and, later, PostgreSQL; `migrations/` brings a file to it. Instants are whole
microseconds since 1970 UTC in columns ending in `_us`; dates are ISO text. Every unique key contains `stream`, so that
a store can be split by hall without touching a key (design.md §4).
"""

import sqlalchemy as sa

from case_store.log.case_tables import (
    case_,
    case_folded,
    case_search,
    clock,
    dispatch,
    search_cursor,
    search_key,
    supervision,
)
from case_store.log.columns import metadata
from case_store.log.hall_tables import desk, duty, help_call, notice, policy_revision
from case_store.log.log_tables import case_key, event, node_head, outbox, outcome, quarantine, stream_head
from case_store.log.own_tables import folded_with, list_filter, lookup_try, staff, wish, wish_cursor
from case_store.log.visit_tables import (
    IS_LIVE,
    LIVE_VISIT,
    appointment,
    call_day,
    desk_day,
    desk_stint,
    evaluation,
    lease,
    paper,
    queue_day,
    serial_day,
    superseded_number,
    visit,
    wish_decided,
)

__all__ = [
    "IS_LIVE",
    "LIVE_VISIT",
    "PROJECTIONS",
    "appointment",
    "call_day",
    "case_",
    "case_folded",
    "case_key",
    "case_search",
    "clock",
    "desk",
    "desk_day",
    "desk_stint",
    "dispatch",
    "duty",
    "evaluation",
    "event",
    "folded_with",
    "help_call",
    "lease",
    "list_filter",
    "lookup_try",
    "metadata",
    "node_head",
    "notice",
    "outbox",
    "outcome",
    "paper",
    "policy_revision",
    "quarantine",
    "queue_day",
    "search_cursor",
    "search_key",
    "serial_day",
    "staff",
    "stream_head",
    "superseded_number",
    "supervision",
    "visit",
    "wish",
    "wish_cursor",
    "wish_decided",
]

PROJECTIONS: tuple[sa.Table, ...] = (
    visit,
    superseded_number,
    queue_day,
    call_day,
    desk_day,
    desk_stint,
    duty,
    evaluation,
    appointment,
    wish_decided,
    policy_revision,
    lease,
    serial_day,
    paper,
    case_,
    case_folded,
    case_search,
    clock,
    dispatch,
    supervision,
    desk,
    help_call,
    notice,
)
