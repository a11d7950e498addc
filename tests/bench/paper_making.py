"""How long a paper takes to make, how many bytes it is, and when its last byte is where: for tests/bench/paper.py.

`python -m tests.bench.paper_making` prints papers and ways as a table; `… grow` makes 10,000 tickets and says what
that did to the memory.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, thread_time

from PIL import Image, ImageDraw

from case_store.policy_files import load_texts
from printing.faces import DARK, Faces
from printing.paper import Align, Paper
from printing.slips.queue_ticket import queue_ticket
from printing.slips.receipt import receipt
from printing.thermal.dots import dots
from printing.thermal.escpos import LAST_BYTE_S_MAX, are_dots_better
from printing.thermal.layout import lay_out
from printing.thermal.measure import Measure
from printing.thermal.native import native
from printing.thermal.printer_profile import GENERIC_80, PrinterProfile, load_profiles
from printing.thermal.qr_symbol import qr_image
from printing.thermal.raster import baseline_dots
from printing.thermal.rows import Layout, QrRow, TextRow
from tests.bench.measure import Measurement, at_most, percentile
from tests.bench.standing_hall import ROOT
from tests.printing.samples import leased_ticket, sample_receipt, sample_ticket

TICKETS_TIMED = 400
TICKETS_MANY = 10_000
MAKING_MS_MAX = 15.0
GROWTH_KB_MAX = 4_096
WAYS = {  # bytes a second; USB and TCP as such printers manage, not as the cable could
    "9600": 960,
    "19200": 1_920,
    "115200": 11_520,
    "usb": 500_000,
    "tcp": 1_000_000,
}


class Bench:
    """Fonts, texts and tickets that differ, as they do all day."""

    def __init__(self) -> None:
        self.texts = load_texts(ROOT / "assets")
        self.faces = Faces(ROOT / "assets" / "fonts")
        self.measure = Measure(self.faces)

    def ticket(self, number: int) -> Paper:
        """The next one."""
        url = f"https://zz.tongliao.gov.cn/t/{number * 7_919 + 10**19:020d}"
        ahead = number % 40
        return queue_ticket(
            sample_ticket(ticket_no=f"A{number % 1000:03d}", qr_url=url, people_ahead=ahead), self.texts
        )

    def made(self, number: int) -> bytes:
        """Layout and dots of a ticket that nobody has seen before."""
        return dots(lay_out(self.ticket(number), self.measure), self.faces)


def making() -> list[Measurement]:
    """Layout + dots of a ticket at the 99th percentile; beside it the bare drawing of the same lines by Pillow.

    In time of this thread, and on the wall: on a machine that others use as well the second says as much of them.
    """
    bench = Bench()
    layouts = [lay_out(bench.ticket(number), bench.measure) for number in range(TICKETS_TIMED)]
    bench.made(0)
    ours = _p99_ms(bench.made)
    bare = _p99_ms(lambda number: _by_pillow(layouts[number], bench.faces))
    return [
        at_most(f"paper.layout_and_dots_p99_{clock}", mine, "ms", MAKING_MS_MAX, beside=beside)
        for clock, mine, beside in zip(("cpu", "wall"), ours, bare, strict=True)
    ]


def last_bytes() -> list[Measurement]:
    """Of the longest ticket, what is chosen for each way, and when its last byte has arrived."""
    bench = Bench()
    layout = lay_out(queue_ticket(sample_ticket(draft=True), bench.texts), bench.measure)
    letters, drawn = len(native(layout, bench.faces)), len(dots(layout, bench.faces))
    flat = layout.height * layout.profile.dots // 8
    found = [at_most("paper.ticket_dots_bytes", drawn, "bytes", flat / 2, beside=flat)]
    for way, speed in WAYS.items():
        chosen = drawn if are_dots_better(letters, drawn, speed) else letters
        found.append(at_most(f"paper.ticket_on_the_way_{way}", chosen / speed, "s", LAST_BYTE_S_MAX))
    return found


def table() -> Iterator[str]:
    """Bytes as letters and as dots, and the seconds of what is chosen, for the docs."""
    bench = Bench()
    profiles = load_profiles(ROOT / "assets" / "printers.toml")
    papers = {
        "ticket": queue_ticket(sample_ticket(), bench.texts),
        "leased ticket": queue_ticket(leased_ticket(draft=True), bench.texts),
        "receipt": receipt(sample_receipt(), bench.texts),
    }
    yield f"| printer | paper | row by row | dots | letters | {' | '.join(WAYS)} |"
    yield "|---" * (5 + len(WAYS)) + "|"
    for name in ("generic_80", "generic_58", "epson_tm_t88v", "plain_80", "plain_58"):
        for paper_name, paper in papers.items():
            yield _line(bench, name, profiles[name], paper_name, paper)


def _line(bench: Bench, name: str, profile: PrinterProfile, paper_name: str, paper: Paper) -> str:
    layout = lay_out(paper, bench.measure, profile)
    letters, drawn = len(native(layout, bench.faces)), len(dots(layout, bench.faces))
    cells = []
    for speed in WAYS.values():
        as_dots = are_dots_better(letters, drawn, speed)
        cells.append(f"{(drawn if as_dots else letters) / speed:.2f} s {'dots' if as_dots else 'letters'}")
    flat = layout.height * profile.dots // 8
    return f"| {name} | {paper_name} | {flat:,} | {drawn:,} | {letters:,} | {' | '.join(cells)} |"


def growth_kb() -> int:
    """How much more memory the process holds after 10,000 tickets, counted from the thousandth on."""
    bench = Bench()
    for number in range(1_000):
        bench.made(number)
    before = _resident_kb()
    for number in range(1_000, TICKETS_MANY):
        bench.made(number)
    return _resident_kb() - before


def _p99_ms(do: Callable[[int], object]) -> tuple[float, float]:
    """Of the thread's time and of the wall's."""
    times = []
    for number in range(TICKETS_TIMED):
        cpu, wall = thread_time(), perf_counter()
        do(number)
        times.append((thread_time() - cpu, perf_counter() - wall))
    cpu, wall = (percentile(each, 99) * 1e3 for each in zip(*times, strict=True))
    return cpu, wall


def _by_pillow(layout: Layout, faces: Faces) -> None:
    """Every line by ImageDraw.text, the code pasted: what a program without a layout would do."""
    image = Image.new("L", (GENERIC_80.content_dots, layout.height), 255)
    pen = ImageDraw.Draw(image)
    for row in layout.rows:
        if isinstance(row, TextRow):
            face = faces.face(row.type.px, bold=row.type.bold)
            middle = row.align is Align.CENTRE
            place = (image.width / 2 if middle else 0, row.top + baseline_dots(row))
            pen.text(place, row.text, 0, face, anchor="ms" if middle else "ls")
        elif isinstance(row, QrRow):
            code = qr_image(row.url).resize((row.side_dots, row.side_dots), Image.Resampling.NEAREST)
            image.paste(code, ((image.width - row.side_dots) // 2, row.top + row.quiet_dots))
    image.point(lambda grey: 255 if grey < DARK else 0, "1").tobytes()


def _resident_kb() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def main(arguments: list[str]) -> int:
    """Print one of the two."""
    if arguments == ["grow"]:
        grown = growth_kb()
        print(f"{TICKETS_MANY:,} tickets made: {grown:+,} KB resident after the first thousand")
        return 0 if grown <= GROWTH_KB_MAX else 1
    for line in table():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
