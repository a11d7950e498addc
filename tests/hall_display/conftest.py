"""A wall in a real window, fed through the public door of its view-model, with a clock that the test owns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from case_store.client.live import FeedState
from case_store.policy_files import load_policy, load_texts
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import CallView, LightsView, QueueView, WallView
from hall_display.wall.app import PAGE, WallConfig, WallScreen, build
from hall_display.wall.wall import WallViewModel
from screenkit import grab
from screenkit.policy_in_force import fixed_policy
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, make_app, show_window
from tests.real_hall import RealHall

ASSETS = Path(__file__).parents[2] / "assets"
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=HALL_ZONE)
HD, UHD = (1920, 1080), (3840, 2160)
ON_DUTY = ("法院", "检察", "公安", "司法", "信访", "人社", "住建")


@dataclass
class OwnClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


def call(ticket_no: str, counter_no: int, queue_name: str = "综合受理", call_no: int = 1) -> CallView:
    return CallView(
        ticket_no=ticket_no, counter_no=counter_no, queue_name=queue_name, called_at=NOW, call_no=call_no
    )


def queue(letter: str, name: str, waiting: int, low: int | None, high: int | None) -> QueueView:
    return QueueView(letter=letter, name=name, waiting=waiting, wait_low_min=low, wait_high_min=high)


def lights(normal: int, soon: int, overdue: int, stopped: int) -> LightsView:
    as_of = NOW - timedelta(minutes=2)
    return LightsView(normal=normal, soon=soon, overdue=overdue, stopped=stopped, as_of=as_of)


FIVE_CALLS = (
    call("A017", 3),
    call("Z003", 1, "优先"),
    call("B006", 5, "咨询"),
    call("A016", 2),
    call("A901", 4),
)
USUAL = WallView(
    hall_time=NOW,
    calls=FIVE_CALLS,
    queues=(
        queue("A", "综合受理", 6, 10, 18),
        queue("B", "咨询", 2, 5, 9),
        queue("C", "调解预约", 1, 0, 6),
        queue("Z", "优先", 0, 0, 0),
    ),
    not_present=("A009", "A013"),
    lights=lights(163, 12, 3, 2),
    on_duty=ON_DUTY,
)
MORNING = WallView(
    hall_time=NOW,
    queues=tuple(
        queue(letter, name, 0, None, None)
        for letter, name in zip("ABCZ", ("综合受理", "咨询", "调解预约", "优先"), strict=True)
    ),
    lights=lights(0, 0, 0, 0),
    on_duty=ON_DUTY,
)
BUSY = WallView(
    hall_time=NOW,
    calls=(
        call("A1017", 12, call_no=2),
        call("A1016", 10),
        call("Z103", 11, "优先"),
        call("B1006", 5, "咨询"),
        call("A999", 2),
    ),
    queues=(
        queue("A", "综合受理", 126, 130, 180),
        queue("B", "咨询", 24, 35, 59),
        queue("C", "调解预约", 11, 100, 150),
        queue("Z", "优先", 9, 20, 35),
    ),
    not_present=tuple(f"A10{n:02}" for n in range(12)),
    lights=lights(15700, 1200, 1367, 212),
    on_duty=(*ON_DUTY, "民政", "卫健", "市场监管"),
)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy(ASSETS)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return load_texts(ASSETS)


@dataclass
class Wall:
    """The wall as its visitors see it."""

    policy: Policy
    texts: Texts
    clock: OwnClock = field(default_factory=OwnClock)
    size: tuple[int, int] = HD

    def __post_init__(self) -> None:
        make_app()
        self.view_model = WallViewModel(fixed_policy(self.policy), self.texts, self.clock)
        self.window: ScreenWindow = show_window(
            PAGE, {"wall": self.view_model}, texts=self.texts, size=self.size, title="wall"
        )
        self.window.frameSwapped.connect(self.view_model.on_frame)
        grab.wait_until(self.window.isExposed, what="the wall to be seen")

    def hear(self, view: WallView) -> None:
        """The hall answers and tells this."""
        self.view_model.on_state(FeedState(connected=True, last_heard_at=self.clock.at))
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
        take_away(self.window, self.view_model)


@pytest.fixture
def wall(policy: Policy, texts: Texts) -> Iterator[Wall]:
    shown = Wall(policy, texts)
    yield shown
    shown.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RealHall]:
    running = RealHall(tmp_path)
    running.start()
    yield running
    running.close()


@pytest.fixture
def screen(hall: RealHall) -> Iterator[WallScreen]:
    config = WallConfig(
        hall_url=hall.url,
        token_file=hall.token_file("wall"),
        assets_dir=ASSETS,
        clock_file=hall.clock_file,
    )
    screen = build(config)
    yield screen
    screen.close()
