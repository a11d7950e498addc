"""A centre on PostgreSQL with cases of three halls, given, whistled for, handed over; then its rights by roles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar
from uuid import uuid4

import sqlalchemy as sa

from case_store.central.context import PROGRAM, Acting, acting_as, of_person
from case_store.central.postgres import open_postgres
from case_store.central.roles import SERVICE, set_up
from case_store.clock import OffsetClock
from case_store.config import StoreConfig
from case_store.engine import open_engine
from case_store.hall.house import OnDuty
from case_store.keys import CENTRE, make_keys
from case_store.log.bulk import insert_rows
from case_store.log.event_log import EventLog, Happened
from case_store.log.history import case_name, whistle_name
from case_store.log.schema import metadata
from case_store.migrations import upgrade
from case_store.store import Store
from case_store.tokens import COUNTER, DISPATCH, write_tokens
from cases.casework.by import By
from cases.casework.case_events import HandedOver, TakenOver
from cases.deadlines.case_clock import ArmedClock, BudgetUnit
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import HALL_ZONE
from cases.roles import Role
from cases.supervision.whistle import WhistleCalled, WhistleCancelled
from tests.case_store.figure_world import NOTHING, draw
from tests.case_store.on_postgres import as_role
from tests.case_store.one_hall import ASSETS

NOW = datetime(2026, 11, 23, 17, 20, tzinfo=HALL_ZONE)
STREAMS = ("150502000", "150521000", "150522000")
CASES = 204
WHISTLED, CALLED_OFF = "police", "court"  # of the units, these are given nothing else
OUTSIDER = "health"  # has no case at all
WORKER = "g1"
AnswerT = TypeVar("AnswerT")

PEOPLE = (
    *(OnDuty(staff_id=f"c-{role.value}", role=role.value) for role in Role),
    *(
        OnDuty(staff_id=f"{unit}-{role.value}", role=role.value, unit=unit)
        for role in Role
        for unit in ("justice", "mediation_150521100", WHISTLED, CALLED_OFF)
    ),
    OnDuty(staff_id=WORKER, role="grid_worker"),
    OnDuty(staff_id="nobody", role="unit_officer", unit=OUTSIDER),
)


@dataclass
class GuardedCentre:
    """`owner_url` is a superuser's; `service_url` that of the service's own role."""

    store: Store
    owner_url: str
    service_url: str

    def context(self, who: OnDuty) -> Acting:
        """As the gate of a request makes it (service/access.py)."""
        by = By(staff_id=who.staff_id, role=who.role, unit=who.unit)
        return of_person(by, self.store.house.sight(who))

    def both(self, who: OnDuty, ask: Callable[[], AnswerT]) -> tuple[AnswerT, AnswerT]:
        """What the code's own filter lets through of everything, and of what the database lets through."""
        with acting_as(PROGRAM):
            free = ask()
        with acting_as(self.context(who)):
            return free, ask()


def open_guarded_centre(folder: Path, url: str) -> GuardedCentre:
    """Cases first, as the owner; then roles; then the store, as the service."""
    _fill(folder, url)
    set_up(url)
    service_url = as_role(url, SERVICE)
    keys = make_keys(folder / "keys", STREAMS[0])
    write_tokens(folder / "tokens.json", {role: f"token-of-{role}" for role in (COUNTER, DISPATCH)})
    clock = OffsetClock(folder / "clock")
    clock.move_to(NOW)
    config = {
        "role": "centre",
        "name": CENTRE,
        "database": folder / "centre.db",
        "database_url": service_url,
        "key_file": keys[CENTRE],
        "tokens_file": folder / "tokens.json",
        "assets_dir": ASSETS,
        "clock_file": folder / "clock",
        "demo": True,
        "pin_time_cost": 1,
        "pin_memory_kib": 8,
    }
    return GuardedCentre(Store(StoreConfig.model_validate(config)), url, service_url)


def _fill(folder: Path, url: str) -> None:
    """Folded in a file, where that takes no time, and brought over table by table."""
    engine = open_engine(folder / "folded.db", bytes(32))
    metadata.create_all(engine)
    _happen(engine)
    target = open_postgres(url, CENTRE)
    upgrade(target)
    with engine.connect() as source, target.begin() as connection:
        for table in metadata.sorted_tables:
            if rows := [row._asdict() for row in source.execute(sa.select(table))]:
                insert_rows(connection, table, rows)
    engine.dispose()
    target.dispose()


def _happen(engine: sa.Engine) -> None:
    luck, since = Random(11), NOW - timedelta(days=90)  # noqa: S311  the same world every time
    for number, stream in enumerate(STREAMS):
        log = EventLog(engine, stream=stream, node=f"hall:{stream}", policy_rev="test", has_upstream=False)
        with log.writing(uuid4(), NOW) as work:
            for case in range(number, CASES, len(STREAMS)):
                told = draw(luck, case, NOW, since)
                actor = f"staff:{WORKER}" if case % 10 == 0 else "staff:s1"
                work.append(
                    *(Happened(aggregate=t.aggregate, event=t.event, at=t.at, actor=actor) for t in told)
                )
                if case % 8 == 0:
                    work.record(told[0].aggregate, [HandedOver(staff_id="s1", to_store=CENTRE)], "staff:s1")
                if case % 6 == 0:
                    _whistle(work.record, f"w{case}", f"case-{case:05d}", off=case % 12 == 0)
        log.close()
    centre = EventLog(engine, stream=CENTRE, node=CENTRE, policy_rev="test", has_upstream=False)
    with centre.writing(uuid4(), NOW) as work:
        for case in range(0, CASES, 16):
            taken = TakenOver(
                staff_id="h1",
                store=CENTRE,
                from_store=STREAMS[case % 3],
                forced=False,
                known_epoch=1,
                known_seq=9999,
            )
            work.record(case_name(f"case-{case:05d}"), [taken], "staff:h1")
    centre.close()


def _whistle(record: Callable[..., None], whistle_id: str, case_id: str, *, off: bool) -> None:
    respond = ArmedClock(
        kind=ClockKind.WHISTLE,
        unit=BudgetUnit.CLOCK_HOURS,
        amount=1,
        started_at=NOW,
        soon_at=NOW + timedelta(minutes=30),
        due_at=NOW + timedelta(hours=1),
        due_date=NOW.date(),
        calendar_version="drawn",
    )
    call = WhistleCalled(
        whistle_id=whistle_id,
        case_id=case_id,
        staff_id="s1",
        units=(CALLED_OFF,) if off else (WHISTLED,),
        called_at=NOW,
        respond=respond,
        arrive=None,
        arrive_by=NOW + timedelta(hours=2),
        sealed=NOTHING,
    )
    record(whistle_name(whistle_id), [call], "staff:s1")
    if off:
        record(
            whistle_name(whistle_id),
            [WhistleCancelled(units=(CALLED_OFF,), staff_id="s1", sealed=NOTHING)],
            "staff:s1",
        )
