"""What a kiosk hears from the hall, section by section."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us, to_us
from case_store.log.schema import evaluation, help_call, staff, visit
from case_store.views.look import Look
from case_store.views.policy import public_policy
from cases.casework.evaluation import Subject
from cases.citizen_views import EndedVisit
from cases.hall_time import hall_time
from cases.queue.visit import VisitState
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
_ENDED = (
    sa.select(visit.c.visit_id, visit.c.ticket_no, visit.c.called_to, visit.c.ended_at_us)
    .join_from(
        visit,
        evaluation,
        sa.and_(
            evaluation.c.stream == visit.c.stream,
            evaluation.c.subject == Subject.VISIT.value,
            evaluation.c.subject_id == visit.c.visit_id,
        ),
        isouter=True,
    )
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state == VisitState.DONE.value,
        visit.c.ended_at_us >= param("t"),
        visit.c.called_to.is_not(None),
        evaluation.c.subject_id.is_(None),
    )
    .order_by(visit.c.ended_at_us.desc())
)


def help_answers(look: Look, kiosk_id: str) -> tuple[HelpAnswerView, ...]:
    """Who comes, for the calls of this kiosk that were answered today."""
    midnight = hall_time(datetime.combine(look.today, time.min))
    this = {"s": look.stream, "k": kiosk_id, "t": to_us(midnight)}
    return tuple(
        HelpAnswerView(help_id=row.help_id, staff_name=row.name or "", counter_no=row.counter_no)
        for row in look.connection.execute(_ANSWERS, this)
    )


def ended_visits(look: Look) -> tuple[EndedVisit, ...]:
    """What ended at the counters in the last minutes, the newest first; each is offered for evaluation once."""
    since = to_us(look.now - timedelta(minutes=look.house.policy.hall.evaluation.offered_minutes))
    this = {"s": look.stream, "d": look.today.isoformat(), "t": since}
    return tuple(
        EndedVisit(
            counter_no=row.called_to,
            visit_id=row.visit_id,
            ticket_no=row.ticket_no,
            ended_at=from_us(row.ended_at_us),
        )
        for row in look.connection.execute(_ENDED, this)
    )


def kiosk_sections(kiosk_id: str) -> Mapping[str, Callable[[Look], Any]]:
    """The sections of one kiosk."""
    return {
        "help_answers": lambda look: help_answers(look, kiosk_id),
        "queues": lambda look: look.waits.queues(look.house.policy),
        "on_duty": lambda look: look.on_duty,
        "ended": ended_visits,
        "policy": public_policy,
    }
