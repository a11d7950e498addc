"""What a kiosk holds for an outage: ticket numbers of today and the next open day, and serials of case codes."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.house import House
from case_store.log import Happened, Work
from case_store.numbers import last_given, lent
from case_store.projections.leases import NUMBERS, SERIALS
from case_store.schema import case_, lease, visit
from cases.case_code import SERIAL_MAX, CaseCode, blocks_wanted
from cases.hall_time import hall_date
from cases.intake import QUEUE_OF
from cases.lease import LeaseEvent, NumbersLeased, SerialsLeased, next_block
from cases.ticket_number import NUMBER_MAX
from cases.views import Leases, NumberLease, SerialLease

_HELD = (
    sa.select(lease)
    .where(
        lease.c.stream == param("s"),
        lease.c.kiosk_id == param("k"),
        lease.c.business_date.in_(param("days", expanding=True)),
    )
    .order_by(lease.c.business_date, lease.c.queue, lease.c.first)
)
_USED = sa.select(visit.c.ticket_no).where(
    visit.c.stream == param("s"),
    visit.c.business_date == param("d"),
    visit.c.queue == param("q"),
    visit.c.kiosk_id == param("k"),
    visit.c.leased == 1,
)
_CODES = sa.select(case_.c.case_code).where(
    case_.c.stream == param("s"), case_.c.case_code >= param("low"), case_.c.case_code <= param("high")
)


def top_up(work: Work, house: House, kiosk_id: str) -> Leases:
    """Everything this kiosk holds for the two days, with new blocks where it runs low (half used, by what is known)."""
    today = hall_date(work.now)
    days = [today, house.policy.calendar.next_open_day(today)]
    wanted = [event for day in days for event in _missing(work, house, kiosk_id, day)]
    if wanted:
        work.append(
            *(
                Happened(aggregate=f"kiosk:{kiosk_id}", event=e, at=work.now, actor=f"kiosk:{kiosk_id}")
                for e in wanted
            )
        )
    return held(work, kiosk_id, days)


def held(work: Work, kiosk_id: str, days: list[date]) -> Leases:
    """The kiosk's blocks of these days."""
    this = {"s": work.stream, "k": kiosk_id, "days": [day.isoformat() for day in days]}
    rows = work.connection.execute(_HELD, this).all()
    return Leases(
        numbers=tuple(
            NumberLease(
                queue=row.queue,
                business_date=date.fromisoformat(row.business_date),
                first=row.first,
                last=row.last,
            )
            for row in rows
            if row.kind == NUMBERS
        ),
        serials=tuple(
            SerialLease(business_date=date.fromisoformat(row.business_date), first=row.first, last=row.last)
            for row in rows
            if row.kind == SERIALS
        ),
    )


def _missing(work: Work, house: House, kiosk_id: str, day: date) -> list[LeaseEvent]:
    mine = held(work, kiosk_id, [day])
    letters = sorted(set(QUEUE_OF.values()) & {queue.letter for queue in house.policy.hall.queues})
    return [
        *(event for letter in letters for event in _numbers(work, house, kiosk_id, day, letter, mine)),
        *_serials(work, house, kiosk_id, day, mine),
    ]


def _numbers(
    work: Work, house: House, kiosk_id: str, day: date, letter: str, mine: Leases
) -> list[LeaseEvent]:
    size = house.policy.kiosk.lease_size
    blocks = [block for block in mine.numbers if block.queue == letter]
    this = {"s": work.stream, "d": day.isoformat(), "q": letter, "k": kiosk_id}
    used = {int(no[1:]) for no in work.connection.execute(_USED, this).scalars()}
    free = sum(block.last - block.first + 1 for block in blocks)
    free -= sum(any(block.first <= number <= block.last for block in blocks) for number in used)
    if free > size // 2:
        return []
    first, last = next_block(
        lent(work, NUMBERS, day, letter),
        house.policy.kiosk.lease_first_number,
        size,
        last_given(work, letter, day),
    )
    if last > NUMBER_MAX:
        return []
    return [NumbersLeased(kiosk_id=kiosk_id, queue=letter, business_date=day, first=first, last=last)]


def _serials(work: Work, house: House, kiosk_id: str, day: date, mine: Leases) -> list[LeaseEvent]:
    limits = house.policy.kiosk
    blocks = [(block.first, block.last) for block in mine.serials]
    free = sum(last - first + 1 - _codes_used(work, house, day, first, last) for first, last in blocks)
    taken = lent(work, SERIALS, day)
    events: list[LeaseEvent] = []
    for _ in range(blocks_wanted(free, limits.case_serial_keep_free, limits.case_serial_block_size)):
        first, last = next_block(taken, limits.case_serial_lease_first, limits.case_serial_block_size, 0)
        if last > SERIAL_MAX:
            break
        taken.append((first, last))
        events.append(SerialsLeased(kiosk_id=kiosk_id, business_date=day, first=first, last=last))
    return events


def _codes_used(work: Work, house: House, day: date, first: int, last: int) -> int:
    centre = house.policy.hall.centre_code
    bounds = {"low": CaseCode(centre, day, first).text, "high": CaseCode(centre, day, last).text}
    return len(work.connection.execute(_CODES, {"s": work.stream, **bounds}).all())
