"""A plausible working day up to 09:30, told through the hall's own doors while the shared clock is moved along.

Nothing is written behind the store's back: every seeded ticket, call and acceptance is the event of a real command.
"""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from case_store.client.hall import HallClient
from case_store.config import load_config
from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from case_store.kiosk.outbox import paper_job_id
from case_store.store import Store
from cases.hall_time import hall_time
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import StaffView, WaitingRow
from demo.ground import SEEDING_KIOSK_ID, Ground

T = TypeVar("T")
SEED = 20261123
MATTERS = Path(__file__).with_name("working_day.toml")
DAYS_BEFORE = 4
LEFT_OPEN = (2, 3, 4, 4)  # matters of the days before that still wait for an answer, oldest day first
OPENS, SHOWN_FROM = time(8, 30), time(9, 30)
MINUTE = timedelta(minutes=1)
DEMO_PIN = "246810"
DID_NOT_HEAR = (9, 16)  # the calls of this morning that nobody answered
CONSULTS_AT = 4  # the minute of every ten at which somebody only asks
STAFF = (
    StaffView(staff_id="s1", name="斯琴", role="reception"),
    StaffView(staff_id="s2", name="包某甲", role="reception"),
    StaffView(staff_id="s3", name="白某乙", role="reception"),
    StaffView(staff_id="s4", name="韩某丙", role="reception"),
    StaffView(staff_id="s5", name="高某丁", role="mediator"),
    StaffView(staff_id="s6", name="王某戊", role="unit_clerk", unit="human_resources"),
    StaffView(staff_id="s7", name="赵某己", role="supervisor"),
    StaffView(staff_id="s8", name="孟某庚", role="dispatcher"),
    StaffView(staff_id="s9", name="陈某辛", role="hall_admin"),
    StaffView(staff_id="s10", name="吴某壬", role="leader"),
    StaffView(staff_id="s11", name="李某己", role="unit_officer", unit="justice"),
    StaffView(staff_id="s12", name="张某癸", role="unit_officer", unit="territory_150502001"),
    StaffView(staff_id="s13", name="周某子", role="grid_worker", unit="territory_150502001"),
)
MEDIATOR, UNIT_CLERK, SUPERVISOR, DISPATCHER, HALL_ADMIN = (one.staff_id for one in STAFF[4:9])
AT_WORK = STAFF[1:4]  # who sits at counters 2 to 4 this morning


def add_staff(ground: Ground) -> None:
    """Who may sign in at this hall. Before its store runs: a store has one owner."""
    store = Store(load_config(ground.hall.config))
    try:
        for member in STAFF:
            store.add_staff(member, DEMO_PIN)
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class Told:
    """One invented matter, as somebody would tell it."""

    open: OpenMatter
    private: PrivateMatter


def matters() -> list[Told]:
    """The matters of working_day.toml."""
    return [
        Told(
            OpenMatter(
                category=m["category"],
                town=m["town"],
                party_count=m["people"],
                amount_fen=m["yuan"] * 100 if "yuan" in m else None,
                staff_writes_story=not m["story"],
                contact_withheld=not (m["name"] or m["phone"]),
            ),
            PrivateMatter(
                other_side=m["other_side"],
                story=m["story"],
                contact_name=m["name"],
                contact_phone=m["phone"],
            ),
        )
        for m in tomllib.loads(MATTERS.read_text("utf-8"))["matters"]
    ]


class SeedError(RuntimeError):
    """A command of the seeded day was refused: the demo would show a hall that cannot be."""


@dataclass(slots=True)
class _Desk:
    client: HallClient
    staff_id: str
    counter_no: int
    visit: WaitingRow | None = None
    free_at: datetime | None = None

    async def sign_in(self) -> None:
        granted(await self.client.sign_in(self.staff_id, DEMO_PIN, self.counter_no))


