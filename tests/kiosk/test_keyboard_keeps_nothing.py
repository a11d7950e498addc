"""What a citizen wrote, with Pinyin or with a finger, is on no disk afterwards: a whole kiosk process is searched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from screenkit.environment import ROOT
from tests.kiosk.written_once import DRAWN, PHRASE

PLACES = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
HOW = ("shipped", "writable", "learning")


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """One process for each way, all at once: each with folders of its own, which nobody else writes to."""
    folders = {how: tmp_path_factory.mktemp(how) for how in HOW}
    running = {how: _kiosk(how, folder) for how, folder in folders.items()}
    try:
        for how, process in running.items():
            said, trouble = process.communicate(timeout=120)
            assert process.returncode == 0, f"{how}: {trouble}"
            assert f"written: {PHRASE}" in said, how
        yield folders
    finally:
        for process in running.values():
            process.kill()


def _kiosk(how: str, folder: Path) -> subprocess.Popen[str]:
    for name in PLACES.values():
        (folder / name).mkdir(mode=0o700)
    dropped = ("QML_DISK_CACHE_PATH", "XDG_CONFIG_HOME")
    env = {name: value for name, value in os.environ.items() if name not in dropped}
    env |= {variable: str(folder / name) for variable, name in PLACES.items()}
    script = [sys.executable, "-m", "tests.kiosk.written_once", how]
    return subprocess.Popen(
        script, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def found_in(folder: Path) -> list[str]:
    """Files below the folder that hold two characters or more of what was written, in any encoding."""
    pieces = {PHRASE[:2], PHRASE[1:], PHRASE[-1] + DRAWN}
    needles = {piece.encode(encoding) for piece in pieces for encoding in ENCODINGS}
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


def test_the_search_finds_what_a_keyboard_that_learns_has_kept(left_behind: dict[str, Path]) -> None:
    assert found_in(left_behind["learning"]) == ["usr_dict.dat"]


@pytest.mark.parametrize("how", ["shipped", "writable"])
def test_nothing_that_was_written_is_on_disk_afterwards(left_behind: dict[str, Path], how: str) -> None:
    assert any(left_behind[how].rglob("*.qmlc")), "the process did not use these folders"
    assert found_in(left_behind[how]) == []


def test_as_shipped_there_is_not_even_a_dictionary(left_behind: dict[str, Path]) -> None:
    assert list(left_behind["shipped"].rglob("usr_dict.dat")) == []
