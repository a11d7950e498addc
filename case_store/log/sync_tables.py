"""Sync both ways: what goes down to whom, how far it was pulled, comparisons."""

import sqlalchemy as sa

from case_store.log.columns import Big, key_text, metadata, number, text

# What each hall is to be told (log/projections/downlinks.py), without gaps, in the order in which this store heard it.
# `mark` is made of everything before it in the list: a cursor with another mark is of another list.
downlink = sa.Table(
    "downlink",
    metadata,
    key_text("stream"),  # the hall that is told
    sa.Column("position", Big, primary_key=True, autoincrement=False),
    text("source"),  # the stream of the event
    text("event_id"),
    text("mark"),
    sa.UniqueConstraint("stream", "source", "event_id"),
)

downlink_head = sa.Table(  # a hall that has asked: only those are told
    "downlink_head", metadata, key_text("stream"), number("position"), text("mark")
)

pull_cursor = sa.Table(  # how far this store has been told by the one above it
    "pull_cursor", metadata, key_text("stream"), number("position"), text("mark")
)

file_cursor = sa.Table(  # how far a stream was looked through for events that name a file of the vault
    "file_cursor", metadata, key_text("stream"), number("position")
)

file_due = sa.Table(  # a file that is to be carried: up where its event is our own, else down
    "file_due",
    metadata,
    key_text("stream"),
    key_text("event_id"),
    number("tried_at_us", 0),
    sa.Index("ix_file_due_tried", "tried_at_us"),
)
