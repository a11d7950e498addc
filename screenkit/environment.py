"""What Qt reads from the environment, set once and before the first Qt object."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The house: the folder that holds the rooms and `assets/`."""


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _has_gpu() -> bool:
    return Path("/dev/dri").is_dir()


def prepare_environment(*, touch_keyboard: bool = False, offscreen: bool | None = None) -> None:
    """Set Qt's variables; call it before any Qt object exists. What is already set by hand stays.

    touch_keyboard: text is typed with Qt's own keyboard (kiosk). Its Pinyin dictionary may keep nothing of what
    citizens write, so the whole configuration directory goes to /dev/null (pitfalls.md §7).
    offscreen: draw without a display; None asks the environment.
    """
    if offscreen is None:
        chosen = os.environ.get("QT_QPA_PLATFORM")
        offscreen = chosen == "offscreen" if chosen else not _has_display()
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        # A grab must not depend on the machine it was made on.
        os.environ["QT_FONT_DPI"] = "96"
        os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"
    if offscreen or os.environ.get("PINGAN_SOFTWARE") == "1" or not _has_gpu():
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    # Said while the keyboard loads its sound library, which it does not use; nobody can act on it.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false;qt.qml.propertyCache.append=false")
    if touch_keyboard:
        os.environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
        os.environ["QT_VIRTUALKEYBOARD_DESKTOP_DISABLE"] = "1"
        os.environ["QT_VIRTUALKEYBOARD_STYLE"] = "pingan"
        os.environ["XDG_CONFIG_HOME"] = "/dev/null"
    _keep_qml_cache_writable()


def _keep_qml_cache_writable() -> None:
    """Point Qt's compiled QML at a folder that can be written; without it every start compiles all pages anew."""
    if "QML_DISK_CACHE_PATH" in os.environ:
        return
    home_cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    probe = home_cache if home_cache.exists() else home_cache.parent
    if not os.access(probe, os.W_OK):
        os.environ["QML_DISK_CACHE_PATH"] = str(ROOT / "build" / "qmlcache")
