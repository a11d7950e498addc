"""The wall's wiring: the hall's feed → view-model → window. `python main.py wall --config FILE`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from case_store.clock import open_clock
from case_store.errors import StoreError
from case_store.live_client import FeedState, LiveFeed
from case_store.logs import configure_logs
from case_store.policy_files import load_policy, load_texts
from cases.hall_time import hall_date
from cases.policy_file import PolicyError
from cases.views import WallView
from hall_display.wall import WallViewModel
from screenkit.bridge import Bridge
from screenkit.screen_config import ScreenConfig, load_screen_config, why_it_cannot_begin
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, make_app, show_window

PAGE = Path(__file__).with_name("WallScreen.qml")


class WallConfig(ScreenConfig):
    """The window's size in pixels matters only where it is not full screen."""

    width: int = 1920
    height: int = 1080


@dataclass(slots=True)
class WallScreen:
    """A running wall. Keep it as long as it is to be seen; `close` ends the feed and takes the window away."""

    window: ScreenWindow
    view_model: WallViewModel
    bridge: Bridge
    is_open: bool = True

    def close(self) -> None:
        """End it; may be called twice."""
        if self.is_open:
            self.is_open = False
            self.bridge.close()
            take_away(self.window, self.view_model, self.bridge)


def build(config: WallConfig) -> WallScreen:
    """The wall on the screen, listening to its hall. Needs no event loop yet. Raises PolicyError, StoreError."""
    make_app()
    clock = open_clock(config.clock_file)
    policy = load_policy(config.assets_dir, day=hall_date(clock.now()), demo=config.demo)
    texts = load_texts(config.assets_dir)
    view_model = WallViewModel(policy, texts, clock)
    bridge = Bridge()

    def on_view(view: WallView) -> None:
        bridge.post(view_model.on_view, view)

    def on_state(state: FeedState) -> None:
        bridge.post(view_model.on_state, state)

    feed = LiveFeed(config.hall_url, config.token(), WallView, on_view, on_state, clock=clock)
    window = show_window(
        PAGE,
        {"wall": view_model},
        texts=texts,
        size=(config.width, config.height),
        title=policy.hall.short_name,
        fullscreen=config.fullscreen,
    )
    window.frameSwapped.connect(view_model.on_frame)
    bridge.submit(feed.run())
    return WallScreen(window, view_model, bridge)


def main(config_path: Path) -> int:
    """Run the wall until its window is closed; 1 and a sentence when it cannot begin."""
    configure_logs()  # before anything is logged: no log shows the values of variables
    try:
        screen = build(load_screen_config(WallConfig, config_path))
    except (PolicyError, StoreError) as error:
        print(why_it_cannot_begin(error), file=sys.stderr)
        return 1
    code = make_app().exec()
    screen.close()
    return code
