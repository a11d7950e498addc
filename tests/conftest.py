"""The ground every test stands on: no screen, no keyboard that learns, no timed tests.

The environment is set here because Qt reads it once, before the first test of any room imports it.
"""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.long_files import longest_first
from tests.made_once import make_once

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

gc.disable()  # until all is collected: what is loaded stays, and looking for garbage in it was a third of that time
MEMORY = Path("/dev/shm")  # noqa: S108  a power cut is played by tests/faults/power: elsewhere a disk's sync only costs time
ROOM = 2 << 30  # bytes: a container may have 64 MiB, the suite writes up to 600 MiB

# Without kept bytecode each process of a test compiles 600 files anew: half of a store's start.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.update(
    QT_QPA_PLATFORM="offscreen",
    QT_QUICK_BACKEND="software",  # the renderer of a small PC without a GPU
    QT_IM_MODULE="qtvirtualkeyboard",
    QT_VIRTUALKEYBOARD_STYLE="pingan",  # assets/ui/keyboard
    QT_VIRTUALKEYBOARD_DESKTOP_DISABLE="1",  # no keyboard window of Qt's own beside ours
    XDG_CONFIG_HOME="/dev/null",  # Pinyin must not learn: pitfalls.md §7
    QT_FONT_DPI="96",
    QT_ENABLE_HIGHDPI_SCALING="0",
)
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None  # whoever asked earlier was told another place
if not os.environ.get("XDG_RUNTIME_DIR"):  # a fresh machine has no session, and Qt would warn
    runtime_dir = Path(tempfile.gettempdir()) / f"pingan-hall-tests-{os.getuid()}"
    runtime_dir.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime_dir)

# A shared machine is slow at times; speed is measured in tests/bench, never in a test.
settings.register_profile("house", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("house")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One process more than cores: while a test waits for a printer, a line or a page its core is another's."""
    told = "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ
    return None if told else len(os.sched_getaffinity(0)) + 1


@pytest.fixture(scope="session")
def qapp_cls() -> "type[QGuiApplication]":
    """One process has one application, whichever room is first: ours, which knows no widgets."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415  most rooms need no screen

    return QGuiApplication


def pytest_configure(config: pytest.Config) -> None:
    """In several processes the order is ours."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """One process alone goes through the folders as they are."""
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items)


def pytest_collection_finish() -> None:
    """Some 600 modules stay to the end: nobody looks among them for garbage, and for the rest less often."""
    if "fastapi" in sys.modules:
        from tests.kept_validators import keep_validators  # noqa: PLC0415  most rooms need no service

        keep_validators()
    make_once()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
