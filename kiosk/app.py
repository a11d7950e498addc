"""The kiosk's wiring: policy and texts → view-models → window, then door, printer and feed behind them.

`python main.py kiosk --config FILE`; a demo calls `build` in its own process.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl

from case_store.clock import open_clock
from case_store.errors import StoreError
from case_store.logs import configure_logs
from case_store.policy_files import load_texts
from cases.alarm.device_trial import TrialResult
from cases.hall_time import hall_date
from cases.policy.policy_file import PolicyError
from devices.config import DevicesConfig
from devices.handwriting.reader import HandwritingReader, open_reader
from kiosk.config import KioskConfig
from kiosk.flow import Page
from kiosk.hall_clock import HallClock
from kiosk.handwriting_model import HandwritingModel
from kiosk.help_model import HelpModel
from kiosk.idle_model import IdleModel
from kiosk.keypad_keys import KeypadKeys
from kiosk.late_house import LateHouse
from kiosk.pages import PAGE_PLANS
from kiosk.parts import KioskParts
from kiosk.session_model import SessionModel
from screenkit.bridge import Bridge
from screenkit.first_start import enrolled_config
from screenkit.local_devices import Ended, LocalDevices, OwnWay
from screenkit.policy_in_force import open_policy
from screenkit.screen_config import why_it_cannot_begin
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, make_app, show_window

if TYPE_CHECKING:
    from collections.abc import Callable

    from case_store.client.live import FeedState
    from cases.refusal import Refusal
    from cases.views import KioskView
    from kiosk.house import KioskHouse

PAGE = Path(__file__).with_name("Kiosk.qml")
OUT_OF_ORDER = Path(__file__).with_name("OutOfOrder.qml")
TICK_MS = 1000
TRY_AGAIN_MS = 60_000
CLOSE_TIMEOUT_S = 5.0
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class KioskScreen:
    """A running kiosk. Keep it as long as it is to be seen; `close` lets everything go."""

    window: ScreenWindow
    session: SessionModel
    idle: IdleModel
    help: HelpModel
    handwriting: HandwritingModel
    bridge: Bridge
    house: LateHouse | None = None
    is_open: bool = True

    def hear(self, view: KioskView | None) -> None:
        """The hall's view; None: it is not heard any more."""
        self.session.parts.in_force.on_view(view.policy if view is not None else None)
        self.session.hear(view)
        self.help.hear(view)

    def close(self) -> None:
        """End it; may be called twice."""
        if not self.is_open:
            return
        self.is_open = False
        self.session.parts.at_hand.close()
        self.handwriting.close()
        if self.house is not None:
            closing = asyncio.run_coroutine_threadsafe(self.house.close(), self.bridge.loop)
            self.house = None
            try:
                closing.result(CLOSE_TIMEOUT_S)
            except TimeoutError:
                _log.error("the kiosk's files were not closed within %s s", CLOSE_TIMEOUT_S)
        self.bridge.close()
        at_hand = self.session.parts.at_hand
        take_away(self.window, self.handwriting, self.help, self.session, self.idle, at_hand, self.bridge)


def open_screen(
    parts: KioskParts,
    *,
    size: tuple[int, int] = (1080, 1920),
    fullscreen: bool = False,
    mm_px: float = 0.0,
    tick_ms: int = TICK_MS,
    devices: DevicesConfig | None = None,
    opening: Callable[[], HandwritingReader | Refusal] = open_reader,
) -> KioskScreen:
    """The kiosk's window with these parts behind it. Needs `make_app` before and no event loop yet."""
    idle = IdleModel(parts.monotonic, parts.policy.kiosk.wipe_after_asking_seconds, tick_ms=tick_ms)
    session = SessionModel(parts, idle, PAGE_PLANS)
    help_ = HelpModel(parts, session, idle)
    handwriting = HandwritingModel(session)
    window = show_window(
        PAGE,
        {"session": session, "idle": idle, "help": help_, "handwriting": handwriting},
        texts=parts.texts,
        size=size,
        title=parts.policy.hall.short_name,
        fullscreen=fullscreen,
        closable=not fullscreen,
        mm_px=mm_px,
    )
    KeypadKeys(window, session, idle, help_)  # its child
    parts.at_hand.open(
        devices or DevicesConfig(),
        parts.bridge,
        today=lambda: hall_date(parts.hall_clock.now()),
        base_url=lambda: parts.in_force.policy.hall.citizen_base_url,
    )
    handwriting.open(opening)
    return KioskScreen(window, session, idle, help_, handwriting, parts.bridge)


