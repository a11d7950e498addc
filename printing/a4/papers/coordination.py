"""Records of coordination (O1): 会议纪要, 请示报告, 协调函, each numbered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Cell, Document, Form, Ink, Paragraph, Row
from printing.a4.sheet import GRID, Sheet
from printing.numbered import Numbered

_TASK_COLUMNS = (("serial", 2), ("task", 10), ("duty_unit", 6), ("deadline", 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A resolution that became a task with a clock."""

    task: str
    unit: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMinutes(Numbered):
    """会商、工作会议纪要. Masked: names of citizens in topics and resolutions; staff are whole."""

    kind: ClassVar[DocumentKind] = DocumentKind.MEETING_MINUTES

    name: str
    met_at: datetime
    place: str
    host: str
    attendees: tuple[str, ...]
    recorder: str
    topics: tuple[str, ...]
    resolutions: tuple[str, ...]
    tasks: tuple[Task, ...]


def meeting_minutes(given: MeetingMinutes, texts: Texts) -> Document:
    """Describe 会议纪要."""
    sheet = Sheet(given, texts)
    return sheet.notice(sheet.say("title"), _minutes(given, sheet))


def _minutes(given: MeetingMinutes, sheet: Sheet) -> Iterator[Block]:
    yield Paragraph(
        sheet.say(
            "opening",
            time=sheet.moment(given.met_at),
            place=given.place,
            host=given.host,
            name=given.name,
        )
    )
    yield from sheet.headed(
        ("topics_head", sheet.items(given.topics)),
        ("resolutions_head", sheet.items(given.resolutions)),
    )
    if given.tasks:
        rows = [
            Row(
                (
                    Cell(str(number), span=2, centred=True),
                    Cell(task.task, span=10),
                    Cell(task.unit, span=6, centred=True),
                    Cell(sheet.day(task.due), span=6, centred=True),
                )
            )
            for number, task in enumerate(given.tasks, 1)
        ]
        yield Paragraph(sheet.say("tasks_head"), Ink.HEADING)
        yield Form(GRID, (sheet.heads(*_TASK_COLUMNS), *rows), head_rows=1)
    yield Paragraph(sheet.say("attendees", attendees=sheet.listed(given.attendees)))
    yield Paragraph(sheet.say("recorder", recorder=given.recorder))
    # 纪要 has no seal (GB/T 9704-2012): who printed it and when stands at its end
    printed = sheet.say("printed", centre=given.centre_name, date=sheet.day(given.issued_on))
    yield Paragraph(printed, Ink.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUp(Numbered):
    """请示 (`asks`: an answer is due) or 报告. Masked: names of citizens."""

    kind: ClassVar[DocumentKind] = DocumentKind.REPORT_UP

    addressee: str
    subject: str
    asks: bool
    paragraphs: tuple[str, ...]
    attachments: tuple[str, ...]
    contact: str
    contact_phone: str


def report_up(given: ReportUp, texts: Texts) -> Document:
    """Describe 请示 or 报告."""
    sheet = Sheet(given, texts)
    blocks: list[Block] = [
        sheet.addressee(given.addressee),
        *map(Paragraph, given.paragraphs),
        Paragraph(sheet.say("ask" if given.asks else "tell")),
        *sheet.attachments(given.attachments),
        sheet.closing(),
        Paragraph(sheet.a4("contact", contact=given.contact, phone=given.contact_phone)),
    ]
    return sheet.notice(sheet.say("title_ask" if given.asks else "title_tell", subject=given.subject), blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationLetter(Numbered):
    """协调函 to a unit that owes no obedience. Masked: names of citizens."""

    kind: ClassVar[DocumentKind] = DocumentKind.COORDINATION_LETTER

    addressee: str
    subject: str
    facts: tuple[str, ...]
    asks: tuple[str, ...]
    reply_by: date
    contact: str
    contact_phone: str


def coordination_letter(given: CoordinationLetter, texts: Texts) -> Document:
    """Describe 协调函."""
    sheet = Sheet(given, texts)
    blocks: list[Block] = [
        sheet.addressee(given.addressee),
        *map(Paragraph, given.facts),
        Paragraph(sheet.say("asks_head"), Ink.HEADING),
        *map(Paragraph, sheet.items(given.asks)),
        Paragraph(sheet.say("reply", reply_by=sheet.day(given.reply_by))),
        Paragraph(sheet.say("thanks")),
        sheet.closing(),
        Paragraph(sheet.a4("contact", contact=given.contact, phone=given.contact_phone)),
    ]
    return sheet.notice(sheet.say("title", subject=given.subject), blocks)
