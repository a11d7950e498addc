"""The call display: it shows what it ought to, also after it was off, unplugged or swapped; any text is bearable."""

import threading
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from devices.call_display.call_display import CallDisplay, Shown
from devices.call_display.virtual import VirtualCallDisplay
from devices.line import DeviceLine, DeviceState, LinePort
from tests.devices.pad_ends import Ends


def test_a_number_is_shown_and_the_same_again_is_not_sent() -> None:
    display, machine = VirtualCallDisplay(), CallDisplay()
    ends = Ends(machine, display)
    ends.order(machine.show, Shown("3号窗口 王某", "A017", brightness=12, blinks=True))
    assert (display.upper, display.lower, display.brightness) == ("3号窗口 王某", "A017", 12)
    assert display.blinks
    machine.show(Shown("3号窗口 王某", "A017", brightness=12, blinks=True), ends.now)
    assert machine.outgoing() == b""
    ends.order(machine.show, Shown("3号窗口 王某", "暂停服务"))
    assert display.lower == "暂停服务"
    assert not display.blinks


def test_a_display_that_lost_its_power_shows_the_number_again_within_seconds() -> None:
    display, machine = VirtualCallDisplay(), CallDisplay()
    ends = Ends(machine, display)
    ends.order(machine.show, Shown("3号窗口", "A017"))
    display.switch_off_and_on()
    assert display.lower == ""
    ends.pass_time(2.5)
    assert display.lower == "A017"


@given(st.text(max_size=200), st.text(max_size=200), st.integers(-5, 40))
def test_any_words_are_shown_as_far_as_there_is_room_and_never_as_a_third_line(
    upper: str, lower: str, brightness: int
) -> None:
    display, machine = VirtualCallDisplay(), CallDisplay()
    Ends(machine, display).order(machine.show, Shown(upper, lower, brightness))
    assert upper.isprintable() is False or upper.startswith(display.upper.partition("?")[0])
    assert "\n" not in display.lower
    assert 0 <= display.brightness <= 15


def test_on_a_real_line_it_shows_the_number_again_after_it_was_pulled_out(tmp_path: Path) -> None:
    display, machine = VirtualCallDisplay(tmp_path / "display"), CallDisplay()
    reported = threading.Event()
    line = DeviceLine(
        "call_display",
        LinePort(str(tmp_path / "display")),
        machine,
        lambda _event: None,
        lambda _report: reported.set(),
        try_again_s=0.02,
    )
    assert display.line is not None
    display.start()
    line.start()

    def wait_for(state: DeviceState, lower: str) -> None:
        for _ in range(500):
            if line.report.state is state and display.lower == lower:
                return
            reported.wait(0.02)
            reported.clear()
        raise AssertionError((line.report, display.lower))

    try:
        line.order(lambda now: machine.show(Shown("3号窗口", "A017"), now))
        wait_for(DeviceState.OK, "A017")
        display.line.pull_out()
        display.switch_off_and_on()
        wait_for(DeviceState.MISSING, "")
        display.line.plug_in()
        wait_for(DeviceState.OK, "A017")
    finally:
        line.close()
        display.close()
