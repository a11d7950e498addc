"""The windows of a machine's layout: each on its output, with its theme, its sizes of type and its frame.

Televisions are switched off at night and on in the morning: a window is there as long as its output is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQml import QQmlProperty

from case_store.errors import StoreError
from cases.refusal import Reader
from cases.texts import Texts
from hall_display.wall.heartbeat import Heartbeat
from hall_display.wall.layout import WallLayout, WindowLayout
from hall_display.wall.layout_file import LayoutFile
from hall_display.wall.wall import WallViewModel
from hall_display.wall.wall_frame import WallFrame
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, fill_screen, show_window

PAGE = Path(__file__).with_name("WallScreen.qml")
OUTPUTS_SETTLE_MS = 1_000
"""An output that comes is told in steps: it is there, it has its size."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class WallWindow:
    """A window and what drives it."""

    window: ScreenWindow
    frame: WallFrame
    heartbeat: Heartbeat

    def close(self) -> None:
        """Take it away, page first."""
        take_away(self.window, self.frame, self.heartbeat)


class WallWindows(QObject):
    """Builds the windows anew when the layout changes or one of them draws no more; turns their pages together."""

    def __init__(
        self,
        layout_file: LayoutFile,
        view_model: WallViewModel,
        texts: Texts,
        *,
        title: Callable[[], str],
        size: tuple[int, int],
        fullscreen: bool,
    ) -> None:
        super().__init__()
        self._file, self._view_model, self._texts = layout_file, view_model, texts
        self._title, self._size, self._fullscreen = title, size, fullscreen
        self.shown: list[WallWindow] = []
        self._turn = QTimer(self)
        self._turn.timeout.connect(self.turn)
        layout_file.changed.connect(self._follow)
        view_model.changed.connect(self._have)
        self._outputs = QTimer(self, interval=OUTPUTS_SETTLE_MS, singleShot=True)
        self._outputs.timeout.connect(self.rebuild)
        gui = QGuiApplication.instance()
        if isinstance(gui, QGuiApplication):
            gui.screenAdded.connect(self._on_output)
            gui.screenRemoved.connect(self._on_outputs)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._on_outputs)
        self._used: WallLayout | None = None
        self._follow()

    @property
    def windows(self) -> list[ScreenWindow]:
        """All windows, in the order of the layout."""
        return [shown.window for shown in self.shown]

    @Slot()
    def turn(self) -> None:
        """The next page of every area."""
        for shown in self.shown:
            shown.frame.turn()

    def close(self) -> None:
        """Take the windows away."""
        self._turn.stop()
        self._outputs.stop()
        for shown in self.shown:
            shown.close()
        self.shown = []

    @Slot()
    def rebuild(self) -> None:
        """All windows anew: the new ones come before the old ones go, so that the process never is without one.

        One whose output is not there would lie over another one: it waits for it. The last one left stands anywhere.
        """
        before, wanted = self.shown, self._file.layout.windows
        outputs = [(window, _output(window.output)) for window in wanted]
        there = [
            (window, output) for window, output in outputs if window.output is None or output is not None
        ]
        for window, _ in (absent for absent in outputs if absent not in there):
            names = ", ".join(screen.name() for screen in QGuiApplication.screens())
            _log.error("no output %r; there is: %s", window.output, names)
        self.shown = [self._build(window, output) for window, output in there or outputs[:1]]
        self._have()
        for gone in before:
            gone.close()

    @Slot()
    def _follow(self) -> None:
        """The layout file was read."""
        layout = self._file.layout
        self._view_model.use(
            layout.kpis, timedelta(minutes=layout.stale_after_min), _trouble(self._file.trouble, self._texts)
        )
        self._turn.start(int(layout.turn_s * 1000))
        if layout != self._used:
            self._used = layout
            self.rebuild()

    @Slot()
    def _have(self) -> None:
        having = self._view_model.having()
        for shown in self.shown:
            shown.frame.have(having)

    def _build(self, layout: WindowLayout, output: QScreen | None) -> WallWindow:
        frame = WallFrame(layout)
        window = show_window(
            PAGE,
            {"wall": self._view_model, "frame": frame},
            texts=self._texts,
            size=layout.size or self._size,
            title=self._title(),
            show=False,
        )
        window.theme.setProperty("scheme", layout.theme or self._file.layout.theme)
        hand_type_sizes(window, layout)
        window.frameSwapped.connect(self._view_model.on_frame)
        heartbeat = Heartbeat(window)
        heartbeat.stopped.connect(self._on_stopped)
        _put(window, output, self._fullscreen)
        return WallWindow(window, frame, heartbeat)

    @Slot()
    def _on_outputs(self) -> None:
        """One went, or has another size."""
        self._outputs.start()

    @Slot(QScreen)
    def _on_output(self, screen: QScreen) -> None:
        """One came."""
        screen.geometryChanged.connect(self._on_outputs)
        self._outputs.start()

    @Slot()
    def _on_stopped(self) -> None:
        _log.error("a window of the wall draws no more, all are made anew")
        QTimer.singleShot(0, self, self.rebuild)


def hand_type_sizes(window: ScreenWindow, layout: WindowLayout) -> None:
    """Keep the theme's sizes of type those of the window's pixels on its screen's millimetres."""
    em, call = (QQmlProperty(window.theme, f"wall.{name}") for name in ("em", "call"))

    def follow() -> None:
        sizes = layout.type_sizes(window.width(), window.height())
        em.write(sizes.em)
        call.write(sizes.call)

    window.widthChanged.connect(follow)
    window.heightChanged.connect(follow)
    follow()


def _trouble(error: StoreError | None, texts: Texts) -> str:
    """A quiet word on the wall; the sentence with file and key is in the log."""
    if error is None:
        return ""
    _log.error("the layout before stays: %s", texts.refusal(error.code, Reader.OPERATOR, **error.facts))
    return texts.get("wall.foot.layout_trouble")


def _output(wanted: str | int | None) -> QScreen | None:
    """The output by name or number, None when there is none of that name."""
    screens = QGuiApplication.screens()
    if isinstance(wanted, int):
        return screens[wanted] if wanted < len(screens) else None
    return next((screen for screen in screens if screen.name() == wanted), None)


def _put(window: ScreenWindow, screen: QScreen | None, fullscreen: bool) -> None:
    if screen is not None:
        window.setScreen(screen)
        window.setPosition(screen.geometry().topLeft())
    if fullscreen:
        fill_screen(window)
    else:
        window.show()
