"""Projections of the hall itself: desks, attendance, calls for help, notices, its revisions of policy."""

import sqlalchemy as sa

from case_store.log.columns import Big, flag, key_text, metadata, number, number_or_null, text, text_or_null

desk = sa.Table(
    "desk",
    metadata,
    key_text("stream"),
    sa.Column("counter_no", sa.Integer, primary_key=True, autoincrement=False),
    text_or_null("staff_id"),
    number("since_us"),
    flag("paused"),
    number_or_null("paused_until_us"),
)

duty = sa.Table(
    "duty",
    metadata,
    key_text("stream"),
    key_text("staff_id"),
    sa.Column("in_at_us", Big, primary_key=True, autoincrement=False),
    text("business_date"),
    text("role"),
    number_or_null("counter_no"),
    number_or_null("out_at_us"),
    text_or_null("out_reason"),
    sa.Index("ix_duty_day", "stream", "business_date"),
    sa.Index("ix_duty_open", "stream", "staff_id", sqlite_where=sa.text("out_at_us IS NULL")),
)

help_call = sa.Table(
    "help_call",
    metadata,
    key_text("stream"),
    key_text("help_id"),
    text("kiosk_id"),
    text("page"),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),  # an emergency's kind
    number("called_at_us"),
    text_or_null("answered_by"),
    number_or_null("counter_no"),
    number_or_null("answered_at_us"),
    flag("open"),
    sa.Index("ix_help_call_open", "stream", "called_at_us", sqlite_where=sa.text("open = 1")),
    sa.Index("ix_help_call_kiosk", "stream", "kiosk_id", "answered_at_us"),
)

notice = sa.Table(
    "notice",
    metadata,
    key_text("stream"),
    key_text("notice_id"),
    text("code"),
    text("facts"),  # JSON pairs
    number("at_us"),
    flag("open"),
    sa.Index("ix_notice_open", "stream", "at_us", sqlite_where=sa.text("open = 1")),
)

policy_revision = sa.Table(
    "policy_revision",
    metadata,
    key_text("stream"),
    key_text("name"),
    text("text"),
    text("staff_id"),
    text("why"),
    number("at_us"),
)
