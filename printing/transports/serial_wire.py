"""A serial line or a USB-serial cable (pyserial): 8 bits, no parity, one stop bit, no flow control."""

import termios

import serial

BITS_PER_BYTE = 10  # 8N1: start, eight, stop
WRITE_S_MAX = 10.0  # a ticket with three drawn lines is under 5,000 bytes: 5 s at 9,600 baud


class SerialWire:
    """`port` as the kernel names it, better by /dev/serial/by-id."""

    def __init__(self, port: str, baudrate: int = 9_600) -> None:
        self.name = port
        self.bytes_per_s = baudrate / BITS_PER_BYTE
        self._baudrate = baudrate
        self._port: serial.Serial | None = None

    @property
    def is_open(self) -> bool:
        """Whether the port is held."""
        return self._port is not None

    def open(self) -> None:
        """Two programs on one printer would mix their tickets, so the port is taken alone."""
        try:
            self._port = serial.Serial(
                self.name, self._baudrate, timeout=0, write_timeout=WRITE_S_MAX, exclusive=True
            )
        except (termios.error, ValueError) as refused:  # the second: an adapter does not know the speed
            raise ConnectionError(str(refused)) from refused

    def write(self, data: bytes) -> None:
        """Into the kernel's buffer, and on to the line."""
        port = self._held()
        try:
            port.write(data)
            port.flush()
        except serial.SerialTimeoutException as stuck:  # an OSError as well, and it has to be told apart
            raise TimeoutError(str(stuck)) from stuck
        except (
            termios.error
        ) as lost:  # pulled while bytes leave; pyserial lets it through, and it is no OSError
            raise ConnectionError(str(lost)) from lost

    def read(self, wait_s: float) -> bytes:
        """What has come."""
        port = self._held()
        port.timeout = wait_s
        return bytes(port.read(max(1, port.in_waiting)))

    def close(self) -> None:
        """Close the port."""
        if self._port is not None:
            self._port.close()
            self._port = None

    def _held(self) -> serial.Serial:
        if self._port is None:
            raise ConnectionError(f"{self.name} is closed")
        return self._port
