"""A hall that really runs: its service on a real socket, its encrypted file, a kiosk's door that takes matters."""

import asyncio
import socket
import threading
from datetime import datetime
from pathlib import Path

import uvicorn

from case_store.clock import OffsetClock
from case_store.config import StoreConfig
from case_store.keys import hall_reader, make_keys, read_keys
from case_store.kiosk_door import KioskDoor, KioskDoorConfig
from case_store.kiosk_outbox import paper_job_id
from case_store.policy_files import load_policy
from case_store.private_file import write_private
from case_store.service import create_app
from case_store.store import Store
from case_store.tokens import COUNTER, KIOSK, WALL, new_token, write_tokens
from cases.hall_time import HALL_ZONE
from cases.intake import Intake, Intent
from cases.matter import OpenMatter, PrivateMatter
from cases.views import StaffView
from cases.visit import PaperState

ASSETS = Path(__file__).parents[2] / "assets"
MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
KIOSK_ID, KIOSK_NAME = "kiosk-1", "1号自助机"
PIN = "246810"
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
    """`start` and `stop` are the power switch; the port stays the same, so that screens find it again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = OffsetClock(root / "clock")
        self.clock.move_to(MORNING)
        self._tokens = {role: new_token() for role in (KIOSK, COUNTER, WALL)}
        write_tokens(root / "tokens.json", self._tokens)
        for role, token in self._tokens.items():
            write_private(root / f"token-{role}", token.encode())
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        stream = "150502000"
        keys = make_keys(root / "keys", stream, (KIOSK_ID,))
        self.config = StoreConfig(
            role="hall",
            name=stream,
            database=root / "hall.db",
            key_file=keys[hall_reader(stream)],
            tokens_file=root / "tokens.json",
            assets_dir=ASSETS,
            clock_file=root / "clock",
            port=self._port,
            kiosk_names={KIOSK_ID: KIOSK_NAME},
            tick_seconds=0.2,
            beat_seconds=0.5,
            pin_time_cost=1,
            pin_memory_kib=8,
        )
        self._runner = asyncio.Runner()
        self._kiosk_keys = keys[f"kiosk:{KIOSK_ID}"]
        self._door: KioskDoor | None = None
        self._server: uvicorn.Server | None = None

    def start(self) -> None:
        """Until it answers."""
        store = Store(self.config)
        for person in PEOPLE:
            store.add_staff(person, PIN)
        self._server = uvicorn.Server(
            uvicorn.Config(
                create_app(store),
                port=self._port,
                loop="uvloop",
                ws="websockets-sansio",
                lifespan="on",
                log_config=None,
                timeout_graceful_shutdown=1,
            )
        )
        server = self._server

        def serve() -> None:
            server.run()
            store.close()

        self._thread = threading.Thread(target=serve, name="hall")
        self._thread.start()
        while not server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the hall did not start")
            threading.Event().wait(0.005)

    def stop(self) -> None:
        """The hall is gone: sockets closed, file closed."""
        if self._server is not None:
            self._server.should_exit = True
            self._thread.join(5)
            self._server = None

    def close(self) -> None:
        """The end of the test."""
        if self._door is not None:
            self._runner.run(self._door.close())
            self._runner.run(asyncio.sleep(0.05))  # closed transports let their sockets go a turn later
        self._runner.close()
        self.stop()

    def token_file(self, role: str) -> Path:
        return self.root / f"token-{role}"

    def take(
        self,
        opened: OpenMatter = WAGES,
        private: PrivateMatter = WORDS,
        *,
        confirmed: bool = True,
        intent: Intent = Intent.DISPUTE,
    ) -> str:
        """A citizen confirms a matter at the kiosk, or only takes a number; the number."""
        taken = self._runner.run(self._take(Intake(
            intent=intent,
            touched_at=self.clock.now(),
            confirmed=confirmed,
            open=opened,
            private=private,
        )))  # fmt: skip
        assert taken is not None
        return taken

    def call_help(self) -> None:
        """Somebody presses 叫人帮忙."""

        async def call() -> None:
            door = await self._opened_door()
            assert isinstance(await door.call_help("home"), str)

        self._runner.run(call())

    def paper_failed(self) -> None:
        """The last ticket did not come out of the printer."""

        async def report() -> None:
            door = await self._opened_door()
            job = paper_job_id(self._last_visit, "queue_ticket")
            await door.report_paper(job, PaperState.FAILED, "printer.out_of_paper")
            await asyncio.sleep(0.2)  # the errand runs on this loop

        self._runner.run(report())

    async def _take(self, intake: Intake) -> str | None:
        door = await self._opened_door()
        taken = await door.take(intake)
        self._last_visit = taken.visit_id
        return taken.ticket_no

    async def _opened_door(self) -> KioskDoor:
        if self._door is None:
            self._door = KioskDoor(
                KioskDoorConfig(
                    kiosk_id=KIOSK_ID,
                    hall_url=self.url,
                    token=self._tokens[KIOSK],
                    outbox=self.root / "outbox.db",
                    keys=read_keys(self._kiosk_keys),
                    policy=load_policy(ASSETS),
                    clock=self.clock,
                )
            )
            await self._door.open()
        return self._door


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
