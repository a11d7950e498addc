"""The stage of the headless story: stores in processes of their own, the three screens here, a photographer."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt

from case_store.client.hall import HallClient
from case_store.policy_files import load_texts
from cases.matter.intake import Taken
from cases.texts import Texts
from cases.views import CounterView
from counter.app import CounterConfig, CounterScreen
from counter.app import build as build_counter
from demo.ground import Ground, lay_ground, start_stores
from demo.report import Report
from demo.seed import DEMO_PIN, STAFF, Seeder, add_staff
from demo.virtual_devices import VirtualDevices
from hall_display.dispatch.app import DispatchConfig, DispatchScreen
from hall_display.dispatch.app import build as build_dispatch
from hall_display.wall.app import WallConfig, WallScreen
from hall_display.wall.app import build as build_wall
from kiosk.app import KioskScreen
from kiosk.app import build as build_kiosk
from kiosk.config import KioskConfig
from screenkit import grab
from screenkit.screen_config import load_screen_config
from screenkit.window import ScreenWindow, make_app

Answer = TypeVar("Answer")
PATIENCE_S = 15.0


@dataclass(slots=True)
class Stage:
    """Everything an act needs. Texts are found by key, so that the story reads the screens as a person would."""

    folder: Path
    ground: Ground
    devices: VirtualDevices
    texts: Texts
    report: Report
    kiosk: KioskScreen
    counter: CounterScreen
    wall: WallScreen
    dispatch: DispatchScreen
    office: (
        CounterScreen  # the second window: counter 5 of 调解, and whoever signs in there after the mediator
    )
    taken: dict[str, Taken] = field(default_factory=dict)  # what the kiosk promised, by the act's own name
    appointment_code: str = ""  # what the citizen was told at the counter

    def word(self, key: str, **facts: object) -> str:
        """A sentence of assets/texts."""
        return self.texts.get(key, **facts)

    def photo(self, window: ScreenWindow, name: str) -> None:
        """screens/NAME.png."""
        grab.grab(window, self.folder / "screens" / f"{name}.png")

    def touch(self, name: str) -> None:
        """A finger on the kiosk."""
        to_front(self.kiosk.window)
        grab.press(self.kiosk.window, name, timeout_s=PATIENCE_S)

    def touch_key(self, key: str) -> None:
        """A finger on what is called so in assets/texts/kiosk.toml."""
        self.touch(self.word(f"kiosk.{key}"))

    def write(self, label: str, text: str) -> None:
        """Touch a field, then Chinese into it, as an input method commits it."""
        self.touch_key(label)
        grab.type_text(self.kiosk.window, text)

    def page(self, name: str) -> None:
        """Wait until the kiosk stands on a page."""
        self.wait(lambda: self.kiosk.session.walk.page.value == name, f"kiosk page {name}")

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        at: CounterScreen | DispatchScreen | None = None,
    ) -> None:
        """A stroke on the keyboard of a counter or of the dispatch screen; counter 1's where nothing else is said."""
        window = (at or self.counter).window
        to_front(window)
        grab.press_key(window, key, modifiers)

    def keys(self, letters: str, at: CounterScreen | DispatchScreen | None = None) -> None:
        """Letters and digits, one after the other."""
        for letter in letters.upper():
            self.key(Qt.Key(ord(letter)), at=at)

    def wait(self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
        """Let the screens live until something holds. Raises TimeoutError."""
        grab.wait_until(condition, seconds, what)

    def shows(self, window: ScreenWindow, words: str) -> bool:
        """Whether these words stand somewhere on a screen."""
        return any(words in name for name in grab.names(window))

    @property
    def view(self) -> CounterView:
        """The hall as the counter sees it now."""
        view = self.counter.view_model.desk.knows.view
        return view if view is not None else CounterView(hall_time=self.ground.clock.now())

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Run something of the hall's while the screens stand still."""
        return asyncio.run(work)

    def client(self, role: str) -> HallClient:
        """Another machine of the hall."""
        return HallClient(self.ground.hall_url, self.ground.tokens[role])

    def sign_in(self, staff_id: str = STAFF[0].staff_id, at: CounterScreen | None = None) -> None:
        """Somebody sits down (斯琴 at counter 1): arrows, PIN, Enter."""
        screen = at or self.counter
        model = screen.view_model
        who = next(person for person in STAFF if person.staff_id == staff_id)
        self.wait(lambda: who in screen.view_model.desk.knows.people, "staff on the sign-in page")
        place = screen.view_model.desk.knows.people.index(who)  # in the hall's order, not in ours
        away = place - int(model.signIn.property("chosen"))
        for _ in range(abs(away)):
            self.key(Qt.Key.Key_Down if away > 0 else Qt.Key.Key_Up, at=at)
        self.keys(DEMO_PIN, at)
        self.photo(screen.window, f"counter-1-sign-in{'' if at is None else '-' + who.role}")
        self.key(Qt.Key.Key_Return, at=at)
        self.wait(lambda: bool(model.property("isSignedIn")), "signed in")

    def unlock(self) -> None:
        """The PIN at counter 1: a hall that was started anew knows nobody's session."""
        self.keys(DEMO_PIN)
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: not self.counter.view_model.property("isLocked"), "unlocked")

    def sign_out(self, at: CounterScreen) -> None:
        """F12, then 签退."""
        self.key(Qt.Key.Key_F12, at=at)
        to_front(at.window)
        grab.press(at.window, self.word("counter_desk.lock.sign_out"), timeout_s=PATIENCE_S)
        self.wait(lambda: not at.view_model.property("isSignedIn"), "signed out")

    def close(self) -> None:
        """Screens first, then devices and stores."""
        for screen in (self.kiosk, self.counter, self.office, self.wall, self.dispatch):
            screen.close()
        self.devices.close()
        self.ground.hall.stop()
        self.ground.centre.stop()


def to_front(window: ScreenWindow) -> None:
    """Each screen has a machine of its own in a hall; here they share one, and keys go to the window in front."""
    if not window.isActive():
        window.requestActivate()
        grab.wait_until(window.isActive, what="the window in front")


def set_stage(folder: Path, report: Report) -> Stage:
    """Lay the ground, start the stores, let the morning happen, open the screens."""
    for name in ("screens", "papers"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for old in (folder / name).iterdir():
            old.unlink()
    ground = lay_ground(folder / "hall", papers=folder / "papers", devices=True)
    devices = VirtualDevices(ground)
    add_staff(ground)
    with report.timed("两个库启动"):
        start_stores(ground)
    try:
        with report.timed("演示上午：前四天与今天 08:30～09:30"):
            asyncio.run(Seeder(ground).play())
        make_app(touch_keyboard=True, offscreen=True)
        devices.start()
        return Stage(
            folder=folder,
            ground=ground,
            devices=devices,
            texts=load_texts(ground.assets),
            report=report,
            kiosk=build_kiosk(load_screen_config(KioskConfig, ground.config("kiosk"))),
            counter=build_counter(load_screen_config(CounterConfig, ground.config("counter"))),
            office=build_counter(load_screen_config(CounterConfig, ground.config("office"))),
            wall=build_wall(load_screen_config(WallConfig, ground.config("wall"))),
            dispatch=build_dispatch(load_screen_config(DispatchConfig, ground.config("dispatch"))),
        )
    except BaseException:
        devices.close()
        ground.hall.stop()
        ground.centre.stop()
        raise
