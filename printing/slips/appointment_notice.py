"""上门、调解预约告知 `appointment_notice`: when, where, who comes, and when it was told (≥ 1 day before, O5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cases.hall_time import hall_date
from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.numbered import Numbered
from printing.paper import Align, Block, Gap, Paper, PaperKind, Role, Rule, Text
from printing.slips.receipt import CASE_CODE_GROUPS
from printing.wording import clock_time, day_in_full, grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentNotice(Numbered):
    """`people` are staff or roles, never the other side's names: the slip lies on a kitchen table."""

    kind: ClassVar[DocumentKind] = DocumentKind.APPOINTMENT_NOTICE

    at: datetime
    is_visit: bool  # 上门; else 调解 in the centre
    place: str
    people: str
    bring: str
    case_code: str
    notice_given_at: datetime
    note: str = ""

    def __post_init__(self) -> None:
        Numbered.__post_init__(self)
        if self.at <= self.notice_given_at:
            raise ValueError("an appointment is told before it comes")


def appointment_notice(given: AppointmentNotice, texts: Texts) -> Paper:
    """Describe the notice on 80 mm."""
    return Paper(PaperKind.APPOINTMENT_NOTICE, tuple(_blocks(given, texts)))


def _blocks(given: AppointmentNotice, texts: Texts) -> Iterator[Block]:
    def say(key: str, **facts: object) -> str:
        return texts.get(f"papers.appointment_notice.{key}", **facts)

    def moment(at: datetime) -> dict[str, str]:
        return {"date": day_in_full(hall_date(at), texts), "time": clock_time(at)}

    yield Text(Role.CENTRE_NAME, given.centre_name, Align.CENTRE)
    yield Text(Role.TITLE, say("title_visit" if given.is_visit else "title_mediation"), Align.CENTRE)
    yield Rule(dashed=False)
    yield Text(Role.FACT_STRONG, say("at", **moment(given.at)))
    yield Text(Role.FACT, say("place", place=given.place))
    yield Text(Role.BODY, say("people", people=given.people))
    if given.bring:
        yield Text(Role.BODY, say("bring", bring=given.bring))
    if given.note:
        yield Text(Role.BODY, say("note", note=given.note))
    yield Rule(dashed=True)
    yield Text(Role.BODY, say("case_code", case_code=grouped(given.case_code, CASE_CODE_GROUPS)))
    yield Text(Role.BODY, say("given", **moment(given.notice_given_at), number=given.number))
    yield Text(Role.BODY_STRONG, say("change", phone=given.phone))
    yield Gap(2)
