"""The demo's receipt printer: a virtual one at the end of the kiosk's serial line, its papers kept as pictures.

A thermal printer of 80 mm that takes as long as a real one. Each paper that it cuts lies in `papers` as a PNG.
"""

from pathlib import Path

import structlog
from PIL import Image

from printing.virtual.build import Build, Fault, State
from printing.virtual.printer import VirtualPrinter
from printing.virtual.served import Served, on_pty

ROLL_MM = 50_000.0
NEAR_END_MM = 3_000.0
A_FINGER_MM = 60.0  # half a paper
HOT_C, COOL_C = 80.0, 25.0
_log = structlog.get_logger(__name__)


class TablePrinter:
    """`at`: the name of its port, as udev would give it; `name`: what its papers are called. For any thread."""

    def __init__(
        self, at: Path, papers: Path, face: Path, *, name: str, baud: int, speed_mm_s: float = 0.0
    ) -> None:
        self._at, self._papers, self._name = at, papers, name
        self._count = 0
        self._codes: dict[str, tuple[str, ...]] = {}
        self._baud, self._late_s, self._silent = baud, 0.0, False
        build = Build(speed_mm_s=speed_mm_s, roll_mm=ROLL_MM, near_end_mm=NEAR_END_MM + 1)
        self._printer = VirtualPrinter(face, build, self._keep)
        self._served: Served | None = None

    # The cable

    @property
    def is_plugged_in(self) -> bool:
        """Whether its port is there."""
        return self._served is not None

    def plug_in(self) -> None:
        """There."""
        if self._served is None:
            self._served = on_pty(self._printer, baud=self._baud)
            self._served.late_s = self._late_s
            self._at.parent.mkdir(parents=True, exist_ok=True)
            self._at.unlink(missing_ok=True)
            self._at.symlink_to(self._served.where)

    def pull_out(self) -> None:
        """Gone; may be called twice."""
        served, self._served = self._served, None
        if served is not None:
            self._at.unlink(missing_ok=True)
            served.close()

    @property
    def baud(self) -> int:
        """How fast its line is, whatever the program at the other end believes."""
        return self._baud

    def set_baud(self, baud: int) -> None:
        """From now on."""
        self._baud = baud
        if self._served is not None:
            self._served.baud = baud

    @property
    def late_s(self) -> float:
        """How long it takes to answer; infinite: it prints and answers nothing."""
        return float("inf") if self._silent else self._late_s

    def set_late(self, seconds: float) -> None:
        """From now on; infinite: never."""
        self._silent = seconds == float("inf")
        self._late_s = 0.0 if self._silent else seconds
        self._printer.set_silent(silent=self._silent)
        if self._served is not None:
            self._served.late_s = self._late_s

    # What a person sees

    @property
    def state(self) -> State:
        """How it is."""
        return self._printer.state

    def hanging(self) -> Image.Image:
        """The paper that hangs out of it ("L")."""
        return self._printer.image()

    @property
    def papers(self) -> tuple[str, ...]:
        """The names of the papers that it has cut, oldest first."""
        return tuple(self._codes)

    def codes_of(self, name: str) -> tuple[str, ...]:
        """What the QR codes of a paper say; none for a paper that it has not printed."""
        return self._codes.get(name, ())

    # What a person does to it

    def set_paper_mm(self, mm: float) -> None:
        """So much is left on the roll; 0: none."""
        self._printer.set_paper_mm(mm)

    def set_cover(self, *, is_open: bool) -> None:
        """Open or close the lid."""
        self._printer.set_cover(is_open=is_open)

    def set_hot(self, *, is_hot: bool) -> None:
        """Its head is too hot; it cools by itself in half a minute."""
        self._printer.set_temperature(HOT_C if is_hot else COOL_C)

    def set_jammed(self, *, is_jammed: bool) -> None:
        """Its knife is stuck."""
        self._printer.set_fault(Fault.CUTTER_JAMMED if is_jammed else None)

    def _keep(self, paper: Image.Image, codes: tuple[str, ...]) -> None:
        """In the thread of its cable. A paper that is seen is whole: it is renamed when it is written."""
        if not paper.height:
            return
        self._count += 1
        name = f"{self._name}-{self._count:03d}"
        path = self._papers / f"{name}.png"
        unfinished = path.with_suffix(".part")
        self._codes[name] = codes  # before its picture is seen
        try:
            self._papers.mkdir(parents=True, exist_ok=True)
            paper.convert("1").save(unfinished, "PNG")
            unfinished.replace(path)
        except OSError as lost:  # it is out of the printer all the same
            _log.error("a paper of the virtual printer was not kept", paper=name, detail=str(lost))
