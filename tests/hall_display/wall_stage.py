"""A wall in real windows, fed through the public door of its view-model, with a clock that its user owns."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from shiboken6 import Shiboken

from case_store.client.live import FeedState
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import WallView
from hall_display.wall.layout import house_layout
from hall_display.wall.layout_file import LayoutFile
from hall_display.wall.wall import WallViewModel
from hall_display.wall.wall_windows import WallWindows
from screenkit import grab
from screenkit.policy_in_force import fixed_policy
from screenkit.window import ScreenWindow, make_app
from tests.hall_display.wall_worlds import NOW

HD, UHD, UPRIGHT = (1920, 1080), (3840, 2160), (1080, 1920)


@dataclass
class OwnClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class Wall:
    """The wall as its visitors see it. `layout`: a file; without one the house's own for this shape."""

    policy: Policy
    texts: Texts
    clock: OwnClock = field(default_factory=OwnClock)
    size: tuple[int, int] = HD
    layout: Path | None = None
    fullscreen: bool = False

    def __post_init__(self) -> None:
        make_app()
        self.view_model = WallViewModel(fixed_policy(self.policy), self.texts, self.clock)
        self.layout_file = LayoutFile(self.layout or house_layout(*self.size))
        self.windows = WallWindows(
            self.layout_file,
            self.view_model,
            self.texts,
            title=lambda: "wall",
            size=self.size,
            fullscreen=self.fullscreen,
        )
        grab.wait_until(self.window.isExposed, what="the wall to be seen")

    @property
    def window(self) -> ScreenWindow:
        """The first one."""
        return self.windows.windows[0]

    def hear(self, view: WallView) -> None:
        """The hall answers and tells this."""
        self.view_model.on_state(
            FeedState(connected=True, last_heard_at=self.clock.at, hall_time=view.hall_time)
        )
        self.view_model.on_view(view)
        self.settle()

    def lose_the_hall(self, minutes_ago: int) -> None:
        heard_at = self.clock.at - timedelta(minutes=minutes_ago)
        self.view_model.on_state(FeedState(connected=False, last_heard_at=heard_at))
        self.settle()

    def settle(self) -> None:
        """Until the page is laid out anew."""
        self.window.grabWindow()
        grab.process_events()

    def words(self) -> list[str]:
        return grab.names(self.window)

    def close(self) -> None:
        self.windows.close()
        for gone in (self.windows, self.layout_file, self.view_model):
            Shiboken.delete(gone)
