"""The whole kiosk at a hall that really runs: service, sockets, encrypted files, papers in a folder."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from case_store.log.schema import evaluation, visit
from case_store.private_file import write_private
from case_store.tokens import KIOSK
from cases.citizen_views import AppointmentRow
from cases.matter.intake import Taken
from cases.views import WaitingRow
from kiosk.app import KioskScreen, build, main
from kiosk.config import KioskConfig
from kiosk.flow import Page, Walk
from screenkit import grab
from tests.case_store.served import ASSETS, KIOSK_ID, Ground, make_ground, rows, sit_down
from tests.kiosk.page_album import TOLD


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    laid = make_ground(tmp_path)
    laid.hall.start()
    yield laid
    laid.stop()


def config_of(ground: Ground) -> KioskConfig:
    token_file = ground.folder / "token"
    if not token_file.exists():
        write_private(token_file, ground.tokens[KIOSK].encode())
    return KioskConfig(
        kiosk_id=KIOSK_ID,
        kiosk_name="1号自助机",
        hall_url=ground.hall.url,
        token_file=token_file,
        key_file=ground.keys[f"kiosk:{KIOSK_ID}"],
        outbox_file=ground.folder / "outbox.db",
        papers_dir=ground.folder / "papers",
        assets_dir=ASSETS,
        clock_file=ground.folder / "clock",
    )


@pytest.fixture
def kiosk(ground: Ground) -> Iterator[KioskScreen]:
    screen = build(config_of(ground))
    screen.window.theme.setProperty("settleMs", 1)
    grab.wait_until(lambda: screen.session.hall is not None, what="the hall to be heard")
    yield screen
    screen.close()


def confirmed(kiosk: KioskScreen) -> tuple[str, bool]:
    """Number, and whether it came from the lease."""
    kiosk.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
    grab.press(kiosk.window, "都对，取号")
    grab.wait_until(lambda: kiosk.session.ending is not None, what="a number")
    grab.wait_until(
        lambda: kiosk.session.ending is not None and kiosk.session.ending.out is not None, what="papers"
    )
    ending = kiosk.session.ending
    assert ending is not None
    assert ending.taken is not None
    assert ending.out is not None
    assert ending.out.all_printed
    kiosk.session.leave()
    return ending.taken.ticket_no or "", ending.taken.leased


def waiting(ground: Ground, kiosk: KioskScreen) -> int:
    return sum(queue.waiting for queue in kiosk.session.hall.queues) if kiosk.session.hall else -1


def test_the_citizen_notices_a_lost_hall_only_by_the_number_of_the_lease(
    ground: Ground, kiosk: KioskScreen
) -> None:
    first, leased = confirmed(kiosk)
    assert (first, leased) == ("A001", False)
    grab.wait_until(lambda: waiting(ground, kiosk) == 1, what="the kiosk to hear of its own ticket")
    ground.hall.stop()
    grab.wait_until(lambda: kiosk.session.hall is None, what="the silence", timeout_s=10)
    second, leased = confirmed(kiosk)
    assert leased
    assert second != first
    grab.press(kiosk.window, "点这里，开始")
    grab.press(kiosk.window, "叫人帮忙")
    grab.wait_until(
        lambda: grab.is_shown(kiosk.window, "请到导办台，或喊工作人员"),
        what="the way to the desk",
        timeout_s=10,
    )
    grab.press(kiosk.window, "知道了")
    ground.hall.start()
    grab.wait_until(lambda: waiting(ground, kiosk) == 2, what="both tickets at the hall, once", timeout_s=15)
    papers = sorted(path.name for path in (ground.folder / "papers").glob("*.png"))
    assert len(papers) == 4


def test_a_kiosk_that_boots_offline_in_1970_keeps_the_matter_and_sends_to_the_desk(tmp_path: Path) -> None:
    ground = make_ground(tmp_path)
    ground.clock.move_to(datetime.fromisoformat("1970-01-01T08:00:10+08:00"))
    screen = build(config_of(ground))
    try:
        screen.window.theme.setProperty("settleMs", 1)
        assert screen.session.property("clock") == ""
        screen.session.walk_to(Walk(page=Page.CHECK, draft=TOLD))
        grab.press(screen.window, "都对，取号")
        grab.wait_until(lambda: screen.session.ending is not None, what="an end", timeout_s=10)
        assert grab.is_shown(screen.window, "请到导办台取号")
        assert any("您说的事已经记下" in name for name in grab.names(screen.window))
    finally:
        screen.close()


def taken_now(kiosk: KioskScreen) -> Taken:
    """The number on the screen, and back to the first page."""
    grab.wait_until(lambda: kiosk.session.page == "done", what="a number")
    grab.wait_until(
        lambda: kiosk.session.ending is not None and kiosk.session.ending.out is not None, what="papers"
    )
    ending = kiosk.session.ending
    assert ending is not None
    assert ending.taken is not None
    grab.press(kiosk.window, "好了，返回首页")
    grab.wait_until(lambda: kiosk.session.page == "attract", what="the first page")
    return ending.taken


async def appointed_and_served(ground: Ground, number: str) -> str:
    """The desk gives an appointment in half an hour and serves this number; the appointment's code."""
    async with await sit_down(ground) as counter:
        soon = ground.clock.now() + timedelta(minutes=30)
        row = await counter.appointments.make(1, soon, "今天就约的")
        assert isinstance(row, AppointmentRow)
        called = await counter.call_next(1)
        assert isinstance(called, WaitingRow)
        assert called.ticket_no == number
        await counter.start(called.visit_id)
        await counter.end(called.visit_id)
        return row.code