class Seeder:
    """Plays the days before and this morning. Desks 2 to 4 work; counter 1 is left to whoever plays the demo."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._dice = random.Random(SEED)  # noqa: S311 - invented waits, no secret
        self._told = matters()[1:]  # the first one, a group, is what the story tells at the kiosk
        self._next_matter = 0
        self._calls = 0

    async def play(self) -> None:
        """From the first day before to 09:30 of the demo's day. Raises SeedError."""
        ground = self._ground
        today = ground.clock.now().date()
        shown_from = hall_time(datetime.combine(today, SHOWN_FROM))
        days = self._days_before(today)
        ground.clock.move_to(_at(days[0], time(8, 0)))
        door = KioskDoor(
            KioskDoorConfig(
                kiosk_id=SEEDING_KIOSK_ID,
                hall_url=ground.hall_url,
                token=ground.tokens["kiosk"],
                outbox=ground.root / "kiosk-2-outbox.db",
                keys=read_keys(ground.keys(f"kiosk:{SEEDING_KIOSK_ID}")),
                policy=ground.policy,
                clock=ground.clock,
            )
        )
        await door.open()
        desks = [
            _Desk(HallClient(ground.hall_url, ground.tokens["counter"]), staff.staff_id, number)
            for number, staff in enumerate(AT_WORK, start=2)
        ]
        try:
            for day, left_open in zip(days, LEFT_OPEN, strict=True):
                await self._day_before(door, desks[0], day, left_open)
            await self._this_morning(door, desks, today)
        finally:
            await door.close()
            for desk in desks:
                await desk.client.aclose()
        ground.clock.move_to(shown_from)

    def _days_before(self, today: date) -> list[date]:
        days: list[date] = []
        day = today
        while len(days) < DAYS_BEFORE:
            day -= timedelta(days=1)
            if self._ground.policy.calendar.is_working(day):
                days.insert(0, day)
        return days

    async def _day_before(self, door: KioskDoor, desk: _Desk, day: date, left_open: int) -> None:
        """Every matter of an earlier day was answered at the desk, but for those that still wait."""
        self._ground.clock.move_to(_at(day, time(8, 40)))
        await desk.sign_in()
        for turn in range(left_open + 2):
            self._ground.clock.move_to(_at(day, time(9, 0)) + 25 * turn * MINUTE)
            await self._take(door, Intent.DISPUTE)
            row = granted(await desk.client.call_next(desk.counter_no))
            granted(await desk.client.start(row.visit_id))
            if turn >= left_open and row.case_id is not None:
                await self._reject(desk, row)
            self._ground.clock.move_by(9 * MINUTE)
            granted(await desk.client.end(row.visit_id))
        refusal = await desk.client.sign_out()
        if refusal is not None:
            raise SeedError(refusal.code)

    async def _this_morning(self, door: KioskDoor, desks: Sequence[_Desk], today: date) -> None:
        self._ground.clock.move_to(_at(today, time(8, 25)))
        for desk in desks:
            await desk.sign_in()
        now = _at(today, OPENS)
        minute = 0
        while now < _at(today, SHOWN_FROM):
            self._ground.clock.move_to(now)
            if minute % 2 == 0:
                await self._take(door, Intent.CONSULT if minute % 10 == CONSULTS_AT else Intent.DISPUTE)
            for desk in desks:
                await self._work(desk, now)
            now += MINUTE
            minute += 1

    async def _work(self, desk: _Desk, now: datetime) -> None:
        if desk.visit is not None and desk.free_at is not None and now >= desk.free_at:
            granted(await desk.client.end(desk.visit.visit_id))
            desk.visit = None
        if desk.visit is not None:
            return
        row = await desk.client.call_next(desk.counter_no)
        if isinstance(row, Refusal):
            return
        self._calls += 1
        if self._calls in DID_NOT_HEAR:
            for _ in range(self._ground.policy.hall.calling.calls_max - 1):
                granted(await desk.client.recall(row.visit_id))
            granted(await desk.client.no_show(row.visit_id))
            return
        desk.visit = granted(await desk.client.start(row.visit_id))
        desk.free_at = now + self._dice.randint(5, 10) * MINUTE
        if row.case_id is not None and self._dice.random() < 0.4:  # noqa: PLR2004 - two in five are decided at once
            granted(await desk.client.open_matter(row.visit_id))
            granted(await desk.client.accept(row.case_id))

    async def _reject(self, desk: _Desk, row: WaitingRow) -> None:
        granted(await desk.client.open_matter(row.visit_id))
        if row.case_id is not None:
            granted(await desk.client.reject(row.case_id, "already_accepted_elsewhere", "handling_organ"))

    async def _take(self, door: KioskDoor, intent: Intent) -> None:
        told = self._told[self._next_matter % len(self._told)]
        dispute = intent is Intent.DISPUTE
        self._next_matter += dispute
        taken = await door.take(
            Intake(
                intent=intent,
                touched_at=self._ground.clock.now(),
                confirmed=dispute,
                open=told.open if dispute else OpenMatter(),
                private=told.private if dispute else PrivateMatter(),
            )
        )
        if taken.ticket_no is None or taken.leased:
            raise SeedError(f"no number from the hall: {taken.refusal}")
        await self._papers_came(door, taken.visit_id, confirmed=dispute)

    async def _papers_came(self, door: KioskDoor, visit_id: str, *, confirmed: bool) -> None:
        for paper in ("queue_ticket", "receipt") if confirmed else ("queue_ticket",):
            await door.report_paper(paper_job_id(visit_id, paper), PaperState.PRINTED)


def _at(day: date, at: time) -> datetime:
    return hall_time(datetime.combine(day, at))


def granted(answer: T | Refusal) -> T:
    """What the hall answered. Raises SeedError where it said no."""
    if isinstance(answer, Refusal):
        raise SeedError(f"{answer.code} {dict(answer.facts)}")
    return answer
