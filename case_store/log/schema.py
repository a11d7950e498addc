"""The tables of a store: the log, what hangs on it, the projections, and what is no event (SQLAlchemy Core).

The same metadata serves SQLite and, later, PostgreSQL; `migrations/` brings a file to it. Instants are whole
microseconds since 1970 UTC in columns ending in `_us`; dates are ISO text. Every unique key contains `stream`, so that
a store can be split by hall without touching a key (design.md §4).
"""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

Big = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _id(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _text_or_null(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _number(name: str, default: int | None = None) -> sa.Column[int]:
    return sa.Column(
        name, Big, nullable=False, server_default=None if default is None else sa.text(str(default))
    )


def _number_or_null(name: str) -> sa.Column[int]:
    return sa.Column(name, Big)


def _flag(name: str) -> sa.Column[int]:
    """0 or 1: an integer on both engines, so that partial indexes read the same."""
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))


# The log.

event = sa.Table(
    "event",
    metadata,
    _id("stream"),
    sa.Column(
        "position", Big, primary_key=True, autoincrement=False
    ),  # a cursor of this store, never an order
    _text("id"),
    _text("aggregate"),
    _number("tenure"),
    _text("node"),
    _number("epoch"),
    _number("seq"),
    _number("hlc"),
    _number("at_us"),
    _number("received_at_us"),
    _text("type"),
    _number("v"),
    _text("actor"),
    _text("command_id"),
    _text("policy_rev"),
    _text("body"),  # JSON; persons and free text only sealed, wrapped keys never (they are in case_key)
    _text("prev"),
    _text("hash"),
    sa.UniqueConstraint("stream", "id"),
    sa.UniqueConstraint("stream", "node", "epoch", "seq"),
    sa.Index("ix_event_aggregate", "stream", "aggregate", "tenure", "epoch", "seq"),
)

stream_head = sa.Table("stream_head", metadata, _id("stream"), _number("position"))

node_head = sa.Table(
    "node_head",
    metadata,
    _id("stream"),
    _id("node"),
    _number("epoch"),
    _number("seq"),
    _text("hash"),
    _number("hlc"),
)

