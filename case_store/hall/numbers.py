"""Drawing numbers: tickets of a queue and day, serials of the hall's own case codes; leases are skipped.

Drawn in the transaction that uses them, so that a number is either given or still there (pitfalls.md §1).
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House
from case_store.keys import CENTRE
from case_store.log.event_log import Work
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections.leases import NUMBERS, SERIALS
from case_store.log.schema import case_, lease, queue_day, serial_day, superseded_number, visit
from cases.matter.case_code import CaseCode
from cases.queue.lease import next_number
from cases.queue.ticket_number import TicketNumber, parse_ticket_number

_LAST_GIVEN = Prepared(
    sa.select(queue_day.c.last_given).where(
        queue_day.c.stream == param("s"),
        queue_day.c.business_date == param("d"),
        queue_day.c.queue == param("q"),
    )
)
_LAST_SERIAL = sa.select(serial_day.c.last_given).where(
    serial_day.c.stream == param("s"), serial_day.c.business_date == param("d")
)
_LENT = Prepared(
    sa.select(lease.c.first, lease.c.last).where(
        lease.c.stream == param("s"),
        lease.c.kind == param("k"),
        lease.c.business_date == param("d"),
        lease.c.queue == param("q"),
    )
)
_LENT_TO = sa.select(lease.c.last).where(
    lease.c.stream == param("s"),
    lease.c.kind == NUMBERS,
    lease.c.business_date == param("d"),
    lease.c.queue == param("q"),
    lease.c.first <= param("n"),
    lease.c.last >= param("n"),
    lease.c.kiosk_id == param("kiosk"),
    sa.or_(lease.c.withdrawn_at_us.is_(None), lease.c.withdrawn_at_us >= param("at")),
)
_GIVEN = (
    sa.select(visit.c.visit_id)
    .where(visit.c.stream == param("s"), visit.c.business_date == param("d"), visit.c.ticket_no == param("n"))
    .union_all(
        sa.select(superseded_number.c.visit_id).where(
            superseded_number.c.stream == param("s"),
            superseded_number.c.business_date == param("d"),
            superseded_number.c.ticket_no == param("n"),
        )
    )
)
_CODE_GIVEN = Prepared(
    sa.select(case_.c.case_id).where(case_.c.stream == param("s"), case_.c.case_code == param("c"))
)


def last_given(work: Work, queue: str, day: date) -> int:
    """The highest number that normal numbering gave."""
    this = {"s": work.stream, "d": day.isoformat(), "q": queue}
    given = _LAST_GIVEN.first(work.connection, this)
    return int(given[0]) if given else 0


def last_serial(work: Work, day: date) -> int:
    """The highest serial of a case code that normal numbering gave."""
    return int(work.connection.execute(_LAST_SERIAL, {"s": work.stream, "d": day.isoformat()}).scalar() or 0)


def lent(work: Work, kind: str, day: date, queue: str = "") -> list[tuple[int, int]]:
    """Every lease of a queue and day, or of the serials of a day."""
    this = {"s": work.stream, "k": kind, "d": day.isoformat(), "q": queue}
    return [(first, last) for first, last in _LENT.all(work.connection, this)]


def draw_ticket_no(work: Work, queue: str, day: date) -> str:
    """The next number of a queue."""
    number = next_number(last_given(work, queue, day), lent(work, NUMBERS, day, queue))
    return str(TicketNumber(queue, number))


def is_lent_to(work: Work, kiosk_id: str, number: tuple[str, str, date], at: datetime) -> bool:
    """Whether this kiosk held this number (as printed, its queue, its day) when it was printed."""
    ticket_no, queue, day = number
    parsed = parse_ticket_number(ticket_no)
    if not isinstance(parsed, TicketNumber) or parsed.queue != queue or str(parsed) != ticket_no:
        return False
    this = {"s": work.stream, "d": day.isoformat(), "q": queue, "n": parsed.number, "kiosk": kiosk_id}
    this["at"] = to_us(at)
    return work.connection.execute(_LENT_TO, this).first() is not None


def holder_of(work: Work, ticket_no: str, day: date) -> str | None:
    """The visit that has, or had, this number on that day."""
    this = {"s": work.stream, "d": day.isoformat(), "n": ticket_no}
    holder: str | None = work.connection.execute(_GIVEN, this).scalar()
    return holder


def draw_case_code(work: Work, house: House, day: date) -> str:
    """A case code with the next serial of the store's own; the centre above the halls has a code of its own."""
    hall = house.policy.hall
    centre = hall.upper_centre_code if house.node == CENTRE else hall.centre_code
    last = last_serial(work, day)
    leased = lent(work, SERIALS, day)
    while True:  # past the few codes that replaced a kiosk's, which the counter of the desks does not count
        last = next_number(last, leased)
        code = CaseCode(centre, day, last).text
        if case_with_code(work, code) is None:
            return code


def case_with_code(work: Work, case_code: str) -> str | None:
    """The id of the case that carries this code."""
    found = _CODE_GIVEN.first(work.connection, {"s": work.stream, "c": case_code})
    return str(found[0]) if found else None
