"""A screen's application and window: fonts, QML paths, texts, pictograms, Theme's sizes.

Never install a message handler of Python (qInstallMessageHandler): loading QML holds the interpreter while Qt's loader
thread works, and a message from that thread would wait for the interpreter for ever. What QML has to say comes through
`QQmlEngine.warnings` into the log.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QFont, QFontDatabase, QGuiApplication, QWindow
from PySide6.QtQml import QQmlError
from PySide6.QtQuick import QQuickView

from screenkit.environment import ROOT, prepare_environment
from screenkit.pictograms import PictogramProvider
from screenkit.texts_qml import TextSource, offer_texts

FAMILY = "Noto Sans SC"
_log = logging.getLogger(__name__)


class ScreenApp(QGuiApplication):
    """Knows when it was told to quit: Qt then asks every window, and the kiosk's would refuse."""

    is_quitting = False

    def event(self, event: QEvent) -> bool:
        """Qt's: what happens to the application itself."""
        if event.type() == QEvent.Type.Quit:
            self.is_quitting = True
        return super().event(event)


def make_app(
    argv: Sequence[str] | None = None, *, touch_keyboard: bool = False, offscreen: bool | None = None
) -> QGuiApplication:
    """The process's one QGuiApplication, made on the first call, with the house's fonts."""
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        prepare_environment(touch_keyboard=touch_keyboard, offscreen=offscreen)
        app = ScreenApp(list(argv or sys.argv[:1]))
    load_fonts()
    face = QFont(FAMILY)
    face.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(face)
    return app


def load_fonts() -> None:
    """Make assets/fonts/NotoSansSC-*.ttf known to Qt; a missing file is logged, Qt then takes what the system has."""
    if FAMILY in QFontDatabase.families() and QFontDatabase.styles(FAMILY):
        return
    for path in sorted((ROOT / "assets" / "fonts").glob("NotoSansSC-*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            _log.error("Qt cannot read the font %s", path)


class ScreenWindow(QQuickView):
    """One screen. `closable=False` for the kiosk: Alt+F4 does nothing (pitfalls.md §7)."""

    def __init__(self, *, closable: bool = True) -> None:
        super().__init__()
        self._closable = closable
        self.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's: refuse to close what must stay."""
        if self._closable or getattr(QGuiApplication.instance(), "is_quitting", False):
            super().closeEvent(event)
        else:
            event.ignore()

    @property
    def theme(self) -> QObject:
        """The Theme of this window's engine: setProperty("largePrint", True) and the like."""
        theme = self.engine().singletonInstance("assets.ui", "Theme")
        if not isinstance(theme, QObject):
            raise TypeError("assets/ui/Theme.qml did not load")
        return theme


def show_window(
    qml_file: Path,
    initial_properties: Mapping[str, object] | None = None,
    *,
    texts: TextSource,
    size: tuple[int, int],
    title: str,
    fullscreen: bool = False,
    closable: bool = True,
    mm_px: float = 0.0,
    show: bool = True,
) -> ScreenWindow:
    """Load a screen's root page (an Item) and show it. Exits the process with 1 when the QML does not load.

    initial_properties: the root's `required property`s, view-models mostly. size: pixels (width, height).
    mm_px: pixels per millimetre of the real screen; 0 means as on the 32-inch kiosk. Keep the answer and the
    view-models alive as long as the screen runs.
    """
    window = ScreenWindow(closable=closable)
    engine = window.engine()
    engine.addImportPath(str(ROOT))
    engine.addImportPath(str(ROOT / "assets" / "ui" / "keyboard"))
    engine.addImageProvider("pictogram", PictogramProvider())
    engine.setOutputWarningsToStandardError(False)
    engine.warnings.connect(_log_warnings)
    offer_texts(engine, texts)
    window.resize(QSize(*size))
    _hand_sizes_to_theme(window, mm_px)
    window.setTitle(title)
    window.setInitialProperties(dict(initial_properties or {}))
    window.setSource(QUrl.fromLocalFile(str(qml_file)))
    if window.status() != QQuickView.Status.Ready:
        for error in window.errors():
            _log.critical("%s", error.toString())
        raise SystemExit(1)
    if show:
        _show(window, fullscreen)
    return window


def _log_warnings(warnings: Sequence[QQmlError]) -> None:
    for warning in warnings:
        _log.warning("%s", warning.toString())


def _hand_sizes_to_theme(window: ScreenWindow, mm_px: float) -> None:
    theme = window.theme
    theme.setProperty("mmPx", mm_px)

    def follow() -> None:
        theme.setProperty("windowWidth", window.width())
        theme.setProperty("windowHeight", window.height())

    window.widthChanged.connect(follow)
    window.heightChanged.connect(follow)
    follow()


def fill_screen(window: QWindow) -> None:
    """Show it over the whole of its output: screens run without a window manager, so nobody else makes it so large."""
    window.setFlag(Qt.WindowType.FramelessWindowHint)
    window.setGeometry(window.screen().geometry())
    window.showFullScreen()


def _show(window: ScreenWindow, fullscreen: bool) -> None:
    if fullscreen:
        fill_screen(window)
    else:
        window.show()
