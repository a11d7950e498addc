"""PINs: right, wrong, and locked out on disk."""

import pytest

from case_store.hall.staff import PinHasher
from cases.refusal import Refusal
from cases.views import StaffView
from tests.case_store.one_hall import PIN, OneHall, refused


def try_pin(hall: OneHall, pin: str, staff_id: str = "s1") -> Refusal | None:
    """As the service does it: look up, hash elsewhere, settle."""
    member = hall.store.hall.member(staff_id)
    locked = member.locked(hall.clock.now()) if member else None
    right = hall.store.pins.fits(member, pin)
    return locked or hall.store.hall.settle_pin(staff_id, right=right)


def test_the_right_pin_fits_and_a_wrong_one_does_not(hall: OneHall) -> None:
    assert try_pin(hall, PIN) is None
    assert refused(try_pin(hall, "0000")) == "auth.pin_wrong"
    assert refused(try_pin(hall, PIN, "nobody")) == "auth.pin_wrong"


def test_the_fifth_wrong_pin_in_a_row_locks_for_five_minutes_whatever_is_restarted(hall: OneHall) -> None:
    for _ in range(4):
        assert refused(try_pin(hall, "0000")) == "auth.pin_wrong"
    assert refused(try_pin(hall, "0000")) == "auth.locked"
    hall.reopen()
    hall.wait(minutes=4)
    locked = try_pin(hall, PIN)
    assert locked == Refusal("auth.locked", {"minutes": 1})
    assert try_pin(hall, PIN, "s2") is None
    hall.wait(minutes=1, seconds=1)
    assert try_pin(hall, PIN) is None


def test_a_right_pin_forgives_the_wrong_ones_before_it(hall: OneHall) -> None:
    for _ in range(3):
        for _ in range(4):
            try_pin(hall, "0000")
        assert try_pin(hall, PIN) is None


def test_pins_are_digits_and_stored_as_argon2id(hall: OneHall) -> None:
    (stored,) = {row.pin_hash[:9] for row in hall.rows("SELECT pin_hash FROM staff")}
    assert stored == "$argon2id"
    for pin in ("", "123", "12345a", "1" * 13, "１２３４"):
        with pytest.raises(ValueError, match="digits"):
            PinHasher(time_cost=1, memory_kib=8).hash(pin)


def test_a_new_pin_replaces_the_old_one_and_unlocks(hall: OneHall) -> None:
    for _ in range(5):
        try_pin(hall, "0000")
    hall.store.add_staff(StaffView(staff_id="s1", name="包某1", role="reception"), "13579")
    assert try_pin(hall, "13579") is None
    assert [member.staff_id for member in hall.store.hall.staff()] == ["s1", "s2", "s3", "s4", "s5"]
