"""What comes out of the 80 mm printer as well, on A5 or A4: 引导单, 预约告知, 满意度评价表 (domain.md §4.1)."""

from collections.abc import Iterator

from cases.texts import Texts
from printing.a4.document import Block, Cell, Document, Form, Gap, Ink, Paragraph, Row
from printing.a4.sheet import GRID, Sheet
from printing.slips.appointment_notice import AppointmentNotice
from printing.slips.evaluation_form import ITEMS, LEVELS, EvaluationForm
from printing.slips.guidance_slip import GuidanceSlip

_LABEL, _VALUE = 5, 19


def guidance_page(given: GuidanceSlip, texts: Texts) -> Document:
    """引导单 on A5."""
    sheet = Sheet(given, texts)
    return sheet.slip(sheet.say("title"), _guidance(given, sheet))


def _guidance(given: GuidanceSlip, sheet: Sheet) -> Iterator[Block]:
    materials = [
        sheet.say("material", number=number, text=text) for number, text in enumerate(given.materials, 1)
    ]
    rows = {
        "label_destination": given.destination,
        "label_room": given.room,
        "label_officer": given.officer,
        "label_phone": given.officer_phone,
        "label_address": given.address,
        "label_hours": given.hours,
        "materials": "\n".join(materials) or sheet.say("no_materials"),
        "route": "\n".join(given.route),
    }
    yield Form(
        GRID,
        tuple(
            Row((Cell(sheet.say(key), span=_LABEL, label=True), Cell(value, span=_VALUE)))
            for key, value in rows.items()
            if value
        ),
    )
    yield Paragraph(sheet.say("keep", phone=given.phone), Ink.NOTE, indent=False)
    yield Paragraph(sheet.day(given.issued_on), Ink.NOTE, indent=False)


def appointment_page(given: AppointmentNotice, texts: Texts) -> Document:
    """预约告知 on A5."""
    sheet = Sheet(given, texts)
    title = sheet.say("title_visit" if given.is_visit else "title_mediation")
    return sheet.slip(title, _appointment(given, sheet))


def _appointment(given: AppointmentNotice, sheet: Sheet) -> Iterator[Block]:
    lines = [
        sheet.moment(given.at),
        sheet.say("place", place=given.place),
        sheet.say("people", people=given.people),
        *([sheet.say("bring", bring=given.bring)] if given.bring else []),
        *([sheet.say("note", note=given.note)] if given.note else []),
        sheet.say("case_code", case_code=sheet.code(given.case_code)),
    ]
    yield Paragraph(lines[0], Ink.HEADING, indent=False)
    yield Gap(2)
    yield from (Paragraph(line, indent=False) for line in lines[1:])
    yield Gap(2)
    yield Paragraph(sheet.say("change", phone=given.phone), indent=False)
    told = {"date": sheet.moment(given.notice_given_at), "time": ""}
    yield Paragraph(sheet.say("given", **told, number=given.number), Ink.NOTE, indent=False)


def evaluation_page(given: EvaluationForm, texts: Texts) -> Document:
    """满意度评价表 on A4: a line per item, a box per level."""
    sheet = Sheet(given, texts)
    return sheet.form(sheet.say("title"), _evaluation(sheet))


def _evaluation(sheet: Sheet) -> Iterator[Block]:
    head = Row(
        (
            sheet.label("evaluated", 4),
            *(Cell(sheet.say(f"level_{level}"), span=4, label=True) for level in LEVELS),
        ),
        10,
    )
    box = sheet.a4("box_off", text="")
    rows = [
        Row(
            (
                Cell(sheet.say(f"item_{item}"), span=4, label=True),
                *(Cell(box, span=4, centred=True) for _ in LEVELS),
            ),
            14,
        )
        for item in ITEMS
    ]
    yield Paragraph(sheet.say("invite"))
    yield Gap(2)
    yield Form(GRID, (head, *rows), joins=True)
    yield Form(
        GRID,
        (
            Row((Cell(sheet.say("words"), span=4, label=True), Cell("", span=20)), 60),
            Row(
                (
                    sheet.label("signature", 4),
                    Cell(sheet.say("unsigned"), span=20, foot=sheet.a4("blank_date")),
                ),
                22,
            ),
        ),
    )
    yield Paragraph(sheet.say("promise"), Ink.NOTE)
