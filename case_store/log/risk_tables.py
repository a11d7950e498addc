"""Projections of the risk index: the level that each area and type has now, and warnings."""

import sqlalchemy as sa

from case_store.log.columns import key_text, metadata, number, number_or_null, text, text_or_null

risk_level = sa.Table(
    "risk_level",
    metadata,
    key_text("stream"),
    key_text("area"),
    key_text("type_group"),
    text("day"),
    text("level"),
    number("index_tenths"),
)

warning = sa.Table(
    "warning",
    metadata,
    key_text("stream"),
    key_text("warning_id"),
    text("area"),
    text("type_group"),
    text("level"),
    number("index_tenths"),
    text("day"),
    text("state"),
    text("number"),
    number("drafted_at_us"),
    number_or_null("decided_at_us"),
    text_or_null("decided_by"),
    sa.Index("ix_warning_drafted", "stream", "drafted_at_us"),
)

RISK_PROJECTIONS: tuple[sa.Table, ...] = (risk_level, warning)
