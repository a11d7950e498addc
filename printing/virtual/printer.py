"""A virtual receipt printer without I/O: bytes and time go in, paper and answers come out.

Whoever runs it (served.py, a test) brings the bytes, says what time it is, and carries the answers away. It has a
receive buffer that fills, a head that takes time and gets hot, a roll that ends, a cover, a knife that jams. Every
method may be called from any thread.
"""

import math
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import RLock

from PIL import Image

from printing.virtual.body import Body
from printing.virtual.build import Build, Fault, State
from printing.virtual.head import Head
from printing.virtual.letters import Letters
from printing.virtual.orders import Command, Letter, RasterHead, Unknown, next_order
from printing.virtual.status import CLEARED, automatic, in_turn, real_time
from printing.virtual.wire import ClearAsked, Ear, Ordinary, RecoveryAsked, StatusAsked

SHEETS_MAX, KEPT_DOTS_MAX = 50, 100_000  # papers, and dots along them, kept to be looked at
NOT_UNDERSTOOD_MAX = 100
SHEET_DOTS_MAX = 20_000  # two and a half metres that nobody has torn off


class VirtualPrinter:
    """`face`: the font file that its letters are borrowed from.

    `on_cut`: told of each paper ("L") as it is cut, and of what its QR codes say, by whoever brings bytes or time.
    """

    def __init__(
        self,
        face: Path,
        build: Build | None = None,
        on_cut: Callable[[Image.Image, tuple[str, ...]], None] = lambda _paper, _codes: None,
    ) -> None:
        self.build = build or Build()
        self._on_cut = on_cut
        self._lock = RLock()
        self._head = Head(self.build.dots, Letters(face))
        self._ear = Ear()
        self._buffer = bytearray()
        self._answers = bytearray()
        self._clock = -math.inf  # how far its own work has got
        self._seen_at: float | None = None
        self._chinese = False
        self._raster: RasterHead | None = None
        self._rows_left = 0
        self._reports = 0  # of GS a
        self._reported = b""
        self._body = Body(self.build)
        self._silent = False
        self._lost_bytes = 0
        self._sheets_count = 0
        self._sheets: deque[Image.Image] = deque(maxlen=SHEETS_MAX)
        self._not_understood: deque[bytes] = deque(maxlen=NOT_UNDERSTOOD_MAX)

    # The cable

    def feed(self, data: bytes, now: float) -> None:
        """Bytes come in; those for which the buffer has no room are lost, as on a line without flow control."""
        with self._lock:
            self._pass_time(now)
            for heard in self._ear.hear(data):
                match heard:
                    case Ordinary():
                        self._take(heard.data, now)
                    case StatusAsked():
                        self._answers += real_time(heard.n, self.state)
                    case RecoveryAsked():
                        self._recover(heard.n)
                    case ClearAsked():
                        self._forget()
                        self._answers += CLEARED
            self._work(now)

    def room(self, now: float) -> int:
        """How many bytes it can take now; a line with flow control waits while that is 0."""
        with self._lock:
            self.tick(now)
            return self.build.buffer_bytes - len(self._buffer)

    def tick(self, now: float) -> None:
        """Time has passed: the head goes on, and cools."""
        with self._lock:
            self._pass_time(now)
            self._work(now)

    def answers(self) -> bytes:
        """What it has to say since it was last asked; nothing while it is silent."""
        with self._lock:
            said = b"" if self._silent else bytes(self._answers)
            self._answers.clear()
            return said

    # What a person sees

    @property
    def state(self) -> State:
        """How it is."""
        with self._lock:
            return State(
                cover_open=self._body.cover_open,
                paper_mm=self._body.paper_dots / self.build.dots_per_mm,
                near_end=self._body.near_end,
                out_of_paper=self._body.out_of_paper,
                temperature_c=self._body.temperature_c,
                too_hot=self._body.too_hot,
                fault=self._body.fault,
                buffered_bytes=len(self._buffer),
                working=self._seen_at is not None and self._clock > self._seen_at,
                lost_bytes=self._lost_bytes,
                not_understood=len(self._not_understood),
                sheets_count=self._sheets_count,
            )

    def image(self) -> Image.Image:
        """The paper that hangs out of it, black on white ("L"); of no height right after a cut."""
        with self._lock:
            return black_on_white(self._head.ink())

    def sheets(self) -> tuple[Image.Image, ...]:
        """The last papers that were cut or torn off, the newest last."""
        with self._lock:
            return tuple(black_on_white(sheet) for sheet in self._sheets)

    def not_understood(self) -> tuple[bytes, ...]:
        """The last commands that it did not know."""
        with self._lock:
            return tuple(self._not_understood)

    # What a person does to it

    def set_cover(self, *, is_open: bool) -> None:
        """Open or close the lid; closing it clears a jam, and printing goes on."""
        with self._lock:
            self._body.set_cover(is_open=is_open)
            self._report()

    def set_paper_mm(self, mm: float) -> None:
        """So much is left on the roll."""
        with self._lock:
            self._body.paper_dots = mm * self.build.dots_per_mm
            self._report()

    def set_temperature(self, celsius: float) -> None:
        """The head is so warm; it cools by itself."""
        with self._lock:
            self._body.set_temperature(celsius)
            self._report()

    def set_fault(self, fault: Fault | None) -> None:
        """Something breaks, or is mended."""
        with self._lock:
            self._body.fault = fault
            self._report()

    def set_silent(self, *, silent: bool) -> None:
        """It goes on printing and answers nothing: a cable with a broken wire."""
        with self._lock:
            self._silent = silent

    def tear(self) -> None:
        """Tear off what hangs out, as people do where there is no knife."""
        with self._lock:
            if self._head.y:
                self._cut()

    # Inside

    def _take(self, data: bytes, now: float) -> None:
        while data:
            room = self.build.buffer_bytes - len(self._buffer)
            self._buffer += data[:room]
            data = data[room:]
            if data:
                self._work(now)
                if len(self._buffer) >= self.build.buffer_bytes:
                    self._lost_bytes += len(data)
                    return

    def _pass_time(self, now: float) -> None:
        self._body.cool(0.0 if self._seen_at is None else max(0.0, now - self._seen_at))
        self._seen_at = now

    def _work(self, now: float) -> None:
        """Obey orders until time or bytes are used up, or something stops it."""
        while self._clock <= now and not self._body.stops:
            if not (self._burn_rows(now) if self._rows_left else self._obey_next()):
                self._clock = max(self._clock, now)  # nothing to do: time passes all the same
                break
            self._settle(now)
        self._report()

    def _settle(self, now: float) -> None:
        """What the last order moved and burnt is paid for in time, paper and heat."""
        if self.build.speed_mm_s:
            seconds = self._head.moved / self.build.dots_per_mm / self.build.speed_mm_s
            self._clock = (now if math.isinf(self._clock) else self._clock) + seconds
        self._body.spend(self._head.moved, self._head.burnt)
        self._head.moved = self._head.burnt = 0
        if self._head.y > SHEET_DOTS_MAX:
            self._cut()

    def _obey_next(self) -> bool:
        found = next_order(bytes(self._buffer), chinese=self._chinese)
        if found is None:
            if len(self._buffer) < self.build.buffer_bytes:
                return False
            found = Unknown(bytes(self._buffer[:2])), 2  # says that it is longer than it can ever be here
        order, size = found
        del self._buffer[:size]
        match order:
            case Letter():
                self._head.letter(order.code)
            case RasterHead():
                if not self._head.line_is_empty:
                    self._not_understood.append(b"GS v 0 in the middle of a line")
                    self._head.line_feed()
                can_come = 0 < order.row_bytes <= self.build.buffer_bytes
                self._raster, self._rows_left = order, order.rows if can_come else 0
            case Unknown():
                self._not_understood.append(order.code)
            case Command():
                self._obey(order)
        return True

    def _burn_rows(self, now: float) -> bool:
        """As many rows of dots as have come, as there is paper, and as time allows; at least one."""
        raster = self._raster
        assert raster is not None  # noqa: S101 - set with _rows_left
        rows = min(self._rows_left, len(self._buffer) // raster.row_bytes)
        if rows == 0:
            return False
        tall = 1 + raster.mode // 2
        rows = min(rows, max(1, int(self._body.paper_dots) // tall))
        if self.build.speed_mm_s and not math.isinf(self._clock):
            a_row_s = tall / self.build.dots_per_mm / self.build.speed_mm_s
            rows = min(rows, 1 + int((now - self._clock) / a_row_s))
        size = rows * raster.row_bytes
        self._head.row(bytes(self._buffer[:size]), rows, raster.mode)
        del self._buffer[:size]
        self._rows_left -= rows
        return True

    def _obey(self, command: Command) -> None:
        data = command.data
        match command.name:
            case "ESC @":
                self._head.reset()
                self._chinese = False
            case "FS &":
                self._chinese = self.build.chinese
            case "FS .":
                self._chinese = False
            case "GS V":
                self._knife(data)
            case "GS a":
                self._reports, self._reported = data[0], b""
            case "GS r":
                self._answers += in_turn(data[0], self.state)
            case name if not self._head.obey(name, data):
                self._not_understood.append(name.encode() + data[:8])

    def _knife(self, data: bytes) -> None:
        if not self._head.line_is_empty:
            self._head.line_feed()
        if len(data) > 1:
            self._head.advance(data[1])
        if self.build.cutter:
            self._cut()

    def _cut(self) -> None:
        codes, sheet = self._head.codes, self._head.take_sheet()
        self._sheets.append(sheet)
        while len(self._sheets) > 1 and sum(kept.height for kept in self._sheets) > KEPT_DOTS_MAX:
            self._sheets.popleft()
        self._sheets_count += 1
        self._on_cut(black_on_white(sheet), codes)

    def _recover(self, n: int) -> None:
        if self._body.fault is Fault.CUTTER_JAMMED and n in (1, 2):
            self._body.fault = None
            if n == 2:  # noqa: PLR2004 - forget, do not go on
                self._forget()

    def _forget(self) -> None:
        self._buffer.clear()
        self._rows_left = 0
        self._head.forget_line()

    def _report(self) -> None:
        """GS a: four bytes whenever something that was asked for has changed."""
        if self._reports and (now_said := automatic(self.state)) != self._reported:
            self._reported = now_said
            self._answers += now_said


def black_on_white(ink: Image.Image) -> Image.Image:
    """Paper as a person sees it ("L")."""
    return ink.convert("L").point(lambda burnt: 255 - burnt)
