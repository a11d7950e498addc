"""A printer on USB, as the kernel's printer class driver shows it: a character device, /dev/usb/lp0."""

import errno
import fcntl
import os
import select
import time
from pathlib import Path

WRITE_S_MAX = 10.0  # a printer with its cover open takes nothing more once its buffer is full
READ_BYTES = 256


class UsbWire:
    """USB has a flow control of its own: what the printer cannot take stays here, and `write` waits."""

    bytes_per_s: float | None = None

    def __init__(self, device: Path) -> None:
        self.name = str(device)
        self._device = device
        self._file: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the device is held."""
        return self._file is not None

    def open(self) -> None:
        """For reading, too: the printer answers on the same device."""
        file = os.open(self._device, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # two programs would mix their tickets
        except OSError:
            os.close(file)
            raise
        self._file = file

    def write(self, data: bytes) -> None:
        """All of it, as fast as the printer takes it."""
        file, left = self._held(), memoryview(data)
        give_up_at = time.monotonic() + WRITE_S_MAX
        while left:
            _, free, _ = select.select([], [file], [], max(0.0, give_up_at - time.monotonic()))
            if not free:
                raise TimeoutError(f"{self.name} takes nothing more")
            try:
                left = left[os.write(file, left) :]
            except BlockingIOError:
                continue

    def read(self, wait_s: float) -> bytes:
        """What has come."""
        file = self._held()
        if not select.select([file], [], [], wait_s)[0]:
            return b""
        try:
            data = os.read(file, READ_BYTES)
        except BlockingIOError:
            return b""
        if not data:
            # The driver answers so while a printer has nothing to say, and for a printer that is gone.
            if not self._device.exists():
                raise OSError(errno.ENODEV, "unplugged", self.name)
            time.sleep(min(wait_s, 0.01))
        return data

    def close(self) -> None:
        """Let go of the device."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _held(self) -> int:
        if self._file is None:
            raise ConnectionError(f"{self.name} is closed")
        return self._file
