"""case_, case_folded: what is kept of a case, read and written in one place.

Each event is folded into the `Case` that the rule made of those before it, and the columns are read off it. Where many
events are folded together (log.gathered) a case is read once, and written once as it stands at their end.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.log.gathered import is_gathering, known, once, put, settle
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared, Row
from case_store.log.schema import case_, case_folded
from case_store.log.sql import upsert
from cases.casework.case_state import FINISHED, Case, CaseState
from cases.casework.next_step import holders_turn

_CASE = TypeAdapter(Case)
_CASES = "cases"  # in what is gathered
_REGISTER = Prepared(upsert(case_).on_conflict_do_nothing(index_elements=["stream", "case_id"]))
_THIS = (case_.c.stream == param("s"), case_.c.case_id == param("i"))
_ROW = (
    case_folded.c.case_id,
    case_folded.c.stream,
    case_folded.c.folded,
    case_folded.c.unknown,
    case_folded.c.tenure,
    case_folded.c.waiting,
)
_READ = Prepared(sa.select(*_ROW).where(case_folded.c.case_id == param("i")))
_READ_ALL = sa.select(*_ROW).where(case_folded.c.case_id.in_(param("ids", expanding=True)))
_STANDING = Prepared(
    sa.select(case_folded.c.stream, case_folded.c.tenure, case_folded.c.waiting).where(
        case_folded.c.case_id == param("i")
    )
)
_KEEP = Prepared(sa.insert(case_folded))
_CHANGE = Prepared(
    sa.update(case_folded)
    .where(case_folded.c.stream == param("s"), case_folded.c.case_id == param("i"))
    .values(folded=param("folded_"), tenure=param("tenure_"))
)
_UNKNOWN = sa.update(case_folded).where(case_folded.c.case_id == param("i")).values(unknown=1)
_WAITING = sa.update(case_folded).where(case_folded.c.case_id == param("i")).values(waiting=1)
_COLUMNS = (
    "state",
    "open",
    "category",
    "town",
    "party_count",
    "amount_fen",
    "dispute_type",
    "grade",
    "major_amount",
    "level",
    "lead_unit",
    "info_only",
    "overdue_count",
    "returns_count",
    "close_result",
    "accepted_at_us",
    "soon_at_us",
    "due_at_us",
    "turn",
    "asked",
    "handed_to",
)
_SHOW = Prepared(sa.update(case_).where(*_THIS).values({name: param(f"{name}_") for name in _COLUMNS}))


class CaseNotFoldable(Exception):
    """An event of this case tells nothing here: history.case_of says why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who decides on a case, as far as this store knows. `waiting`: a later tenure is here in part."""

    holder: str
    tenure: int
    waiting: bool


@dataclass(slots=True)
class Kept:
    """What the tables keep of a case, or will. `registered`: its row, while that is not in the tables yet."""

    holder: str
    case: Case
    tenure: int
    unknown: bool = False
    waiting: bool = False
    registered: Row | None = None


def standing_of(connection: sa.Connection, case_id: str) -> Standing | None:
    """None for a case that is not registered here."""
    if is_gathering(connection):
        kept = kept_of(connection, case_id)
        return None if kept is None else Standing(kept.holder, kept.tenure, kept.waiting)
    row = _STANDING.first(connection, {"i": case_id})
    return None if row is None else Standing(row[0], row[1], bool(row[2]))


def folded_case(connection: sa.Connection, case_id: str) -> Case | None:
    """The case as it stands. Raises CaseNotFoldable when an event of it could not be folded."""
    kept = kept_of(connection, case_id)
    if kept is None:
        return None
    if kept.unknown:
        raise CaseNotFoldable(case_id)
    return kept.case


def kept_case(connection: sa.Connection, case_id: str) -> Case | None:
    """The case as far as this version can fold it: to count it, never to decide."""
    kept = kept_of(connection, case_id)
    return None if kept is None else kept.case


def remember(connection: sa.Connection, case_ids: Collection[str]) -> None:
    """Within `gathered`: read all that is kept of these cases at once."""
    remembered = known(connection, _CASES)
    if remembered is None or not case_ids:
        return
    remembered.update(dict.fromkeys(case_ids))
    for row in connection.execute(_READ_ALL, {"ids": list(case_ids)}):
        remembered[row[0]] = _read(row)


def remember_none(connection: sa.Connection, case_id: str) -> None:
    """Within `gathered`: the tables have nothing of this case."""
    remembered = known(connection, _CASES)
    if remembered is not None:
        remembered[case_id] = None


def kept_of(connection: sa.Connection, case_id: str) -> Kept | None:
    """None for a case that is not registered here."""
    remembered = known(connection, _CASES)
    if remembered is not None and case_id in remembered:
        kept: Kept | None = remembered[case_id]
        return kept
    row = _READ.first(connection, {"i": case_id})
    kept = None if row is None else _read(row)
    if remembered is not None:
        remembered[case_id] = kept
    return kept


def _read(row: Any) -> Kept:
    return Kept(row[1], case_from_json(row[2]), row[4], unknown=bool(row[3]), waiting=bool(row[5]))


def let_go(connection: sa.Connection, case_id: str) -> None:
    """The tables themselves are about to be changed: what waits is written, nothing is remembered."""
    settle(connection)
    remembered = known(connection, _CASES)
    if remembered is not None:
        remembered.pop(case_id, None)


def case_from_json(folded: str) -> Case:
    """The case as `case_folded.folded` keeps it."""
    case: Case = _CASE.validate_json(folded)
    return case


def mark_unknown(connection: sa.Connection, case_id: str) -> None:
    """An event of it cannot be folded: from now on the case is readable, not decidable here."""
    let_go(connection, case_id)
    connection.execute(_UNKNOWN, {"i": case_id})


def mark_waiting(connection: sa.Connection, case_id: str) -> None:
    """Decisions are here that build on others that are not."""
    let_go(connection, case_id)
    connection.execute(_WAITING, {"i": case_id})


def keep(connection: sa.Connection, kept: Kept) -> None:
    """It has changed, or is new: see that the tables say so."""
    remembered = known(connection, _CASES)
    if remembered is not None:
        remembered[kept.case.case_id] = kept
    once(connection, ("case", kept.holder, kept.case.case_id), partial(_write, connection, kept))


def _write(connection: sa.Connection, kept: Kept) -> None:
    """What is kept of a case, as it stands now."""
    case = kept.case
    this, owner = {"s": case.holder, "i": case.case_id}, ("case", case.holder, case.case_id)
    folded, shown = _CASE.dump_json(case).decode(), _shown(case)
    if kept.registered is None:
        put(connection, owner, _CHANGE, {**this, "folded_": folded, "tenure_": case.tenure})
        put(connection, owner, _SHOW, {**this, **{f"{name}_": value for name, value in shown.items()}})
        return
    put(connection, owner, _REGISTER, {**kept.registered, **shown})
    row = {"stream": case.holder, "case_id": case.case_id, "folded": folded, "tenure": case.tenure}
    put(connection, owner, _KEEP, {**row, "unknown": 0, "waiting": 0})
    kept.registered = None


def _shown(case: Case) -> dict[str, Any]:
    """The columns that a list, a figure or a light is read from."""
    is_open = case.state not in FINISHED
    running = [clock for clock in case.clocks if not clock.is_suspended] if is_open else []
    turn = holders_turn(case)
    return {
        "state": case.state.value,
        "open": int(is_open),
        "category": case.open.category,
        "town": case.open.town,
        "party_count": case.open.party_count,
        "amount_fen": case.open.amount_fen,
        "dispute_type": case.open.dispute_type,
        "grade": case.grade and case.grade.value,
        "major_amount": int(case.major_amount),
        "level": case.level or None,
        "lead_unit": case.lead_unit or None,
        "info_only": int(case.info_only),
        "overdue_count": case.overdue_count,
        "returns_count": case.returns_count,
        "close_result": _result(case),
        "accepted_at_us": case.accepted_at and to_us(case.accepted_at),
        "soon_at_us": min((to_us(clock.soon_at) for clock in running), default=None),
        "due_at_us": min((to_us(clock.due_at) for clock in running), default=None),
        "turn": turn and turn.value,
        "asked": len(case.asked),
        "handed_to": case.handed_to or None,
    }


def _result(case: Case) -> str | None:
    """How it ended; a withdrawn matter is a result of its own (domain.md §3.4)."""
    if case.state is CaseState.WITHDRAWN:
        return CaseState.WITHDRAWN.value
    return case.close_result and case.close_result.value
