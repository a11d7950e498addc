"""A wall that runs for weeks: its layout is changed under it, its feed dies, its picture freezes."""

import asyncio
import logging
import time
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickWindow
from shiboken6 import Shiboken

from case_store.client.live import FeedState
from cases.policy.policy import Policy
from cases.texts import Texts
from hall_display.wall.feed_watch import FeedWatch
from hall_display.wall.heartbeat import Heartbeat
from screenkit import grab
from screenkit.bridge import Bridge
from tests.hall_display.wall_stage import Wall
from tests.hall_display.wall_worlds import NOW, STALE, USUAL

PANELS = {"roster": "科尔沁区人民法院 3号窗口", "steps": "录入 14"}


def layout_of(panel: str, windows: int = 1, theme: str = "hall_light") -> str:
    window = (
        "[[window]]\ndiagonal_in = 75\ndistance_m = 6\ngrid = [1, 1]\n"
        f'[[window.area]]\nat = [0, 0, 1, 1]\npages = [["{panel}"]]\n'
    )
    return f'theme = "{theme}"\n' + window * windows


def has_panel(wall: Wall, panel: str) -> bool:
    return grab.is_shown(wall.window, PANELS[panel])


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    path = tmp_path / "layout.toml"
    path.write_text(layout_of("roster"), "utf-8")
    return path


@pytest.fixture
def wall_of(policy: Policy, texts: Texts, layout: Path) -> Iterator[Wall]:
    wall = Wall(policy, texts, layout=layout)
    wall.hear(USUAL)
    yield wall
    wall.close()


def test_a_changed_layout_is_seen_at_once(wall_of: Wall, layout: Path) -> None:
    assert grab.is_shown(wall_of.window, PANELS["roster"])
    layout.write_text(layout_of("steps", theme="command_dark"), "utf-8")
    grab.wait_until(lambda: grab.is_shown(wall_of.window, PANELS["steps"]), what="the new panel")
    assert not grab.is_shown(wall_of.window, PANELS["roster"])
    assert wall_of.window.theme.property("isDark") is True


def test_also_when_an_editor_puts_another_file_in_its_place_again_and_again(
    wall_of: Wall, layout: Path
) -> None:
    for panel in ("steps", "roster", "steps"):
        beside = layout.with_suffix(".new")
        beside.write_text(layout_of(panel), "utf-8")
        beside.replace(layout)
        grab.wait_until(partial(has_panel, wall_of, panel), what=panel)


def test_a_broken_file_keeps_the_last_good_layout_and_says_so(
    wall_of: Wall, layout: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        layout.write_text(layout_of("ticker"), "utf-8")
        grab.wait_until(lambda: grab.is_shown(wall_of.window, "布局有误"), what="the quiet line")
    assert grab.is_shown(wall_of.window, PANELS["roster"])
    assert "layout.toml" in caplog.text
    assert "window.0.area.0.pages.0.0.panel" in caplog.text
    layout.write_text(layout_of("roster"), "utf-8")
    grab.wait_until(lambda: not grab.is_shown(wall_of.window, "布局有误"), what="the line to go")


def test_a_deleted_file_that_comes_back_is_read(wall_of: Wall, layout: Path) -> None:
    layout.unlink()
    grab.wait_until(lambda: grab.is_shown(wall_of.window, "布局有误"), what="the quiet line")
    layout.write_text(layout_of("steps"), "utf-8")
    grab.wait_until(lambda: grab.is_shown(wall_of.window, PANELS["steps"]), what="the new layout")


def test_two_windows_hear_one_feed_and_turn_together(policy: Policy, texts: Texts, layout: Path) -> None:
    layout.write_text(
        layout_of("roster", windows=2).replace('[["roster"]]', '[["roster"], ["steps"]]'), "utf-8"
    )
    wall = Wall(policy, texts, layout=layout)
    wall.hear(USUAL)
    assert len(wall.windows.windows) == 2
    for panel in ("roster", "steps", "roster"):
        assert all(grab.is_shown(window, PANELS[panel]) for window in wall.windows.windows)
        wall.windows.turn()
        grab.process_events()
    wall.close()


def test_old_figures_say_how_old_they_are_and_recover_by_themselves(policy: Policy, texts: Texts) -> None:
    wall = Wall(policy, texts)
    grey = wall.window.theme.property("inkSoft")

    def colour() -> object:
        shown = {item.property("text"): item for item in grab.items(wall.window)}
        return shown["163"].property("color")

    wall.hear(STALE)
    assert grab.is_shown(wall.window, "42分钟前")
    assert colour() == grey
    wall.hear(USUAL)
    assert grab.is_shown(wall.window, "截至09:40")
    assert colour() != grey
    wall.close()


def test_a_window_that_draws_no_more_is_told_and_one_that_draws_is_not(policy: Policy, texts: Texts) -> None:
    wall = Wall(policy, texts)
    told: list[str] = []
    living = Heartbeat(wall.window, beat_ms=10)
    living.stopped.connect(lambda: told.append("living"))
    grab.wait_until(lambda: living.frames > 3, what="frames that were asked for")
    assert told == []
    frozen = Heartbeat(Frozen(), beat_ms=5)
    frozen.stopped.connect(lambda: told.append("frozen"))
    grab.wait_until(lambda: told != [], what="the alarm")
    assert set(told) == {"frozen"}
    for gone in (living, frozen):
        Shiboken.delete(gone)
    wall.close()


class Frozen(QQuickWindow):
    """Can be seen, is asked for frames, and draws none."""

    def isExposed(self) -> bool:  # noqa: N802  Qt's
        return True


def test_frozen_windows_are_made_anew_and_show_what_was_shown(wall_of: Wall) -> None:
    before = wall_of.window
    wall_of.windows.shown[0].heartbeat.stopped.emit()
    grab.wait_until(lambda: wall_of.window is not before, what="a new window")
    grab.process_events(0.05)
    assert grab.is_shown(wall_of.window, PANELS["roster"])


def test_a_dead_feed_is_begun_anew() -> None:
    bridge, begun = Bridge(), list[Future[None]]()

    async def feed(lasts_s: float) -> None:
        await asyncio.sleep(lasts_s)

    def begin() -> Future[None]:
        begun.append(bridge.submit(feed(3600 if begun else 0)))  # the first one ends, as no feed should
        return begun[-1]

    watch = FeedWatch(begin, silence_s=0.05, look_ms=10)
    frozen: list[float] = []
    watch.frozen.connect(lambda: frozen.append(time.monotonic()))
    begun[0].result(2)
    grab.wait_until(lambda: watch.restarts == 1, what="the feed that ended to begin anew")
    watch.on_state(FeedState(connected=True, last_heard_at=NOW))
    grab.wait_until(lambda: watch.restarts == 2, what="the feed that fell silent to begin anew")
    assert begun[1].cancelled()
    watch.on_state(FeedState(connected=False, last_heard_at=NOW))
    grab.process_events(0.15)
    assert (watch.restarts, len(frozen)) == (2, 2)
    watch.stop()
    watch.deleteLater()
    bridge.close()
    grab.process_events()
