"""排队小票 `queue_ticket`: the number, how long, where; no person and no matter (domain.md §4.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from printing.paper import Align, Block, Gap, Paper, PaperKind, Qr, Role, Rule, Sides, Text
from printing.wording import PaperTexts, clock_time, hall_time

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
    issued_at: datetime | None = None  # aware; None: the kiosk's clock cannot be right, so no time is printed
    leased: bool = False  # given without the hall: the paper says that the number counts all the same
    draft: bool = False  # 先取号，到窗口再说: what was filled in waits at the counter
    priority: bool = False  # 优先


def queue_ticket(ticket: QueueTicket, texts: PaperTexts) -> Paper:
    """Describe the ticket."""
    return Paper(PaperKind.QUEUE_TICKET, tuple(_blocks(ticket, texts)))


def _blocks(ticket: QueueTicket, texts: PaperTexts) -> Iterator[Block]:
    yield Text(Role.CENTRE_NAME, ticket.centre_name, Align.CENTRE)
    yield Text(Role.NUMBER, ticket.ticket_no, Align.CENTRE)
    yield Text(Role.TITLE, _queue_name(ticket, texts), Align.CENTRE)
    yield Rule(dashed=True)
    yield from _how_long(ticket, texts)
    yield Text(Role.FACT_STRONG, texts.say("ticket.waiting_place", waiting_place=ticket.waiting_place))
    if ticket.draft:
        yield Text(Role.BODY, texts.say("ticket.draft"))
    if ticket.issued_at is not None:
        yield Text(Role.BODY, _issued_at(ticket.issued_at, texts))
    yield Qr(ticket.qr_url, QR_SIDE_MM_MIN)
    yield Text(Role.BODY, texts.say("ticket.qr_hint"), Align.CENTRE)
    yield Rule(dashed=True)
    yield Text(Role.BODY, texts.say("ticket.missed"))
    yield Text(Role.BODY, texts.say("ticket.phone", phone=ticket.phone))
    yield Gap(2)


def _queue_name(ticket: QueueTicket, texts: PaperTexts) -> str:
    if ticket.priority:
        return texts.say("ticket.priority", queue_name=ticket.queue_name)
    return ticket.queue_name


def _how_long(ticket: QueueTicket, texts: PaperTexts) -> Iterator[Block]:
    if ticket.leased:
        yield Text(Role.BODY_STRONG, texts.say("ticket.leased"))
    if ticket.people_ahead is None:
        return
    ahead = (
        texts.say("ticket.people_ahead", people_ahead=ticket.people_ahead)
        if ticket.people_ahead
        else texts.say("ticket.nobody_ahead")
    )
    wait = _wait(ticket.wait_low_min, ticket.wait_high_min, texts)
    yield Sides(Role.FACT, ahead, wait) if wait else Text(Role.FACT, ahead)


def _wait(low_min: int | None, high_min: int | None, texts: PaperTexts) -> str:
    if low_min is None or high_min is None:
        return ""
    if high_min == 0:
        return texts.say("ticket.wait_none")
    if low_min == 0:
        return texts.say("ticket.wait_within", wait_min=high_min)
    if low_min == high_min:
        return texts.say("ticket.wait_about", wait_min=high_min)
    return texts.say("ticket.wait_range", wait_low_min=low_min, wait_high_min=high_min)


def _issued_at(at: datetime, texts: PaperTexts) -> str:
    day = hall_time(at)
    return texts.say("ticket.issued_at", month=day.month, day=day.day, time=clock_time(at))