outcome = sa.Table(
    "outcome",
    metadata,
    _id("stream"),
    _id("command_id"),
    _text("body_hash"),
    _text("answer"),  # JSON
    _number("at_us"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    _id("stream"),
    sa.Column("position", Big, primary_key=True, autoincrement=False),
    _text_or_null("verdict"),  # NULL: to be pushed; "quarantined": upstream refused it, a person must look
    _text_or_null("reason"),
    sa.Index("ix_outbox_waiting", "stream", "position", sqlite_where=sa.text("verdict IS NULL")),
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    _id("stream"),
    _id("id"),
    _text("node"),
    _text("reason"),
    _number("received_at_us"),
    _text("event"),  # JSON as it came
)

case_key = sa.Table(
    "case_key",
    metadata,
    _id("stream"),
    _id("case_id"),
    _id("reader"),
    _text("ephemeral"),
    _text("nonce"),
    _text("ciphertext"),
)

LIVE_VISIT = "state IN ('waiting', 'called', 'serving', 'on_hold', 'transferred')"
"""cases.visit.IN_THE_HOUSE, in the words of the partial index: a query has to repeat them to be read by it."""
IS_LIVE = sa.text(f"visit.{LIVE_VISIT}")

# Projections: made from events only, by case_store/projections.

visit = sa.Table(
    "visit",
    metadata,
    _id("stream"),
    _id("visit_id"),
    _text("business_date"),
    _text("ticket_no"),
    _text("queue"),
    _text("state"),
    _number("place_at_us"),
    _number("issued_at_us"),
    _flag("leased"),
    _flag("clock_untrusted"),
    _text("kiosk_id"),
    _text("ticket_code_hash"),
    _number("calls_count", 0),
    _number("returns_count", 0),
    _number("eligible_from_call", 0),
    _number_or_null("counter_no"),  # the desk that has the visit
    _number_or_null("called_to"),  # the counter of the last call, kept when the visit leaves it
    _number("call_no", 0),  # of the last call
    _number_or_null("called_at_us"),
    _number_or_null("started_at_us"),
    _number_or_null("ended_at_us"),
    _text_or_null("case_id"),
    _text_or_null("draft_id"),
    _text_or_null("category"),  # of the draft; a case has its own
    _number_or_null("party_count"),
    _number_or_null("for_counter"),  # only this counter may call it
    _number("overtaken", 0),  # cases.queue_order
    _number_or_null("first_called_at_us"),
    _text_or_null("staff_id"),  # who called or served it last
    _text_or_null("hold_reason"),
    _number_or_null("hold_until_us"),
    _number("postponements", 0),
    _number_or_null("to_counter"),  # of an open transfer
    _text_or_null("to_zone"),
    _number("transfers", 0),
    _text_or_null("priority"),
    _flag("priority_verified"),
    _number_or_null("appointment_at_us"),
    _text_or_null("end_reason"),  # why it was cancelled, or "day_end"
    _flag("by_hand"),
    _flag("twice"),  # by hand at two counters
    # What was promised with the ticket: the statistics page publishes how true it was.
    _number_or_null("wait_low_s"),
    _number_or_null("wait_mean_s"),
    _number_or_null("wait_high_s"),
    sa.UniqueConstraint("stream", "business_date", "ticket_no"),
    sa.Index("ix_visit_hold", "stream", "hold_until_us", sqlite_where=sa.text("state = 'on_hold'")),
    sa.Index("ix_visit_day", "stream", "business_date", "state", "place_at_us"),
    sa.Index(
        "ix_visit_live", "stream", "business_date", "state", "place_at_us", sqlite_where=sa.text(LIVE_VISIT)
    ),
    sa.Index("ix_visit_called", "stream", "business_date", "called_at_us"),
    sa.Index("ix_visit_case", "stream", "case_id"),
    sa.Index("ix_visit_kiosk", "stream", "kiosk_id", "issued_at_us"),
    sa.Index("ix_visit_code", "ticket_code_hash"),
)

superseded_number = sa.Table(
    "superseded_number",
    metadata,
    _id("stream"),
    _id("business_date"),
    _id("ticket_no"),
    _text("visit_id"),
    _text("stands_no"),
    _number("at_us"),
)

queue_day = sa.Table(
    "queue_day",
    metadata,
    _id("stream"),
    _id("business_date"),
    _id("queue"),
    _number("last_given", 0),  # by normal numbering
    _number("first_calls", 0),
    _number("served", 0),
    _number("served_us", 0),  # sum of the served visits' durations
)

call_day = sa.Table(
    "call_day",
    metadata,
    _id("stream"),
    _id("business_date"),
    _number("since_priority", 0),  # first calls since the last one of the priority queue
)

desk_day = sa.Table(
    "desk_day",
    metadata,
    _id("stream"),
    _id("business_date"),
    sa.Column("counter_no", sa.Integer, primary_key=True, autoincrement=False),
    _number("served", 0),
    _number("served_us", 0),
)

lease = sa.Table(
    "lease",
    metadata,
    _id("stream"),
    _id("kind"),  # "numbers" or "serials"
    _id("business_date"),
    _id("queue"),  # "" for serials
    sa.Column("first", Big, primary_key=True, autoincrement=False),
    _number("last"),
    _text("kiosk_id"),
    sa.Index("ix_lease_kiosk", "stream", "kiosk_id", "business_date"),
)

serial_day = sa.Table("serial_day", metadata, _id("stream"), _id("business_date"), _number("last_given", 0))

paper = sa.Table(
    "paper",
    metadata,
    _id("stream"),
    _id("visit_id"),
    _id("paper"),
    _id("job_id"),
    _text("result"),
    _text("reason"),
    _number("at_us"),
)

case_ = sa.Table(
    "case_",
    metadata,
    _id("stream"),
    _id("case_id"),
    _text("case_code"),
    _text("state"),
    _flag("open"),  # not finished
    _text("source"),
    _text_or_null("visit_id"),
    _text_or_null("category"),
    _text_or_null("town"),
    _number_or_null("party_count"),
    _number_or_null("amount_fen"),
    _text("receipt_code_hash"),
    _number("registered_at_us"),
    _text_or_null("answer_by"),
    _text_or_null("registered_by"),  # who registered it at a desk; NULL: the citizen at a kiosk
    _text_or_null("decided_by"),  # who accepted or rejected it
    # The earliest instants of the running clocks; NULL when none runs. The wall counts lights by their indexes.
    _number_or_null("soon_at_us"),
    _number_or_null("due_at_us"),
    _flag("clock_untrusted"),
    sa.UniqueConstraint("stream", "case_code"),
    sa.Index("ix_case_receipt", "receipt_code_hash"),
    sa.Index("ix_case_code", "case_code"),
    sa.Index("ix_case_open", "stream", sqlite_where=sa.text("open = 1")),
    sa.Index("ix_case_due", "stream", "due_at_us", sqlite_where=sa.text("due_at_us IS NOT NULL")),
    sa.Index("ix_case_soon", "stream", "soon_at_us", sqlite_where=sa.text("soon_at_us IS NOT NULL")),
)

case_search = (
    sa.Table(  # what a list shows of a person: the hall opens the seal once and keeps the masked name
        "case_search",
        metadata,
        _id("stream"),
        _id("case_id"),
        _text("masked_name"),
        _text("pinyin"),  # readings of the visible character, blanks between
    )
)

clock = sa.Table(
    "clock",
    metadata,
    _id("stream"),
    _id("case_id"),
    _id("kind"),
    sa.Column("started_at_us", Big, primary_key=True, autoincrement=False),
    _text("unit"),
    _number("amount"),
    _number("soon_at_us"),
    _number("due_at_us"),
    _text("due_date"),
    _flag("running"),
    _flag("passed"),
    sa.Index("ix_clock_to_pass", "stream", "due_at_us", sqlite_where=sa.text("running = 1 AND passed = 0")),
)

supervision = sa.Table(
    "supervision",
    metadata,
    _id("stream"),
    _id("item_id"),
    _text("case_id"),
    _text("clock"),
    _number("rung"),
    _text("trigger"),
    _number("due_at_us"),
    sa.UniqueConstraint("stream", "case_id", "clock", "rung"),
)

desk = sa.Table(
    "desk",
    metadata,
    _id("stream"),
    sa.Column("counter_no", sa.Integer, primary_key=True, autoincrement=False),
    _text_or_null("staff_id"),
    _number("since_us"),
    _flag("paused"),
    _number_or_null("paused_until_us"),
)

duty = sa.Table(
    "duty",
    metadata,
    _id("stream"),
    _id("staff_id"),
    sa.Column("in_at_us", Big, primary_key=True, autoincrement=False),
    _text("business_date"),
    _text("role"),
    _number_or_null("counter_no"),
    _number_or_null("out_at_us"),
    _text_or_null("out_reason"),
    sa.Index("ix_duty_day", "stream", "business_date"),
    sa.Index("ix_duty_open", "stream", "staff_id", sqlite_where=sa.text("out_at_us IS NULL")),
)

evaluation = sa.Table(
    "evaluation",
    metadata,
    _id("stream"),
    _id("subject"),
    _id("subject_id"),
    _number("overall"),
    _text("levels"),  # JSON pairs
    _text("channel"),
    _number("at_us"),
    sa.Index("ix_evaluation_at", "stream", "at_us"),
)

appointment = sa.Table(
    "appointment",
    metadata,
    _id("stream"),
    _id("appointment_id"),
    _number("counter_no"),
    _number("slot_at_us"),
    _text("business_date"),
    _text("code"),
    _text_or_null("case_id"),
    _text_or_null("visit_id"),
    _flag("cancelled"),
    sa.Index("ix_appointment_day", "stream", "business_date", "slot_at_us"),
)

wish_decided = sa.Table(
    "wish_decided",
    metadata,
    _id("stream"),
    _id("wish_id"),
    _text("visit_id"),
    _text("kind"),
    _flag("granted"),
    _text("reason"),  # a refusal's code, "" when granted
    _number_or_null("until_us"),
    _number("at_us"),
)

policy_revision = sa.Table(
    "policy_revision",
    metadata,
    _id("stream"),
    _id("name"),
    _text("text"),
    _text("staff_id"),
    _text("why"),
    _number("at_us"),
)

help_call = sa.Table(
    "help_call",
    metadata,
    _id("stream"),
    _id("help_id"),
    _text("kiosk_id"),
    _text("page"),
    _number("called_at_us"),
    _text_or_null("answered_by"),
    _number_or_null("counter_no"),
    _number_or_null("answered_at_us"),
    _flag("open"),
    sa.Index("ix_help_call_open", "stream", "called_at_us", sqlite_where=sa.text("open = 1")),
    sa.Index("ix_help_call_kiosk", "stream", "kiosk_id", "answered_at_us"),
)

notice = sa.Table(
    "notice",
    metadata,
    _id("stream"),
    _id("notice_id"),
    _text("code"),
    _text("facts"),  # JSON pairs
    _number("at_us"),
    _flag("open"),
    sa.Index("ix_notice_open", "stream", "at_us", sqlite_where=sa.text("open = 1")),
)

# Made from events, but of sealed ones and with this store's own key (case_store/hall/search_keys.py): not a projection
# that whoever has the log could fold.

search_key = sa.Table(
    "search_key",
    metadata,
    _id("stream"),
    _id("kind"),
    _id("key_hash"),
    _id("case_id"),
    sa.Index("ix_search_key_case", "stream", "case_id"),
)

search_cursor = sa.Table("search_cursor", metadata, _id("stream"), _number("position"))

# No events: people's PINs, tries, and what this store says of itself.

staff = sa.Table(
    "staff",
    metadata,
    _id("stream"),
    _id("staff_id"),
    _text("name"),
    _text("role"),
    _text("pin_hash"),  # argon2id
    _number("failures", 0),
    _number("locked_until_us", 0),
)

list_filter = sa.Table(  # how somebody likes to look at a list; nothing happened, so it is no event
    "list_filter",
    metadata,
    _id("stream"),
    _id("staff_id"),
    _id("name"),
    _text("asked"),  # JSON of cases.views_lists.ListAsked
    _number("saved_at_us"),
)

lookup_try = sa.Table(
    "lookup_try",
    metadata,
    _id("stream"),
    _id("session_id"),
    _id("case_code"),
    sa.Column("at_us", Big, primary_key=True, autoincrement=False),
    sa.Index("ix_lookup_try_case", "stream", "case_code", "at_us"),
)

# What citizens wish from the phone: kept at the centre until the hall has pulled it; the hall's own cursor.

wish = sa.Table(
    "wish",
    metadata,
    _id("stream"),
    sa.Column("position", Big, primary_key=True, autoincrement=False),
    _text("wish_id"),
    _text("visit_id"),
    _text("kind"),
    _number("at_us"),
    sa.UniqueConstraint("stream", "wish_id"),
    sa.Index("ix_wish_visit", "stream", "visit_id"),
)

wish_cursor = sa.Table("wish_cursor", metadata, _id("stream"), _number("position"))

PROJECTIONS: tuple[sa.Table, ...] = (
    visit,
    superseded_number,
    queue_day,
    call_day,
    desk_day,
    duty,
    evaluation,
    appointment,
    wish_decided,
    policy_revision,
    lease,
    serial_day,
    paper,
    case_,
    case_search,
    clock,
    supervision,
    desk,
    help_call,
    notice,
)