def test_priority_then_its_evaluation_and_an_appointment_at_a_real_hall(
    ground: Ground, kiosk: KioskScreen
) -> None:
    window = kiosk.window
    for words in ("点这里，开始", "可以优先", "情况紧急", "我想问一问", "取咨询号"):
        grab.press(window, words)
    first = taken_now(kiosk)
    assert (first.ticket_no, first.priority, first.leased) == ("Z001", True, False)
    code = asyncio.run(appointed_and_served(ground, "Z001"))
    for words in ("点这里，开始", "评价结果", "今天办的事"):
        grab.press(window, words)
    grab.press_digits(window, "001")
    for words in ("下一步", "非常满意", "不用了，就这样"):
        grab.press(window, words)
    grab.wait_until(lambda: kiosk.session.page == "thanks", what="thanks")
    assert [row.overall for row in rows(ground, evaluation)] == [5]
    grab.press(window, "返回首页")
    for words in ("点这里，开始", "找人取号", "我有预约"):
        grab.press(window, words)
    grab.press_digits(window, code)
    for words in ("下一步", "取号"):
        grab.press(window, words)
    second = taken_now(kiosk)
    (ticket,) = [row for row in rows(ground, visit) if row.visit_id == second.visit_id]
    assert (ticket.for_counter, ticket.queue) == (1, "C")
    assert ticket.appointment_at_us is not None
    for words in ("点这里，开始", "找人取号", "到窗口找人", "1号综合受理窗口"):
        grab.press(window, words)
    assert taken_now(kiosk).for_counter == 1


def test_two_kiosks_on_one_outbox_are_not_both_open(ground: Ground, kiosk: KioskScreen) -> None:
    second = build(config_of(ground).model_copy(update={"papers_dir": ground.folder / "other"}))
    try:
        grab.wait_until(lambda: bool(second.session.property("broken")), what="the second one to give up")
        assert grab.is_shown(second.window, "请到导办台")
    finally:
        second.close()
    assert not kiosk.session.property("broken")


def test_an_unreadable_policy_file_names_file_and_key(
    ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    assets = ground.folder / "assets"
    shutil.copytree(ASSETS / "policy", assets / "policy")
    shutil.copytree(ASSETS / "texts", assets / "texts")
    policy = assets / "policy" / "kiosk.toml"
    policy.write_text(
        policy.read_text("utf-8").replace("idle_seconds = 60", 'idle_seconds = "soon"'), "utf-8"
    )
    config_of(ground)
    config = ground.folder / "kiosk.toml"
    config.write_text(
        "\n".join(
            [
                f'hall_url = "{ground.hall.url}"',
                'token_file = "token"',
                'assets_dir = "assets"',
                f'kiosk_id = "{KIOSK_ID}"',
                'kiosk_name = "1号自助机"',
                f'key_file = "{ground.keys[f"kiosk:{KIOSK_ID}"]}"',
                'outbox_file = "outbox.db"',
                'papers_dir = "papers"',
            ]
        ),
        "utf-8",
    )
    assert main(config) == 1
    said = capsys.readouterr().err
    assert "kiosk.toml" in said
    assert "idle_seconds" in said


def test_a_config_without_a_printer_or_with_two_names_file_and_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('hall_url = "http://127.0.0.1:1"\n', "utf-8")
    assert main(config) == 1
    assert "kiosk.toml" in capsys.readouterr().err
