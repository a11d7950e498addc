"""The machines of a history: real kiosks, halls and a centre, whose disk, clock, network and power are simulated."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from case_store.config import StoreConfig
from case_store.keys import CENTRE, hall_reader
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from case_store.service import app
from case_store.store import Store
from case_store.sync.admission import Admission
from case_store.sync.comparing import Comparing
from case_store.sync.downlink import Downlink
from case_store.sync.heard import Heard
from case_store.sync.line import Line
from case_store.sync.new_life import begin_new_life
from case_store.sync.push import FORKED
from case_store.sync.re_enrol import re_enrol
from tests.sync import front_door
from tests.sync.disk import KioskDisk, StoreDisk
from tests.sync.ground import CENTRE_URL, Clocked, Ground, policy
from tests.sync.network import Answer, Network, Question
from tests.sync.timeline import RUNNING, SwitchedOff


@dataclass
class Running:
    """A program from its start to its end. `store` of a hall or the centre."""

    name: str
    network: Network
    on: bool = True
    is_old: bool = False
    store: Any = None
    uplink: Any = None
    heard: Heard = field(default_factory=Heard)
    admission: Admission = field(default_factory=Admission)
    release: list[Any] = field(default_factory=list)

    async def serve(self, question: Question) -> Answer:
        """Through the real routes."""
        return await front_door.answer(question)

    def bury(self) -> None:
        """Give back what it held of its disk."""
        while self.release:
            self.release.pop()()


@dataclass
class StoreMachine:
    """A hall's computer, or the centre's. `clone_of`: it was started from a copy of another's disk."""

    ground: Ground
    name: str  # "centre", or the hall's stream; a clone's has a stroke more
    disk: StoreDisk
    stream: str
    clock: Clocked = field(init=False)
    running: Running | None = None
    is_old: bool = False  # of the release before
    is_clone: bool = False
    may_have_forked: bool = False  # it was copied, or put back: an operator may have to decide
    was_put_back: bool = False  # from a backup, and not started since

    def __post_init__(self) -> None:
        self.clock = Clocked(self.ground.timeline)
        self.is_centre = self.stream == CENTRE

    @property
    def store(self) -> Store:
        """Of a machine that runs."""
        assert self.running is not None
        found: Store = self.running.store
        return found

    @property
    def is_apart(self) -> bool:
        """It has heard that the centre has another story of it: what it told before may not be there any more."""
        uplink = None if self.running is None else self.running.uplink
        return uplink is not None and uplink._pusher.trouble == FORKED

    def start(self) -> None:
        """Boot: the store opens its disk and begins what it does by itself."""
        self.disk.recover()
        running = Running(self.name, self.ground.network, is_old=self.is_old)
        self.disk.power.switch_off = self.switch_off
        self.disk.power.cut_in = 0
        self.running = running
        self.ground.timeline.begin(running, self._live(running))

    def upgrade(self) -> None:
        """Today's release at the next start: it makes its tables anew."""
        self.is_old = False
        self.disk.recover()
        self.disk.raw.execute("DELETE FROM folded_with")

    async def re_enrol(self) -> None:
        """`admin sync re-enrol`, tried until the centre is there."""
        await re_enrol(self.store, self._line(), "operator")

    async def compare(self) -> None:
        """As it does every night."""
        store = self.store
        comparing = Comparing(
            stream=self.stream,
            node=store.config.node,
            line=self._line(),
            in_log=store.in_log,
            clock=store.clock,
        )
        await comparing.once()

    def switch_off(self) -> None:
        """Kill -9, or the power is gone."""
        running, self.running = self.running, None
        if running is None:
            return
        running.on = False
        self.ground.network.stands(self.name, None)
        if RUNNING.get() is not running:
            running.bury()

    async def _live(self, running: Running) -> None:
        with suppress(SwitchedOff):
            running.store = Store(self._config())
            running.release.append(running.store.log.close)
            if self.is_centre and self.was_put_back:  # as `admin restore` does
                begin_new_life(running.store.hall.runner, running.store.log)
            self.was_put_back = False
        if not running.on:
            return
        store_, loop = running.store, self.ground.timeline
        if not self.is_centre:
            parts: Any = SimpleNamespace(store=store_, hub=SimpleNamespace(upstream_is=lambda _view: None))
            uplink = app._uplink(parts, "upstream")
            assert uplink is not None
            running.uplink = uplink
            store_.on_commit = lambda _events: loop.call_soon_threadsafe(uplink.wake)
            loop.create_task(uplink.run())
            loop.create_task(Downlink(store_, CENTRE_URL, "upstream").run())
        self.ground.network.stands(self.name, running)

    def _line(self) -> Line:
        node, key = self.store.config.node, self.store.keys.signing
        return Line(stream=self.stream, node=node, key=key, url=CENTRE_URL, token="operator")

    def _config(self) -> StoreConfig:
        place = Path(f"/{self.name}")
        return StoreConfig.model_validate(
            {
                "role": "centre" if self.is_centre else "hall",
                "name": self.stream,
                "database": place / "db",
                "key_file": Path("/keys") / (CENTRE if self.is_centre else hall_reader(self.stream)),
                "tokens_file": place / "tokens",
                "assets_dir": front_door.ASSETS,
                "clock_file": place / "clock",
                "upstream": None if self.is_centre else {"url": CENTRE_URL},
                "demo": True,
            }
        )


@dataclass
class KioskMachine:
    """A kiosk of a hall. A clone has the same id and another name."""

    ground: Ground
    name: str
    kiosk_id: str
    disk: KioskDisk
    hall: str  # the name of the machine that it asks
    stream: str
    is_clone: bool = False
    clock: Clocked = field(init=False)
    running: Running | None = None
    door: KioskDoor | None = None

    def __post_init__(self) -> None:
        self.clock = Clocked(self.ground.timeline)

    def start(self) -> None:
        """Boot."""
        self.disk.recover()
        running = Running(self.name, self.ground.network)
        self.disk.power.switch_off = self.switch_off
        self.disk.power.cut_in = 0
        self.running = running
        self.ground.timeline.begin(running, self._live())

    def switch_off(self) -> None:
        """The power is gone."""
        running, self.running, self.door = self.running, None, None
        if running is not None:
            running.on = False

    async def _live(self) -> None:
        config = KioskDoorConfig(
            kiosk_id=self.kiosk_id,
            hall_url=f"http://{self.hall}",
            token="kiosk",
            outbox=Path(f"/{self.name}/db"),
            keys=self.ground.keys[f"{self.stream}/kiosk:{self.kiosk_id}"],
            policy=policy(),
            clock=self.clock,
        )
        opened = KioskDoor(config)
        await opened.open()
        self.door = opened
