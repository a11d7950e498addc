"""The small client that README prints, run as it stands there; and `admin api-key`, which gives it its key."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from case_store.admin.systems import Asking, list_keys, make_key, revoke_key
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import DispatchKind
from cases.roles import Role
from cases.systems.api_key import KeyWish, Scope
from cases.views import StaffView
from tests.case_store.casework_hall import CaseworkHall, at_work, employ, open_hall
from tests.case_store.served import ASSETS, PIN, Served

README = Path(__file__).parents[2] / "README.md"
CLIENT_LINES_MAX = 30
STEPS = (
    acts.Accept(),
    acts.Grade(grade=CaseGrade.ORDINARY, because="要现场看"),
    acts.SendTo(
        kind=DispatchKind.SINGLE,
        level=Level.BANNER,
        channel=ResolutionMethod.PEOPLES_MEDIATION,
        units=("justice",),
    ),
)


def client() -> str:
    [block] = re.findall(r"```python client\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    return str(block)


def config_of(served: Served) -> Path:
    """As an operator would have written it."""
    given = served.config
    lines = {
        "role": given.role,
        "name": given.name,
        "database": str(given.database),
        "key_file": str(given.key_file),
        "tokens_file": str(given.tokens_file),
        "assets_dir": str(ASSETS),
        "clock_file": str(given.clock_file),
    }
    path = given.database.with_suffix(".toml")
    text = "".join(f'{name} = "{value}"\n' for name, value in lines.items())
    path.write_text(f"{text}port = {served.port}\n", "utf-8")
    return path


async def run(url: str, key: str) -> tuple[int, list[str]]:
    """The client as a process of its own."""
    env = {"PATH": os.environ["PATH"], "PINGAN_URL": url, "PINGAN_KEY": key}
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", client()], env=env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.splitlines()


async def dispatched(hall: CaseworkHall) -> str:
    case_id = await hall.register()
    for act in STEPS:
        page = await hall.do("s1", case_id, act)
    return page.case_code


async def test_the_client_of_the_readme_lists_the_open_cases_of_its_unit_until_its_key_is_revoked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert client().count("\n") <= CLIENT_LINES_MAX
    ground = open_hall(tmp_path)
    try:
        employ(ground.hall, StaffView(staff_id="adm", name="乌某", role=Role.HALL_ADMIN))
        asking = Asking(config_file=config_of(ground.hall), staff_id="adm", pin=PIN)
        keys: dict[str, str] = {}
        for unit in ("justice", "housing"):
            wish = KeyWish(name=unit, scopes=(Scope.CASES,), unit=unit, days=30)
            assert await asyncio.to_thread(make_key, asking, wish) == 0
            [keys[unit]] = re.findall(r"pa_[\w-]+", capsys.readouterr().out)
        async with at_work(ground, "s1") as hall:
            code = await dispatched(hall)
            await hall.register()  # another one, which is given to nobody
        status, lines = await run(ground.hall.url, keys["justice"])
        assert status == 0
        assert [line.split()[:2] for line in lines] == [[code, "dispatched"]]
        assert await run(ground.hall.url, keys["housing"]) == (0, [])
        assert await asyncio.to_thread(list_keys, asking) == 0
        listed = capsys.readouterr().out
        assert keys["justice"] not in listed
        key_id = listed.splitlines()[0].split()[0]
        assert await asyncio.to_thread(revoke_key, asking, key_id) == 0
        assert (await run(ground.hall.url, keys["justice"]))[0] == 1
    finally:
        ground.stop()
