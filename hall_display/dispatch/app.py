"""The dispatch screen's wiring: hall client and feed → view-model → window. `python main.py dispatch --config FILE`."""

from __future__ import annotations

import concurrent.futures
import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field
from PySide6.QtCore import QObject, Slot

from case_store.client.hall import HallClient
from case_store.client.health import HealthReporter
from case_store.client.live import FeedState, LiveFeed
from case_store.clock import open_clock
from case_store.policy_files import load_texts
from case_store.tokens import DISPATCH
from cases.alarm.device_health import HealthReport
from cases.hall_time import hall_date
from cases.texts import Texts
from cases.views_dispatch import DispatchView
from hall_display.dispatch.dispatch import DispatchViewModel
from hall_display.dispatch.ground import DispatchGround
from screenkit.bridge import Bridge
from screenkit.environment import ROOT
from screenkit.idle_watch import IdleWatch
from screenkit.policy_in_force import open_policy
from screenkit.run_screen import run_screen
from screenkit.screen_config import ScreenConfig
from screenkit.sound import Sound
from screenkit.take_away import take_away
from screenkit.voice_here import duck_here
from screenkit.window import ScreenWindow, make_app, show_window

PAGE = Path(__file__).with_name("DispatchScreen.qml")
ALARM_SOUND = ROOT / "assets" / "sounds" / "help.wav"
CLOSE_WITHIN_S = 1.0
SECONDS_A_MINUTE = 60


class DispatchConfig(ScreenConfig):
    """`profile` "command": a large screen that few hands touch; "desk": mouse and keyboard, denser.

    A desk is locked by policy (hall.idle_lock_minutes); the command zone's screen, where nobody types, after
    `idle_lock_minutes` of its own.
    """

    screen_id: str = Field(default="dispatch-1", pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,59}$")
    profile: Literal["command", "desk"] = "command"
    scheme: Literal["command_dark", "hall_light"] = "command_dark"
    width: int = Field(default=1920, ge=1280)
    height: int = Field(default=1080, ge=720)
    is_muted: bool = False
    idle_lock_minutes: int = Field(default=600, ge=1, le=1440)


@dataclass(slots=True)
class DispatchScreen:
    """A running dispatch screen. Keep it as long as it is used; `close` ends the feed and takes the window away."""

    window: ScreenWindow
    view_model: DispatchViewModel
    client: HallClient
    bridge: Bridge
    sound: Sound
    is_open: bool = True

    def close(self) -> None:
        """End it; may be called twice."""
        if not self.is_open:
            return
        self.is_open = False
        with contextlib.suppress(TimeoutError):
            self.bridge.submit(self.client.aclose()).result(CLOSE_WITHIN_S)
        self.bridge.close()
        take_away(self.window, self.view_model, self.bridge)


class Listening(QObject):
    """The hall's feed, from sign-in to sign-out: who is signed in decides what is told."""

    def __init__(self, feed: LiveFeed[DispatchView], bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._feed, self._bridge = feed, bridge
        self._running: concurrent.futures.Future[None] | None = None

    @Slot()
    def begin(self) -> None:
        """Somebody signed in."""
        self.end()
        self._running = self._bridge.submit(self._feed.run())

    @Slot()
    def end(self) -> None:
        """Nobody is signed in any more."""
        if self._running is not None:
            self._running.cancel()
            self._running = None


def build(config: DispatchConfig) -> DispatchScreen:
    """The screen, listening once somebody signs in. Needs no event loop yet. Raises PolicyError, StoreError."""
    make_app()
    clock = open_clock(config.clock_file)
    in_force = open_policy(config.assets_dir, hall_date(clock.now()), demo=config.demo)
    texts = load_texts(config.assets_dir)
    token = config.token()
    bridge = Bridge()
    client = HallClient(config.hall_url, token)
    ground = DispatchGround(client=client, bridge=bridge, in_force=in_force, texts=texts, clock=clock)
    view_model = DispatchViewModel(ground)
    session = view_model.session

    def on_view(view: DispatchView) -> None:
        bridge.post(view_model.on_view, view)

    def on_state(state: FeedState) -> None:
        bridge.post(view_model.on_state, state)

    def on_refused(code: str) -> None:
        bridge.post(session.refused_by_feed, code)

    feed = LiveFeed(
        config.hall_url,
        token,
        DispatchView,
        on_view,
        on_state,
        clock=clock,
        session=lambda: client.connection.session,
        on_refused=on_refused,
    )
    listening = Listening(feed, bridge, view_model)
    session.began.connect(listening.begin)
    session.ended.connect(listening.end)
    sound = Sound(ALARM_SOUND, view_model, duck_here(lambda: in_force.policy))
    if not config.is_muted:
        view_model.rang.connect(sound.play)
    window = show_window(
        PAGE,
        {"dispatch": view_model},
        texts=texts,
        size=(config.width, config.height),
        title=in_force.policy.hall.short_name,
        fullscreen=config.fullscreen,
    )
    dress(window, profile=config.profile, scheme=config.scheme)

    def lock_after_s() -> float:
        minutes = config.idle_lock_minutes
        if config.profile == "desk":
            minutes = in_force.policy.hall.idle_lock_minutes
        return minutes * SECONDS_A_MINUTE

    window.installEventFilter(IdleWatch(lock_after_s, session.lock, window))
    session.ask_people()
    bridge.submit(HealthReporter(client, lambda: _health(config, view_model, texts)).run())
    return DispatchScreen(window, view_model, client, bridge, sound)


def _health(config: DispatchConfig, view_model: DispatchViewModel, texts: Texts) -> HealthReport:
    """How this screen is, as the page 设备 shows it: while somebody is signed in, whether it hears the hall."""
    conditions = {} if view_model.session.staff is None else {"feed": "stale" if view_model.is_lost else "ok"}
    name = texts.get("dispatch.head.title")
    return HealthReport(device_id=config.screen_id, kind=DISPATCH, name=name, conditions=conditions)


def dress(window: ScreenWindow, *, profile: str, scheme: str) -> None:
    """Colours and sizes of this screen."""
    window.theme.setProperty("scheme", scheme)
    window.theme.setProperty("dispatchProfile", profile)


def main(config_path: Path) -> int:
    """Run the screen until its window is closed; 1 and a sentence when it cannot begin."""
    return run_screen(DispatchConfig, build, config_path)
