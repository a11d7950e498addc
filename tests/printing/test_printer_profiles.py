"""Every printer that we know by name prints every paper; letters or dots, whichever arrives in time."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pydantic import ValidationError

from cases.hall_time import HALL_ZONE
from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.faces import Faces
from printing.paper import Paper
from printing.slips.appointment_notice import appointment_notice
from printing.slips.by_hand_sheet import ByHandSheet, CalledLine, by_hand_sheet
from printing.slips.evaluation_form import evaluation_slip
from printing.slips.guidance_slip import guidance_slip
from printing.slips.queue_ticket import queue_ticket
from printing.slips.receipt import receipt
from printing.slips.trial_strip import trial_strip
from printing.thermal.dots import dots
from printing.thermal.escpos import LAST_BYTE_S_MAX, SLOW_BYTES_PER_S_MAX, are_dots_better, escpos
from printing.thermal.layout import lay_out
from printing.thermal.measure import Measure
from printing.thermal.native import native
from printing.thermal.press import Encoding, Press
from printing.thermal.printer_profile import GENERIC_80, PrinterProfile, load_profiles
from printing.thermal.raster import raster
from printing.transports.address import checked, profile_at
from printing.virtual.build import Build
from printing.virtual.printer import VirtualPrinter
from tests.printing.a4_samples import sample
from tests.printing.conftest import ASSETS
from tests.printing.samples import CENTRE_NAME, leased_ticket, sample_receipt, sample_ticket
from tests.printing.test_layout import assert_fits

PROFILES = load_profiles(ASSETS / "printers.toml")
OF_EACH_KIND = {profile.model_copy(update={"label": ""}): name for name, profile in PROFILES.items()}.values()
FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
BYTES_PER_S = {"9600 baud": 960, "115200 baud": 11_520, "USB": 500_000, "TCP": 1_000_000}


def papers(texts: Texts) -> list[Paper]:
    at = datetime(2026, 11, 23, 9, 31, tzinfo=HALL_ZONE)
    called = (CalledLine(ticket_no="A016", called_at=at, came=True),)
    sheet = ByHandSheet(
        centre_name=CENTRE_NAME,
        counter_no=3,
        heard_at=at,
        printed_at=at,
        waiting=("A018", "B007"),
        called=called,
    )
    return [
        queue_ticket(sample_ticket(), texts),
        queue_ticket(leased_ticket(ticket_no="A1000", draft=True, priority=True), texts),
        receipt(sample_receipt(), texts),
        guidance_slip(sample(DocumentKind.GUIDANCE_SLIP), texts),
        appointment_notice(sample(DocumentKind.APPOINTMENT_NOTICE), texts),
        evaluation_slip(sample(DocumentKind.EVALUATION_FORM), texts),
        by_hand_sheet(sheet, texts),
    ]


def printed(data: bytes, profile: PrinterProfile) -> Image.Image:
    """By a printer of that profile, which knows nothing more."""
    build = Build(
        dots=profile.dots,
        dots_per_mm=profile.dots_per_mm,
        buffer_bytes=profile.buffer_bytes,
        cutter=profile.cutter,
        chinese=profile.chinese,
    )
    printer = VirtualPrinter(FACE, build)
    printer.feed(data, 0.0)
    printer.tear()
    assert printer.not_understood() == ()
    assert printer.state.lost_bytes == printer.state.buffered_bytes == 0
    (sheet,) = printer.sheets()
    return sheet


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_every_paper_comes_out_of_every_printer_as_letters_and_as_dots(
    texts: Texts, faces: Faces, measure: Measure, name: str
) -> None:
    profile = PROFILES[name]
    tear = 0 if profile.cutter else round(20 * profile.dots_per_mm)
    for paper in papers(texts):
        layout = lay_out(paper, measure, profile)
        assert_fits(layout, measure)
        assert printed(native(layout, faces), profile).height == layout.height + tear
        sheet = printed(dots(layout, faces), profile)
        assert sheet.height == layout.height + tear
        margin = profile.margin_dots
        content = sheet.crop((margin, 0, profile.dots - margin, layout.height))
        drawn = raster(layout, faces).convert("L").point(lambda ink: 255 - ink)
        assert (
            ImageChops.difference(content, drawn).histogram()[255] <= 8
        )  # a dot where the bytes would have read as a question to the printer


def test_a_printer_that_knows_nothing_but_dots_is_sent_nothing_else(texts: Texts, faces: Faces) -> None:
    profile = PROFILES["plain_80"]
    data = Press(faces, profile).make(papers(texts)[0], {Encoding.NATIVE: native})[Encoding.NATIVE]
    assert b"\x1c&" not in data
    assert b"\x1d(k" not in data
    assert b"\x1dV" not in data
    assert not any(band.startswith((b"\x01", b"\x02", b"\x03")) for band in data.split(b"\x1dv0")[1:])


def test_a_profile_with_a_word_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    for wrong in (
        "colour = true",
        "dots = 577",
        "dots = 576\npaper_mm = 58",
        'dots = "576"',
        "buffer_bytes = 10",
    ):
        file = tmp_path / "printers.toml"
        file.write_text(f"[mine]\n{wrong}\n", "utf-8")
        with pytest.raises(ValidationError):
            load_profiles(file)


def test_an_address_says_what_printer_is_there() -> None:
    assert profile_at("usb:/dev/usb/lp0") == profile_at("") == GENERIC_80
    assert profile_at("tcp://printer:9100?profile=generic_58").dots == 384
    assert profile_at("serial:/dev/ttyUSB0?baud=9600&profile=plain_80").chinese is False
    assert checked("usb:/dev/usb/lp0?profile=sunmi_v2")
    with pytest.raises(ValueError, match="no printer profile 'mine'; there is: generic_80, "):
        checked("usb:/dev/usb/lp0?profile=mine")


def test_the_profile_named_generic_80_is_the_one_that_is_taken_when_none_is_named() -> None:
    assert PROFILES["generic_80"] == GENERIC_80


@pytest.mark.parametrize("name", PROFILES)
@given(dots_across=st.integers(48, 104).map(lambda eighths: eighths * 8))
def test_lines_end_as_far_from_one_edge_as_they_begin_from_the_other(name: str, dots_across: int) -> None:
    profile = PROFILES[name].model_copy(update={"dots": dots_across})
    assert profile.content_dots + 2 * profile.margin_dots == dots_across
    assert 16 <= profile.margin_dots < 16 + 24
    assert profile.content_dots % 48 == 0


def test_slow_lines_get_letters_and_fast_ones_dots(texts: Texts, faces: Faces, measure: Measure) -> None:
    layout = lay_out(queue_ticket(sample_ticket(), texts), measure)
    letters, drawn = native(layout, faces), dots(layout, faces)
    chosen = {way: escpos(speed)(layout, faces) for way, speed in BYTES_PER_S.items()}
    assert chosen == {"9600 baud": letters, "115200 baud": letters, "USB": drawn, "TCP": drawn}
    for way, data in chosen.items():
        assert len(data) / BYTES_PER_S[way] <= LAST_BYTE_S_MAX


def test_no_slow_line_has_time_for_dots(texts: Texts, faces: Faces, measure: Measure) -> None:
    for paper in (
        *papers(texts),
        trial_strip("1号自助机", datetime(2026, 11, 23, 9, 31, tzinfo=HALL_ZONE), texts),
    ):
        for profile in OF_EACH_KIND:
            drawn = dots(lay_out(paper, measure, PROFILES[profile]), faces)
            assert len(drawn) > LAST_BYTE_S_MAX * SLOW_BYTES_PER_S_MAX, (paper.kind, profile)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(100, 10**8))
def test_what_is_chosen_is_in_time_or_the_shorter_one(letters: int, drawn: int, speed: float) -> None:
    as_dots = are_dots_better(letters, drawn, speed)
    chosen, other = (drawn, letters) if as_dots else (letters, drawn)
    assert chosen / speed <= LAST_BYTE_S_MAX or chosen <= other
    assert as_dots or drawn / speed > LAST_BYTE_S_MAX
