"""Projections of supervision: items with their rungs, whistle calls, records of coordination, reviews, reminders."""

import sqlalchemy as sa

from case_store.log.columns import (
    flag,
    key_text,
    metadata,
    number,
    number_or_null,
    text,
    text_or_null,
)

supervision = sa.Table(
    "supervision",
    metadata,
    key_text("stream"),
    key_text("item_id"),
    text("case_id"),  # "" when no case belongs to it
    text("visit_id"),
    text("whistle_id"),
    text("clock"),
    number("rung"),
    text("trigger"),
    text("unit"),
    text("responsible"),
    number("raised_at_us"),
    number("due_at_us"),  # of what caused it
    number_or_null("soon_at_us"),  # of its own limit
    number_or_null("limit_at_us"),
    text_or_null("limit_date"),
    text_or_null("calendar_version"),  # by which it was counted
    text_or_null("ladder_from"),  # ISO date; NULL: no ladder
    text("last_rung"),  # the newest that was taken
    flag("open"),
    number_or_null("closed_at_us"),
    sa.Index("ix_supervision_open", "stream", "limit_at_us", sqlite_where=sa.text("open = 1")),
    sa.Index(
        "ix_supervision_ladder",
        "stream",
        "ladder_from",
        sqlite_where=sa.text("open = 1 AND ladder_from IS NOT NULL"),
    ),
    sa.Index("ix_supervision_case", "stream", "case_id", sqlite_where=sa.text("open = 1")),
)

supervision_rung = sa.Table(
    "supervision_rung",
    metadata,
    key_text("stream"),
    key_text("item_id"),
    key_text("rung"),
    text("clock"),
    text("state"),
    text("number"),
    number("at_us"),
    sa.Index("ix_supervision_rung_draft", "stream", "at_us", sqlite_where=sa.text("state = 'drafted'")),
)

document_serial = sa.Table(
    "document_serial",  # the last number (文号) given under a word in a year
    metadata,
    key_text("stream"),
    key_text("word"),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    number("last_given"),
)

whistle = sa.Table(
    "whistle",  # a line for each unit of a call
    metadata,
    key_text("stream"),
    key_text("whistle_id"),
    key_text("unit"),
    text("case_id"),
    text("state"),
    number("called_at_us"),
    number("arrive_by_us"),
    number_or_null("due_at_us"),  # of the step that is waited for
    flag("missed"),  # some step of it was
    sa.Index("ix_whistle_due", "stream", "due_at_us", sqlite_where=sa.text("due_at_us IS NOT NULL")),
    sa.Index("ix_whistle_case", "stream", "case_id"),
    sa.Index("ix_whistle_unit", "stream", "unit", "called_at_us"),
)

coordination_record = sa.Table(
    "coordination_record",
    metadata,
    key_text("stream"),
    key_text("record_id"),
    text("kind"),
    text("number"),
    text("case_id"),
    text("staff_id"),
    text("units"),  # JSON
    number("held_at_us"),
    flag("answered"),
    sa.Index("ix_coordination_record_held", "stream", "held_at_us"),
    sa.Index("ix_coordination_record_case", "stream", "case_id"),
)

task = sa.Table(
    "task",  # a resolution that a unit owes
    metadata,
    key_text("stream"),
    key_text("task_id"),
    text("record_id"),
    text("unit"),
    text("state"),
    number("soon_at_us"),
    number("due_at_us"),
    text("due_date"),
    sa.Index("ix_task_due", "stream", "due_at_us", sqlite_where=sa.text("state = 'open'")),
    sa.Index("ix_task_record", "stream", "record_id"),
    sa.Index("ix_task_unit", "stream", "unit", "state"),
)

review = sa.Table(
    "review",  # 案件评查 of a month
    metadata,
    key_text("stream"),
    key_text("period"),
    text("staff_id"),
    text("seed"),
    number("closed"),
    number("drawn_at_us"),
)

reviewed_case = sa.Table(
    "reviewed_case",
    metadata,
    key_text("stream"),
    key_text("period"),
    key_text("case_id"),
    number("place"),  # in the order of the lot
    text_or_null("staff_id"),  # NULL: not looked at yet
    number_or_null("total"),
    flag("passed"),
    flag("reopening_asked"),
    number_or_null("at_us"),
)

field_inspection = sa.Table(
    "field_inspection",
    metadata,
    key_text("stream"),
    key_text("inspection_id"),
    text("kind"),
    text("area"),
    text("finding"),
    text("staff_id"),
    number("inspected_at_us"),
    sa.Index("ix_field_inspection_at", "stream", "inspected_at_us"),
)

slow_reminder = sa.Table(
    "slow_reminder",  # 工作提示 to a slow place
    metadata,
    key_text("stream"),
    key_text("reminder_id"),
    text("kind"),
    text("area"),
    text("number"),
    number("open"),
    number("overdue"),
    number("median_workdays"),
    text("staff_id"),
    number("at_us"),
    sa.Index("ix_slow_reminder_area", "stream", "kind", "area", "at_us"),
)

SUPERVISION_PROJECTIONS: tuple[sa.Table, ...] = (
    supervision,
    supervision_rung,
    document_serial,
    whistle,
    coordination_record,
    task,
    review,
    reviewed_case,
    field_inspection,
    slow_reminder,
)
