"""排队小票 `queue_ticket`: the number, how long, where; no person and no matter (domain.md §4.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cases.hall_time import hall_date
from cases.texts import Texts
from printing.paper import Align, Block, Gap, Paper, PaperKind, Qr, Role, Rule, Sides, Text
from printing.wording import clock_time, day_of_year

QR_SIDE_MM_MIN = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTicket:
    """What stands on a ticket. `qr_url` holds a random code of ≥ 80 bits: no person, no case code (design.md §4)."""

    centre_name: str  # in full: 科尔沁区社会治安综合治理中心
    ticket_no: str
    queue_name: str
    waiting_place: str
    phone: str
    qr_url: str
    people_ahead: int | None = None  # None: the kiosk does not know, it is offline
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    issued_at: datetime | None = None  # None: the kiosk's clock cannot be right, so no time is printed
    leased: bool = False  # given without the hall: the paper says that the number counts all the same
    draft: bool = False  # 先取号，到窗口再说: what was filled in waits at the counter
    priority: bool = False  # 优先
    for_day: date | None = None  # another day's number: today's had run out


def queue_ticket(ticket: QueueTicket, texts: Texts) -> Paper:
    """Describe the ticket."""
    return Paper(PaperKind.QUEUE_TICKET, tuple(_blocks(ticket, texts)))


def _blocks(ticket: QueueTicket, texts: Texts) -> Iterator[Block]:
    yield Text(Role.CENTRE_NAME, ticket.centre_name, Align.CENTRE)
    yield Text(Role.NUMBER, ticket.ticket_no, Align.CENTRE)
    yield Text(Role.TITLE, _queue_name(ticket, texts), Align.CENTRE)
    if ticket.for_day is not None:
        day = texts.get("papers.queue_ticket.for_day", month=ticket.for_day.month, day=ticket.for_day.day)
        yield Text(Role.TITLE, day, Align.CENTRE)
    yield Rule(dashed=True)
    yield from _how_long(ticket, texts)
    yield Text(
        Role.FACT_STRONG, texts.get("papers.queue_ticket.waiting_place", waiting_place=ticket.waiting_place)
    )
    if ticket.draft:
        yield Text(Role.BODY, texts.get("papers.queue_ticket.draft"))
    if ticket.issued_at is not None:
        yield Text(Role.BODY, _issued_at(ticket.issued_at, texts))
    yield Qr(ticket.qr_url, QR_SIDE_MM_MIN)
    yield Text(Role.BODY, texts.get("papers.queue_ticket.qr_hint"), Align.CENTRE)
    yield Rule(dashed=True)
    yield Text(Role.BODY, texts.get("papers.queue_ticket.missed"))
    yield Text(Role.BODY, texts.get("papers.queue_ticket.phone", phone=ticket.phone))
    yield Gap(2)


def _queue_name(ticket: QueueTicket, texts: Texts) -> str:
    if ticket.priority:
        return texts.get("papers.queue_ticket.priority", queue_name=ticket.queue_name)
    return ticket.queue_name


def _how_long(ticket: QueueTicket, texts: Texts) -> Iterator[Block]:
    if ticket.leased:
        yield Text(Role.BODY_STRONG, texts.get("papers.queue_ticket.leased"))
    if ticket.people_ahead is None or ticket.for_day is not None:
        return
    ahead = (
        texts.get("papers.queue_ticket.people_ahead", people_ahead=ticket.people_ahead)
        if ticket.people_ahead
        else texts.get("papers.queue_ticket.nobody_ahead")
    )
    wait = _wait(ticket.wait_low_min, ticket.wait_high_min, texts)
    yield Sides(Role.FACT, ahead, wait) if wait else Text(Role.FACT, ahead)


def _wait(low_min: int | None, high_min: int | None, texts: Texts) -> str:
    if low_min is None or high_min is None:
        return ""
    if high_min == 0:
        return texts.get("papers.queue_ticket.wait_none")
    if low_min == 0:
        return texts.get("papers.queue_ticket.wait_within", wait_min=high_min)
    if low_min == high_min:
        return texts.get("papers.queue_ticket.wait_about", wait_min=high_min)
    return texts.get("papers.queue_ticket.wait_range", wait_low_min=low_min, wait_high_min=high_min)


def _issued_at(at: datetime, texts: Texts) -> str:
    day = day_of_year(hall_date(at), texts)
    return texts.get("papers.queue_ticket.issued_at", date=day, time=clock_time(at))