def build(config: KioskConfig) -> KioskScreen:
    """The kiosk on the screen; its house opens behind the first picture. Raises PolicyError, StoreError."""
    make_app(touch_keyboard=True)
    machine_clock = open_clock(config.clock_file)
    hall_clock = HallClock(machine_clock)
    in_force = open_policy(config.assets_dir, _policy_day(hall_clock), demo=config.demo)
    texts = load_texts(config.assets_dir)
    bridge = Bridge()
    screens: list[KioskScreen] = []

    async def open_house() -> KioskHouse:
        # Half the start is this import (cryptography, HTTP, fonts): it belongs behind the first picture.
        from kiosk.house import KioskHouse as House  # noqa: PLC0415

        house = House(
            config,
            policy=in_force.policy,
            texts=texts,
            machine_clock=machine_clock,
            on_view=on_view,
            on_state=on_state,
            device_words=screens[0].handwriting.health,
            local=local,
        )
        await house.open()
        return house

    def on_view(view: KioskView) -> None:
        bridge.post(screens[0].hear, view)

    heard = False

    def on_state(state: FeedState) -> None:
        nonlocal heard
        if state.hall_time is not None:
            hall_clock.heard(state.hall_time)
        if heard and not state.connected:
            bridge.post(screens[0].hear, None)
        heard = state.connected

    late = LateHouse(open_house)
    parts = KioskParts(
        in_force=in_force,
        texts=texts,
        machine_clock=machine_clock,
        hall_clock=hall_clock,
        bridge=bridge,
        door=late,
        papers=late,
        citizens=late,
        monotonic=time.monotonic,
        counter_no=config.counter_no,
    )
    screen = open_screen(
        parts,
        size=(config.width, config.height),
        fullscreen=config.fullscreen,
        mm_px=config.mm_px,
        devices=config.devices,
    )
    local = local_devices(screen, late)
    screen.session.renewed.connect(lambda: bridge.submit(late.use(parts.policy)))
    screen.house = late
    screens.append(screen)

    def begin() -> None:
        screen.window.frameSwapped.disconnect(begin)
        bridge.submit(late.open(), on_error=lambda error: _broken(screen, error))

    screen.window.frameSwapped.connect(begin)
    return screen


def local_devices(screen: KioskScreen, late: LateHouse) -> LocalDevices:
    """What staff can try out here, whenever nobody stands before the screen."""
    session, bridge = screen.session, screen.bridge
    local = LocalDevices(session.parts.at_hand, lambda: session.page == Page.ATTRACT, session)

    def print_strip(trial_id: str, ended: Ended) -> None:
        bridge.submit(late.try_printer(trial_id), ended, lambda _error: ended(TrialResult.FAILED))

    local.add("printer", OwnWay(print_strip, errors=late.printer_errors))
    local.told.connect(lambda: bridge.submit(late.tell()))
    session.parts.at_hand.changed.connect(lambda: bridge.submit(late.tell()))
    return local


def main(config_path: Path) -> int:
    """Run the kiosk until its window is closed; 1 and a sentence when it cannot begin."""
    configure_logs()  # before anything is logged: no log shows the values of variables
    try:
        config = enrolled_config(KioskConfig, config_path, touch=True)
    except StoreError as error:
        print(why_it_cannot_begin(error), file=sys.stderr)
        return 1
    try:
        screen = build(config)
    except (PolicyError, StoreError) as error:
        print(error, file=sys.stderr)
        if config.fullscreen:
            _say_out_of_order(config)
        return 1
    app = make_app()
    # A supervisor's stop lets the printer finish. Python hears it at the next tick of the session.
    signal.signal(signal.SIGTERM, lambda _number, _frame: app.quit())
    code = app.exec()
    screen.close()
    return code


def _say_out_of_order(config: KioskConfig) -> None:
    """A dark screen tells a citizen nothing: send them to a person, and try again when the supervisor restarts us."""
    try:
        texts = load_texts(config.assets_dir)
    except PolicyError:
        return
    app = make_app(touch_keyboard=True)
    window = show_window(
        OUT_OF_ORDER,
        texts=texts,
        size=(config.width, config.height),
        title="",
        fullscreen=True,
        closable=False,
    )
    QTimer.singleShot(TRY_AGAIN_MS, app.quit)
    app.exec()
    window.setSource(QUrl())


def _policy_day(clock: HallClock) -> date | None:
    """The day whose policy holds; None, the newest, where the clock cannot be right."""
    return hall_date(clock.now()) if clock.believable else None


def _broken(screen: KioskScreen, error: Exception) -> None:
    """Its own files cannot be used: the citizen is sent to a person, the operator reads the log."""
    _log.error("the kiosk cannot work: %r", error)
    screen.session.breakDown()
