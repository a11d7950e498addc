"""After a backup was brought back: numbers that this hall may have given since then are given to nobody again.

Nobody knows here which numbers are on citizens' papers, in kiosks' leases or on receipts, until the centre tells. So a
stretch behind the last known number of every queue, behind the last lease and behind the last case code is lent to a
kiosk that does not exist; numbering skips what is lent.
"""

from datetime import date

from case_store.hall.house import House
from case_store.hall.numbers import last_given, last_serial, lent
from case_store.log.event_log import Work
from case_store.log.projections.leases import NUMBERS, SERIALS
from cases.hall_time import hall_date
from cases.matter.case_code import SERIAL_MAX
from cases.queue.lease import LeaseEvent, NumbersLeased, SerialsLeased
from cases.queue.ticket_number import NUMBER_MAX

NOBODY = "restored"
LEASES_LONG = 4  # a stretch is so many leases of a kiosk: more than a queue gives on most days


def skip_what_may_be_given(work: Work, house: House) -> bool:
    """In the first transaction of a hall that came back: of today, and of the next open day, which kiosks hold, too."""
    today = hall_date(work.now)
    for day in (today, house.policy.calendar.next_open_day(today)):
        work.record(f"kiosk:{NOBODY}", [*_numbers(work, house, day), *_serials(work, house, day)], "system")
    return True


def _numbers(work: Work, house: House, day: date) -> list[LeaseEvent]:
    limits = house.policy.kiosk
    stretches = [
        (queue.letter, first, last)
        for queue in house.policy.hall.queues
        for first, last in _stretches(
            last_given(work, queue.letter, day),
            lent(work, NUMBERS, day, queue.letter),
            limits.lease_first_number,
            limits.lease_size * LEASES_LONG,
            NUMBER_MAX,
        )
    ]
    return [
        NumbersLeased(kiosk_id=NOBODY, queue=queue, business_date=day, first=first, last=last)
        for queue, first, last in stretches
    ]


def _serials(work: Work, house: House, day: date) -> list[LeaseEvent]:
    limits = house.policy.kiosk
    stretches = _stretches(
        last_serial(work, day),
        lent(work, SERIALS, day),
        limits.case_serial_lease_first,
        limits.case_serial_block_size * LEASES_LONG,
        SERIAL_MAX,
    )
    return [
        SerialsLeased(kiosk_id=NOBODY, business_date=day, first=first, last=last) for first, last in stretches
    ]


def _stretches(
    given: int, taken: list[tuple[int, int]], lease_first: int, length: int, highest: int
) -> list[tuple[int, int]]:
    """Behind what normal numbering gave, below where leases begin; and behind the leases."""
    behind_leases = max([lease_first, *(last + 1 for _, last in taken)])
    found = [
        (given + 1, min(given + length, lease_first - 1)),
        (behind_leases, min(behind_leases + length - 1, highest)),
    ]
    return [(first, last) for first, last in found if first <= last]
