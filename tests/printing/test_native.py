"""The printer's own language, read by a printer that shares no code with us."""

import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from cases.texts import Texts
from printing.faces import Faces
from printing.paper import Align, Paper, PaperKind, Role, Rule, Text
from printing.slips.queue_ticket import queue_ticket
from printing.slips.receipt import receipt
from printing.thermal.commands import CLEAR_BUFFERS, begin, end
from printing.thermal.layout import lay_out
from printing.thermal.measure import Measure
from printing.thermal.native import can_write, native
from printing.thermal.press import Encoding, Press
from printing.thermal.printer_profile import GENERIC_80
from printing.thermal.rows import QrRow
from printing.virtual.printer import VirtualPrinter
from tests.printing.conftest import ASSETS
from tests.printing.samples import RECEIPT_URL, TICKET_URL, leased_ticket, sample_receipt, sample_ticket
from tests.printing.test_printer_profiles import papers
from tests.printing.thermal_paper import ThermalPaper

SECONDS_PER_BYTE = 10 / 9600  # 9,600 baud, 8N1


def made(press: Press, paper: Paper) -> bytes:
    return press.make(paper, {Encoding.NATIVE: native})[Encoding.NATIVE]


def printed(data: bytes) -> Image.Image:
    printer = ThermalPaper()
    assert printer.feed(data) == b""
    assert printer.unprinted_bytes == 0
    (sheet,) = printer.sheets
    return sheet


def codes(image: Image.Image) -> list[str]:
    bordered = Image.new("L", (image.width + 80, image.height + 80), 255)
    bordered.paste(image, (40, 40))
    return [code.text for code in zxingcpp.read_barcodes(bordered)]


def test_a_ticket_is_on_paper_within_six_tenths_of_a_second_at_9600_baud(press: Press, texts: Texts) -> None:
    enquiry_bytes = 9
    for ticket in (
        sample_ticket(),
        leased_ticket(draft=True),
        sample_ticket(ticket_no="A1000", priority=True),
    ):
        data = made(press, queue_ticket(ticket, texts))
        assert len(data) <= 560
        assert (len(data) + enquiry_bytes) * SECONDS_PER_BYTE <= 0.6


def test_what_staff_print_is_on_paper_as_soon(press: Press, texts: Texts) -> None:
    for paper in papers(texts):
        assert len(made(press, paper)) <= 560, paper.kind


def test_a_rule_costs_a_dozen_bytes_and_reaches_from_edge_to_edge(measure: Measure, faces: Faces) -> None:
    for profile in (GENERIC_80, GENERIC_80.model_copy(update={"dots": 384, "paper_mm": 58})):
        paper = Paper(PaperKind.RECEIPT, (Rule(dashed=False), Rule(dashed=False)))
        data = native(lay_out(paper, measure, profile), faces)
        assert len(data) <= len(begin(profile) + end(profile)) + 2 * 16
        sheet = printed(data)
        left, _, right, _ = sheet.point(lambda grey: 255 - grey).getbbox() or (0, 0, 0, 0)
        assert (left, right) == (profile.margin_dots, profile.margin_dots + profile.content_dots)


def test_the_code_on_a_native_paper_can_be_read_back(press: Press, texts: Texts) -> None:
    assert codes(printed(made(press, queue_ticket(sample_ticket(), texts)))) == [TICKET_URL]
    assert codes(printed(made(press, receipt(sample_receipt(), texts)))) == [RECEIPT_URL]


def test_a_native_paper_is_as_long_as_its_layout(press: Press, texts: Texts, measure: Measure) -> None:
    for paper in (queue_ticket(sample_ticket(), texts), receipt(sample_receipt(), texts)):
        assert printed(made(press, paper)).height == lay_out(paper, measure).height


