"""A printer on a serial line or a USB-serial cable (pyserial)."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import MappingProxyType

import serial

from printing.spool.job import PrinterError, Reason
from printing.spool.printer_status import PRINTER, QUESTIONS, Condition, answer_in, condition, question
from printing.thermal.native import CLEAR_BUFFERS, EJECT, native
from printing.thermal.press import Encoders, Encoding

READ_SLICE_S = 0.02
BITS_PER_BYTE = 10  # 8N1: start, eight, stop
WRITE_S_MAX = 10.0  # a ticket with three drawn lines is under 5,000 bytes: 5 s at 9,600 baud


class SerialTransport:
    """8 bits, no parity, one stop bit, no flow control.

    `answer_s`: how long a question waits before the printer counts as silent. `settle_s`: from the last byte on the
    line until the last line is on paper and cut, when we ask how it went.
    """

    encoders: Encoders = MappingProxyType({Encoding.NATIVE: native})

    def __init__(
        self, port: str, *, baudrate: int = 9_600, answer_s: float = 0.3, settle_s: float = 0.3
    ) -> None:
        self._port_name = port
        self._baudrate = baudrate
        self._answer_s = answer_s
        self._settle_s = settle_s
        self._port: serial.Serial | None = None
        self._before_next = b""

    def ask(self) -> Condition:
        """DLE EOT 1, 2, 4, one after the other: an answer does not say which question it answers."""
        with self._line() as line:
            line.reset_input_buffer()
            answers: dict[int, int] = {}
            for n in QUESTIONS:
                line.write(question(n))
                if (answer := self._answer(line)) is not None:
                    answers[n] = answer
                elif n == PRINTER:
                    raise PrinterError(Reason.SILENT, f"{self._port_name}: no answer in {self._answer_s} s")
            return condition(answers)

    def send(self, name: str, made: Mapping[Encoding, bytes], begun: Callable[[], None]) -> None:  # noqa: ARG002 - a line has no names
        """Write the native bytes and wait until they are on the line."""
        with self._line() as line:
            data = self._before_next + made[Encoding.NATIVE]
            on_the_line_until = time.monotonic() + len(data) * BITS_PER_BYTE / self._baudrate
            begun()
            line.write(data)
            self._before_next = EJECT  # until the printer confirms, what it holds may be half a paper
            line.flush()
            # flush() returns early on ptys and on some USB adapters, and a question would wait behind the paper
            time.sleep(max(0.0, on_the_line_until - time.monotonic()))

    def confirm(self) -> Condition:
        """Ask again when the last line should be cut."""
        time.sleep(self._settle_s)
        found = self.ask()
        if found.stops is None:
            self._before_next = b""
        return found

    def abandon(self) -> None:
        """Best effort: a printer that cannot hear this has lost its memory with its power."""
        self._before_next = EJECT
        with suppress(PrinterError), self._line() as line:
            line.write(CLEAR_BUFFERS)

    def close(self) -> None:
        """Close the port."""
        if self._port is not None:
            self._port.close()
            self._port = None

    def _answer(self, line: serial.Serial) -> int | None:
        give_up_at = time.monotonic() + self._answer_s
        while time.monotonic() < give_up_at:
            if (answer := answer_in(line.read(max(1, line.in_waiting)))) is not None:
                return answer
        return None

    @contextmanager
    def _line(self) -> Iterator[serial.Serial]:
        """The open port; after an error it is closed, and the next use tries to open it again."""
        try:
            if self._port is None:
                self._port = serial.Serial(
                    self._port_name,
                    self._baudrate,
                    timeout=READ_SLICE_S,
                    write_timeout=WRITE_S_MAX,
                    exclusive=True,  # two programs on one printer would mix their tickets
                )
            yield self._port
        except serial.SerialTimeoutException as stuck:
            self.close()
            raise PrinterError(Reason.SILENT, f"{self._port_name}: {stuck}") from stuck
        except OSError as lost:  # SerialException is one too
            self.close()
            raise PrinterError(Reason.ABSENT, f"{self._port_name}: {lost}") from lost
