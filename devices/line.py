"""A device on a cable, run: one thread opens its line, moves its machine, and opens the line anew when it was gone.

Pulled out and put in again (热插拔) needs nobody. An address is a port (`/dev/ttyUSB0`, better a name below
`/dev/serial/by-id/`) or, for a device on the network, `socket://host:port`.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import serial
import structlog

from devices.machine import Machine

ABSENT = "device.absent"  # a code of refusals_devices.toml
TRY_AGAIN_S = 1.0
READ_SLICE_S = 0.02  # the longest that an order waits
READ_MAX = 4096
WRITE_S_MAX = 2.0
CLOSE_WITHIN_S = 3.0
ORDERS_MAX = 100

_log = structlog.get_logger(__name__)

Event = TypeVar("Event")


class DeviceState(StrEnum):
    """How a device is, best first; the words of cases.alarm.device_health."""

    OK = "ok"
    MISSING = "missing"  # nothing at the end of the cable
    FAULT = "fault"  # it is there and of no use


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """How it is now. `error`: a code of refusals_devices.toml, "" when it is well; `detail`: for the operator's log."""

    name: str
    state: DeviceState
    error: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LinePort:
    """Where a device is."""

    address: str
    baudrate: int = 9_600


class DeviceLine(Generic[Event]):
    """`on_event` and `on_report` are called in the line's own thread: hand them on (`Bridge.post`)."""

    def __init__(
        self,
        name: str,
        port: LinePort,
        machine: Machine[Event],
        on_event: Callable[[Event], None],
        on_report: Callable[[DeviceReport], None] = lambda _report: None,
        *,
        try_again_s: float = TRY_AGAIN_S,
    ) -> None:
        self._name, self._port, self._machine = name, port, machine
        self._on_event, self._on_report, self._try_again_s = on_event, on_report, try_again_s
        self._orders: deque[Callable[[float], Sequence[Event]]] = deque(maxlen=ORDERS_MAX)
        self._line: serial.Serial | None = None
        self._report: DeviceReport | None = None
        self._heard_at = 0.0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"device {name}", daemon=True)

    @property
    def report(self) -> DeviceReport:
        """How it was when it was looked at last; from any thread."""
        return self._report or DeviceReport(self._name, DeviceState.MISSING, ABSENT)

    @property
    def heard_at(self) -> float:
        """When anything came from it last (time.monotonic); 0: never. From any thread."""
        return self._heard_at

    def start(self) -> None:
        """Begin; nobody waits for the device."""
        self._thread.start()

    def order(self, work: Callable[[float], Sequence[Event]]) -> None:
        """Do `work(now)` with the machine in the line's thread, as soon as the line is there; from any thread."""
        self._orders.append(work)

    def close(self) -> None:
        """Let go of the line; may be called twice."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(CLOSE_WITHIN_S)
            if self._thread.is_alive():
                _log.error("a device's line did not end", device=self._name, within_s=CLOSE_WITHIN_S)

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._work()
            except (
                OSError,
                ValueError,
            ) as lost:  # SerialException is an OSError; a bad address is a ValueError
                self._tell(DeviceState.MISSING, ABSENT, str(lost))
                self._let_go()
                self._ending.wait(self._try_again_s)
            except Exception:  # noqa: BLE001 - our own mistake costs what was half heard, not the device
                _log.exception("a device's machine broke and goes on", device=self._name)
                self._let_go()
                self._ending.wait(self._try_again_s)
        self._let_go()

    def _work(self) -> None:
        line = self._line = _open(self._port)
        self._hand_on(self._machine.opened(time.monotonic()))
        while not self._ending.is_set():
            while self._orders:
                self._hand_on(self._orders.popleft()(time.monotonic()))
            if waiting := self._machine.outgoing():
                line.write(waiting)
            self._tell(DeviceState.FAULT if self._machine.trouble else DeviceState.OK, self._machine.trouble)
            if data := line.read(min(READ_MAX, max(1, line.in_waiting))):
                self._heard_at = time.monotonic()
                self._hand_on(self._machine.received(data, self._heard_at))
            due = self._machine.due_at()
            if due is not None and time.monotonic() >= due:
                self._hand_on(self._machine.tick(time.monotonic()))

    def _hand_on(self, events: Sequence[Event]) -> None:
        for event in events:
            try:
                self._on_event(event)
            except Exception:  # noqa: BLE001 - whoever listens may fail; the device goes on
                _log.exception("an event of a device was not taken", device=self._name)

    def _tell(self, state: DeviceState, error: str = "", detail: str = "") -> None:
        before = self._report
        self._report = DeviceReport(self._name, state, error, detail)
        if before is None or (before.state, before.error) != (state, error):
            _log.info("device", device=self._name, state=state.value, error=error, detail=detail)
            try:
                self._on_report(self._report)
            except Exception:  # noqa: BLE001 - as above; and this line has to be opened again when it is lost
                _log.exception("how a device is was not taken", device=self._name)

    def _let_go(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError):
                line.close()


def _open(port: LinePort) -> serial.Serial:
    if "://" in port.address:
        return serial.serial_for_url(port.address, timeout=READ_SLICE_S)
    return serial.Serial(
        port.address,
        port.baudrate,
        timeout=READ_SLICE_S,
        write_timeout=WRITE_S_MAX,
        exclusive=True,  # two programs on one device would take each other's bytes
    )
