"""The signature pad: what was written arrives whole or is asked for again, and belongs to the paper that was shown."""

import threading
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cases.matter.media.media_type import Size
from cases.matter.media.pictures import check_png, png_chunk
from cases.paper.signature import CHUNK, Point, Signature, check, decode, encode, strokes
from cases.refusal import Refusal
from devices.line import DeviceLine, LinePort
from devices.signature_pad.picture import PX_PER_MM, signature_png
from devices.signature_pad.signature_pad import TORN, NotSigned, SignaturePad, Signed, SignEvent
from devices.signature_pad.virtual import HEIGHT, WIDTH, VirtualSignaturePad
from devices.virtual_pad import Fault
from tests.devices.pad_ends import Ends
from tests.devices.pen import scrawl

PAPER, OTHER = "3f" * 32, "a1" * 32
POINTS = st.builds(
    Point,
    x=st.integers(0, WIDTH),
    y=st.integers(0, HEIGHT),
    t=st.integers(0, 2**32 - 1),
    pressure=st.integers(0, 1023),
)


class Desk(Ends):
    def __init__(self) -> None:
        self.field, self.ours = VirtualSignaturePad(), SignaturePad()
        super().__init__(self.ours, self.field)

    def begin(self, paper: str = PAPER) -> None:
        self.order(self.ours.begin, paper, "受理告知书")


def signed(event: object) -> Signature:
    assert isinstance(event, Signed)
    return event.signature


def test_what_was_written_is_bound_to_the_paper_that_the_pad_was_told() -> None:
    desk = Desk()
    desk.begin()
    assert (desk.field.paper, desk.field.title) == (PAPER, "受理告知书")
    desk.hears(desk.field.write(scrawl()))
    desk.hears(desk.field.confirm())
    signature = signed(desk.told[-1])
    assert signature.print_hash == PAPER
    assert [(p.x, p.y, p.t, p.pressure) for p in signature.points] == scrawl()
    assert len(list(strokes(signature))) == 4
    assert desk.field.paper == ""  # dark again


def test_written_again_only_the_last_counts_and_nothing_is_refused_as_nothing() -> None:
    desk = Desk()
    desk.begin()
    desk.hears(desk.field.write(scrawl()[:60]))
    desk.hears(desk.field.write_again())
    desk.hears(desk.field.write(scrawl()[:41]))
    desk.hears(desk.field.confirm())
    assert len(signed(desk.told[-1]).points) == 41
    desk.begin()
    desk.hears(desk.field.confirm())
    assert desk.told[-1] == NotSigned("signature.empty")


def test_called_off_by_the_signer_or_by_the_next_paper_nothing_is_told() -> None:
    desk = Desk()
    desk.begin()
    desk.hears(desk.field.write(scrawl()))
    desk.hears(desk.field.call_off())
    assert desk.told == [NotSigned()]
    desk.begin()
    late = desk.field.write(scrawl()) + desk.field.confirm()
    desk.begin(OTHER)
    desk.hears(late)
    assert desk.told == [NotSigned()]


def test_ink_that_was_lost_on_the_line_is_not_taken_for_a_signature() -> None:
    desk = Desk()
    desk.begin()
    desk.hears(desk.field.write(scrawl()[:40]))
    desk.field.fault = Fault.WRONG_CHECK
    desk.hears(desk.field.write(scrawl()[40:80]))
    desk.field.fault = Fault.NONE
    desk.hears(desk.field.write(scrawl()[80:]))
    desk.hears(desk.field.confirm())
    assert desk.told == [NotSigned(TORN)]


@pytest.mark.parametrize(("keeps_power", "told"), [(True, TORN), (False, "signature.empty")])
def test_half_a_signature_is_none_when_the_pad_was_pulled_out(keeps_power: bool, told: str) -> None:
    desk = Desk()
    desk.begin()
    desk.hears(desk.field.write(scrawl()))
    if not keeps_power:
        desk.field.answers(b"X", b"")
    desk.ours.opened(desk.now)
    desk.talk()
    assert desk.field.paper == PAPER
    desk.hears(desk.field.confirm())
    assert desk.told[-1] == NotSigned(told)


