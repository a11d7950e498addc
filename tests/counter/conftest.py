"""A counter in a real window: at a real hall, or fed through the public door of its desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt

from case_store.policy_files import load_policy, load_texts
from cases.policy.policy import Policy
from cases.texts import Texts
from counter.app import CounterConfig, CounterScreen, build
from counter.knows import Rules
from devices.config import DevicesConfig
from screenkit import grab
from screenkit.policy_in_force import fixed_policy
from screenkit.window import make_app
from tests.real_hall import ASSETS, PIN, RealHall
from tests.screenkit.own_meta import own_meta

COUNTER_NO = 3
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """What a counter keeps of a PIN costs it a tenth of a second and 64 MiB: a test is no attacker."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = partial(PasswordHasher, time_cost=1, memory_cost=8)
        patch.setattr("counter.signed_in_here.PasswordHasher", cheap)
        yield


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy(ASSETS)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return load_texts(ASSETS)


@pytest.fixture(scope="session")
def rules(policy: Policy, texts: Texts) -> Rules:
    return Rules(COUNTER_NO, fixed_policy(policy), texts)


@pytest.fixture(scope="module")
def standing_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHall]:
    running = RealHall(tmp_path_factory.mktemp("hall"))
    running.start()
    yield running
    running.close()


@pytest.fixture
def hall(standing_hall: RealHall) -> RealHall:
    """One hall for all tests of a file, each on a working day of its own."""
    standing_hall.next_day()
    return standing_hall


@dataclass
class Counter:
    """A desk as the person behind it uses it: by keys, and by what stands on the screen."""

    screen: CounterScreen

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.sit_down()
        grab.press_key(self.screen.window, key, modifiers)

    def sit_down(self) -> None:
        """Keys go to this window, not to the neighbour's."""
        if not self.screen.window.isActive():
            self.screen.window.requestActivate()
            grab.wait_until(self.screen.window.isActive, what="the window to be active")

    def type(self, text: str) -> None:
        self.sit_down()
        grab.type_text(self.screen.window, text)

    def sees(self, *names: str) -> bool:
        return all(grab.is_shown(self.screen.window, name) for name in names)

    def wait_for(self, *names: str) -> None:
        try:
            grab.wait_until(lambda: self.sees(*names))
        except TimeoutError as late:
            raise TimeoutError(f"{names} did not come; there is {self.words()}") from late

    def wait_without(self, name: str) -> None:
        grab.wait_until(lambda: not self.sees(name), what=f"{name} to go")

    def wait_quiet(self) -> None:
        """Until the hall has answered what was asked."""
        grab.wait_until(lambda: self.screen.view_model.desk.is_quiet, what="the hall's answer")

    def words(self) -> list[str]:
        return grab.names(self.screen.window)

    def open_page(self, name: str) -> None:
        """A page of the app by its own key: which digit that is depends on what the role sees."""
        frame = self.screen.view_model.frame
        grab.wait_until(lambda: name in [tab.name for tab in frame.tabs.rows], what=f"the tab {name}")
        place = [tab.name for tab in frame.tabs.rows].index(name)
        self.key(Qt.Key(Qt.Key.Key_1 + place), CTRL)
        grab.wait_until(lambda: frame.property("current") == name, what=name)

    def sign_in(self, pin: str = PIN) -> None:
        self.wait_for("斯琴")
        self.type(pin)
        self.key(Qt.Key.Key_Return)

    def sign_in_as(self, name: str) -> None:
        """Somebody further down in the list, perhaps below what is seen of it."""
        desk = self.screen.view_model.desk
        grab.wait_until(lambda: name in [one.name for one in desk.knows.people], what=name)
        self.wait_for(desk.knows.people[0].name)
        for _ in range([one.name for one in desk.knows.people].index(name)):
            self.key(Qt.Key.Key_Down)
        self.type(PIN)
        self.key(Qt.Key.Key_Return)


class Open(Protocol):
    """Opens a counter; the same number again finds its files of before."""

    def __call__(
        self, number: int | None, *, with_printer: bool = False, devices: DevicesConfig | None = None
    ) -> Counter: ...


@pytest.fixture
def open_counter(hall: RealHall, tmp_path: Path) -> Iterator[Open]:
    opened: list[CounterScreen] = []

    def open_at(
        number: int | None, *, with_printer: bool = False, devices: DevicesConfig | None = None
    ) -> Counter:
        make_app()
        config = CounterConfig(
            hall_url=hall.url,
            token_file=hall.token_file("counter"),
            assets_dir=ASSETS,
            clock_file=hall.clock_file,
            counter_no=number,
            papers_dir=tmp_path / "papers" if with_printer else None,
            data_dir=tmp_path / f"counter-{number}",
            exports_dir=tmp_path / "exports",
            devices=devices or DevicesConfig(),
        )
        screen = build(config)
        opened.append(screen)
        screen.window.requestActivate()
        grab.wait_until(screen.window.isActive, what="the window to be active")
        return Counter(screen)

    yield open_at
    strangers = [
        own_meta(screen.view_model, screen.mirror, screen.chime, screen.bridge)
        for screen in opened
        if screen.is_open
    ]
    for screen in opened:
        screen.close()
    assert not any(strangers), strangers


@pytest.fixture
def counter(open_counter: Open) -> Counter:
    """Signed in at counter 3."""
    desk = open_counter(COUNTER_NO)
    desk.sign_in()
    desk.wait_for("锁屏")
    return desk
