"""The wall's wiring: the hall's feed → view-model → window. `python main.py wall --config FILE`."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from shiboken6 import Shiboken

from case_store.client.hall import HallClient
from case_store.client.health import HealthReporter
from case_store.client.live import FeedState, LiveFeed
from case_store.clock import Clock, open_clock
from case_store.policy_files import load_texts
from case_store.tokens import WALL
from cases.alarm.device_health import HealthReport
from cases.alarm.device_trial import TrialResult
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import WallView
from devices.announcing.announcer import Announcer
from devices.announcing.floor import CallingSpeaker
from devices.announcing.loudspeaker import SpeakerState
from devices.announcing.opening import open_announcer
from hall_display.wall.announcing import Announcing
from hall_display.wall.feed_watch import FeedWatch
from hall_display.wall.layout import house_layout
from hall_display.wall.layout_file import LayoutFile
from hall_display.wall.wall import WallViewModel
from hall_display.wall.wall_windows import WallWindows
from screenkit.at_hand import DevicesAtHand
from screenkit.bridge import Bridge
from screenkit.local_devices import Ended, LocalDevices, OwnWay
from screenkit.policy_in_force import open_policy
from screenkit.run_screen import run_screen
from screenkit.voice_here import VoiceConfig, floor_here
from screenkit.window import ScreenWindow, make_app

CLOSE_WITHIN_S = 2.0


class WallConfig(VoiceConfig):
    """The window's size in pixels matters only where it is not full screen.

    One wall of a hall has the loudspeaker: `speaker` "device" or "folder"; the others are silent.
    """

    width: int = 1920
    height: int = 1080
    screen_id: str = "wall-1"  # by which the hall's device list knows it
    layout_file: Path | None = None  # without one: the house's own for this shape of window
    is_muted: bool = False


@dataclass(slots=True)
class WallScreen:
    """A running wall. Keep it as long as it is to be seen; `close` ends the feed and takes the windows away."""

    windows: WallWindows
    layout_file: LayoutFile
    view_model: WallViewModel
    bridge: Bridge
    client: HallClient
    health: Future[None]
    feed_watch: FeedWatch
    announcer: Announcer | None = None
    is_open: bool = True

    @property
    def window(self) -> ScreenWindow:
        """The first window of the layout, as it is now: a changed layout has new ones."""
        return self.windows.windows[0]

    def close(self) -> None:
        """End it; may be called twice."""
        if not self.is_open:
            return
        self.is_open = False
        if self.announcer is not None:
            self.announcer.close()
        self.feed_watch.stop()
        self.health.cancel()
        with contextlib.suppress(TimeoutError):
            self.bridge.submit(self.client.aclose()).result(CLOSE_WITHIN_S)
        self.bridge.close()
        self.windows.close()
        for gone in (self.windows, self.layout_file, self.feed_watch, self.view_model, self.bridge):
            Shiboken.delete(gone)


def build(config: WallConfig) -> WallScreen:
    """The wall on the screen, listening to its hall. Needs no event loop yet. Raises PolicyError, StoreError."""
    make_app()
    clock = open_clock(config.clock_file)
    in_force = open_policy(config.assets_dir, hall_date(clock.now()), demo=config.demo)
    texts = load_texts(config.assets_dir)
    size = _size(config)
    layout_file = LayoutFile(config.layout_file or house_layout(*size))
    view_model = WallViewModel(in_force, texts, clock)
    bridge = Bridge()

    announcer = _announcer(config, in_force.policy, clock)
    announcing = Announcing(announcer) if announcer is not None else None
    if announcer is not None:
        in_force.changed.connect(lambda policy: announcer.use(policy.voice))

    def on_view(view: WallView) -> None:
        if announcing is not None:
            announcing.on_view(view)
        bridge.post(view_model.on_view, view)

    def on_state(state: FeedState) -> None:
        bridge.post(hear_state, state)

    feed = LiveFeed(config.hall_url, config.token(), WallView, on_view, on_state, clock=clock)
    windows = WallWindows(
        layout_file,
        view_model,
        texts,
        title=lambda: in_force.policy.hall.short_name,
        size=size,
        fullscreen=config.fullscreen,
    )
    feed_watch = FeedWatch(lambda: bridge.submit(feed.run()))
    feed_watch.frozen.connect(view_model.on_frozen)

    def hear_state(state: FeedState) -> None:
        feed_watch.on_state(state)
        view_model.on_state(state)

    client = HallClient(config.hall_url, config.token())
    local = LocalDevices(DevicesAtHand(), parent=view_model)
    if announcer is not None:
        local.add("speaker", speaker_here(announcer, bridge))
    reporter = HealthReporter(client, lambda: _health(config, view_model, local, texts), local.ask)
    local.told.connect(lambda: bridge.loop.call_soon_threadsafe(reporter.wake))
    health = bridge.submit(reporter.run())
    return WallScreen(windows, layout_file, view_model, bridge, client, health, feed_watch, announcer)


def _size(config: WallConfig) -> tuple[int, int]:
    """Pixels of the first window: those of the machine's first output where it fills it."""
    if not config.fullscreen:
        return config.width, config.height
    size = QGuiApplication.primaryScreen().size()
    return size.width(), size.height()


def _health(config: WallConfig, view_model: WallViewModel, local: LocalDevices, texts: Texts) -> HealthReport:
    """That this wall lives; a feed whose figures are old is told as stale. And its loudspeaker, where it has one."""
    feed = {"feed": "stale" if view_model.is_old else "ok"}
    return local.report(config.screen_id, WALL, texts.get("wall.head.device"), feed)


def speaker_here(announcer: Announcer, bridge: Bridge) -> OwnWay:
    """The loudspeaker as it is told and tried out: it says that this is a test, and whoever stands there listens."""

    def begin(_trial_id: str, ended: Ended) -> None:
        def said(state: SpeakerState) -> None:
            is_heard = state in (SpeakerState.OK, SpeakerState.NO_VOICE)
            bridge.post(ended, TrialResult.LOOK if is_heard else TrialResult.FAILED)

        announcer.try_out(said)

    return OwnWay(
        begin, lambda: {"speaker": speaker_word(announcer)}, lambda: {"speaker": speaker_error(announcer)}
    )


def speaker_error(announcer: Announcer) -> str:
    """The code of what is wrong with it, "" while it is well."""
    return announcer.lost_by or ("voice.absent" if announcer.state is SpeakerState.NO_VOICE else "")


def speaker_word(announcer: Announcer) -> str:
    """How the loudspeaker is, as `cases.alarm.device_health` has words for it, worst first. Muted is meant so."""
    if announcer.lost_by:
        return "missing" if announcer.lost_by == "speaker.absent" else "fault"
    if announcer.state is SpeakerState.NO_VOICE:
        return "no_voice"
    return "recording_refused" if announcer.has_refused_recordings else "ok"


def _announcer(config: WallConfig, policy: Policy, clock: Clock) -> Announcer | None:
    """The voice of this wall, None where another one speaks. Raises PolicyError, StoreError."""
    speaker = config.open_speaker()
    if speaker is None:
        return None
    announcer = open_announcer(
        policy.voice,
        config.phrases_from,
        config.cache_dir,
        CallingSpeaker(speaker, floor_here()),
        clock.now,
        recordings_dir=config.recordings_dir,
    )
    announcer.mute(config.is_muted)
    return announcer


def main(config_path: Path) -> int:
    """Run the wall until its window is closed; 1 and a sentence when it cannot begin."""
    return run_screen(WallConfig, build, config_path)