def test_begun_twice_because_an_answer_was_late_nothing_that_was_written_is_lost() -> None:
    desk = Desk()
    late = desk.field.frame(b"!", bytes([0, 0, 100, 0, 100]))
    desk.begin()
    desk.hears(desk.field.write(scrawl()[:40]))
    desk.hears(late)
    desk.hears(desk.field.write(scrawl()[40:]))
    desk.hears(desk.field.confirm())
    assert len(signed(desk.told[-1]).points) == len(scrawl())


@given(st.lists(POINTS, max_size=30), st.integers(0, 65_535), st.integers(0, 65_535))
def test_a_signature_is_read_as_it_was_written(points: list[Point], width: int, height: int) -> None:
    signature = Signature(print_hash=PAPER, width=width, height=height, points=tuple(points))
    assert decode(encode(signature)) == signature


@given(st.binary(max_size=400))
def test_any_bytes_are_a_signature_or_none(content: bytes) -> None:
    assert isinstance(decode(content), Refusal)


@pytest.mark.parametrize(
    "points",
    [
        (Point(0, 0, 0, 500), Point(WIDTH + 1, 0, 5, 500)),
        (Point(0, 0, 9, 500), Point(900, 0, 5, 500)),
        (Point(0, 0, 0, 500), Point(900, 0, 5, 5000)),
    ],
    ids=["outside", "back in time", "pressed too hard"],
)
def test_a_way_that_no_pen_goes_is_refused(points: tuple[Point, ...]) -> None:
    refused = check(Signature(print_hash=PAPER, width=WIDTH, height=HEIGHT, points=points))
    assert refused == Refusal("signature.unreadable")


def test_the_picture_is_a_png_of_the_field_with_the_strokes_in_it() -> None:
    points = tuple(Point(*row) for row in scrawl())
    signature = Signature(print_hash=PAPER, width=WIDTH, height=HEIGHT, points=points)
    png = signature_png(signature)
    assert check_png(png) == Size(WIDTH * PX_PER_MM // 100, HEIGHT * PX_PER_MM // 100)
    assert decode(png_chunk(png, CHUNK) or b"") == signature
    picture = Image.open(BytesIO(png)).convert("L")
    inked = picture.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    first, last = (1200, 9200 - 500)
    assert inked is not None
    assert abs(inked[0] - first * PX_PER_MM / 100) < PX_PER_MM
    assert abs(inked[2] - last * PX_PER_MM / 100) < PX_PER_MM


def test_ink_is_as_thick_as_the_pen_was_pressed() -> None:
    lines = [Point(x, y, 0, force) for y, force in ((1000, 100), (3000, 1000)) for x in (1000, 9000)]
    points = (lines[0], lines[1], Point(9000, 1000, 0, 0), lines[2], lines[3])
    png = signature_png(Signature(print_hash=PAPER, width=WIDTH, height=HEIGHT, points=points))
    picture = Image.open(BytesIO(png)).convert("L")
    column = [picture.getpixel((WIDTH * PX_PER_MM // 200, row)) for row in range(picture.height)]
    middle = picture.height // 2
    thin, thick = (sum(grey < 128 for grey in part) for part in (column[:middle], column[middle:]))  # type: ignore[operator]
    assert thick > 2 * thin > 0


def test_a_pad_on_a_real_line(tmp_path: Path) -> None:
    told: list[SignEvent] = []
    heard = threading.Condition()

    def hear(event: SignEvent) -> None:
        with heard:
            told.append(event)
            heard.notify_all()

    pad, machine = VirtualSignaturePad(tmp_path / "pad"), SignaturePad()
    line = DeviceLine("pad", LinePort(str(tmp_path / "pad"), 115_200), machine, hear, try_again_s=0.02)
    pad.start()
    line.start()
    try:
        line.order(lambda now: machine.begin(PAPER, "受理告知书", now))
        for _ in range(500):
            if pad.paper == PAPER:
                break
            threading.Event().wait(0.01)
        pad.write(scrawl())
        pad.confirm()
        with heard:
            assert heard.wait_for(lambda: told, 10)
    finally:
        line.close()
        pad.close()
    assert len(signed(told[0]).points) == len(scrawl())
