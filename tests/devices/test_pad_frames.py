"""The frames of our pads: what the virtual pad says is read, whatever came before it; a silent pad is found out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.call_display.call_display import CallDisplay, Shown
from devices.call_display.virtual import VirtualCallDisplay
from devices.evaluation_pad.evaluation_pad import EvaluationPad
from devices.machine import Machine
from devices.pad_frames import DATA_MAX, PadFrameReader, pad_frame
from devices.pad_link import SILENT
from devices.signature_pad.signature_pad import SignaturePad
from devices.virtual_pad import Fault, checksum
from tests.devices.pad_ends import Ends

GARBAGE = st.lists(
    st.one_of(st.binary(max_size=60), st.sampled_from([b"\xa5\x5a", b"\xa5", b"\xa5\x5a\xfa!"])), max_size=12
)


def test_the_check_is_the_one_that_is_published() -> None:
    """CRC-16/CCITT-FALSE: the check value of every catalogue."""
    assert checksum(b"123456789") == b"\x29\xb1"
    assert pad_frame(b"?") == b"\xa5\x5a\x00?" + checksum(b"\x00?")


@given(st.binary(max_size=DATA_MAX), st.binary(min_size=1, max_size=1), st.integers(1, 7))
def test_a_frame_is_read_however_it_is_split(data: bytes, kind: bytes, step: int) -> None:
    reader, said = PadFrameReader(), VirtualCallDisplay().frame(kind, data)
    found = [f for at in range(0, len(said), step) for f in reader.feed(said[at : at + step])]
    assert [(frame.kind, frame.data) for frame in found] == [(kind[0], data)]


@given(GARBAGE, st.binary(max_size=40))
def test_after_anything_the_next_frame_is_read_and_little_is_kept(garbage: list[bytes], data: bytes) -> None:
    reader = PadFrameReader()
    for piece in garbage:
        list(reader.feed(piece))
        assert len(reader._heard) < DATA_MAX + 6
    # What looks like the head of a long frame waits for its bytes; it is looked through when they are there.
    said = VirtualCallDisplay().frame(b"!", data)
    found = [frame.data for _ in range(DATA_MAX) for frame in reader.feed(said)]
    assert data in found


@given(st.sampled_from([EvaluationPad, CallDisplay, SignaturePad]), GARBAGE)
def test_no_machine_of_a_pad_breaks(make: type[Machine[object]], garbage: list[bytes]) -> None:
    machine, now = make(), 5.0
    machine.opened(now)
    for piece in garbage:
        for kind in b"!PCON":
            machine.received(piece + VirtualCallDisplay().frame(bytes([kind]), piece), now)
        now += 0.3
        machine.tick(now)
        machine.outgoing()


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.WRONG_CHECK])
def test_a_pad_that_does_not_answer_is_told_and_is_well_again_with_its_next_answer(fault: Fault) -> None:
    display = VirtualCallDisplay()
    ends = Ends(CallDisplay(), display)
    display.fault = fault
    ends.pass_time(10)
    assert ends.machine.trouble == SILENT
    display.fault = Fault.NOISE
    ends.order(ends.machine.show, Shown("3号窗口", "A017"))  # type: ignore[attr-defined]
    ends.pass_time(3)
    assert ends.machine.trouble == ""
    assert display.lower == "A017"
