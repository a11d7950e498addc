"""The numeric keypad: a byte a key; noise, a stuck key and a wrong rate do no harm."""

import threading
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from devices.keypad.keypad import GARBLED, STUCK, STUCK_TIMES, Key, Keypad
from devices.keypad.virtual import VirtualKeypad
from devices.line import DeviceLine, LinePort


def test_noise_is_told_and_gone_with_the_next_key() -> None:
    keypad = Keypad()
    assert keypad.received(b"\xff" * 100, 1.0) == []
    assert keypad.trouble == GARBLED
    assert keypad.received(b"7", 2.0) == [Key("7")]
    assert keypad.trouble == ""


def test_a_stuck_key_is_told_a_few_times_and_then_no_more_until_it_is_let_go() -> None:
    keypad = Keypad()
    told = [key for at in range(200) for key in keypad.received(b"5", 1.0 + at * 0.05)]
    assert told == [Key("5")] * STUCK_TIMES
    assert keypad.trouble == STUCK
    due = keypad.due_at()
    assert due is not None
    keypad.tick(due)
    assert keypad.trouble == ""
    assert keypad.received(b"5", due + 1) == [Key("5")]


def test_the_same_digit_pressed_as_people_do_is_always_a_key() -> None:
    keypad = Keypad()
    assert [keypad.received(b"0", 1.0 + at * 0.3) for at in range(40)] == [[Key("0")]] * 40


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_any_bytes_are_bearable_and_the_next_key_is_heard(pieces: list[bytes]) -> None:
    keypad = Keypad()
    for at, piece in enumerate(pieces):
        keypad.received(piece, at * 0.01)
    assert keypad.received(b"\r", 60.0) == [Key.CONFIRM]


def test_every_key_on_a_real_line(tmp_path: Path) -> None:
    told: list[Key] = []
    heard = threading.Condition()

    def hear(key: Key) -> None:
        with heard:
            told.append(key)
            heard.notify_all()

    keypad = VirtualKeypad(tmp_path / "keypad")
    line = DeviceLine("keypad", LinePort(str(tmp_path / "keypad")), Keypad(), hear, try_again_s=0.02)
    keypad.start()
    line.start()
    try:
        with heard:
            while not told:  # bytes before the line is open are nobody's
                keypad.press("help")
                heard.wait(0.1)
            told.clear()
            keypad.press(*"0123456789", "clear", "confirm")
            assert heard.wait_for(lambda: told[-1:] == [Key.CONFIRM], 10)
    finally:
        line.close()
        keypad.close()
    assert [key for key in told if key is not Key.HELP] == [*map(Key, "0123456789"), Key.CLEAR, Key.CONFIRM]
