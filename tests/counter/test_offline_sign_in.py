"""A counter that was started again while the hall is away knows who signed in there lately, and nobody else."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from case_store.client.hall import HallClient
from case_store.clock import OffsetClock
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.views import StaffView
from counter.signed_in_here import FILE, SealedFile, SignedInHere
from screenkit import grab
from tests.counter.conftest import COUNTER_NO, CTRL, Counter, Open
from tests.page_looks import bad_words
from tests.real_hall import PEOPLE, PIN, RealHall

ME = PEOPLE[0]
BOSS = StaffView(staff_id="s80", name="塔娜", role="hall_admin")
OTHER_PIN = "904417"
SECRET, STOLEN = b"the device's own", b"another device's"


@pytest.fixture
def clock(tmp_path: Path) -> OffsetClock:
    return OffsetClock(tmp_path / "clock")


@pytest.fixture
def here(tmp_path: Path, policy: Policy, clock: OffsetClock) -> Callable[[], SignedInHere]:
    """This counter, started again each time. Two wrong PINs are too many."""
    offline = policy.guard.offline.model_copy(update={"wrong_max": 2})

    def start() -> SignedInHere:
        started = SignedInHere(clock, lambda: offline, SealedFile(tmp_path, SECRET))
        started.read()
        return started

    return start


Here = Callable[[], SignedInHere]


def code(answer: StaffView | Refusal) -> str:
    return answer.code if isinstance(answer, Refusal) else answer.staff_id


def test_a_sign_in_is_known_for_some_hours_and_no_clock_lengthens_them(
    here: Here, clock: OffsetClock
) -> None:
    assert code(here().let_in("s1", PIN)) == "auth.offline_none"
    here().keep(ME, "credential", PIN)
    assert here().read() == (ME,)
    assert here().let_in("s1", PIN) == ME
    clock.let_pass(timedelta(hours=11, minutes=59))
    clock.move_by(timedelta(hours=-10))  # somebody sets it back
    assert here().let_in("s1", PIN) == ME
    clock.let_pass(timedelta(minutes=2))
    assert here().read() == ()
    assert code(here().let_in("s1", PIN)) == "auth.offline_none"


def test_tries_are_counted_over_restarts_and_the_last_one_wipes_it(here: Here, tmp_path: Path) -> None:
    here().keep(ME, "credential", PIN)
    here().keep(PEOPLE[1], "other", PIN)
    assert here().let_in("s1", OTHER_PIN) == Refusal("auth.offline_wrong", {"left": 1})
    assert here().let_in("s1", PIN) == ME  # the right one begins the count again
    assert [code(here().let_in("s1", OTHER_PIN)) for _ in range(2)][-1] == "auth.offline_spent"
    assert code(here().let_in("s1", PIN)) == "auth.offline_none"
    assert here().credentials() == (("s2", "other"),)


def test_the_file_alone_says_nothing_and_opens_at_no_other_device(here: Here, tmp_path: Path) -> None:
    here().keep(ME, "credential", PIN)
    content = (tmp_path / FILE).read_bytes()
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert not any(word.encode() in content for word in ("credential", ME.name, "argon2", PIN))
    assert SealedFile(tmp_path, STOLEN).read() == ()
    (tmp_path / FILE).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert SealedFile(tmp_path, SECRET).read() == ()
    (tmp_path / FILE).write_bytes(os.urandom(3))
    assert SealedFile(tmp_path, SECRET).read() == ()


def start_again(counter: Counter, open_counter: Open) -> Counter:
    counter.screen.close()
    return open_counter(COUNTER_NO)


def test_after_a_restart_without_the_hall_one_calls_by_hand_and_does_nothing_else(
    hall: RealHall, counter: Counter, open_counter: Open
) -> None:
    first = hall.take()
    counter.wait_for("呼叫下一位", first)
    hall.stop()
    counter = start_again(counter, open_counter)
    counter.wait_for(
        ME.name,
        "连不上大厅系统。12小时内在这台电脑上登录过的人可以用密码登录，先照名单人工叫号；恢复后会请您再输一次密码。",
    )
    assert not counter.sees(PEOPLE[1].name)
    assert bad_words(counter.screen.window) == []
    counter.key(Qt.Key.Key_J, CTRL)
    assert not counter.sees("喊下一位")
    counter.type(OTHER_PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("密码不对。连不上大厅系统的时候，还能试4次。")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("喊下一位", f"下一位是{first}。先来后到：他来得最早。")
    assert counter.screen.view_model.frame.tabs.count == 0
    assert not counter.sees("返回")
    assert bad_words(counter.screen.window) == []
    counter.key(Qt.Key.Key_F12)
    counter.wait_for("已锁屏")
    assert not counter.sees("喊下一位")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("喊下一位")
    counter.key(Qt.Key.Key_F1)
    counter.wait_for("请大声喊号。")
    hall.start()
    counter.wait_for("大厅系统恢复了，请再输一次密码，人工叫的号马上补录。")
    counter.type(PIN)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("大厅系统恢复了，1个号都已补录。", "锁屏")
    assert counter.screen.view_model.frame.property("current") == "desk"


def test_who_calls_nobody_does_not_come_in_without_the_hall(hall: RealHall, open_counter: Open) -> None:
    hall.employ(BOSS)
    office = open_counter(COUNTER_NO)
    office.sign_in_as(BOSS.name)
    office.wait_for("锁屏")
    hall.stop()
    office = start_again(office, open_counter)
    grab.wait_until(lambda: office.screen.view_model.signIn.note != "", what="what to do")
    assert not office.sees(BOSS.name)
    hall.start()


def test_who_never_signed_in_here_is_told_what_to_do(hall: RealHall, open_counter: Open) -> None:
    hall.stop()
    counter = open_counter(2)
    counter.wait_for(
        "连不上大厅系统，12小时内也没有人在这台电脑上登录过，现在登录不了。"
        "请到登录过的窗口，或照纸质名单叫号；恢复后这里会自己好。"
    )
    assert bad_words(counter.screen.window) == []
    hall.start()
    counter.wait_for(ME.name)


def test_what_the_hall_has_ended_is_wiped_at_the_next_contact(
    hall: RealHall, open_counter: Open, tmp_path: Path
) -> None:
    hall.employ(BOSS)
    counter = open_counter(COUNTER_NO)
    counter.sign_in()
    counter.wait_for("锁屏")
    kept = SealedFile(tmp_path / f"counter-{COUNTER_NO}", hall.token_file("counter").read_bytes())
    assert [one.staff for one in kept.read()] == [ME]
    counter.screen.close()  # it hears nothing of what follows

    async def another_role() -> None:
        async with HallClient(hall.url, hall.token_file("counter").read_text()) as client:
            assert await client.sign_in(BOSS.staff_id, PIN, None) == BOSS
            changed = StaffView(staff_id=ME.staff_id, name=ME.name, role="mediator")
            assert await client.accounts.change(changed) is True
            await client.sign_out()

    hall.run(another_role())
    open_counter(COUNTER_NO)
    grab.wait_until(lambda: kept.read() == (), what="the file to be wiped")
