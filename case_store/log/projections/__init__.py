"""Tables made from events: one module per kind of aggregate, the same for a hall's own events and for pushed ones."""

from typing import assert_never

import sqlalchemy as sa

from case_store.log.projections import cases as cases_
from case_store.log.projections import desks, help_calls, leases, notices, supervisions, visits
from case_store.log.rows import envelope_of
from case_store.log.schema import PROJECTIONS, event
from cases import case, desk, help_call, lease, notice, supervision, visit
from cases.codec import Event, UnknownEvent, decode
from cases.envelope import Envelope

REBUILD_STEP = 1000
_IN_ORDER = (
    sa.select(event)
    .where(sa.tuple_(event.c.stream, event.c.position) > sa.tuple_(sa.bindparam("s"), sa.bindparam("p")))
    .order_by(event.c.stream, event.c.position)
    .limit(REBUILD_STEP)
)


def project(connection: sa.Connection, envelope: Envelope, happened: Event | UnknownEvent) -> None:
    """Fold one event into the tables, in the transaction that stores it."""
    match happened:
        case UnknownEvent():
            return  # readable, not decidable here: a newer version rebuilds
        case (
            visit.TicketIssued()
            | visit.NumberSuperseded()
            | visit.NumberCalled()
            | visit.ServiceStarted()
            | visit.VisitEnded()
            | visit.NoShowMarked()
            | visit.ReturnedToQueue()
            | visit.CaseLinked()
            | visit.PaperReported()
        ):
            visits.fold(connection, envelope, happened)
        case (
            case.CaseRegistered()
            | case.MatterCorrected()
            | case.CaseAccepted()
            | case.CaseRejected()
            | case.DeadlinePassed()
            | case.PersonRead()
        ):
            cases_.fold(connection, envelope, happened)
        case help_call.HelpCalled() | help_call.HelpAnswered() | help_call.HelpWithdrawn():
            help_calls.fold(connection, envelope, happened)
        case desk.DeskOpened() | desk.DeskClosed():
            desks.fold(connection, envelope, happened)
        case notice.NoticeRaised() | notice.NoticeAcknowledged():
            notices.fold(connection, envelope, happened)
        case lease.NumbersLeased() | lease.SerialsLeased():
            leases.fold(connection, envelope, happened)
        case supervision.SupervisionRaised():
            supervisions.fold(connection, envelope, happened)
        case _:
            assert_never(happened)


def rebuild(connection: sa.Connection) -> int:
    """Empty every projection and fold the whole log again; answers how many events there were."""
    for table in PROJECTIONS:
        connection.execute(sa.delete(table))
    done = 0
    after = {"s": "", "p": 0}
    while rows := connection.execute(_IN_ORDER, after).all():
        for row in rows:
            envelope = envelope_of(row)
            project(connection, envelope, decode(envelope.type, envelope.v, envelope.body))
        done += len(rows)
        after = {"s": rows[-1].stream, "p": rows[-1].position}
    return done
