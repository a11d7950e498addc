"""What the command zone keeps: alarms that people answered, notices on walls; and how devices are (no event)."""

import sqlalchemy as sa

from case_store.log.columns import flag, key_text, metadata, number, number_or_null, text, text_or_null

alarm_answer = sa.Table(
    "alarm_answer",
    metadata,
    key_text("stream"),
    key_text("alarm_id"),
    text("kind"),
    number_or_null("acknowledged_at_us"),
    text_or_null("acknowledged_by"),
    number_or_null("escalated_at_us"),
    sa.Index("ix_alarm_answer_acknowledged", "stream", "acknowledged_at_us"),
)

wall_notice = sa.Table(
    "wall_notice",
    metadata,
    key_text("stream"),
    key_text("notice_id"),
    text("text"),
    text("template"),
    text("staff_id"),
    number("at_us"),
    number("until_us"),
    flag("taken_down"),
    sa.Index("ix_wall_notice_until", "stream", "until_us"),
)

meeting = sa.Table(
    "meeting",  # 调解、上门预约 with the room that it is held in: what of the rooms is in use
    metadata,
    key_text("stream"),
    key_text("appointment_id"),
    text("case_id"),
    text("room"),
    number("meet_at_us"),
    sa.Index("ix_meeting_at", "stream", "meet_at_us"),
)

device_health = sa.Table(  # how a device says it is: nothing happened, so it is no event and no projection
    "device_health",
    metadata,
    key_text("stream"),
    key_text("device_id"),
    text("kind"),
    text("name"),
    text("conditions"),  # JSON {part: word} of alarm.device_health.WORDS
    text("trouble"),
    number("since_us"),  # of this trouble
    number("seen_at_us"),
)

device_part = sa.Table(  # each part of it, with its last error and its last trial; no event either
    "device_part",
    metadata,
    key_text("stream"),
    key_text("device_id"),
    key_text("part"),
    text("word"),
    number("since_us"),  # of this word
    text("error"),  # the last one of alarm.device_errors, also when it is over
    number_or_null("error_at_us"),
    text("trial_id"),
    text("trial_result"),
    number_or_null("trial_asked_at_us"),
    number_or_null("trial_ended_at_us"),
)

COMMAND_PROJECTIONS: tuple[sa.Table, ...] = (alarm_answer, wall_notice, meeting)
