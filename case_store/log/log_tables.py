"""The log, and what hangs on it: heads of streams and nodes, outcomes, outbox, quarantine, the keys of cases."""

import sqlalchemy as sa

from case_store.log.columns import Big, key_text, metadata, number, text, text_or_null

event = sa.Table(
    "event",
    metadata,
    key_text("stream"),
    sa.Column(
        "position", Big, primary_key=True, autoincrement=False
    ),  # a cursor of this store, never an order
    text("id"),
    text("aggregate"),
    number("tenure"),
    text("node"),
    number("epoch"),
    number("seq"),
    number("hlc"),
    number("at_us"),
    number("received_at_us"),
    text("type"),
    number("v"),
    text("actor"),
    text("command_id"),
    text("policy_rev"),
    text("body"),  # JSON; persons and free text only sealed, wrapped keys never (they are in case_key)
    text("prev"),
    text("hash"),
    sa.UniqueConstraint("stream", "id"),
    sa.UniqueConstraint("stream", "node", "epoch", "seq"),
    # The aggregate first: what happened to a case may stand in the streams of several stores.
    sa.Index("ix_event_aggregate", "aggregate", "stream", "tenure", "epoch", "seq"),
    # Few: every batch asks for them (case_histories.takings).
    sa.Index("ix_event_taken_over", "aggregate", sqlite_where=sa.text("type = 'taken_over'")),
)

stream_head = sa.Table("stream_head", metadata, key_text("stream"), number("position"))

node_head = sa.Table(
    "node_head",
    metadata,
    key_text("stream"),
    key_text("node"),
    number("epoch"),
    number("seq"),
    text("hash"),
    number("hlc"),
)

outcome = sa.Table(
    "outcome",
    metadata,
    key_text("stream"),
    key_text("command_id"),
    text("body_hash"),
    text("answer"),  # JSON
    number("at_us"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    key_text("stream"),
    sa.Column("position", Big, primary_key=True, autoincrement=False),
    text_or_null("verdict"),  # NULL: to be pushed; "quarantined": upstream refused it, a person must look
    text_or_null("reason"),
    sa.Index("ix_outbox_waiting", "stream", "position", sqlite_where=sa.text("verdict IS NULL")),
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    key_text("stream"),
    key_text("id"),
    text("node"),
    text("reason"),
    number("received_at_us"),
    text("event"),  # JSON as it came
    number(
        "epoch", 0
    ),  # its place in the node's chain, and the hash of its bytes as they came: a link of the chain
    number("seq", 0),
    sa.Column("hash", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Column("decided", sa.Text, nullable=False, server_default=sa.text("''")),  # "": a person must look
    number("decided_at_us", 0),
    sa.Column("decided_by", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Column("why", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Index("ix_quarantine_place", "stream", "node", "epoch", "seq"),
)

case_key = sa.Table(
    "case_key",
    metadata,
    key_text("stream"),
    key_text("case_id"),
    key_text("reader"),
    text("ephemeral"),
    text("nonce"),
    text("ciphertext"),
    sa.Column("suite", sa.Text, nullable=False, server_default=sa.text("''")),  # of secrecy.cipher
    # Which key of the reader it is wrapped to, as far as this store has looked (secrecy/rotation.py); "": not yet.
    sa.Column("reader_key", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Index("ix_case_key_case", "case_id", "reader"),
)
