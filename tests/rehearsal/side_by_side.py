"""Wall and dispatch screen of a rehearsed day, side by side: what they say of one thing must be one figure.

And every number on the dispatch screen is asked for the list behind it, as a click would.
"""

from collections.abc import Callable, Coroutine
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtGui import QImage, QPainter

from cases.refusal import Refusal
from demo.ground import Ground
from hall_display.dispatch.app import DispatchConfig, DispatchScreen
from hall_display.dispatch.app import build as build_dispatch
from hall_display.dispatch.figures_shown import FigureShown
from hall_display.wall.app import WallScreen
from screenkit.grab import grab, process_events, wait_until
from screenkit.screen_config import load_screen_config

T = TypeVar("T")
PATIENCE_S = 20.0
AGREE_WITHIN_S = 12.0  # figures are looked at every 2 s: until then two screens may be one look apart


class SideBySide:
    """`compare` as often as wanted; what does not agree is a trouble, in words."""

    def __init__(self, ground: Ground, staff_id: str, pin: str, wall: WallScreen) -> None:
        self.screen: DispatchScreen = build_dispatch(
            load_screen_config(DispatchConfig, ground.config("dispatch"))
        )
        self._wall = wall
        session = self.screen.view_model.session
        session.ask_people()
        wait_until(lambda: bool(session.people), PATIENCE_S, "staff at the dispatch screen")
        session.sign_in(staff_id, pin)
        wait_until(lambda: self.view is not None, PATIENCE_S, "the hall at the dispatch screen")
        self.figures_asked = 0
        self.non_zero: set[str] = set()

    @property
    def view(self) -> Any:
        """What the hall tells the command zone now."""
        return self.screen.view_model._view

    def compare(self, at: str) -> list[str]:
        """Everything that does not agree, once both have heard the same."""
        troubles = [*self._until_none(self._two_screens, at)]
        shown = list(self.screen.view_model.figures())
        for figure in shown:
            self.figures_asked += 1
            if figure.count:
                self.non_zero.add(f"{figure.panel}:{figure.asked.name.value}")
            troubles += self._until_none(lambda figure=figure: self._list_of(figure), at)  # type: ignore[misc]
        return troubles

    def picture(self, path: Path) -> None:
        """The two screens as one picture."""
        left, right = grab(self._wall.window), grab(self.screen.window)
        both = QImage(left.width() + right.width(), max(left.height(), right.height()), left.format())
        painter = QPainter(both)
        painter.drawImage(0, 0, left)
        painter.drawImage(left.width(), 0, right)
        painter.end()
        path.parent.mkdir(parents=True, exist_ok=True)
        both.save(str(path))

    def close(self) -> None:
        """End it."""
        self.screen.close()

    def _two_screens(self) -> list[str]:
        dispatch, wall = self.view, self._wall.view_model._view
        if dispatch is None or wall is None:
            return ["一块屏没有数据"]
        parts = {
            "灯": (_lights(dispatch.lights), _lights(wall.lights)),
            "五步": (dispatch.steps and dispatch.steps.counts, wall.steps and wall.steps.counts),
            "趋势": (dispatch.trend and dispatch.trend.days, wall.trend and wall.trend.days),
        }
        differ = [f"{name}：指挥屏 {one}，大屏 {two}" for name, (one, two) in parts.items() if one != two]
        public = _kpis(wall.kpis)
        differ += [
            f"指标 {name}：指挥屏 {value}，大屏 {public[name]}"
            for name, value in _kpis(dispatch.kpis).items()
            if name in public and public[name] != value
        ]
        return differ if public else [*differ, "大屏没有指标"]

    def _list_of(self, shown: FigureShown) -> list[str]:
        """The number as it stands now, against its list."""
        now = next((one for one in self.screen.view_model.figures() if one.asked == shown.asked), None)
        if now is None:
            return []
        page = self._ask(self.screen.client.figures.behind(now.asked))
        if isinstance(page, Refusal):
            return [f"{now.panel} {now.asked}：{page.code} {dict(page.facts)}"]
        return (
            []
            if page.total == now.count
            else [f"{now.panel} {now.asked}：屏上 {now.count}，名单 {page.total}"]
        )

    def _until_none(self, look: Callable[[], list[str]], at: str) -> list[str]:
        end = monotonic() + AGREE_WITHIN_S
        while (troubles := look()) and monotonic() < end:
            process_events(0.1)
        return [f"{at} {trouble}" for trouble in troubles]

    def _ask(self, work: Coroutine[Any, Any, T]) -> T:
        future = self.screen.bridge.submit(work)
        while not future.done():
            process_events()
        return future.result()


def _lights(lights: Any) -> Any:
    return lights and (lights.normal, lights.soon, lights.overdue, lights.stopped)


def _kpis(board: Any) -> dict[tuple[str, str], float | None]:
    """Those that the wall may tell as they are: a share of a level may be hidden there."""
    return {
        (period.period, one.kpi): one.value
        for period in (board.periods if board else ())
        for one in period.values
        if not one.kpi.startswith("resolved_share")
    }
