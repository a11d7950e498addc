"""A day with thousands of tickets behind it: written through the log's own append, many visits to a transaction."""

from datetime import datetime, timedelta
from typing import Any

import uuid_utils.compat as uuid_v7

from case_store.log.event_log import Happened, Work
from case_store.log.history import visit_name
from case_store.store import Store
from cases.hall_time import hall_date
from cases.queue.ticket_number import TicketNumber
from cases.queue.visit_events import NumberCalled, ServiceStarted, TicketIssued, VisitEnded

QUEUES = ("A", "B", "C", "Z")  # a queue has 9,999 numbers
IN_ONE_COMMIT = 250
_STAFF = "s1"


def fill_day(store: Store, tickets: int) -> None:
    """So many visits of today, all of them received and gone; their numbers count on from 1."""
    now = store.clock.now()
    synchronous(store, "OFF")
    for first in range(0, tickets, IN_ONE_COMMIT):
        with store.log.writing(uuid_v7.uuid7(), now) as work:
            for number in range(first, min(first + IN_ONE_COMMIT, tickets)):
                _visit(work, now - timedelta(milliseconds=tickets - number), number)
    synchronous(store, "FULL")


def synchronous(store: Store, level: str) -> None:
    """How the file is written to the disk: OFF only to fill it."""
    driver: Any = store.log.connection.connection.driver_connection
    driver.execute(f"PRAGMA synchronous = {level}")


def _visit(work: Work, at: datetime, number: int) -> None:
    visit_id, queue = str(uuid_v7.uuid7()), QUEUES[number % len(QUEUES)]
    ticket = TicketIssued(
        visit_id=visit_id,
        ticket_no=str(TicketNumber(queue, number // len(QUEUES) + 1)),
        queue=queue,
        business_date=hall_date(work.now),
        place_at=at,
        leased=False,
        kiosk_id=f"k{number % 50}",
        ticket_code_hash=visit_id.replace("-", ""),
    )
    counter_no = number % 5 + 1
    called = NumberCalled(
        counter_no=counter_no, staff_id=_STAFF, call_no=1, why="why.first_touch", called_at=at
    )
    events = (
        ticket,
        called,
        ServiceStarted(counter_no=counter_no, staff_id=_STAFF),
        VisitEnded(counter_no=counter_no, staff_id=_STAFF),
    )
    name = visit_name(visit_id)
    work.append(*(Happened(aggregate=name, event=e, at=at, actor=f"staff:{_STAFF}") for e in events))