def test_two_printers_that_know_nothing_of_each_other_set_the_same_letters(
    press: Press, texts: Texts, measure: Measure
) -> None:
    for paper in (queue_ticket(sample_ticket(), texts), receipt(sample_receipt(), texts)):
        data = made(press, paper)
        other = VirtualPrinter(ASSETS / "fonts" / "NotoSansSC-Regular.ttf")
        other.feed(data, 0.0)
        (sheet,) = other.sheets()
        one = printed(data)
        assert one.size == sheet.size
        for row in lay_out(paper, measure).rows:
            if not isinstance(row, QrRow):  # of a code each may choose another mask
                box = (0, row.top, one.width, row.top + row.height)
                differing = ImageChops.difference(one.crop(box), sheet.crop(box)).histogram()[255]
                assert differing <= 80  # bold: the older one lets a cell's last column run over its edge


def test_papers_after_each_other_do_not_disturb_each_other(press: Press, texts: Texts) -> None:
    printer = ThermalPaper()
    for _ in range(3):
        printer.feed(made(press, queue_ticket(sample_ticket(), texts)))
    first, *others = (sheet.tobytes() for sheet in printer.sheets)
    assert others == [first, first]


def test_the_wire_cut_at_any_place_prints_the_same(press: Press, texts: Texts) -> None:
    data = made(press, queue_ticket(sample_ticket(), texts))
    printer = ThermalPaper()
    for byte in data:
        printer.feed(bytes([byte]))
    assert printer.sheets[0].tobytes() == printed(data).tobytes()


def test_a_rare_character_is_drawn_and_the_rest_of_the_paper_stays_text(press: Press, texts: Texts) -> None:
    plain = made(press, queue_ticket(sample_ticket(waiting_place="受理区"), texts))
    rare = made(press, queue_ticket(sample_ticket(waiting_place="\U00020bb7家屯点"), texts))
    printer = ThermalPaper()
    printer.feed(rare)
    assert 1 <= printer.rare_bands_count <= 2  # one line, in pieces that a small buffer takes
    assert len(rare) < len(plain) + 48 * 66
    assert codes(printer.sheets[0]) == [TICKET_URL]


def test_a_line_drawn_for_a_rare_character_stands_where_its_text_would(
    faces: Faces, measure: Measure
) -> None:
    assert can_write("前面6位～·、。喆堃玥", GENERIC_80)  # GBK has them
    assert not can_write("㐂", GENERIC_80)  # Extension A
    assert not can_write("ᠮᠣᠩᠭᠣᠯ", GENERIC_80)
    paper = Paper(PaperKind.RECEIPT, (Text(Role.BODY, "㐂", Align.CENTRE), Text(Role.BODY, "㐂")))
    sheet = printed(native(lay_out(paper, measure), faces))
    centred, left = sheet.crop((0, 0, 576, 38)), sheet.crop((0, 38, 576, 76))
    assert 270 < ink_left(centred) < 290
    assert 22 < ink_left(left) < 30


def ink_left(image: Image.Image) -> int:
    box = image.point(lambda grey: 255 - grey).getbbox()
    assert box is not None
    return box[0]


@given(st.text(max_size=40), st.sampled_from(Role))
@example("Zoî", Role.BODY)  # its dots once read as a question to the printer
def test_no_text_whatever_speaks_to_the_printer(
    faces: Faces, measure: Measure, text: str, role: Role
) -> None:
    layout = lay_out(Paper(PaperKind.RECEIPT, (Text(role, text), Text(Role.BODY, "完"))), measure)
    assert printed(native(layout, faces)).height == layout.height


def test_a_printer_told_to_forget_prints_nothing_of_what_it_held(press: Press, texts: Texts) -> None:
    printer = ThermalPaper(paper_left_dots=400)
    printer.feed(made(press, queue_ticket(sample_ticket(), texts)))
    assert printer.out_of_paper
    assert printer.unprinted_bytes > 0
    printer.feed(CLEAR_BUFFERS)
    printer.paper_left_dots = 10_000
    printer.feed(b"")
    assert printer.unprinted_bytes == 0
    assert printer.sheets == []
