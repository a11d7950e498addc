"""A device over a real pty: opened when it comes, opened anew when it was pulled out; nobody waits for it."""

import os
import threading
import tty
from collections.abc import Callable, Sequence
from pathlib import Path

from devices.line import ABSENT, DeviceLine, DeviceReport, DeviceState, LinePort

PATIENCE_S = 5.0


class Echo:
    """Hands on what it hears; sends what it was told to; breaks on an exclamation mark."""

    trouble = ""

    def __init__(self) -> None:
        self.to_send = b""
        self.times_opened = 0

    def opened(self, _now: float) -> Sequence[bytes]:
        self.times_opened += 1
        return ()

    def received(self, data: bytes, _now: float) -> Sequence[bytes]:
        if b"!" in data:
            raise RuntimeError("a mistake of ours")
        return (data,)

    def tick(self, _now: float) -> Sequence[bytes]:
        return ()

    def due_at(self) -> float | None:
        return None

    def outgoing(self) -> bytes:
        sent, self.to_send = self.to_send, b""
        return sent


class Hearer:
    def __init__(self) -> None:
        self.data = bytearray()
        self.reports: list[DeviceReport] = []
        self._changed = threading.Condition()

    def event(self, data: bytes) -> None:
        with self._changed:
            self.data += data
            self._changed.notify_all()

    def report(self, report: DeviceReport) -> None:
        with self._changed:
            self.reports.append(report)
            self._changed.notify_all()

    def wait(self, condition: Callable[[], bool]) -> bool:
        with self._changed:
            return self._changed.wait_for(condition, PATIENCE_S)


def plug(at: Path) -> tuple[int, int]:
    """A cable in a socket that has a name: what udev does."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    at.unlink(missing_ok=True)
    at.symlink_to(os.ttyname(theirs))
    return ours, theirs


def test_a_device_comes_goes_and_comes_again(tmp_path: Path) -> None:
    socket, echo, hearer = tmp_path / "reader", Echo(), Hearer()
    line = DeviceLine("reader", LinePort(str(socket)), echo, hearer.event, hearer.report, try_again_s=0.02)
    line.start()
    assert hearer.wait(lambda: hearer.reports[-1:] == [line.report])
    assert (line.report.state, line.report.error) == (DeviceState.MISSING, ABSENT)

    ours, theirs = plug(socket)
    assert hearer.wait(lambda: line.report.state is DeviceState.OK)
    os.write(ours, b"hello")
    assert hearer.wait(lambda: bytes(hearer.data) == b"hello")

    os.close(theirs)
    os.close(ours)
    assert hearer.wait(lambda: line.report.state is DeviceState.MISSING)
    ours, theirs = plug(socket)
    assert hearer.wait(lambda: line.report.state is DeviceState.OK)
    assert echo.times_opened == 2
    line.close()
    os.close(theirs)
    os.close(ours)


def test_an_order_reaches_the_machine_in_its_own_thread_and_a_mistake_costs_no_device(tmp_path: Path) -> None:
    ours, theirs = plug(tmp_path / "pad")
    echo, hearer = Echo(), Hearer()
    line = DeviceLine(
        "pad", LinePort(str(tmp_path / "pad")), echo, hearer.event, hearer.report, try_again_s=0.02
    )
    line.start()
    os.write(ours, b"!")
    assert hearer.wait(lambda: line.report.state is DeviceState.OK)

    def say(now: float) -> Sequence[bytes]:
        echo.to_send = b"A017"
        return ()

    line.order(say)
    assert os.read(ours, 16) == b"A017"
    os.write(ours, b"good")
    assert hearer.wait(lambda: bytes(hearer.data) == b"good")
    line.close()
    os.close(theirs)
    os.close(ours)


def test_whoever_hears_of_a_device_may_fail_and_the_device_comes_back(tmp_path: Path) -> None:
    socket, hearer = tmp_path / "reader", Hearer()

    def fails_once(report: DeviceReport) -> None:
        hearer.report(report)
        if len(hearer.reports) == 1:
            raise RuntimeError("the listener broke")

    line = DeviceLine("reader", LinePort(str(socket)), Echo(), hearer.event, fails_once, try_again_s=0.02)
    line.start()
    assert hearer.wait(lambda: len(hearer.reports) == 1)
    ours, theirs = plug(socket)
    assert hearer.wait(lambda: line.report.state is DeviceState.OK)
    line.close()
    os.close(theirs)
    os.close(ours)
