"""A screen starts whole or says why it cannot."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication

from screenkit import grab
from screenkit.environment import ROOT, prepare_environment
from screenkit.window import FAMILY, show_window
from tests.screenkit.conftest import KIOSK, Screen, Words


@pytest.mark.parametrize(
    ("qml", "why"),
    [
        ("import QtQuick\nItem { colour: 1 }", "colour"),
        ("import QtQuick\nItem { required property string ticketNo }", "ticketNo"),
    ],
    ids=["misspelt", "nothing handed in"],
)
def test_a_page_that_does_not_load_ends_the_screen_with_1(
    screen_app: QGuiApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture, qml: str, why: str
) -> None:
    page = tmp_path / "Page.qml"
    page.write_text(qml, encoding="utf-8")
    with caplog.at_level(logging.CRITICAL), pytest.raises(SystemExit) as ended:
        show_window(page, texts=Words(), size=KIOSK, title="broken")
    assert ended.value.code == 1
    assert why in caplog.text


def test_without_a_window_manager_a_screen_is_as_large_as_its_output() -> None:
    """On the platform "minimal" as on a bare X server nobody resizes a window that wants to be full."""
    program = """
from PySide6.QtGui import QGuiApplication, QWindow
from screenkit.window import fill_screen
app = QGuiApplication([])
window = QWindow()
window.resize(77, 55)
fill_screen(window)
app.processEvents()
print(window.size() == window.screen().size(), window.screen().size().width() > 77)
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "minimal"}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ran.stdout.split() == ["True", "True"]


def test_what_goes_wrong_on_a_page_is_in_the_log(screen: Screen, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        screen("Item { property var nothing: null; property string word: nothing.word }")
    assert "Cannot read property 'word' of null" in caplog.text


def test_a_kiosk_stays_open_whatever_keys_are_pressed(screen_app: QGuiApplication, tmp_path: Path) -> None:
    page = tmp_path / "Page.qml"
    page.write_text("import QtQuick\nItem {}", encoding="utf-8")
    window = show_window(page, texts=Words(), size=KIOSK, title="kiosk", closable=False)
    assert not window.close()
    assert window.isVisible()
    window.hide()


def test_a_kiosk_that_is_told_to_quit_quits(tmp_path: Path) -> None:
    script = tmp_path / "quit.py"
    script.write_text(
        """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from screenkit.window import make_app, show_window

class Words:
    def get(self, key, **facts):
        return key

page = Path(sys.argv[1])
page.write_text("import QtQuick\\nItem {}")
app = make_app()
window = show_window(page, texts=Words(), size=(300, 300), title="kiosk", closable=False)
QTimer.singleShot(50, app.quit)
QTimer.singleShot(5000, lambda: app.exit(3))
sys.exit(app.exec())
""",
        encoding="utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script, tmp_path / "Page.qml"], env=env, timeout=30, check=False)
    assert done.returncode == 0


def test_the_letters_are_ours_in_both_weights(screen_app: QGuiApplication) -> None:
    assert QFontInfo(screen_app.font()).family() == FAMILY
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles(FAMILY))


def test_figures_in_a_column_stand_under_each_other(screen: Screen) -> None:
    window = screen('Column { ThemeText { text: "111111" } ThemeText { text: "888888" } }')
    widths = [item.implicitWidth() for item in grab.items(window) if item.inherits("QQuickText")]
    assert widths[0] == widths[1]


def test_a_kiosk_without_a_display_draws_in_software_and_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QUICK_BACKEND", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    prepare_environment(touch_keyboard=True)
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert os.environ["QT_QUICK_BACKEND"] == "software"
    assert os.environ["QT_IM_MODULE"] == "qtvirtualkeyboard"
    assert os.environ["XDG_CONFIG_HOME"] == "/dev/null"


def test_a_desk_keeps_the_keyboard_and_the_settings_of_its_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("QT_QPA_PLATFORM", "QT_IM_MODULE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    prepare_environment()
    assert "QT_QPA_PLATFORM" not in os.environ
    assert "QT_IM_MODULE" not in os.environ
    assert "XDG_CONFIG_HOME" not in os.environ
