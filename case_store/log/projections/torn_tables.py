"""Rows of tables that a disk has damaged: found by what a column may hold, and made anew from the log.

Nobody who reads a table minds them: whoever stumbles over one has it mended, and reads again (Store). `admin verify`
names those that nobody has stumbled over yet. What no event tells of is minded where it is read.
"""

import base64
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import orjson
import sqlalchemy as sa

from case_store.log import schema
from case_store.log.projections import rebuild
from case_store.log.projections.case_clock_rows import ledger_from_json
from case_store.log.projections.case_histories import refold
from case_store.log.projections.kept_cases import case_from_json
from case_store.trouble import is_machine_trouble
from cases.casework.case_state import CaseState, DispatchState
from cases.deadlines.case_clock import BudgetUnit
from cases.deadlines.clock_kinds import ClockKind
from cases.device.device import DeviceRole, Standing
from cases.paper.paper_record import DocumentKind
from cases.policy.coordination import RecordKind
from cases.queue.visit import VisitState
from cases.risk.risk_level import RiskLevel
from cases.risk.warning import WarningState
from cases.supervision.coordination import TaskState
from cases.supervision.supervision import RungState
from cases.supervision.whistle import WhistleState

_STEP = 1000
_DAYS = ("registered", "accepted", "closed", "ended", "sent", "handled", "told", "rated")


def _list(text: str) -> None:
    if not isinstance(orjson.loads(text), list):
        raise ValueError("no list")  # noqa: TRY004  one error for whatever a column may not hold


def _key(text: str) -> None:
    base64.b64decode(text, validate=True)


_HOLDS: tuple[tuple["sa.Column[Any]", Callable[[str], object]], ...] = (  # ValueError for anything else
    (schema.case_folded.c.folded, case_from_json),
    (schema.case_.c.state, CaseState),
    (schema.case_.c.answer_by, date.fromisoformat),
    *((schema.case_figure.c[f"{name}_day"], date.fromisoformat) for name in _DAYS),
    (schema.clock.c.kind, ClockKind),
    (schema.clock.c.unit, BudgetUnit),
    (schema.clock.c.ledger, ledger_from_json),
    (schema.clock.c.due_date, date.fromisoformat),
    (schema.recounted.c.kind, ClockKind),
    (schema.recounted.c.was_due_date, date.fromisoformat),
    (schema.recounted.c.due_date, date.fromisoformat),
    (schema.recounted.c.why, _list),
    (schema.dispatch.c.state, DispatchState),
    (schema.document.c.kind, DocumentKind),
    (schema.visit.c.state, VisitState),
    (schema.visit.c.business_date, date.fromisoformat),
    (schema.evaluation.c.levels, _list),
    (schema.notice.c.facts, _list),
    (schema.whistle.c.state, WhistleState),
    (schema.coordination_record.c.kind, RecordKind),
    (schema.coordination_record.c.units, _list),
    (schema.supervision.c.limit_date, date.fromisoformat),
    (schema.task.c.state, TaskState),
    (schema.task.c.due_date, date.fromisoformat),
    (schema.supervision_rung.c.state, RungState),
    (schema.risk_level.c.level, RiskLevel),
    (schema.risk_level.c.day, date.fromisoformat),
    (schema.warning.c.state, WarningState),
    (schema.warning.c.day, date.fromisoformat),
    (schema.device.c.role, DeviceRole),
    (schema.device.c.standing, Standing),
    (schema.device.c.public_key, _key),
)

_OF_CASES = frozenset(
    table.name
    for table in (
        schema.case_,
        schema.case_folded,
        schema.clock,
        schema.recounted,
        schema.dispatch,
        schema.document,
    )
)
"""Which `refold` makes anew."""


def torn_rows(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """(table, id of its case or "") of each row with a text that its column may not hold."""
    for table, some in groupby(_HOLDS, key=lambda one: one[0].table):
        columns, checks = zip(*some, strict=True)
        case_id = table.c.get("case_id", sa.null().label("case_id"))
        with connection.execute(sa.select(case_id, *columns).execution_options(yield_per=_STEP)) as rows:
            for row in rows:
                if not all(map(_may_be, row[1:], checks)):
                    yield str(table.name), row[0] or ""


def mend(connection: sa.Connection) -> int:
    """Make anew what is torn; answers how many rows were. A case is folded again; where that is not enough, everything.

    In the tables of a centre on PostgreSQL, whose log may be long, that is left to a person (`admin rebuild`).
    """
    torn = list(torn_rows(connection))
    if all(_folded_again(connection, table, case_id) for table, case_id in torn):
        return len(torn)
    if connection.dialect.name != "sqlite":
        return 0
    rebuild(connection)
    return len(torn)


def _folded_again(connection: sa.Connection, table: str, case_id: str) -> bool:
    """False for what is of no case, and where other rows of the case are torn, too."""
    if table not in _OF_CASES or not case_id:
        return False
    try:
        with connection.begin_nested():
            refold(connection, case_id)
    except Exception as error:
        if is_machine_trouble(error):
            raise
        return False
    return True


def _may_be(text: str | None, check: Callable[[str], object]) -> bool:
    try:
        if text is not None:
            check(text)
    except (TypeError, ValueError):  # pydantic's and orjson's are ValueErrors
        return False
    return True
