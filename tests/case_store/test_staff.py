"""PINs: right, wrong, and locked out, whatever is restarted and whoever sets the clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from case_store.admin.staff import add
from case_store.clock import Steady
from cases.people.account import AccountChange, AccountChanged
from cases.people.pin import check_pin
from cases.refusal import Refusal
from cases.views import StaffView
from tests.case_store.hall_process import write_config
from tests.case_store.one_hall import PIN, POLICY, OneHall, refused


def try_pin(hall: OneHall, pin: str, staff_id: str = "s1") -> Refusal | None:
    """As the service does it: look up, hash elsewhere, settle."""
    accounts = hall.store.hall.accounts
    member = accounts.member(staff_id)
    locked = accounts.locked(member) if member else None
    return locked or accounts.settle(staff_id, right=hall.store.pins.fits(member, pin))


def lock(hall: OneHall, staff_id: str = "s1") -> None:
    """Five wrong ones in a row."""
    for _ in range(4):
        assert refused(try_pin(hall, "0000", staff_id)) == "auth.pin_wrong"
    assert refused(try_pin(hall, "0000", staff_id)) == "auth.locked"


def test_the_right_pin_fits_and_a_wrong_one_does_not(hall: OneHall) -> None:
    assert try_pin(hall, PIN) is None
    assert refused(try_pin(hall, "0000")) == "auth.pin_wrong"
    assert refused(try_pin(hall, PIN, "nobody")) == "auth.pin_wrong"


def test_the_fifth_wrong_pin_in_a_row_locks_for_five_minutes_whatever_is_restarted(hall: OneHall) -> None:
    lock(hall)
    hall.reopen()
    hall.clock.let_pass(timedelta(minutes=4))
    assert try_pin(hall, PIN) == Refusal("auth.locked", {"minutes": 1})
    assert try_pin(hall, PIN, "s2") is None
    hall.clock.let_pass(timedelta(minutes=1, seconds=1))
    assert try_pin(hall, PIN) is None


@pytest.mark.parametrize("step", [timedelta(days=300), -timedelta(days=300)])
def test_a_clock_that_is_set_neither_unlocks_nor_locks_for_longer(hall: OneHall, step: timedelta) -> None:
    lock(hall)
    hall.clock.move_by(step)
    assert refused(try_pin(hall, PIN)) == "auth.locked"
    hall.reopen()
    assert try_pin(hall, PIN) == Refusal("auth.locked", {"minutes": 5})
    hall.clock.let_pass(timedelta(minutes=5))
    assert try_pin(hall, PIN) is None


def test_after_a_start_of_the_machine_a_lock_begins_again(
    hall: OneHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(hall)
    hall.clock.let_pass(timedelta(minutes=4))
    steady = hall.clock.steady()
    # A reboot cannot be had here: another start of the machine, its steady time near zero.
    monkeypatch.setattr(
        "case_store.clock.SystemClock.steady", lambda _clock: Steady(boot="another", us=steady.us // 10**9)
    )
    hall.reopen()
    assert try_pin(hall, PIN) == Refusal("auth.locked", {"minutes": 5})
    hall.clock.let_pass(timedelta(minutes=5))
    assert try_pin(hall, PIN) is None
    hall.reopen()
    assert try_pin(hall, PIN) is None


def test_a_right_pin_forgives_the_wrong_ones_before_it(hall: OneHall) -> None:
    for _ in range(3):
        for _ in range(4):
            try_pin(hall, "0000")
        assert try_pin(hall, PIN) is None


def test_pins_are_stored_as_argon2id(hall: OneHall) -> None:
    (stored,) = {row.pin_hash[:9] for row in hall.rows("SELECT pin_hash FROM staff")}
    assert stored == "$argon2id"


@pytest.mark.parametrize("pin", ["", "12345", "13579", "24681a", "1" * 13, "２４６８１０", " 246810"])
def test_a_pin_has_as_many_digits_as_policy_says(pin: str) -> None:
    assert check_pin(pin, POLICY.guard.pin) == Refusal("auth.pin_form", {"least": 6, "most": 12})


@pytest.mark.parametrize(
    "pin",
    [
        *("123456", "654321", "890123", "000000", "121212", "123123", "12341234"),
        *("980321", "210398", "19980321", "21031998", "040229", "520520"),
    ],
)
def test_pins_that_a_stranger_tries_first_are_refused(hall: OneHall, pin: str) -> None:
    assert refused(check_pin(pin, POLICY.guard.pin)) == "auth.pin_guessable"
    with pytest.raises(ValueError, match="guessable"):
        hall.store.add_staff(StaffView(staff_id="s9", name="包某九", role="reception"), pin)


@pytest.mark.parametrize("pin", [PIN, "904417", "135792", "995231", "290230", "19981321"])
def test_pins_that_say_nothing_are_taken(pin: str) -> None:
    assert check_pin(pin, POLICY.guard.pin) is None


def test_a_new_pin_replaces_the_old_one_and_unlocks(hall: OneHall) -> None:
    lock(hall)
    hall.store.add_staff(StaffView(staff_id="s1", name="包某1", role="reception"), "904417")
    assert try_pin(hall, "904417") is None
    assert [member.staff_id for member in hall.store.hall.accounts.people()] == ["s1", "s2", "s3", "s4", "s5"]


def test_that_somebody_was_locked_out_is_on_record(hall: OneHall) -> None:
    lock(hall)
    locked = AccountChanged(staff_id="s1", what=AccountChange.LOCKED)
    assert [event for event in hall.events() if event == locked] == [locked]
    assert {row.staff_id: row.locked_minutes for row in hall.store.hall.accounts.rows()}["s1"] == 5


def test_the_first_administrator_is_added_by_the_operator(
    hall: OneHall, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write_config(hall)
    hall.store.close()
    boss = StaffView(staff_id="boss", name="白某甲", role="hall_admin")
    for view, pin, told in (
        (boss, "123456", "a run"),
        (boss, "12", "digits"),
        (replace(boss, role="king"), PIN, "no role king"),
        (replace(boss, staff_id="s1"), PIN, "exists"),
    ):
        assert add(config, view, pin) == 1
        assert told in capsys.readouterr().err
    assert add(config, boss, PIN) == 0
    hall.store = hall.opened()
    assert try_pin(hall, PIN, "boss") is None
