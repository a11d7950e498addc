"""What the tests of the kiosk's door look at: what the hall has, what staff are told."""

import asyncio
from datetime import timedelta
from typing import Any

from case_store.engine import open_engine
from case_store.kiosk.door import KioskDoor
from case_store.kiosk.outbox import KioskOutbox
from case_store.log.schema import case_, notice, visit
from cases.matter.citizen_code import CitizenPage, parse_citizen_url
from cases.matter.intake import Taken
from cases.refusal import Refusal
from tests.case_store.served import (
    KIOSK_ID,
    MONDAY,
    POLICY,
    Ground,
    rows,
)


async def settled(door: KioskDoor) -> None:
    """The hall has everything that this kiosk owes."""
    async with asyncio.timeout(20):
        while await door._outbox.run(KioskOutbox.waiting):
            door.heard(MONDAY - timedelta(days=9))  # a strange time: look again now
            await asyncio.sleep(0.02)


def disk(ground: Ground, statement: str) -> None:
    """Something happens to the kiosk's file."""
    engine = open_engine(ground.folder / f"{KIOSK_ID}.db", ground.kiosk_keys().database_key)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def notices(ground: Ground) -> list[str]:
    return [row.code for row in rows(ground, notice)]


def visit_of(ground: Ground, taken: Taken) -> Any:
    (row,) = [row for row in rows(ground, visit) if row.visit_id == taken.visit_id]
    return row


def case_of(ground: Ground, taken: Taken) -> Any:
    (row,) = [row for row in rows(ground, case_) if row.visit_id == taken.visit_id]
    return row


def one_visit(ground: Ground) -> Any:
    (row,) = rows(ground, visit)
    return row


def scanned(url: str | None, page: CitizenPage) -> str:
    """The code in a QR of ours."""
    found = parse_citizen_url(url or "", POLICY.hall.citizen_base_url)
    assert not isinstance(found, Refusal)
    assert found[0] is page
    return found[1]
