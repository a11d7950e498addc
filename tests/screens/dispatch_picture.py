"""The dispatch screen's picture and what opens behind its numbers: every panel in every state."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import lru_cache

from PySide6.QtGui import QImage

from case_store.policy_files import load_policy, load_texts
from cases.figures.figure import FigureAsked, FigureName
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views_dispatch import DispatchView
from screenkit import grab
from screenkit.environment import ROOT
from tests.hall_display.dispatch.picture_screen import PictureScreen, older
from tests.hall_display.dispatch.picture_world import (
    NAIMAN,
    NOW,
    crowded,
    page_of,
    quiet,
    things,
    usual,
)
from tests.screens.picture import Picture

Size = tuple[int, int]
PANELS: dict[str, Size] = {
    "MapPanel": (820, 600),
    "TrendPanel": (820, 310),
    "TypesPanel": (820, 310),
    "StepsPanel": (820, 220),
    "KpiPanel": (820, 860),
    "RiskPanel": (506, 420),
}
OVERDUE = FigureAsked(name=FigureName.OVERDUE, area=NAIMAN)
SLIDE_S = 0.3
Act = Callable[[PictureScreen], None]


@lru_cache(maxsize=1)
def _assets() -> tuple[Policy, Texts]:
    return load_policy(ROOT / "assets"), load_texts(ROOT / "assets")


def _drawn(
    panel: str,
    size: Size,
    act: Act,
    *,
    scale: float = 1.0,
    profile: str = "command",
    scheme: str = "command_dark",
) -> Callable[[], QImage]:
    def draw() -> QImage:
        policy, texts = _assets()
        size_px = (round(size[0] * scale), round(size[1] * scale))
        screen = PictureScreen(policy, texts, panel, size_px, scale, profile, scheme)
        try:
            act(screen)
            screen.settle()
            grab.process_events(SLIDE_S)
            return grab.grab(screen.window)
        finally:
            screen.close()

    return draw


def _hear(view: Callable[[Policy], DispatchView]) -> Act:
    return lambda screen: screen.hear(view(screen.policy))


def _stale(policy: Policy) -> DispatchView:
    return older(usual(policy), NOW - timedelta(minutes=23))


def pictures() -> Iterator[Picture]:
    """Panels as they are laid out at 1920 × 1080, the whole picture in both profiles and schemes, the drawer."""
    states: dict[str, Act] = {
        "empty": _hear(quiet),
        "normal": _hear(usual),
        "crowded": _hear(crowded),
        "stale": _hear(_stale),
        "failed": lambda screen: screen.hear(None),
    }
    for panel, size in PANELS.items():
        for state, act in states.items():
            yield Picture(f"dispatch.{panel}", state, _drawn(f"picture/{panel}", size, act))
    yield from _inside()
    yield from _wholes()
    yield from _drawers()


def _inside() -> Iterator[Picture]:
    """What opens inside a panel."""

    def towns(screen: PictureScreen) -> None:
        screen.hear(usual(screen.policy))
        screen.picture.map.press(NAIMAN)
        grab.wait_until(lambda: not screen.picture.map.isWaiting, what="the towns")

    def no_towns(screen: PictureScreen) -> None:
        screen.hall.is_mute = True
        screen.hear(usual(screen.policy))
        screen.picture.map.press(NAIMAN)
        grab.wait_until(lambda: screen.picture.map.said != "", what="the sentence")

    def explained(screen: PictureScreen) -> None:
        screen.hear(usual(screen.policy))
        screen.picture.risk.explain(f"{NAIMAN}|")
        grab.wait_until(lambda: not screen.picture.risk.isWaiting, what="the page")

    yield Picture("dispatch.MapPanel", "normal-towns", _drawn("picture/MapPanel", (820, 600), towns))
    yield Picture("dispatch.MapPanel", "failed-towns", _drawn("picture/MapPanel", (820, 600), no_towns))
    yield Picture("dispatch.RiskPanel", "normal-page", _drawn("picture/RiskPanel", (820, 940), explained))
    yield Picture("dispatch.RiskPanel", "normal-narrow", _drawn("picture/RiskPanel", (506, 700), explained))


def _wholes() -> Iterator[Picture]:
    whole = (1920, 1080)
    yield Picture("dispatch.picture", "normal", _drawn("", whole, _hear(usual)))
    yield Picture("dispatch.picture", "crowded", _drawn("", whole, _hear(crowded), scale=2))
    yield Picture("dispatch.picture", "normal-desk", _drawn("", whole, _hear(usual), profile="desk"))
    yield Picture("dispatch.picture", "normal-light", _drawn("", whole, _hear(usual), scheme="hall_light"))


def _drawers() -> Iterator[Picture]:
    """The drawer over an empty page."""
    size = (1100, 1000)

    def opened(told: int, asked: FigureAsked = OVERDUE) -> Act:
        def act(screen: PictureScreen) -> None:
            screen.hall.behind = page_of(told)
            screen.behind.open(asked)
            grab.wait_until(lambda: screen.behind.hasList, what="the list")

        return act

    def items(screen: PictureScreen) -> None:
        screen.hall.behind = things
        screen.behind.open(FigureAsked(name=FigureName.ITEMS_OPEN, key="interview"))
        grab.wait_until(lambda: screen.behind.hasList, what="the list")

    def mute(screen: PictureScreen) -> None:
        screen.hall.is_mute = True
        screen.behind.open(OVERDUE)
        grab.wait_until(lambda: screen.behind.said != "", what="the sentence")

    def case(screen: PictureScreen) -> None:
        opened(6)(screen)
        screen.behind.openCase("case-0")
        grab.wait_until(lambda: screen.behind.hasCase, what="the case")

    for state, act in {
        "empty": opened(0),
        "normal": opened(6),
        "normal-items": items,
        "normal-case": case,
        "crowded": opened(50_000),
        "failed": mute,
    }.items():
        yield Picture("dispatch.behind", state, _drawn("behind/BehindDrawer", size, act))
