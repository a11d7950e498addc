"""Other systems: their keys, who is told of what from outside, and what is still to be told. None of it is an event."""

import sqlalchemy as sa

from case_store.log.columns import Big, flag, key_text, metadata, number, number_or_null, text

# What another system shows; kept after its end, so that an operator sees who had one.
api_key = sa.Table(
    "api_key",
    metadata,
    key_text("stream"),
    key_text("key_id"),
    text("name"),  # of the other system
    text("key_hash"),  # SHA-256 of 160 random bits
    text("scopes"),  # cases.systems.Scope, blanks between
    text("unit"),  # of units.toml, whose cases are read; "" without that scope
    text("made_by"),
    number("made_at_us"),
    number("until_us"),
    number_or_null("ended_at_us"),
    number("uses", 0),
    number_or_null("used_at_us"),
    sa.UniqueConstraint("stream", "key_hash"),
)

webhook = sa.Table(
    "webhook",
    metadata,
    key_text("stream"),
    key_text("webhook_id"),
    text("name"),  # of the receiver
    text("url"),
    text("kinds"),  # cases.systems.Told, blanks between
    text("made_by"),
    number("made_at_us"),
    number_or_null("ended_at_us"),
    number("rest_until_us", 0),  # the receiver is in trouble: nothing is sent before
    number("failures", 0),  # of the receiver, in a row
)

webhook_due = sa.Table(
    "webhook_due",  # what a receiver has not taken yet; `dead`: given up, until an operator sends it again
    metadata,
    key_text("stream"),
    key_text("webhook_id"),
    key_text("event_id"),
    text("body"),  # JSON: ids and codes, no person
    number("since_us"),
    number("next_us"),
    number("tries", 0),
    sa.Column("trouble", sa.Text, nullable=False, server_default=sa.text("''")),
    flag("dead"),
    sa.Index("ix_webhook_due_next", "webhook_id", "dead", "next_us"),
)

webhook_cursor = sa.Table(
    "webhook_cursor",  # how far a stream's log was read for all of them; `at_stream` is whose log it is
    metadata,
    key_text("stream"),
    key_text("at_stream"),
    sa.Column("position", Big, nullable=False),
)
