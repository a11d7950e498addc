"""What keeps a screen from beginning is told to the operator, with file and key."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import counter.app
import hall_display.wall.app
from case_store.private_file import write_private
from screenkit.environment import ROOT

MAINS = pytest.mark.parametrize(
    ("main", "own"),
    [
        pytest.param(counter.app.main, "counter_no = 3", id="counter"),
        pytest.param(hall_display.wall.app.main, "", id="wall"),
    ],
)
Main = Callable[[Path], int]


def write_config(folder: Path, own: str, **changed: str) -> Path:
    write_private(folder / "token", b"secret")
    values = {
        "hall_url": "http://127.0.0.1:9",
        "token_file": "token",
        "assets_dir": str(ROOT / "assets"),
    } | changed
    lines = [f'{key} = "{value}"' for key, value in values.items()]
    config = folder / "screen.toml"
    config.write_text("\n".join([*lines, own]), "utf-8")
    return config


@MAINS
def test_a_configuration_that_is_not_there(
    main: Main, own: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path / "nowhere.toml") == 1
    assert "nowhere.toml, key TOML" in capsys.readouterr().err


@MAINS
def test_a_key_that_nobody_knows(
    main: Main, own: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(write_config(tmp_path, own, hal_url="http://127.0.0.1:9")) == 1
    assert "key hal_url" in capsys.readouterr().err


@MAINS
def test_a_policy_file_that_cannot_be_read(
    main: Main, own: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assets = tmp_path / "assets"
    for folder in ("policy", "texts"):
        shutil.copytree(ROOT / "assets" / folder, assets / folder)
    hall = assets / "policy" / "hall.toml"
    hall.write_text(hall.read_text("utf-8").replace("calls_max = 3", "calls_max = 0"), "utf-8")
    assert main(write_config(tmp_path, own, assets_dir="assets")) == 1
    told = capsys.readouterr().err
    assert "hall.toml" in told
    assert "calling.calls_max" in told


@MAINS
def test_a_token_that_others_can_read(
    main: Main, own: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write_config(tmp_path, own)
    (tmp_path / "token").chmod(0o644)
    assert main(config) == 1
    assert "0644" in capsys.readouterr().err
