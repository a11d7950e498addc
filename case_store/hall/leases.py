"""What a kiosk holds for an outage: ticket numbers of today and the next open day, and serials of case codes."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House
from case_store.hall.numbers import last_given, lent
from case_store.log.event_log import Work
from case_store.log.prepared import Prepared
from case_store.log.projections.leases import NUMBERS, SERIALS
from case_store.log.schema import case_, lease, visit
from cases.hall_time import hall_date
from cases.matter.case_code import SERIAL_MAX, CaseCode, blocks_wanted
from cases.matter.intake import kiosk_queues
from cases.queue.lease import LeaseEvent, NumbersLeased, SerialsLeased, next_block
from cases.queue.ticket_number import NUMBER_MAX
from cases.views import Leases, NumberLease, SerialLease

_HELD = Prepared(
    sa.select(lease.c.kind, lease.c.queue, lease.c.first, lease.c.last)
    .where(lease.c.stream == param("s"), lease.c.kiosk_id == param("k"), lease.c.business_date == param("d"))
    .where(lease.c.withdrawn_at_us.is_(None))
    .order_by(lease.c.queue, lease.c.first)
)
_USED = Prepared(
    sa.select(visit.c.ticket_no).where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.queue == param("q"),
        visit.c.kiosk_id == param("k"),
        visit.c.leased == 1,
    )
)
_CODES = Prepared(
    sa.select(sa.func.count()).where(
        case_.c.stream == param("s"), case_.c.case_code >= param("low"), case_.c.case_code <= param("high")
    )
)


def top_up(work: Work, house: House, kiosk_id: str) -> Leases:
    """Everything this kiosk holds for the two days, with new blocks where, by what is known, it runs low."""
    today = hall_date(work.now)
    days = [today, house.policy.calendar.next_open_day(today)]
    lender = _Lender(work, house, kiosk_id)
    actor = f"kiosk:{kiosk_id}"
    work.record(actor, [event for day in days for event in lender.missing(day)], actor)
    held = [lender.held(day) for day in days]
    return Leases(
        numbers=tuple(block for blocks in held for block in blocks.numbers),
        serials=tuple(block for blocks in held for block in blocks.serials),
    )


@dataclass(frozen=True, slots=True)
class _Lender:
    """What one kiosk holds and lacks."""

    work: Work
    house: House
    kiosk_id: str

    def held(self, day: date) -> Leases:
        """The kiosk's blocks of a day."""
        this = {"s": self.work.stream, "k": self.kiosk_id, "d": day.isoformat()}
        rows = _HELD.all(self.work.connection, this)
        return Leases(
            numbers=tuple(
                NumberLease(queue=queue, business_date=day, first=first, last=last)
                for kind, queue, first, last in rows
                if kind == NUMBERS
            ),
            serials=tuple(
                SerialLease(business_date=day, first=first, last=last)
                for kind, _queue, first, last in rows
                if kind == SERIALS
            ),
        )

    def missing(self, day: date) -> list[LeaseEvent]:
        """New blocks: numbers when half are used, serials below what a kiosk keeps free."""
        mine = self.held(day)
        letters = kiosk_queues(self.house.policy.hall)
        numbers = [event for letter in sorted(letters) for event in self._numbers(day, letter, mine)]
        return [*numbers, *self._serials(day, mine)]

    def _numbers(self, day: date, letter: str, mine: Leases) -> list[LeaseEvent]:
        limits = self.house.policy.kiosk
        blocks = [range(block.first, block.last + 1) for block in mine.numbers if block.queue == letter]
        this = {"s": self.work.stream, "d": day.isoformat(), "q": letter, "k": self.kiosk_id}
        used = {int(no[1:]) for (no,) in _USED.all(self.work.connection, this)}
        free = sum(number not in used for block in blocks for number in block)
        if free > limits.lease_size // 2:
            return []
        first, last = next_block(
            lent(self.work, NUMBERS, day, letter),
            limits.lease_first_number,
            limits.lease_size,
            last_given(self.work, letter, day),
        )
        if last > NUMBER_MAX:
            return []
        return [
            NumbersLeased(kiosk_id=self.kiosk_id, queue=letter, business_date=day, first=first, last=last)
        ]

    def _serials(self, day: date, mine: Leases) -> list[LeaseEvent]:
        limits = self.house.policy.kiosk
        free = sum(
            block.last - block.first + 1 - self._codes_used(day, block.first, block.last)
            for block in mine.serials
        )
        taken = lent(self.work, SERIALS, day)
        events: list[LeaseEvent] = []
        for _ in range(blocks_wanted(free, limits.case_serial_keep_free, limits.case_serial_block_size)):
            first, last = next_block(taken, limits.case_serial_lease_first, limits.case_serial_block_size, 0)
            if last > SERIAL_MAX:
                break
            taken.append((first, last))
            events.append(SerialsLeased(kiosk_id=self.kiosk_id, business_date=day, first=first, last=last))
        return events

    def _codes_used(self, day: date, first: int, last: int) -> int:
        centre = self.house.policy.hall.centre_code
        bounds = {"low": CaseCode(centre, day, first).text, "high": CaseCode(centre, day, last).text}
        used = _CODES.first(self.work.connection, {"s": self.work.stream, **bounds})
        return 0 if used is None else int(used[0])
