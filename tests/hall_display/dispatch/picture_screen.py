"""A panel of the picture, or the drawer, in a real window, fed through its public door; a told hall behind it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlProperty

from case_store.client.hall import HallClient
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_dispatch import DispatchView
from hall_display.dispatch.behind.behind import BehindViewModel
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.picture.picture import PictureViewModel
from screenkit import grab
from screenkit.bridge import Bridge
from screenkit.environment import ROOT
from screenkit.policy_in_force import fixed_policy
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, make_app, show_window
from tests.hall_display.dispatch.picture_world import NOW, card, page_of, risk_page, towns
from tests.hall_display.dispatch.told_hall import ToldHall

PANELS = ROOT / "hall_display" / "dispatch"
FRAME = Path(__file__).with_name("PictureFrame.qml")
DRAWN = (1920.0, 1080.0)


@dataclass
class OwnClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class PictureScreen:
    """`panel`: "picture/MapPanel", "behind/BehindDrawer", or "" for picture and drawer together."""

    policy: Policy
    texts: Texts
    panel: str = ""
    size: tuple[int, int] = (1920, 1080)
    scale: float = 1.0  # of the sizes: 2 on a 4K screen
    profile: str = "command"
    scheme: str = "command_dark"
    clock: OwnClock = field(default_factory=OwnClock)

    def __post_init__(self) -> None:
        make_app()
        self.hall = ToldHall(page_of(6), card, lambda of: towns(of, self.policy), risk_page)
        self.bridge = Bridge()
        self.client = HallClient(self.hall.url, "token")
        ground = DispatchGround(self.client, self.bridge, fixed_policy(self.policy), self.texts, self.clock)
        self.picture, self.behind = PictureViewModel(ground), BehindViewModel(ground)
        self.behind.compare_with((self.picture,))
        self.picture.opened.connect(self.behind.open)
        self.acts: list[tuple[str, str]] = []
        self.behind.actAsked.connect(lambda act, case_id: self.acts.append((act, case_id)))
        page = PANELS / f"{self.panel}.qml" if self.panel else FRAME
        given: dict[str, QObject] = {"picture": self.picture, "behind": self.behind}
        if self.panel:
            given = {"behind": self.behind} if self.panel.startswith("behind") else {"picture": self.picture}
        self.window: ScreenWindow = show_window(
            page, given, texts=self.texts, size=self.size, title="picture"
        )
        theme = self.window.theme
        theme.setProperty("scheme", self.scheme)
        theme.setProperty("windowWidth", DRAWN[0] * self.scale)
        theme.setProperty("windowHeight", DRAWN[1] * self.scale)
        QQmlProperty.write(theme, "dispatch.profile", self.profile)
        grab.wait_until(self.window.isExposed, what="the picture to be seen")
        self.window.requestActivate()
        grab.wait_until(self.window.isActive, what="the picture in front")

    def hear(self, view: DispatchView | None) -> None:
        """The hall tells this."""
        self.picture.on_view(view)
        self.settle()

    def settle(self) -> None:
        """Until the page is laid out anew: what was laid out may move what stands beside it."""
        for _ in range(2):
            self.window.grabWindow()
            grab.process_events()

    def wait_for(self, name: str) -> None:
        """Until something with this accessible name is seen."""
        grab.wait_until(lambda: grab.is_shown(self.window, name), what=name)

    def press(self, name: str) -> None:
        """Where it is once all is laid out."""
        self.wait_for(name)
        self.settle()
        grab.press(self.window, name)

    def put_away(self) -> None:
        """Until the drawer is out of sight."""
        self.behind.close()
        grab.wait_until(lambda: not grab.is_shown(self.window, "关上"), what="the drawer to slide out")

    def words(self) -> list[str]:
        return grab.names(self.window)

    def refuse(self, refusal: Refusal) -> None:
        """The hall says no to everything."""
        self.hall.behind = lambda _asked, _after: refusal
        self.hall.card = lambda _case: refusal
        self.hall.areas = lambda _of: refusal
        self.hall.risk = lambda _area, _group: refusal

    def close(self) -> None:
        self.bridge.submit(self.client.aclose()).result(1)
        self.bridge.close()
        take_away(self.window, self.picture, self.behind, self.bridge)
        self.hall.close()


def older(view: DispatchView, at: datetime) -> DispatchView:
    """The same, told earlier."""
    sections = ("areas", "trend", "types", "steps", "kpis", "risk")
    return replace(view, **{name: replace(getattr(view, name), as_of=at) for name in sections})
