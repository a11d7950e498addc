"""`python main.py admin deadline`: what staff and auditors are told, whatever the machine's time zone."""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from case_store.admin.deadline import deadline
from cases.hall_time import hall_time
from main import app
from tests.case_store.one_hall import ASSETS

HOUSE = Path(__file__).parents[2]
OVER_THE_FESTIVAL = ["--start", "2026-02-10T10:00", "--limit", "7W", "--now", "2026-02-24T09:00"]


class StoodClock:
    """A clock that shows one instant: the command's own is the machine's."""

    def __init__(self, text: str) -> None:
        self.text = text

    def now(self) -> datetime:
        """The instant."""
        return hall_time(datetime.fromisoformat(self.text))


def told(*args: str) -> tuple[int, str, str]:
    """How it ended, what it said, and on stderr."""
    result = CliRunner().invoke(app, ["admin", "deadline", *args])
    return result.exit_code, result.stdout, result.stderr


def answer(*args: str) -> dict[str, Any]:
    code, out, err = told(*args, "--json")
    assert (code, err) == (0, "")
    answered: dict[str, Any] = json.loads(out)
    return answered


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_the_same_answer_in_every_time_zone_of_the_process(zone: str) -> None:
    run = subprocess.run(
        [sys.executable, "main.py", "admin", "deadline", *OVER_THE_FESTIVAL, "--json"],
        cwd=HOUSE,
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(run.stdout)
    trace = said.pop("trace")
    assert said == {
        "due_date": "2026-02-26",
        "due_at": "2026-02-27T00:00:00+08:00",
        "provisional": False,
        "suspended": False,
        "light": "yellow",
        "late": False,
        "calendar_version": "2025@2024-11-12+2026@2025-11-04",
    }
    assert (len(trace), trace[0]["day"], trace[-1]["day"]) == (17, "2026-02-10", "2026-02-26")
    assert trace[4] == {
        "day": "2026-02-14",
        "verdict": "counted",
        "kind": "working",
        "name": "",
        "provisional": False,
        "open_minutes": 0,
    }


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-02-13", "1W", "2026-02-14"),
        ("2026-02-13", "3W", "2026-02-25"),
        ("2026-04-30", "3W", "2026-05-08"),
        ("2026-04-30", "4W", "2026-05-09"),
        ("2026-09-18", "1W", "2026-09-20"),
        ("2026-09-18", "5W", "2026-09-24"),
        ("2026-09-30", "1W", "2026-10-08"),
        ("2026-09-30", "5W", "2026-10-13"),
        ("2025-12-31", "1W", "2026-01-04"),
        ("2026-09-16", "15C", "2026-10-08"),
        ("2026-02-05", "15C", "2026-02-24"),
        ("2026-04-02", "30C", "2026-05-06"),
        ("2026-08-02", "60C", "2026-10-08"),
    ],
)
def test_every_vector_of_the_brief(start: str, limit: str, end: str) -> None:
    said = answer("--start", f"{start}T10:00", "--limit", limit)
    assert (said["due_date"], said["provisional"]) == (end, False)


def test_hours_run_in_opening_hours_only_and_end_at_an_instant() -> None:
    said = answer("--start", "2026-11-23T11:00", "--limit", "2H", "--now", "2026-11-23T15:00")
    assert (said["due_at"], said["light"]) == ("2026-11-23T15:30:00+08:00", "yellow")
    assert sum(day["open_minutes"] for day in said["trace"]) == 120


def test_a_year_without_a_notice_is_provisional() -> None:
    said = answer("--start", "2099-02-27T10:00", "--limit", "1W")
    assert (said["due_date"], said["provisional"]) == ("2099-03-02", True)


def test_pauses_and_extensions_are_counted_in() -> None:
    pause, more = ["--pause", "2026-02-12T09:00/2026-02-26T09:00"], ["--extend", "3W@2026-02-27"]
    assert answer(*OVER_THE_FESTIVAL, *pause, *more)["due_date"] == "2026-03-09"


