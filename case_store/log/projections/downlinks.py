"""What goes down from this store to each hall that asks: everything that concerns it and is not its own telling.

For each hall one list without gaps, written in the transaction that places an event. Told are: what was said elsewhere
of a case, to whoever holds it, held it or was handed it, up to the tenure that ended theirs; with a hand-over the whole
history of the case; policy that the centre has revised. Which events those are follows from the log alone, so the list
can be made anew; a mark that is made of all that stands before says whether a hall's cursor is still of this list.

Plain functions on the connection of one transaction.
"""

import hashlib
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.keys import CENTRE
from case_store.log.apart import event_apart
from case_store.log.prepared import Prepared
from case_store.log.projections import case_accesses
from case_store.log.projections.case_histories import OLD_TENURE
from case_store.log.projections.kept_cases import standing_of
from case_store.log.schema import case_access, downlink, downlink_head, event, quarantine
from cases.casework.access import STORE
from cases.casework.case_events import CaseRegistered, HandedOver, TakenOver
from cases.casework.forgetting_events import CaseForgotten
from cases.codec import Event, UnknownEvent
from cases.envelope import Envelope
from cases.policy.policy_revision import PolicyRevised

_CASE = "case:"
_GIVES = (CaseRegistered, HandedOver, TakenOver)
_TAKEN_OVER, _POLICY_REVISED = "taken_over", "policy_revised"
_CASE_FORGOTTEN = "case_forgotten"  # whoever ever had the case destroys its key
_OF_STORE = sa.func.substr(case_access.c.org, 1, len(STORE)) == STORE
_GIVING = sa.and_(event.c.stream == case_access.c.stream, event.c.id == case_access.c.since_event)
# Until which tenure each hall that asks may know the case.
_WHO_READS = (
    sa.select(downlink_head.c.stream, sa.func.max(event.c.tenure))
    .select_from(case_access)
    .join(downlink_head, downlink_head.c.stream == sa.func.substr(case_access.c.org, len(STORE) + 1))
    .join(event, _GIVING)
    .where(_OF_STORE)
    .group_by(downlink_head.c.stream)
    .order_by(downlink_head.c.stream)
)
_READERS = Prepared(_WHO_READS.where(case_access.c.case_id == param("i")))
_READERS_OF_ALL = (
    _WHO_READS.add_columns(case_access.c.case_id)
    .where(case_access.c.case_id.in_(param("ids", expanding=True)))
    .group_by(case_access.c.case_id)
)
_READ_BY = (
    sa.select(case_access.c.case_id, sa.func.max(event.c.tenure).label("tenure"))
    .join(event, _GIVING)
    .where(case_access.c.org == param("o"))
    .group_by(case_access.c.case_id)
    .order_by(case_access.c.case_id)
)
_TOLD = sa.exists().where(
    downlink.c.stream == param("h"), downlink.c.source == event.c.stream, downlink.c.event_id == event.c.id
)
_UNTOLD = (
    sa.select(event.c.stream, event.c.id)
    .where(
        event.c.aggregate == param("a"),
        event.c.stream != param("h"),
        sa.or_(
            event.c.tenure <= param("t"),
            event.c.type == _CASE_FORGOTTEN,
            sa.and_(event.c.tenure == param("t") + 1, event.c.type == _TAKEN_OVER),
        ),
        ~_TOLD,
    )
    .order_by(event.c.tenure, event.c.stream, event.c.epoch, event.c.seq)  # no clock, it may be set back
)
_POLICY = (
    sa.select(event.c.stream, event.c.id)
    .where(event.c.stream == CENTRE, event.c.aggregate == param("a"), event.c.type == _POLICY_REVISED)
    .order_by(event.c.position)
)
_LATE = (
    sa.select(quarantine.c.stream, quarantine.c.id, quarantine.c.event)
    .where(quarantine.c.reason == OLD_TENURE)
    .order_by(quarantine.c.received_at_us, quarantine.c.stream, quarantine.c.id)
)
_HEIR = (  # asked of the log, where what was pushed is folded a little later
    sa.select(event.c.stream)
    .where(event.c.aggregate == param("a"), event.c.type == _TAKEN_OVER)
    .order_by(event.c.tenure.desc())
    .limit(1)
)
_HALLS = sa.select(downlink_head.c.stream).order_by(downlink_head.c.stream)
_JOINED = Prepared(sa.select(downlink_head.c.position).where(downlink_head.c.stream == param("h")))
_JOIN = sa.insert(downlink_head)
# Locks the hall's list until the commit, like the head of a stream: its positions have no gap.
_TAKE_POSITIONS = Prepared(
    sa.update(downlink_head)
    .where(downlink_head.c.stream == param("h"))
    .values(position=downlink_head.c.position + param("n"))
    .returning(downlink_head.c.position, downlink_head.c.mark)
)
_APPEND = Prepared(sa.insert(downlink))
_MARK = Prepared(sa.update(downlink_head).where(downlink_head.c.stream == param("h")).values(mark=param("m")))
_IS_TOLD = Prepared(
    sa.select(downlink.c.position).where(
        downlink.c.stream == param("h"), downlink.c.source == param("s"), downlink.c.event_id == param("i")
    )
)
_POLICY_AGGREGATE = "policy:hall"
TOLD_DOWN = "told_down"  # an option of a connection: who is told which hall's list grows, before the commit
Named = tuple[str, str]  # (stream, id) of an event


