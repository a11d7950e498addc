"""A ticket and a receipt of domain.md's day, 2026-11-23; change a field by name."""

from datetime import date, datetime
from typing import Any

from cases.hall_time import HALL_ZONE
from printing.paper import Paper, Sides, Text
from printing.slips.queue_ticket import QueueTicket
from printing.slips.receipt import Receipt

TICKET_URL = "https://zz.tongliao.gov.cn/t/7H2KQ9XWBM4RTPZC3VYN"
RECEIPT_URL = "https://zz.tongliao.gov.cn/p/M4RTPZC3VYN7H2KQ9XWB"
CENTRE_NAME = "科尔沁区社会治安综合治理中心"


def sample_ticket(**changes: Any) -> QueueTicket:
    fields: dict[str, Any] = {
        "centre_name": CENTRE_NAME,
        "ticket_no": "A017",
        "queue_name": "综合受理",
        "waiting_place": "受理区",
        "phone": "0475-0000000",
        "qr_url": TICKET_URL,
        "people_ahead": 6,
        "wait_low_min": 10,
        "wait_high_min": 18,
        "issued_at": datetime(2026, 11, 23, 9, 31, tzinfo=HALL_ZONE),
    }
    return QueueTicket(**fields | changes)


def leased_ticket(**changes: Any) -> QueueTicket:
    """As a kiosk without its hall prints it."""
    offline = {"leased": True, "people_ahead": None, "wait_low_min": None, "wait_high_min": None}
    return sample_ticket(**offline | changes)


def sample_receipt(**changes: Any) -> Receipt:
    fields: dict[str, Any] = {
        "centre_name": CENTRE_NAME,
        "case_code": "ZZ150502000261123001724",
        "registered_at": datetime(2026, 11, 23, 9, 31, tzinfo=HALL_ZONE),
        "answer_by": date(2026, 11, 26),
        "qr_url": RECEIPT_URL,
        "lookup_code": "482916",
        "phone": "0475-0000000",
    }
    return Receipt(**fields | changes)


def words(paper: Paper) -> str:
    """Every text of a paper, top to bottom."""
    found = []
    for block in paper.blocks:
        if isinstance(block, Text):
            found.append(block.text)
        elif isinstance(block, Sides):
            found.append(f"{block.left}|{block.right}")
    return "\n".join(found)
