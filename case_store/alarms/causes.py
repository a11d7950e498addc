"""The causes of alarms as SQL: rows of the tables that need a person, with what people answered to each."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.whistle_rows import MISSED
from case_store.log.prepared import Prepared
from case_store.log.schema import (
    IS_LIVE,
    alarm_answer,
    case_,
    case_folded,
    help_call,
    notice,
    supervision,
    visit,
    whistle,
)
from case_store.log.sql import greater
from cases.alarm.alarm import AlarmKind
from cases.casework.case_state import CaseState
from cases.notice import EMERGENCY, STORE
from cases.policy.supervision import Trigger
from cases.supervision.whistle import WhistleState

_ACKNOWLEDGED = sa.case((alarm_answer.c.acknowledged_at_us.is_(None), 0), else_=1)
_ANSWER = (alarm_answer.c.acknowledged_at_us, alarm_answer.c.acknowledged_by, alarm_answer.c.escalated_at_us)
_IN_AREA = sa.func.substr(case_.c.town, 1, sa.func.length(param("area"))) == param("area")


class Cause:
    """One sort of cause in the tables: its rows, the newest first, and how many there are."""

    def __init__(
        self,
        columns: Sequence["sa.ColumnElement[Any]"],
        source: "sa.FromClause",
        at: "sa.ColumnElement[int]",
        *where: "sa.ColumnElement[bool] | sa.TextClause",
    ) -> None:
        never = alarm_answer.c.escalated_at_us.is_(None)
        seen = (
            *where,
            param("had") == _ACKNOWLEDGED,
            at < param("begun_before"),
            sa.or_(param("upwards_too") == sa.literal(1), never),
        )
        rows = sa.select(*columns, at, *_ANSWER).select_from(source).where(*seen).order_by(at.desc())
        self.rows = Prepared(rows.limit(param("most")))
        self.count = Prepared(sa.select(sa.func.count(), sa.func.min(at)).select_from(source).where(*seen))


def _answered(source: "sa.FromClause", alarm_id: "sa.ColumnElement[str]") -> "sa.Join":
    """The source with what people answered: by the store that asks, wherever the cause stands."""
    answered = sa.and_(alarm_answer.c.stream == param("own"), alarm_answer.c.alarm_id == alarm_id)
    return sa.outerjoin(source, alarm_answer, answered)


def _of_cases(source: "sa.Join", case_id: "sa.ColumnElement[str]") -> "sa.Join":
    """With the case: it stands in its holder's stream, which case_folded knows by the id alone."""
    held = sa.and_(case_.c.stream == case_folded.c.stream, case_.c.case_id == case_folded.c.case_id)
    return source.outerjoin(case_folded, case_folded.c.case_id == case_id).outerjoin(case_, held)


def _id(kind: AlarmKind, *parts: "sa.ColumnElement[str]") -> "sa.ColumnElement[str]":
    made: sa.ColumnElement[str] = sa.literal(f"{kind}:")
    for part in parts:
        made = made + part
    return made


EMERGENCIES = Cause(
    (notice.c.notice_id, notice.c.code, notice.c.facts),
    _answered(notice, _id(AlarmKind.EMERGENCY, notice.c.notice_id)),
    notice.c.at_us,
    notice.c.stream == param("own"),
    notice.c.open == 1,
    notice.c.code.between(sa.literal(EMERGENCY), sa.literal(EMERGENCY + "\uffff")),
)


STORES = Cause(
    (notice.c.notice_id, notice.c.code, notice.c.facts),
    _answered(notice, _id(AlarmKind.STORE, notice.c.notice_id)),
    notice.c.at_us,
    notice.c.stream == param("own"),
    notice.c.open == 1,
    notice.c.code.between(sa.literal(STORE), sa.literal(STORE + "\uffff")),
)


@cache
def help_calls(emergency: bool) -> Cause:
    """Open calls, with an emergency's reason or without one."""
    reason = help_call.c.reason != "" if emergency else help_call.c.reason == ""
    return Cause(
        (help_call.c.help_id, help_call.c.kiosk_id, help_call.c.reason),
        _answered(help_call, _id(AlarmKind.HELP, help_call.c.help_id)),
        help_call.c.called_at_us,
        help_call.c.stream == param("own"),
        help_call.c.open == 1,
        reason,
    )


_PERSONS = greater(sa.func.coalesce(visit.c.party_count, 0), sa.func.coalesce(case_.c.party_count, 0))
GROUP_VISITS = Cause(
    (visit.c.visit_id, visit.c.ticket_no, _PERSONS, visit.c.case_id, case_.c.case_code),
    _answered(visit, _id(AlarmKind.GROUP, visit.c.visit_id)).outerjoin(
        case_, sa.and_(case_.c.stream == visit.c.stream, case_.c.case_id == visit.c.case_id)
    ),
    visit.c.issued_at_us,
    visit.c.stream == param("own"),
    visit.c.business_date == param("day"),
    IS_LIVE,
    param("persons") <= _PERSONS,
)
GROUP_CASES = Cause(  # told by telephone or letter, or brought in: nobody has decided on it yet
    (case_.c.case_id, case_.c.case_code, case_.c.party_count),
    _answered(case_, _id(AlarmKind.GROUP, case_.c.case_id)),
    case_.c.registered_at_us,
    case_.c.state == sa.literal(CaseState.REGISTERED.value),
    case_.c.stream == param("own"),
    case_.c.visit_id.is_(None),
    case_.c.registered_at_us >= param("since"),
    case_.c.party_count >= param("persons"),
)


@cache
def whistles(in_area: bool) -> Cause:
    """Units that have not answered for so long, or missed a step that is not settled."""
    alarm_id = _id(AlarmKind.WHISTLE, whistle.c.whistle_id, sa.literal("/"), whistle.c.unit)
    waits = sa.and_(
        whistle.c.state == sa.literal(WhistleState.CALLED.value),
        whistle.c.due_at_us.is_not(None),
        whistle.c.called_at_us < param("before"),
    )
    return Cause(
        (whistle.c.whistle_id, whistle.c.unit, whistle.c.state, whistle.c.case_id, case_.c.case_code),
        _of_cases(_answered(whistle, alarm_id), whistle.c.case_id),
        whistle.c.called_at_us,
        whistle.c.stream == param("own"),
        sa.or_(waits, MISSED),
        *([_IN_AREA] if in_area else ()),
    )


@cache
def overdue(everywhere: bool, in_area: bool) -> Cause:
    """Open items of deadlines that passed; `everywhere`: of all halls."""
    source = _answered(supervision, _id(AlarmKind.OVERDUE, supervision.c.item_id))
    return Cause(
        (
            supervision.c.item_id,
            supervision.c.unit,
            supervision.c.clock,
            supervision.c.case_id,
            case_.c.case_code,
        ),
        _of_cases(source, supervision.c.case_id),
        supervision.c.raised_at_us,
        supervision.c.open == 1,
        supervision.c.trigger == sa.literal(Trigger.DEADLINE_PASSED.value),
        *(() if everywhere else (supervision.c.stream == param("own"),)),
        *([_IN_AREA] if in_area else ()),
    )
