"""supervision, supervision_rung: the items that are owed (督办) and how far each has come.

What is raised twice is raised once: the item's id derives from its cause.
"""

from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections.document_serials import given
from case_store.log.schema import supervision, supervision_rung
from case_store.log.sql import upsert
from cases.deadlines.case_clock import ArmedClock
from cases.envelope import Envelope
from cases.supervision import supervision as did
from cases.supervision.supervision import ItemEvent, RungState

_RAISE = Prepared(upsert(supervision).on_conflict_do_nothing(index_elements=["stream", "item_id"]))
_ITEM = (supervision.c.stream == param("s"), supervision.c.item_id == param("i"))
_TAKE = upsert(supervision_rung).on_conflict_do_nothing()
_SETTLE = (
    sa.update(supervision_rung)
    .where(
        supervision_rung.c.stream == param("s"),
        supervision_rung.c.item_id == param("i"),
        supervision_rung.c.rung == param("r"),
    )
    .values(state=param("to"), number=param("no"))
)


def fold(connection: sa.Connection, envelope: Envelope, happened: ItemEvent) -> None:
    """One event of an item."""
    if isinstance(happened, did.SupervisionRaised):
        _RAISE.run(connection, _raised(envelope, happened))
        return
    item_id, at_us = envelope.aggregate.removeprefix("supervision:"), to_us(envelope.at)
    this = {"s": envelope.stream, "i": item_id}

    def change(**values: Any) -> None:
        connection.execute(sa.update(supervision).where(*_ITEM).values(**values), this)

    def take(rung: str, clock: str, state: RungState, number: str = "") -> None:
        row = {"stream": envelope.stream, "item_id": item_id, "rung": rung, "clock": clock}
        connection.execute(_TAKE, {**row, "state": state.value, "number": number, "at_us": at_us})
        change(last_rung=rung)

    def settle(rung: str, state: RungState, number: str = "") -> None:
        connection.execute(_SETTLE, {**this, "r": rung, "to": state.value, "no": number})

    match happened:
        case did.ResponsibleNamed():
            change(unit=happened.unit, responsible=happened.responsible)
        case did.RungSent():
            take(happened.rung, happened.clock, RungState.SENT, happened.number.text)
            given(connection, envelope.stream, happened.number)
        case did.RungDrafted():
            take(happened.rung, happened.clock, RungState.DRAFTED)
        case did.RungApproved():
            settle(happened.rung, RungState.APPROVED, happened.number.text)
            given(connection, envelope.stream, happened.number)
        case did.RungDropped():
            settle(happened.rung, RungState.DROPPED)
        case did.InterviewHeld():
            change(**_limit(happened.limit), ladder_from=happened.limit.due_date.isoformat())
        case did.LimitRecounted():
            ladder_from = happened.ladder_from and happened.ladder_from.isoformat()
            change(**_limit(happened.limit), ladder_from=ladder_from)
        case did.ItemClosed():
            change(open=0, closed_at_us=at_us)
        case (
            did.RectificationReported() | did.RectificationVisited() | did.AppealFiled() | did.AppealDecided()
        ):
            return  # the item's page folds them; no list asks
        case _:
            assert_never(happened)


def _raised(envelope: Envelope, raised: did.SupervisionRaised) -> dict[str, Any]:
    return {
        "stream": envelope.stream,
        "item_id": raised.item_id,
        "case_id": raised.case_id,
        "visit_id": raised.visit_id,
        "whistle_id": raised.whistle_id,
        "clock": raised.clock,
        "rung": raised.rung,
        "trigger": raised.trigger,
        "unit": raised.unit,
        "responsible": raised.responsible,
        "raised_at_us": to_us(envelope.at),
        "due_at_us": to_us(raised.due_at),
        **_limit(raised.limit),
        "ladder_from": raised.ladder_from and raised.ladder_from.isoformat(),
        "last_rung": "",
        "open": 1,
        "closed_at_us": None,
    }


def _limit(limit: ArmedClock | None) -> dict[str, Any]:
    return {
        "soon_at_us": limit and to_us(limit.soon_at),
        "limit_at_us": limit and to_us(limit.due_at),
        "limit_date": limit and limit.due_date.isoformat(),
        "calendar_version": limit and limit.calendar_version,
    }
