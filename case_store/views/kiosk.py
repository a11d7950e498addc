"""What a kiosk hears from the hall, section by section."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.schema import help_call, staff
from case_store.views.look import Look
from case_store.views.policy import public_policy
from cases.hall_time import hall_time
from cases.views import HelpAnswerView

_ANSWERS = (
    sa.select(help_call.c.help_id, help_call.c.counter_no, staff.c.name)
    .join_from(
        help_call,
        staff,
        sa.and_(staff.c.stream == help_call.c.stream, staff.c.staff_id == help_call.c.answered_by),
        isouter=True,
    )
    .where(
        help_call.c.stream == param("s"),
        help_call.c.kiosk_id == param("k"),
        help_call.c.answered_at_us >= param("t"),
    )
    .order_by(help_call.c.answered_at_us)
)


def help_answers(look: Look, kiosk_id: str) -> tuple[HelpAnswerView, ...]:
    """Who comes, for the calls of this kiosk that were answered today."""
    midnight = hall_time(datetime.combine(look.today, time.min))
    this = {"s": look.stream, "k": kiosk_id, "t": to_us(midnight)}
    return tuple(
        HelpAnswerView(help_id=row.help_id, staff_name=row.name or "", counter_no=row.counter_no)
        for row in look.connection.execute(_ANSWERS, this)
    )


def kiosk_sections(kiosk_id: str) -> Mapping[str, Callable[[Look], Any]]:
    """The sections of one kiosk."""
    return {
        "help_answers": lambda look: help_answers(look, kiosk_id),
        "queues": lambda look: look.waits.queues(look.house.policy),
        "on_duty": lambda look: look.on_duty,
        "policy": public_policy,
    }
