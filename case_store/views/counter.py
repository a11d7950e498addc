"""The hall as every counter sees it, section by section. No person: they are opened one at a time, by the desk."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.whistle_rows import unanswered
from case_store.log.micros import from_us
from case_store.log.schema import help_call, notice
from case_store.views.desk_rows import desks
from case_store.views.due_rows import DueList
from case_store.views.lights import read_lights
from case_store.views.look import Look
from case_store.views.paper_rows import paper_rows
from case_store.views.policy import policy
from case_store.views.visit_rows import rows_at_desks, rows_in_state
from cases.queue.visit import VisitState
from cases.views import HelpRow, NoticeRow, UpstreamView

NOTICES_SHOWN = 100
_HELP = (
    sa.select(help_call)
    .where(help_call.c.stream == param("s"), help_call.c.open == 1)
    .order_by(help_call.c.called_at_us)
)
_NOTICES = (
    sa.select(notice)
    .where(notice.c.stream == param("s"), notice.c.open == 1)
    .order_by(notice.c.at_us.desc())
    .limit(NOTICES_SHOWN)
)


def help_rows(look: Look) -> tuple[HelpRow, ...]:
    """Unanswered calls for help, the oldest first."""
    names = look.house.kiosk_names
    return tuple(
        HelpRow(
            help_id=row.help_id,
            kiosk_id=row.kiosk_id,
            kiosk_name=names.get(row.kiosk_id, row.kiosk_id),
            called_at=from_us(row.called_at_us),
            reason=row.reason,
        )
        for row in look.connection.execute(_HELP, {"s": look.stream})
    )


def notice_rows(look: Look) -> tuple[NoticeRow, ...]:
    """Open notices, the newest first. A kiosk is called by its name."""
    names = look.house.kiosk_names
    return tuple(
        NoticeRow(
            notice_id=row.notice_id,
            code=row.code,
            facts=tuple(
                (name, names.get(value, value) if name == "kiosk_id" else value)
                for name, value in orjson.loads(row.facts)
            ),
            at=from_us(row.at_us),
        )
        for row in look.connection.execute(_NOTICES, {"s": look.stream})
    )


def counter_sections(
    due: DueList, upstream: Callable[[], UpstreamView | None]
) -> Mapping[str, Callable[[Look], Any]]:
    """The sections of every counter; what a call changes comes first."""

    def in_state(state: VisitState) -> Callable[[Look], Any]:
        return lambda look: rows_in_state(look.connection, look.stream, look.today, state)

    return {
        "at_desks": lambda look: rows_at_desks(look.connection, look.stream, look.today),
        "waiting": in_state(VisitState.WAITING),
        "transferred": in_state(VisitState.TRANSFERRED),
        "held": in_state(VisitState.ON_HOLD),
        "not_present": in_state(VisitState.NO_SHOW),
        "help": help_rows,
        "desks": desks,
        "queues": lambda look: look.waits.queues(look.house.policy),
        "calls_count": lambda look: tuple(sorted((q, n) for q, n in look.calls.first_calls.items() if n)),
        "since_priority": lambda look: look.calls.since_priority,
        "notices": notice_rows,
        "papers": paper_rows,
        "whistles": unanswered,
        "due": due.read,
        "lights": read_lights,
        "upstream": lambda _look: upstream(),
        "policy": policy,
    }