@pytest.mark.parametrize(
    ("now", "light"),
    [
        ("2026-02-11T09:00", "green"),
        ("2026-02-13T09:00", "grey"),  # the pause lasts, though its end was typed too
        ("2026-02-26T09:00", "green"),
        ("2026-03-03T09:00", "yellow"),
        ("2026-03-04T23:59", "yellow"),
        ("2026-03-05T00:00", "red"),
    ],
)
def test_the_light_is_that_of_the_instant_asked_for(now: str, light: str) -> None:
    asked = [*OVER_THE_FESTIVAL[:4], "--pause", "2026-02-12T09:00/2026-02-26T09:00", "--now", now]
    assert answer(*asked)["light"] == light


def test_an_open_pause_is_grey_and_promises_nothing() -> None:
    said = answer(*OVER_THE_FESTIVAL, "--pause", "2026-02-12T09:00/")
    assert (said["light"], said["suspended"]) == ("grey", True)


def test_without_an_instant_the_light_is_that_of_the_clock(capsys: pytest.CaptureFixture[str]) -> None:
    for now, light in (("2026-02-11T09:00", "green"), ("2026-02-28T09:00", "red")):
        clock = StoodClock(now)
        assert deadline(start="2026-02-10T10:00", limit="7W", as_json=True, clock=clock) == 0
        assert json.loads(capsys.readouterr().out)["light"] == light


def test_the_table_says_how_it_was_counted() -> None:
    code, out, _ = told(*OVER_THE_FESTIVAL)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "怎么算的"
    assert "没数　2月15日至23日 春节放假" in lines
    assert "亮灯　黄灯 临期，还剩2个工作日" in lines
    assert "2026年2月14日 周六　第4个工作日（调休上班）" in lines


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--start", "2026-02-30T10:00", "--limit", "7W"], "--start 的时间不对"),
        (["--start", "2025-02-29T10:00", "--limit", "7W"], "--start 的时间不对"),
        (["--start", "1899-12-31T10:00", "--limit", "7W"], "只算1900年到2100年"),
        (["--start", "2101-01-01T10:00", "--limit", "7W"], "只算1900年到2100年"),
        (["--start", "2026-02-10T10:00", "--limit", "7X"], "--limit 的期限写法不对"),
        (["--start", "2026-02-10T10:00", "--limit", "1e30"], "--limit 的期限写法不对"),
        (["--start", "2026-02-10T10:00", "--limit", "７W"], "--limit 的期限写法不对"),
        (["--start", "2026-02-10T10:00", "--limit=-7W"], "--limit 的期限写法不对"),
        ([*OVER_THE_FESTIVAL[:5], "soon"], "--now 的时间不对"),
        ([*OVER_THE_FESTIVAL, "--pause", "2026-02-12T09:00/2026-02-11T09:00"], "恢复在开始之前"),
        ([*OVER_THE_FESTIVAL, "--pause", "2026-02-12T09:00"], "第1个 --pause 写法不对"),
        ([*OVER_THE_FESTIVAL, "--pause", "2026-02-12/", "--pause", "2026-02-24/"], "还没有恢复"),
        ([*OVER_THE_FESTIVAL, "--extend", "7C@2026-02-12"], "单位不同"),
        ([*OVER_THE_FESTIVAL, "--extend", "7W@2026-02-26"], "当时 2026-02-26 到期"),
    ],
)
def test_what_cannot_be_meant_is_answered_with_one_sentence(args: list[str], said: str) -> None:
    code, out, err = told(*args)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_the_policy_is_that_of_the_assets_named(tmp_path: Path) -> None:
    for folder in ("policy", "texts"):
        shutil.copytree(ASSETS / folder, tmp_path / folder)
    (tmp_path / "policy" / "calendar" / "2026.toml").unlink()
    said = answer(*OVER_THE_FESTIVAL, "--assets", str(tmp_path))
    assert (said["due_date"], said["provisional"]) == ("2026-02-19", True)
    (tmp_path / "policy" / "hall.toml").write_text("", "utf-8")
    code, _, err = told(*OVER_THE_FESTIVAL, "--assets", str(tmp_path))
    assert code == 1
    assert "hall.toml" in err
