"""People's mediation on paper before it ends: 权利义务告知书, 申请书, 调查记录, 调解记录 (domain.md §4.1, V s13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Cell, Document, Form, Paragraph, Row
from printing.a4.sheet import GRID, Person, Sheet
from printing.numbered import Numbered

_RIGHTS, _DUTIES = 4, 3  # 人民调解法 art. 23 and 24


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsNotice(Numbered):
    """权利义务告知书. Names are whole, for they sign; nothing else of a person."""

    kind: ClassVar[DocumentKind] = DocumentKind.RIGHTS_NOTICE

    matter: str
    organisation: str  # 人民调解委员会
    parties: tuple[str, ...]


def rights_notice(given: RightsNotice, texts: Texts) -> Document:
    """Describe 权利义务告知书."""
    sheet = Sheet(given, texts)
    rights = [sheet.say(f"right_{number}") for number in range(1, _RIGHTS + 1)]
    duties = [sheet.say(f"duty_{number}") for number in range(1, _DUTIES + 1)]
    blocks: list[Block] = [
        sheet.addressee(sheet.listed(given.parties)),
        Paragraph(sheet.say("opening")),
        *sheet.headed(
            ("rights_head", sheet.items(rights)),
            ("duties_head", sheet.items(duties)),
            ("effect_head", [sheet.say("effect")]),
        ),
        Paragraph(sheet.say("free")),
        Paragraph(sheet.say("matter", matter=given.matter, organisation=given.organisation)),
        sheet.closing(given.organisation),
        Paragraph(sheet.say("read")),
        *(sheet.sign_line(sheet.say("party", name=name)) for name in given.parties),
    ]
    return sheet.notice(sheet.say("title"), blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationApplication(Numbered):
    """申请书: both sides with 姓名 性别 民族 年龄 职业 联系方式 住址. Masked: phones, addresses to the village."""

    kind: ClassVar[DocumentKind] = DocumentKind.MEDIATION_APPLICATION

    applicants: tuple[Person, ...]
    respondents: tuple[Person, ...]
    summary: str
    demands: tuple[str, ...]


def mediation_application(given: MediationApplication, texts: Texts) -> Document:
    """Describe 申请书."""
    sheet = Sheet(given, texts)
    return sheet.form(sheet.say("title"), _application(given, sheet))


def _application(given: MediationApplication, sheet: Sheet) -> Iterator[Block]:
    columns = (
        ("name", 3),
        ("sex", 2),
        ("nation", 3),
        ("age", 2),
        ("occupation", 3),
        ("phone", 4),
        ("address", 4),
    )
    for side, people in (("applicant", given.applicants), ("respondent", given.respondents)):
        head = Row((Cell(sheet.say(side), span=3, label=True), *sheet.heads(*columns).cells))
        rows = [
            Row(
                tuple(
                    Cell(value, span=span, centred=True)
                    for value, span in zip(
                        (
                            str(number),
                            person.name,
                            person.sex,
                            person.nation,
                            person.born,
                            person.occupation,
                            person.phone,
                            person.address,
                        ),
                        (3, *(span for _, span in columns)),
                        strict=True,
                    )
                )
            )
            for number, person in enumerate(people, 1)
        ]
        yield Form(GRID, (head, *rows), head_rows=1, joins=True)
    yield Form(
        GRID,
        (
            sheet.wide("summary", given.summary, height_mm=60),
            sheet.wide("application_demands", "\n".join(sheet.items(given.demands)), height_mm=30),
            sheet.wide("voluntary", sheet.say("voluntary")),
            sheet.wide("signed_name", "", height_mm=28, foot=sheet.day(None)),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question with its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationRecord(Numbered):
    """调查记录. Masked: id_number and phone of the asked person; the name is whole, for they sign every page."""

    kind: ClassVar[DocumentKind] = DocumentKind.INVESTIGATION_RECORD

    case_code: str
    matter: str
    started_at: datetime
    ended_at: datetime
    place: str
    investigators: tuple[str, ...]
    recorder: str
    asked: Person
    exchanges: tuple[Exchange, ...]

    def __post_init__(self) -> None:
        Numbered.__post_init__(self)
        if self.ended_at < self.started_at:
            raise ValueError("a record ends after it began")


def investigation_record(given: InvestigationRecord, texts: Texts) -> Document:
    """Describe 调查记录."""
    sheet = Sheet(given, texts)
    return sheet.form(sheet.say("title"), _investigation(given, sheet), each_page=sheet.say("each_page"))


def _investigation(given: InvestigationRecord, sheet: Sheet) -> Iterator[Block]:
    period = sheet.moment(given.started_at)
    if given.ended_at > given.started_at:
        period = sheet.a4("period", start=period, end=sheet.moment(given.ended_at))
    asked = given.asked
    yield Form(
        GRID,
        (
            sheet.wide("time", period),
            sheet.two(("place_at", given.place), ("case_code", sheet.code(given.case_code))),
            sheet.two(("investigator", sheet.listed(given.investigators)), ("recorder", given.recorder)),
            sheet.two(("asked", asked.name), ("sex", asked.sex)),
            sheet.two(("id_number", asked.id_number), ("phone", asked.phone)),
            sheet.wide("address", asked.address),
            sheet.wide("matter", given.matter),
        ),
    )
    yield Paragraph(sheet.say("told"))
    for exchange in given.exchanges:
        yield Paragraph(sheet.say("question", text=exchange.question))
        yield Paragraph(sheet.say("answer", text=exchange.answer))
    yield Paragraph(sheet.say("read"))
    for name in ("asked", "investigator", "recorder"):
        yield sheet.sign_line(sheet.field(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationRecord(Numbered):
    """调解记录. Names are whole, for they sign; nothing else of a person."""

    kind: ClassVar[DocumentKind] = DocumentKind.MEDIATION_RECORD

    case_code: str
    matter: str
    mediated_at: datetime
    place: str
    mediators: tuple[str, ...]
    recorder: str
    parties: tuple[str, ...]
    attendees: tuple[str, ...]
    course: tuple[str, ...]
    result: str


def mediation_record(given: MediationRecord, texts: Texts) -> Document:
    """Describe 调解记录."""
    sheet = Sheet(given, texts)
    table = Form(
        GRID,
        (
            sheet.two(("time", sheet.moment(given.mediated_at)), ("place_at", given.place)),
            sheet.two(("mediator", sheet.listed(given.mediators)), ("recorder", given.recorder)),
            sheet.wide("case_code", sheet.code(given.case_code)),
            sheet.wide("matter", given.matter),
            sheet.wide("parties", sheet.listed(given.parties)),
            sheet.wide("attendees", sheet.listed(given.attendees)),
            sheet.wide("course", "\n".join(given.course), height_mm=60),
            sheet.wide("result", given.result, height_mm=24),
        ),
    )
    signs = [sheet.sign_line(name) for name in given.parties]
    staff = [sheet.sign_line(sheet.field(name)) for name in ("mediator", "recorder")]
    return sheet.form(sheet.say("title"), [table, *signs, *staff], each_page=sheet.say("each_page"))
