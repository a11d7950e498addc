"""The command zone: what people answered to alarms, notices on walls, meetings in rooms, how devices are."""

import sqlalchemy as sa
from alembic import op

from case_store.log.columns import Big

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "alarm_answer",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("alarm_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("acknowledged_at_us", Big, nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("escalated_at_us", Big, nullable=True),
        sa.PrimaryKeyConstraint("stream", "alarm_id", name=op.f("pk_alarm_answer")),
    )
    op.create_index("ix_alarm_answer_acknowledged", "alarm_answer", ["stream", "acknowledged_at_us"])
    op.create_table(
        "wall_notice",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("at_us", Big, nullable=False),
        sa.Column("until_us", Big, nullable=False),
        sa.Column("taken_down", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "notice_id", name=op.f("pk_wall_notice")),
    )
    op.create_index("ix_wall_notice_until", "wall_notice", ["stream", "until_us"])
    op.create_table(
        "meeting",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("appointment_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("meet_at_us", Big, nullable=False),
        sa.PrimaryKeyConstraint("stream", "appointment_id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_at", "meeting", ["stream", "meet_at_us"])
    op.create_table(
        "device_health",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("since_us", Big, nullable=False),
        sa.Column("seen_at_us", Big, nullable=False),
        sa.PrimaryKeyConstraint("stream", "device_id", name=op.f("pk_device_health")),
    )
