"""The virtual printer at the end of a real pseudo-terminal and a real socket, spoken to as a driver speaks."""

import socket
import time
from collections.abc import Callable

import serial

from cases.texts import Texts
from printing.faces import Faces
from printing.slips.queue_ticket import queue_ticket
from printing.thermal.escpos import escpos
from printing.thermal.native import native
from printing.thermal.press import Encoding, Press
from printing.virtual.build import Build
from printing.virtual.printer import VirtualPrinter
from printing.virtual.served import on_pty, on_tcp
from tests.printing.conftest import ASSETS
from tests.printing.samples import sample_ticket

FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
PATIENCE_S = 20.0


def until(true: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < give_up_at
        time.sleep(0.005)


def ticket(texts: Texts, faces: Faces, bytes_per_s: float) -> bytes:
    paper = queue_ticket(sample_ticket(), texts)
    return Press(faces).make(paper, {Encoding.NATIVE: escpos(bytes_per_s)})[Encoding.NATIVE]


def test_a_ticket_comes_out_at_a_serial_line_and_the_question_is_answered(texts: Texts, faces: Faces) -> None:
    printer = VirtualPrinter(FACE, Build(speed_mm_s=500.0))
    with (
        on_pty(printer, baud=115_200) as served,
        serial.Serial(served.where, 115_200, timeout=PATIENCE_S) as line,
    ):
        line.write(b"\x10\x04\x01")
        assert line.read(1) == b"\x16"
        line.write(ticket(texts, faces, 960))
        until(lambda: bool(printer.sheets()))
        assert printer.state.lost_bytes == 0
        printer.set_cover(is_open=True)
        line.write(b"\x10\x04\x02")
        assert line.read(1) == b"\x16"


def test_the_line_is_no_faster_than_its_baud_rate(texts: Texts, faces: Faces) -> None:
    printer = VirtualPrinter(FACE)
    data = ticket(texts, faces, 960)
    with on_pty(printer, baud=9_600) as served, serial.Serial(served.where, 9_600) as line:
        started = time.monotonic()
        line.write(data)
        until(lambda: bool(printer.sheets()))
        assert (
            time.monotonic() - started > 0.9 * len(data) / 960
        )  # never sooner; how much later is no test's matter


def test_dots_sent_and_forgotten_overrun_a_small_buffer_without_flow_control(
    texts: Texts, faces: Faces
) -> None:
    data = ticket(texts, faces, 1e6)
    for flow_control in (True, False):
        printer = VirtualPrinter(FACE, Build(buffer_bytes=1_024, speed_mm_s=150.0))
        with (
            on_pty(printer, baud=460_800, flow_control=flow_control) as served,
            serial.Serial(served.where, 460_800) as line,
        ):
            line.write(data)
            if flow_control:
                until(lambda one=printer: bool(one.sheets()))  # type: ignore[misc]
                assert printer.state.lost_bytes == 0
            else:
                until(lambda one=printer: one.state.lost_bytes > 0)  # type: ignore[misc]


def test_a_ticket_comes_out_at_a_network_port_caller_after_caller(texts: Texts, faces: Faces) -> None:
    printer = VirtualPrinter(FACE, Build(speed_mm_s=1_000.0))
    data = ticket(texts, faces, 1e6)
    assert b"\x1dv0" in data
    with on_tcp(printer) as served:
        host, _, port = served.where.partition(":")
        for count in (1, 2):
            with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
                line.sendall(b"\x10\x04\x04" + data)
                assert line.recv(1) == b"\x12"
                until(lambda wanted=count: printer.state.sheets_count == wanted)  # type: ignore[misc]
    first, second = printer.sheets()
    assert first.tobytes() == second.tobytes()
    assert printer.state.lost_bytes == 0


def test_a_driver_that_goes_away_in_the_middle_leaves_half_a_paper_and_the_next_one_is_heard(
    texts: Texts, faces: Faces
) -> None:
    printer = VirtualPrinter(FACE)
    data = ticket(texts, faces, 960)
    with on_tcp(printer) as served:
        host, _, port = served.where.partition(":")
        with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
            line.sendall(data[: len(data) // 2])
        until(lambda: printer.image().height > 0)
        with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
            line.sendall(b"\x1b@\x1dV\x42\x00" + native_again(texts, faces))
            until(lambda: printer.state.sheets_count == 2)


def native_again(texts: Texts, faces: Faces) -> bytes:
    paper = queue_ticket(sample_ticket(), texts)
    return Press(faces).make(paper, {Encoding.NATIVE: native})[Encoding.NATIVE]
