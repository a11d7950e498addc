"""Projections of visits and of the days that they belong to."""

import sqlalchemy as sa

from case_store.log.columns import Big, flag, key_text, metadata, number, number_or_null, text, text_or_null

LIVE_VISIT = "state IN ('waiting', 'called', 'serving', 'on_hold', 'transferred')"
"""cases.queue.visit.IN_THE_HOUSE, in the words of the partial index: a query has to repeat them to be read by it."""
IS_LIVE = sa.text(f"visit.{LIVE_VISIT}")

visit = sa.Table(
    "visit",
    metadata,
    key_text("stream"),
    key_text("visit_id"),
    text("business_date"),
    text("ticket_no"),
    text("queue"),
    text("state"),
    number("place_at_us"),
    number("issued_at_us"),
    flag("leased"),
    flag("clock_untrusted"),
    text("kiosk_id"),
    text("ticket_code_hash"),
    number("calls_count", 0),
    number("returns_count", 0),
    number("eligible_from_call", 0),
    number_or_null("counter_no"),  # the desk that has the visit
    number_or_null("called_to"),  # the counter of the last call, kept when the visit leaves it
    number("call_no", 0),  # of the last call
    number_or_null("called_at_us"),
    number_or_null("started_at_us"),
    number_or_null("ended_at_us"),
    text_or_null("case_id"),
    text_or_null("draft_id"),
    text_or_null("category"),  # of the draft; a case has its own
    number_or_null("party_count"),
    number_or_null("for_counter"),  # only this counter may call it
    number("overtaken", 0),  # cases.queue.queue_order
    number_or_null("first_called_at_us"),
    text_or_null("staff_id"),  # who called or served it last
    text_or_null("hold_reason"),
    number_or_null("hold_until_us"),
    number("postponements", 0),
    number_or_null("to_counter"),  # of an open transfer
    text_or_null("to_zone"),
    number("transfers", 0),
    text_or_null("priority"),
    flag("priority_verified"),
    number_or_null("appointment_at_us"),
    flag("emergency"),  # called before the line
    text_or_null("end_reason"),  # why it was cancelled, or "day_end"
    flag("by_hand"),
    flag("twice"),  # by hand at two counters
    # What was promised with the ticket: the statistics page publishes how true it was.
    number_or_null("wait_low_s"),
    number_or_null("wait_mean_s"),
    number_or_null("wait_high_s"),
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
    key_text("stream"),
    key_text("business_date"),
    key_text("ticket_no"),
    text("visit_id"),
    text("stands_no"),
    number("at_us"),
)

queue_day = sa.Table(
    "queue_day",
    metadata,
    key_text("stream"),
    key_text("business_date"),
    key_text("queue"),
    number("last_given", 0),  # by normal numbering
    number("first_calls", 0),
    number("served", 0),
    number("served_us", 0),  # sum of the served visits' durations
)

call_day = sa.Table(
    "call_day",
    metadata,
    key_text("stream"),
    key_text("business_date"),
    number("since_priority", 0),  # first calls since the last one of the priority queue
)

desk_day = sa.Table(
    "desk_day",
    metadata,
    key_text("stream"),
    key_text("business_date"),
    sa.Column("counter_no", sa.Integer, primary_key=True, autoincrement=False),
    number("served", 0),
    number("served_us", 0),
)

desk_stint = sa.Table(  # from a call until its desk was free for the next one
    "desk_stint",
    metadata,
    key_text("stream"),
    key_text("visit_id"),
    sa.Column("called_at_us", Big, primary_key=True, autoincrement=False),
    text("business_date"),
    sa.Column("counter_no", sa.Integer, nullable=False),
    text("queue"),
    number_or_null("freed_at_us"),
    sa.Index("ix_desk_stint_day", "stream", "business_date", "called_at_us"),
    sa.Index("ix_desk_stint_open", "stream", "business_date", sqlite_where=sa.text("freed_at_us IS NULL")),
)

paper = sa.Table(
    "paper",
    metadata,
    key_text("stream"),
    key_text("visit_id"),
    key_text("paper"),
    key_text("job_id"),
    text("result"),
    text("reason"),
    number("at_us"),
)

lease = sa.Table(
    "lease",
    metadata,
    key_text("stream"),
    key_text("kind"),  # "numbers" or "serials"
    key_text("business_date"),
    key_text("queue"),  # "" for serials
    sa.Column("first", Big, primary_key=True, autoincrement=False),
    number("last"),
    text("kiosk_id"),
    sa.Column("withdrawn_at_us", Big),  # what is printed later does not stand
    sa.Index("ix_lease_kiosk", "stream", "kiosk_id", "business_date"),
)

serial_day = sa.Table(
    "serial_day", metadata, key_text("stream"), key_text("business_date"), number("last_given", 0)
)

appointment = sa.Table(
    "appointment",
    metadata,
    key_text("stream"),
    key_text("appointment_id"),
    number("counter_no"),
    number("slot_at_us"),
    text("business_date"),
    text("code"),
    text_or_null("case_id"),
    text_or_null("visit_id"),
    flag("cancelled"),
    sa.Index("ix_appointment_day", "stream", "business_date", "slot_at_us"),
)

evaluation = sa.Table(
    "evaluation",
    metadata,
    key_text("stream"),
    key_text("subject"),
    key_text("subject_id"),
    number("overall"),
    text("levels"),  # JSON pairs
    text("channel"),
    number("at_us"),
    flag("has_text"),
    number_or_null("released"),  # NULL: nobody has moderated the text
    sa.Index("ix_evaluation_at", "stream", "at_us"),
    sa.Index("ix_evaluation_of", "subject_id"),
)

wish_decided = sa.Table(
    "wish_decided",
    metadata,
    key_text("stream"),
    key_text("wish_id"),
    text("visit_id"),
    text("kind"),
    flag("granted"),
    text("reason"),  # a refusal's code, "" when granted
    number_or_null("until_us"),
    number("at_us"),
)
