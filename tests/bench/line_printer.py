"""A printer at the far end of a pty that knows when a paper began.

Until then a question and its answer travel at the pace of the line, because the first byte waits for them; what comes
after it is swallowed and answered at once, because nobody here waits for the last one.
"""

import os
import select
import time
import tty
from threading import Event, Thread
from types import TracebackType
from typing import Self

BYTE_S = 10 / 9_600  # 8N1 at 9,600 baud
QUESTION_BYTES, ANSWER_BYTES = 3, 1
DLE_EOT = b"\x10\x04"
WELL = b"\x12"  # the answer to each of the questions when nothing is wrong
HOW_FAR, AS_FAR = b"\x1dr\x01", b"\x00"  # GS r: everything before it is worked off


class LinePrinter:
    """`port` is what SerialWire opens."""

    def __init__(self) -> None:
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.port = os.ttyname(self._theirs)
        self.first_byte_at: float | None = None  # time.monotonic, of the first paper since `forget`
        self._over = Event()
        self._thread = Thread(target=self._listen, name="printer", daemon=True)

    def __enter__(self) -> Self:
        """Switch on."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Switch off."""
        self._over.set()
        self._thread.join()
        os.close(self._theirs)
        os.close(self._ours)

    def forget(self) -> None:
        """The next byte of a paper counts as the first one."""
        self.first_byte_at = None

    def _listen(self) -> None:
        while not self._over.is_set():
            if not select.select([self._ours], [], [], 0.05)[0]:
                continue
            heard = os.read(self._ours, 65536)
            at = time.monotonic()
            if HOW_FAR in heard:
                heard = heard.replace(b"\x1da\x00", b"").replace(HOW_FAR, b"")
                os.write(self._ours, AS_FAR)
            if not heard:
                continue
            asks = heard[-QUESTION_BYTES:].startswith(DLE_EOT)
            if len(heard) > QUESTION_BYTES * asks and self.first_byte_at is None:
                self.first_byte_at = at
            if asks:
                if self.first_byte_at is None:
                    time.sleep((QUESTION_BYTES + ANSWER_BYTES) * BYTE_S)
                os.write(self._ours, WELL)
