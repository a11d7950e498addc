"""The policy over the wire: who may, what screens hear, what the operator is told by `admin policy`."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from typer.testing import CliRunner

from case_store.client.hall import HallClient
from case_store.client.live import LiveFeed
from case_store.log.schema import outbox, policy_revision
from case_store.tokens import COUNTER, KIOSK, WALL
from cases.refusal import Refusal
from cases.views import CounterView, KioskView, PolicyView, WallView
from main import app
from tests.case_store.casework_hall import employ
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import KIOSK_ID, PIN, Ground, make_ground, rows, sit_down, until
from tests.case_store.test_citizen_pages import path
from tests.reviser import ADMIN, revise

RENAME = ('name = "咨询窗口"', 'name = "问询窗口"')


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    one = make_ground(tmp_path)
    one.hall.start()
    employ(one.hall, ADMIN)
    yield one
    one.stop()


async def admin(ground: Ground) -> HallClient:
    client = ground.client(COUNTER)
    assert not isinstance(await client.sign_in(ADMIN.staff_id, PIN, None), Refusal)
    return client


async def renamed(client: HallClient) -> dict[str, str]:
    files = await client.policy.files()
    assert not isinstance(files, Refusal)
    return {"hall.toml": files["hall.toml"].replace(*RENAME, 1)}


async def test_every_screen_hears_of_a_revision_and_lays_it_over_its_own_files(ground: Ground) -> None:
    heard: dict[str, list[PolicyView]] = {}
    listening = []
    screens: list[tuple[str, Any, dict[str, Any]]] = [
        (WALL, WallView, {}),
        (COUNTER, CounterView, {}),
        (KIOSK, KioskView, {"kiosk_id": KIOSK_ID}),
    ]
    for role, view_type, more in screens:
        told = heard.setdefault(role, [])

        def on_view(view: Any, told: list[PolicyView] = told) -> None:
            assert view.policy is not None
            told.append(view.policy)

        feed: Any = LiveFeed(
            ground.hall.url, ground.tokens[role], view_type, on_view, lambda _state: None, **more
        )
        listening.append(asyncio.create_task(feed.run()))
    try:
        await until(lambda: all(heard.values()))
        assert all(told[-1].files == () for told in heard.values())
        async with await admin(ground) as client:
            view = await client.policy.revise(await renamed(client), "窗口改名")
        assert isinstance(view, PolicyView)
        await until(lambda: all(told[-1].rev == view.rev for told in heard.values()))
        for told in heard.values():
            assert "问询窗口" in dict(told[-1].files)["hall.toml"]
    finally:
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)


async def test_only_the_hall_administrator_reads_and_revises(ground: Ground) -> None:
    async with await sit_down(ground) as clerk:
        for answer in (
            await clerk.policy.revise({"hall.toml": ""}, "x"),
            await clerk.policy.check({"hall.toml": ""}, "x"),
            await clerk.policy.current(),
            await clerk.policy.files(),
            await clerk.policy.history(),
        ):
            assert isinstance(answer, Refusal)
            assert answer.code == "auth.right"


async def test_a_check_says_what_a_revision_would_and_changes_nothing(ground: Ground) -> None:
    async with await admin(ground) as client:
        before = await client.policy.current()
        assert isinstance(before, PolicyView)
        files = await renamed(client)
        could = await client.policy.check(files, "x", before.rev)
        assert isinstance(could, PolicyView)
        assert await client.policy.current() == before
        broken = await client.policy.check({"hall.toml": "["}, "x")
        assert isinstance(broken, Refusal)
        assert broken.facts["file"] == "hall.toml"
        assert await client.policy.revise(files, "x", before.rev) == replace(
            could, files=tuple(files.items()), day=before.day
        )


async def test_the_page_on_the_phone_names_the_place_as_the_hall_has_revised_it(tmp_path: Path) -> None:
    ground = make_ground(tmp_path, upstream=True)
    ground.hall.start()
    ground.centre.start()
    try:
        async with opened(ground.door()) as door:
            taken = await door.take(dispute(ground))
        await revise(
            ground,
            ('waiting_place = "受理区"', 'waiting_place = "二楼大厅"'),
            ("0475-0000000", "0475-1111111"),
        )
        await until(lambda: not rows(ground, outbox) and bool(rows(ground, policy_revision, at_centre=True)))
        async with httpx2.AsyncClient(base_url=ground.centre.url) as phone:
            page = (await phone.get(path(taken.ticket_url))).text
    finally:
        ground.stop()
    assert "二楼大厅" in page
    assert "0475-1111111" in page


class Operator:
    """Somebody at a terminal of the hall's machine."""

    def __init__(self, ground: Ground) -> None:
        self._config = ground.folder / "hall.toml"
        config = ground.hall.config
        self._config.write_text(
            f'role = "hall"\nname = "{config.name}"\ndatabase = "hall.db"\nport = {ground.hall.port}\n'
            f'key_file = "{config.key_file}"\ntokens_file = "hall.tokens.json"\nassets_dir = "{config.assets_dir}"\n',
            "utf-8",
        )

    def types(self, *words: str, pin: str = PIN) -> tuple[int, str]:
        """`main.py admin policy …`: how it ended and what it said."""
        command = ["admin", "policy", *words, "--config", str(self._config), "--staff", ADMIN.staff_id]
        result = CliRunner().invoke(app, command, input=f"{pin}\n")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout + result.stderr


def test_an_operator_shows_checks_and_revises_from_the_terminal(ground: Ground, tmp_path: Path) -> None:
    operator = Operator(ground)
    code, text = operator.types("show", "--file", "hall.toml")
    assert code == 0
    mine = tmp_path / "policy" / "hall.toml"
    mine.parent.mkdir()
    mine.write_text(text[text.index("# The hall itself") :].replace(*RENAME, 1), "utf-8")
    code, said = operator.types("check", str(mine))
    assert (code, "什么也没有改" in said) == (0, True), said
    code, said = operator.types("revise", str(mine), "--why", "窗口改名")
    assert (code, "已执行" in said) == (0, True), said
    code, said = operator.types("show")
    assert (code, "阿古拉 改了 hall.toml：窗口改名" in said) == (0, True), said


def test_an_operator_reads_which_file_and_key_are_wrong(ground: Ground, tmp_path: Path) -> None:
    operator = Operator(ground)
    wrong = tmp_path / "voice.toml"
    wrong.write_text('effective_from = 2026-01-01\nsource = "x"\nrepeats = 9\n', "utf-8")
    code, said = operator.types("revise", str(wrong), "--why", "x")
    assert code == 1
    assert "voice.toml 的“repeats”：不能大于 3" in said
    code, said = operator.types("revise", str(tmp_path / "gone.toml"), "--why", "x")
    assert (code, "读不出来" in said) == (1, True)
    code, said = operator.types("show", pin="000000")
    assert (code, "PIN" in said or "密码" in said) == (1, True), said
    ground.hall.stop()
    code, said = operator.types("show")
    assert (code, "没有应答" in said) == (1, True)
