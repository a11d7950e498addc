"""What deploy/ tells a machine to run is there: commands, files, and the arithmetic that keeps a primary in office."""

import configparser
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from main import app

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.rglob("*.service"), *DEPLOY.rglob("*.timer"), *DEPLOY.rglob("*.desktop")])
INSTALLED = "/opt/pingan-hall/"


def commands(unit: Path) -> list[str]:
    lines = unit.read_text().splitlines()
    return [line.split("=", 1)[1] for line in lines if line.startswith(("ExecStart=", "Exec="))]


def test_every_unit_runs_what_is_in_the_tree() -> None:
    ran = [command for unit in UNITS for command in commands(unit)]
    assert len(ran) >= 5
    for command in ran:
        for word in command.split():
            inside = word.removeprefix(INSTALLED)
            if word.startswith(INSTALLED) and not inside.startswith(".venv/"):
                assert (ROOT / inside).exists(), command


@pytest.mark.parametrize("verb", ["store", "counter", "admin backup", "admin verify"])
def test_every_verb_and_option_of_a_unit_is_one_of_ours(verb: str) -> None:
    told = [command for unit in UNITS for command in commands(unit) if f"main.py {verb} " in command]
    assert told
    shown = CliRunner().invoke(app, [*verb.split(), "--help"]).stdout
    for command in told:
        assert set(re.findall(r" (--[a-z-]+)", command)) <= set(re.findall(r"--[a-z-]+", shown))


def test_units_are_read_by_systemd_s_rules() -> None:
    for unit in UNITS:
        if unit.suffix == ".service":
            parsed = configparser.ConfigParser(strict=False, interpolation=None)
            parsed.read_string(unit.read_text())
            assert {"Unit", "Service"} <= set(parsed.sections()), unit
            assert parsed["Service"]["User"] in ("pingan", "postgres")


def test_a_slow_etcd_demotes_no_primary_that_is_well_and_nothing_is_confirmed_by_one_machine_alone() -> None:
    text = (DEPLOY / "central" / "patroni" / "10-cluster.yml").read_text()
    says = dict(re.findall(r"^ +([a-z_]+): (\S+)", text, re.MULTILINE))
    assert int(says["loop_wait"]) + 2 * int(says["retry_timeout"]) <= int(says["ttl"])
    assert says["synchronous_mode"] == "quorum"
    assert says["synchronous_mode_strict"] == "true"
    assert says["primary_start_timeout"] == "0"
    assert 0 < int(says["primary_stop_timeout"]) < int(says["ttl"])  # 0: a shutdown that hangs is waited for
    assert says["synchronous_commit"] == '"on"'
