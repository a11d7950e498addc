"""visit, superseded_number, queue_day, paper: from the events of visits."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import paper, queue_day, superseded_number, visit
from case_store.log.sql import greater, upsert
from cases.envelope import Envelope
from cases.visit import (
    CaseLinked,
    NoShowMarked,
    NumberCalled,
    NumberSuperseded,
    PaperReported,
    ReturnedToQueue,
    ServiceStarted,
    TicketIssued,
    VisitEnded,
    VisitEvent,
    VisitState,
)

_ISSUE = Prepared(upsert(visit).on_conflict_do_nothing(index_elements=["stream", "visit_id"]))
_THIS = (visit.c.stream == param("s"), visit.c.visit_id == param("i"))
_SUPERSEDE = (
    sa.update(visit)
    .where(*_THIS)
    .values(ticket_no=param("stands_no"), leased=1)
    .returning(visit.c.business_date)
)
_CALL = (
    sa.update(visit)
    .where(*_THIS)
    .values(
        state=VisitState.CALLED.value,
        calls_count=visit.c.calls_count + 1,
        counter_no=param("counter"),
        called_to=param("counter"),
        call_no=param("no"),
        called_at_us=param("at"),
    )
    .returning(visit.c.business_date, visit.c.queue)
)
_START = (
    sa.update(visit)
    .where(*_THIS)
    .values(state=VisitState.SERVING.value, counter_no=param("counter"), started_at_us=param("at"))
)
_END = (
    sa.update(visit)
    .where(*_THIS)
    .values(state=VisitState.DONE.value, ended_at_us=param("at"))
    .returning(visit.c.business_date, visit.c.queue, visit.c.started_at_us)
)
_NO_SHOW = sa.update(visit).where(*_THIS).values(state=VisitState.NO_SHOW.value, counter_no=None)
_RETURN = (
    sa.update(visit)
    .where(*_THIS)
    .values(
        state=VisitState.WAITING.value,
        calls_count=0,
        counter_no=None,
        eligible_from_call=param("eligible"),
        returns_count=visit.c.returns_count + 1,
    )
)
_LINK = sa.update(visit).where(*_THIS).values(case_id=param("case"))
_SUPERSEDED = upsert(superseded_number).on_conflict_do_nothing()
_PAPER = upsert(paper)
_PAPER_AGAIN = _PAPER.on_conflict_do_update(
    index_elements=["stream", "visit_id", "paper", "job_id"],
    set_={name: _PAPER.excluded[name] for name in ("result", "reason", "at_us")},
)
_DAY = upsert(queue_day)
_GIVEN = Prepared(
    _DAY.on_conflict_do_update(
        index_elements=["stream", "business_date", "queue"],
        set_={"last_given": greater(queue_day.c.last_given, _DAY.excluded.last_given)},
    )
)
_COUNTED = _DAY.on_conflict_do_update(
    index_elements=["stream", "business_date", "queue"],
    set_={name: queue_day.c[name] + _DAY.excluded[name] for name in ("first_calls", "served", "served_us")},
)


def fold(connection: sa.Connection, envelope: Envelope, happened: VisitEvent) -> None:
    """One event of a visit. An event of a visit that was never issued changes nothing, as in `visit.evolve`."""
    at_us = to_us(envelope.at)
    this = {"s": envelope.stream, "i": envelope.aggregate.removeprefix("visit:")}
    match happened:
        case TicketIssued():
            _issue(connection, envelope, happened)
        case NumberSuperseded():
            day = connection.execute(_SUPERSEDE, {**this, "stands_no": happened.stands_no}).scalar()
            if day is not None:
                row = {
                    "stream": envelope.stream,
                    "business_date": day,
                    "ticket_no": happened.superseded_no,
                    "visit_id": this["i"],
                    "stands_no": happened.stands_no,
                    "at_us": at_us,
                }
                connection.execute(_SUPERSEDED, row)
        case NumberCalled():
            called = connection.execute(
                _CALL, {**this, "counter": happened.counter_no, "no": happened.call_no, "at": at_us}
            ).first()
            if called is not None and happened.call_no == 1:
                _count(connection, envelope.stream, called.business_date, called.queue, first_calls=1)
        case ServiceStarted():
            connection.execute(_START, {**this, "counter": happened.counter_no, "at": at_us})
        case VisitEnded():
            ended = connection.execute(_END, {**this, "at": at_us}).first()
            if ended is not None and ended.started_at_us is not None:
                spent = max(0, at_us - ended.started_at_us)
                _count(
                    connection, envelope.stream, ended.business_date, ended.queue, served=1, served_us=spent
                )
        case NoShowMarked():
            connection.execute(_NO_SHOW, this)
        case ReturnedToQueue():
            connection.execute(_RETURN, {**this, "eligible": happened.eligible_from_call})
        case CaseLinked():
            connection.execute(_LINK, {**this, "case": happened.case_id})
        case PaperReported():
            row = {
                "stream": envelope.stream,
                "visit_id": this["i"],
                "paper": happened.paper,
                "job_id": happened.job_id,
                "result": happened.result.value,
                "reason": happened.reason,
                "at_us": at_us,
            }
            connection.execute(_PAPER_AGAIN, row)
        case _:
            assert_never(happened)


def _issue(connection: sa.Connection, envelope: Envelope, issued: TicketIssued) -> None:
    draft = issued.draft.open if issued.draft else None
    row = {
        "stream": envelope.stream,
        "visit_id": issued.visit_id,
        "business_date": issued.business_date.isoformat(),
        "ticket_no": issued.ticket_no,
        "queue": issued.queue,
        "state": VisitState.WAITING.value,
        "place_at_us": to_us(issued.place_at),
        "issued_at_us": to_us(envelope.at),
        "leased": int(issued.leased),
        "clock_untrusted": int(issued.clock_untrusted),
        "kiosk_id": issued.kiosk_id,
        "ticket_code_hash": issued.ticket_code_hash,
        "case_id": issued.case_id,
        "draft_id": issued.draft_id,
        "category": draft and draft.category,
        "party_count": draft and draft.party_count,
    }
    _ISSUE.run(connection, row)
    if not issued.leased:
        given = {
            "stream": envelope.stream,
            "business_date": row["business_date"],
            "queue": issued.queue,
            "last_given": int(issued.ticket_no[1:]),
        }
        _GIVEN.run(connection, given)


def _count(
    connection: sa.Connection,
    stream: str,
    day: str,
    queue: str,
    *,
    first_calls: int = 0,
    served: int = 0,
    served_us: int = 0,
) -> None:
    row = {
        "stream": stream,
        "business_date": day,
        "queue": queue,
        "first_calls": first_calls,
        "served": served,
        "served_us": served_us,
    }
    connection.execute(_COUNTED, row)
