"""A hall that really runs, for tests of screens: a served store, its staff, and a kiosk's door that takes matters."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from case_store.client.hall import HallClient
from case_store.kiosk.door import KioskDoor
from case_store.kiosk.outbox import paper_job_id
from case_store.private_file import write_private
from case_store.tokens import COUNTER
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.visit_events import PaperState
from cases.views import StaffView, WaitingRow
from tests.case_store.served import ASSETS, KIOSK_ID, PIN, POLICY, Ground, make_ground, rows
from tests.reviser import revise

__all__ = ["ASSETS", "NOBODY", "PEOPLE", "PIN", "WAGES", "WORDS", "RealHall"]

PEOPLE = (
    StaffView(staff_id="s1", name="斯琴", role="reception"),
    StaffView(staff_id="s2", name="包某甲", role="reception"),
)
WAGES = OpenMatter(category="labour_wages", town="150502001", party_count=37, amount_fen=80_000_000)
WORDS = PrivateMatter(
    other_side="某建筑公司（项目部）",
    story="给工地干了五个月，钱一直没给，我们一共三十七个人，年前想拿到。",
    contact_name="李某甲",
    contact_phone="13000000017",
)
NOBODY = PrivateMatter()


class RealHall:
    """It is Monday 09:30. `start` and `stop` are the power switch; screens find it again at the same port."""

    def __init__(self, root: Path) -> None:
        self._ground = make_ground(root)
        hall = self._ground.hall
        hall.config = hall.config.model_copy(update={"kiosk_names": {KIOSK_ID: "1号自助机"}})
        self.url, self.clock, self.clock_file = hall.url, self._ground.clock, root / "clock"
        self._runner = asyncio.Runner()
        self._door: KioskDoor | None = None
        self._desk: HallClient | None = None
        self._last_visit = ""

    @property
    def ground(self) -> Ground:
        """What it stands on, for whoever works in it beside a screen."""
        return self._ground

    def start(self) -> None:
        """Until it answers."""
        self._ground.hall.start()
        if self._ground.hall.store is not None:
            for person in PEOPLE:
                self.add_staff(person)

    def add_staff(self, person: StaffView) -> None:
        """Somebody more who works here."""
        if (store := self._ground.hall.store) is not None:
            self._runner.run(
                store.run(store.add_staff, person, PIN)
            )  # the store's file belongs to its thread

    def rows(self, table: sa.Table) -> list[Any]:
        """What stands in a table of its store."""
        return rows(self._ground, table)

    def stop(self) -> None:
        """The hall is gone: sockets closed, file closed."""
        self._ground.hall.stop()

    def close(self) -> None:
        """The end of the test."""
        self._runner.run(self._close())
        self._runner.close()
        self.stop()

    def next_day(self) -> None:
        """09:30 of the next working day: nobody waits, nobody is at a desk."""
        morning = self.clock.now().replace(hour=9, minute=30, second=0, microsecond=0)
        day = POLICY.calendar.next_working(morning.date())
        self.clock.move_to(morning.replace(year=day.year, month=day.month, day=day.day))
        if (store := self._ground.hall.store) is not None:  # 跨日清零 now, not in the middle of a test
            self._runner.run(store.run(store.hall.tick))

    def token_file(self, role: str) -> Path:
        """A file with the token of a role and nothing else."""
        path = self._ground.folder / f"token-{role}"
        if not path.exists():
            write_private(path, self._ground.tokens[role].encode())
        return path

    def take(
        self,
        opened: OpenMatter = WAGES,
        private: PrivateMatter = WORDS,
        *,
        confirmed: bool = True,
        intent: Intent = Intent.DISPUTE,
    ) -> str:
        """A citizen confirms a matter at the kiosk, or only takes a number; the number."""
        self.clock.move_by(timedelta(seconds=1))  # nobody is as quick as a test: who comes later comes later
        intake = Intake(
            intent=intent,
            touched_at=self.clock.now(),
            confirmed=confirmed,
            open=opened,
            private=private,
        )
        return self._runner.run(self._take(intake))

    def call_help(self) -> None:
        """Somebody presses 叫人帮忙."""

        async def call() -> None:
            door = await self._opened_door()
            assert isinstance(await door.call_help("home"), str)

        self._runner.run(call())

    def paper_failed(self, paper: str = "queue_ticket") -> None:
        """The last ticket, or its receipt, did not come out of the printer."""

        async def report() -> None:
            door = await self._opened_door()
            job = paper_job_id(self._last_visit, paper)
            await door.report_paper(job, PaperState.FAILED, "printer.out_of_paper")
            await asyncio.sleep(0.2)  # the errand runs on this loop

        self._runner.run(report())

    def call_next(self, counter_no: int) -> str:
        """A desk beside this test's own calls the next number, and ends at once; the number."""

        async def call() -> str:
            if self._desk is None:
                self._desk = self._ground.client(COUNTER)
                await self._desk.sign_in("s2", PIN, counter_no)
            row = await self._desk.call_next(counter_no)
            assert isinstance(row, WaitingRow)
            await self._desk.start(row.visit_id)
            await self._desk.end(row.visit_id)
            return row.ticket_no

        return self._runner.run(call())

    def run(self, errand: Coroutine[Any, Any, None]) -> None:
        """Something that is done elsewhere in the hall meanwhile."""
        self._runner.run(errand)

    def employ(self, person: StaffView) -> None:
        """Somebody more who may sign in, with the same PIN."""
        if (store := self._ground.hall.store) is not None:
            self._runner.run(store.run(store.add_staff, person, PIN))

    def revise(self, *pairs: tuple[str, str], name: str = "hall.toml") -> None:
        """The hall administrator replaces these words of a policy file."""
        self._runner.run(revise(self._ground, *pairs, name=name))

    async def _take(self, intake: Intake) -> str:
        door = await self._opened_door()
        taken = await door.take(intake)
        assert taken.ticket_no is not None
        self._last_visit, self.taken = taken.visit_id, taken
        return taken.ticket_no

    async def _opened_door(self) -> KioskDoor:
        if self._door is None:
            self._door = self._ground.door()
            await self._door.open()
        return self._door

    async def _close(self) -> None:
        if self._door is not None:
            await self._door.close()
        if self._desk is not None:
            await self._desk.aclose()
        await asyncio.sleep(0.05)  # closed transports let their sockets go a turn later
