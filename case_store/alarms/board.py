"""The list of alarms for the command zone: read from the causes, ordered, floods as one line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.alarms.sources import Sources
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import alarm_answer
from case_store.views.look import Look
from cases.alarm.alarm_rules import Heard
from cases.alarm.flood import alarm_board
from cases.figures.sight import Sight
from cases.views_dispatch import AlarmBoard

_HOUR = timedelta(hours=1)
_DONE = (
    sa.select(alarm_answer.c.acknowledged_by, alarm_answer.c.acknowledged_at_us)
    .where(alarm_answer.c.stream == param("s"), alarm_answer.c.acknowledged_at_us > param("after"))
    .distinct()
    .subquery()
)
_BUSIEST = Prepared(  # what was acknowledged in one command happened at one instant, and is one action
    sa.select(sa.func.count())
    .select_from(_DONE)
    .group_by(_DONE.c.acknowledged_by)
    .order_by(sa.func.count().desc())
    .limit(1)
)


def alarms_for(sight: Sight) -> Callable[[Look], AlarmBoard]:
    """The section of one sight; it remembers what rang."""
    heard = Heard()

    def read(look: Look) -> AlarmBoard:
        nonlocal heard
        policy = look.house.policy.alarms
        sources = Sources(look, sight, policy.flood.listed_max + 1)  # with one more all of them are one line
        had = sources.acknowledged(policy.acknowledged_shown)
        newest = sorted(had, key=lambda alarm: alarm.at)[-policy.acknowledged_shown :]
        board = alarm_board(sources.new(), newest, policy, load=busiest(look))
        rings = [(alarm.alarm_id, alarm.at) for alarm in board.open]
        rings += [(group.kind, group.since) for group in board.groups]
        heard = heard.hear(rings, look.now)
        return replace(board, sound=heard.value)

    return read


def busiest(look: Look) -> int:
    """How often the dispatcher who did most acknowledged in the last hour; a group is once."""
    row = _BUSIEST.first(look.connection, {"s": look.stream, "after": to_us(look.now - _HOUR)})
    return int(row[0]) if row else 0
