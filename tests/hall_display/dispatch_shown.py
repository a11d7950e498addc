"""A dispatch screen in a real window, fed through the doors of its view-model, with a clock that the test owns."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from case_store.client.hall import HallClient
from case_store.client.live import FeedState
from case_store.policy_files import load_policy, load_texts
from cases.views import StaffView
from cases.views_dispatch import DispatchView
from hall_display.dispatch.app import PAGE, dress
from hall_display.dispatch.dispatch import DispatchViewModel
from hall_display.dispatch.ground import DispatchGround
from screenkit import grab
from screenkit.bridge import Bridge
from screenkit.policy_in_force import fixed_policy
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, make_app, show_window
from tests.hall_display.dispatch_parts import NOW

ASSETS = Path(__file__).parents[2] / "assets"
POLICY, TEXTS = load_policy(ASSETS), load_texts(ASSETS)
NOBODY_THERE = "http://127.0.0.1:9"
PEOPLE = {
    "dispatcher": StaffView(staff_id="d1", name="乌某丁", role="dispatcher"),
    "supervisor": StaffView(staff_id="p1", name="李某甲", role="supervisor"),
    "leader": StaffView(staff_id="l1", name="赵某戊", role="leader"),
}


@dataclass
class OwnClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class Shown:
    """The screen as those see it who sit before it; no hall answers."""

    profile: str = "command"
    size: tuple[int, int] = (1920, 1080)
    clock: OwnClock = field(default_factory=OwnClock)

    def __post_init__(self) -> None:
        make_app()
        self.bridge = Bridge()
        self.ground = DispatchGround(
            client=HallClient(NOBODY_THERE, "no token"),
            bridge=self.bridge,
            in_force=fixed_policy(POLICY),
            texts=TEXTS,
            clock=self.clock,
        )
        self.view_model = DispatchViewModel(self.ground)
        self.window: ScreenWindow = show_window(
            PAGE, {"dispatch": self.view_model}, texts=TEXTS, size=self.size, title="dispatch"
        )
        dress(self.window, profile=self.profile, scheme="command_dark")
        grab.wait_until(self.window.isExposed, what="the dispatch screen to be seen")

    def sign_in_as(self, role: str) -> None:
        """Somebody of this role sits here."""
        session = self.view_model.session
        session.people, session.is_listed = tuple(PEOPLE.values()), True
        session.staff = PEOPLE[role]
        session.changed.emit()

    def hear(self, view: DispatchView) -> None:
        """The hall answers and tells this."""
        self.view_model.on_state(
            FeedState(connected=True, last_heard_at=self.clock.at, hall_time=view.hall_time)
        )
        self.view_model.on_view(view)
        self.settle()

    def hear_again(self) -> None:
        """A beat: the hall is there, and nothing is new."""
        self.view_model.on_state(
            FeedState(connected=True, last_heard_at=self.clock.at, hall_time=self.clock.at)
        )

    def lose(self, minutes_ago: int) -> None:
        """The hall has not answered for so long."""
        heard_at = self.clock.at - timedelta(minutes=minutes_ago)
        self.view_model.on_state(FeedState(connected=False, last_heard_at=heard_at, hall_time=heard_at))
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A stroke of the keyboard before it."""
        if not self.window.isActive():
            self.window.requestActivate()
            grab.wait_until(self.window.isActive, what="the window in front")
        grab.press_key(self.window, key, modifiers)

    def pass_minutes(self, minutes: int) -> None:
        """Time goes on, and the screen looks at the clock."""
        self.clock.at += timedelta(minutes=minutes)
        self.view_model.tick()

    def settle(self) -> None:
        """Until the page is laid out anew."""
        self.window.grabWindow()
        grab.process_events(0.02)

    def words(self) -> list[str]:
        """Everything that can be read."""
        return grab.names(self.window)

    def close(self) -> None:
        """The end of the test."""
        self.bridge.submit(self.ground.client.aclose()).result(2)
        self.bridge.close()
        take_away(self.window, self.view_model, self.bridge)
