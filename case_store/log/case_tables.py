"""Projections of cases, their clocks, and the keys by which they are found again."""

import sqlalchemy as sa

from case_store.log.columns import Big, flag, key_text, metadata, number, number_or_null, text, text_or_null

case_ = sa.Table(
    "case_",
    metadata,
    key_text("stream"),
    key_text("case_id"),
    text("case_code"),
    text("state"),
    flag("open"),  # not finished
    text("source"),
    text_or_null("visit_id"),
    text_or_null("category"),
    text_or_null("town"),
    number_or_null("party_count"),
    number_or_null("amount_fen"),
    text("receipt_code_hash"),
    number("registered_at_us"),
    text_or_null("answer_by"),
    text_or_null("registered_by"),  # who registered it at a desk; NULL: the citizen at a kiosk
    text_or_null("decided_by"),  # who accepted or rejected it
    # What the folded case says, for lists, figures and reports (log/projections/cases.py).
    text_or_null("dispute_type"),
    text_or_null("grade"),
    flag("major_amount"),
    text_or_null("level"),
    text_or_null("lead_unit"),
    flag("info_only"),
    flag("superior_key"),
    text_or_null("external_id"),
    number("overdue_count", 0),
    number("returns_count", 0),
    text_or_null("close_result"),
    number_or_null("accepted_at_us"),
    number_or_null("closed_at_us"),
    # The earliest instants of the running clocks; NULL when none runs. The wall counts lights by their indexes.
    number_or_null("soon_at_us"),
    number_or_null("due_at_us"),
    flag("clock_untrusted"),
    text_or_null("turn"),  # the right that the next step needs (casework.next_step.holders_turn)
    number("asked", 0),  # how many additions wait for the holder's answer
    text_or_null("handed_to"),  # the store that is to take it over, or to decline it
    sa.UniqueConstraint("stream", "case_code"),
    # With all that a list is sorted and counted by: of the rows themselves only those that are shown are read.
    sa.Index("ix_case_state", "state", "due_at_us", "registered_at_us", "stream", "case_id"),
    sa.Index("ix_case_turn", "stream", "turn", "due_at_us", "registered_at_us", "case_id"),
    sa.Index("ix_case_registered_by", "registered_by", "open"),
    sa.Index("ix_case_receipt", "receipt_code_hash"),
    sa.Index("ix_case_code", "case_code"),
    sa.Index("ix_case_id", "case_id"),  # whoever has the id alone: rights by area at the centre
    sa.Index("ix_case_open", "stream", sqlite_where=sa.text("open = 1")),
    sa.Index("ix_case_asked", "stream", sqlite_where=sa.text("asked > 0")),
    sa.Index("ix_case_handed_to", "handed_to", sqlite_where=sa.text("handed_to IS NOT NULL")),
    sa.Index("ix_case_due", "stream", "due_at_us", sqlite_where=sa.text("due_at_us IS NOT NULL")),
    sa.Index("ix_case_soon", "stream", "soon_at_us", sqlite_where=sa.text("soon_at_us IS NOT NULL")),
)

case_search = sa.Table(
    "case_search",  # what a list shows of a person: the hall opens the seal once and keeps the masked name
    metadata,
    key_text("stream"),
    key_text("case_id"),
    text("masked_name"),
    text("pinyin"),  # readings of the visible character, blanks between
)

# The case as the rule folds it (casework.case_folding), so that a decision reads one row, however long the history is.
case_folded = sa.Table(
    "case_folded",
    metadata,
    key_text("stream"),
    key_text("case_id"),
    text("folded"),  # JSON of casework.case_state.Case
    number("tenure", 1),
    flag("unknown"),  # an event that this version cannot fold: readable, not decidable
    flag(
        "waiting"
    ),  # decisions are here whose tenure has not begun here yet: each new one folds the history again
    sa.Index("ix_case_folded_id", "case_id"),
)

clock = sa.Table(
    "clock",
    metadata,
    key_text("stream"),
    key_text("case_id"),
    key_text("clock_id"),
    text("kind"),
    text("subject"),
    text("unit"),
    number("amount"),
    number("started_at_us"),
    text("ledger"),  # JSON of pauses and extensions; "" while there are none
    number("soon_at_us"),
    number("due_at_us"),
    text("due_date"),
    text("calendar_version"),
    flag("provisional"),
    flag("suspended"),
    flag("running"),
    flag("passed"),
    number_or_null("stopped_at_us"),
    sa.Index(
        "ix_clock_to_pass",
        "stream",
        "due_at_us",
        sqlite_where=sa.text("running = 1 AND passed = 0 AND suspended = 0"),
    ),
    sa.Index("ix_clock_due", "stream", "due_at_us", sqlite_where=sa.text("running = 1")),
    sa.Index("ix_clock_case", "stream", "case_id", sqlite_where=sa.text("running = 1")),
)

recounted = sa.Table(
    "recounted",  # which clock a new calendar moved, from when to when
    metadata,
    key_text("stream"),
    key_text("case_id"),
    key_text("clock_id"),
    sa.Column("at_us", Big, primary_key=True, autoincrement=False),
    text("kind"),
    text("calendar_version"),
    number("was_due_at_us"),
    text("was_due_date"),
    number("due_at_us"),
    text("due_date"),
    flag("earlier"),  # somebody has less time than was said: a person looks at it
    text("why"),  # JSON of deadlines.explanation.DaySpan
    sa.Index("ix_recounted_at", "stream", "at_us"),
)

dispatch = sa.Table(
    "dispatch",
    metadata,
    key_text("stream"),
    key_text("dispatch_id"),
    text("case_id"),
    text("unit"),
    flag("lead"),
    text("state"),
    number("assigned_at_us"),
    number_or_null("acknowledged_at_us"),
    number_or_null("ended_at_us"),
    flag("over"),  # nothing is left to do for the unit
    sa.Index("ix_dispatch_unit", "unit", "over", "case_id", "stream", "state"),
    sa.Index("ix_dispatch_case", "stream", "case_id"),
)

attachment = sa.Table(
    "attachment",  # which files of the vault are named, so that a sweep has not to read the log
    metadata,
    key_text("stream"),
    key_text("attachment_id"),
    text("case_id"),
    text("file_hash"),
)

document = sa.Table(
    "document",  # 文书: numbers that were drawn, and what was issued under them
    metadata,
    key_text("stream"),
    key_text("paper_id"),
    text("case_id"),
    text("kind"),
    text("number"),
    text("code_hash"),
    number("drawn_at_us"),
    number_or_null("issued_at_us"),  # NULL: void (作废) after a while
    text("content_hash"),
    text("print_hash"),
    text("file_hash"),
    number("bytes_count"),
    number("pages"),
    sa.Index("ix_document_code", "code_hash"),
    sa.Index("ix_document_number", "number"),
    sa.Index("ix_document_case", "stream", "case_id"),
)

import_key = sa.Table(
    "import_key",  # what was imported: keyed hashes, so that importing twice changes nothing
    metadata,
    key_text("stream"),
    key_text("key_hash"),
    text("content_hash"),
    text("case_id"),
)

# Made from events, but of sealed ones and with this store's own key (case_store/hall/search_keys.py): not a projection
# that whoever has the log could fold.
search_key = sa.Table(
    "search_key",
    metadata,
    key_text("stream"),
    key_text("kind"),
    key_text("key_hash"),
    key_text("case_id"),
    sa.Index("ix_search_key_case", "stream", "case_id"),
)

search_cursor = sa.Table("search_cursor", metadata, key_text("stream"), number("position"))