def tell_down(connection: sa.Connection, envelope: Envelope, happened: Event | UnknownEvent) -> None:
    """Enter an event that was placed and folded just now into the list of every hall that it concerns."""
    named = (envelope.stream, str(envelope.id))
    if isinstance(happened, PolicyRevised):
        if envelope.stream == CENTRE:
            for hall in connection.execute(_HALLS).scalars().all():
                _append(connection, hall, [named])
        return
    if not envelope.aggregate.startswith(_CASE):
        return
    case_id = envelope.aggregate.removeprefix(_CASE)
    readers = _readers(connection, case_id)
    if not readers:
        return
    standing = standing_of(connection, case_id)
    # What gives the case to somebody, or completes what waited for it, may concern more than itself.
    whole = isinstance(happened, _GIVES) or standing is None or standing.tenure != envelope.tenure
    for hall, tenure in readers:
        if whole:
            _tell_case(connection, hall, case_id, tenure)
        elif hall != envelope.stream and (envelope.tenure <= tenure or isinstance(happened, CaseForgotten)):
            _tell_once(connection, hall, named)


def remember(connection: sa.Connection, case_ids: Collection[str]) -> None:
    """Within `gathered`: read at once who may know these cases."""
    readers = case_accesses.readers_known(connection)
    if readers is None or not case_ids:
        return
    readers.update({case_id: [] for case_id in case_ids})
    for hall, tenure, case_id in connection.execute(_READERS_OF_ALL, {"ids": list(case_ids)}):
        readers[case_id].append((hall, tenure))


def _readers(connection: sa.Connection, case_id: str) -> list[tuple[str, int]]:
    readers = case_accesses.readers_known(connection)
    if readers is not None and case_id in readers:
        return readers[case_id]
    case_accesses.settle_access(connection)
    found = [(str(hall), int(tenure)) for hall, tenure in _READERS.all(connection, {"i": case_id})]
    if readers is not None:
        readers[case_id] = found
    return found


def tell_late(connection: sa.Connection, stream: str, event_id: str, aggregate: str) -> None:
    """A decision of a tenure that had ended was set aside here: whoever holds the case now is told, for a person."""
    heir = connection.execute(_HEIR, {"a": aggregate}).scalar()
    if heir is not None and heir != stream:
        _tell_once(connection, heir, (stream, event_id))


def join(connection: sa.Connection, hall: str) -> None:
    """A hall asks, perhaps for the first time: from now on it is told, beginning with all that concerns it already."""
    if _JOINED.first(connection, {"h": hall}) is None:
        connection.execute(_JOIN, {"stream": hall, "position": 0, "mark": ""})
        _tell_all(connection, hall)


def retell(connection: sa.Connection) -> None:
    """Every list anew from the log. Where one comes out otherwise, its hall hears it from the beginning."""
    halls = connection.execute(_HALLS).scalars().all()
    connection.execute(sa.delete(downlink))
    connection.execute(sa.update(downlink_head).values(position=0, mark=""))
    for hall in halls:
        _tell_all(connection, hall)


def _tell_all(connection: sa.Connection, hall: str) -> None:
    _append(
        connection, hall, [(r.stream, r.id) for r in connection.execute(_POLICY, {"a": _POLICY_AGGREGATE})]
    )
    for row in connection.execute(_READ_BY, {"o": f"{STORE}{hall}"}).all():
        _tell_case(connection, hall, row.case_id, row.tenure)
    for late in connection.execute(_LATE).all():
        tell_late(connection, late.stream, late.id, str(event_apart(late.event).get("aggregate", "")))


def _tell_once(connection: sa.Connection, hall: str, named: Named) -> None:
    """What stands in one batch with a hand-over was told with it."""
    if _IS_TOLD.first(connection, {"h": hall, "s": named[0], "i": named[1]}) is None:
        _append(connection, hall, [named])


def _tell_case(connection: sa.Connection, hall: str, case_id: str, tenure: int) -> None:
    """All of the case that the hall may know, is not its own, and was not told yet."""
    asked = {"h": hall, "a": f"{_CASE}{case_id}", "t": tenure}
    _append(connection, hall, [(row.stream, row.id) for row in connection.execute(_UNTOLD, asked)])


def _append(connection: sa.Connection, hall: str, events: Sequence[Named]) -> None:
    """Nothing for a store that never asked."""
    if not events:
        return
    taken = _TAKE_POSITIONS.first(connection, {"h": hall, "n": len(events)})
    if taken is None:
        return
    first, mark = int(taken[0]) - len(events) + 1, str(taken[1])
    rows = []
    for position, (source, event_id) in enumerate(events, first):
        mark = next_mark(mark, source, event_id)
        rows.append(
            {"stream": hall, "position": position, "source": source, "event_id": event_id, "mark": mark}
        )
    _APPEND.run_many(connection, rows)
    _MARK.run(connection, {"h": hall, "m": mark})
    connection.get_execution_options().get(TOLD_DOWN, _nobody)(hall)


def _nobody(_hall: str) -> None:
    """Waits for it."""


def next_mark(mark: str, source: str, event_id: str) -> str:
    """The mark of a list that is one event longer; "" is that of an empty one."""
    return hashlib.sha256(f"{mark}\n{source}\n{event_id}".encode()).hexdigest()[:32]
