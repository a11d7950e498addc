"""来访登记回执 `receipt`: that it is registered and when an answer comes; no name, no category (domain.md §4.1).

It is found at home, so it says nothing about the matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from printing.paper import Align, Block, Gap, Paper, PaperKind, Qr, Role, Rule, Text
from printing.wording import PaperTexts, clock_time, grouped, hall_time

QR_SIDE_MM_MIN = 30
CASE_CODE_GROUPS = (2, 9, 6, 4, 2)  # ZZ · centre · date · serial · check digits (domain.md §2.4)
LOOKUP_CODE_GROUPS = (3, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What stands on a receipt. `qr_url` holds a random code of ≥ 80 bits: no person, no case code (design.md §4)."""

    centre_name: str
    case_code: str
    registered_at: datetime  # aware
    answer_by: date  # the last day on which acceptance is told
    qr_url: str
    lookup_code: str  # 查询码, 6 digits
    phone: str


def receipt(given: Receipt, texts: PaperTexts) -> Paper:
    """Describe the receipt."""
    return Paper(PaperKind.RECEIPT, tuple(_blocks(given, texts)))


def _blocks(given: Receipt, texts: PaperTexts) -> Iterator[Block]:
    yield Text(Role.CENTRE_NAME, given.centre_name, Align.CENTRE)
    yield Text(Role.TITLE, texts.say("receipt.title"), Align.CENTRE)
    yield Rule(dashed=False)
    yield Text(
        Role.BODY, texts.say("receipt.case_code", case_code=grouped(given.case_code, CASE_CODE_GROUPS))
    )
    registered_at = hall_time(given.registered_at)
    yield Text(
        Role.BODY,
        texts.say(
            "receipt.registered_at",
            date=texts.day(registered_at.date()),
            time=clock_time(given.registered_at),
        ),
    )
    yield Gap(1)
    yield Text(Role.BODY_STRONG, texts.say("receipt.promise", date=texts.day_short(given.answer_by)))
    yield Qr(given.qr_url, QR_SIDE_MM_MIN)
    yield Text(Role.BODY, texts.say("receipt.qr_hint"), Align.CENTRE)
    lookup_code = grouped(given.lookup_code, LOOKUP_CODE_GROUPS)
    yield Text(Role.CODE, texts.say("receipt.lookup_code", lookup_code=lookup_code), Align.CENTRE)
    yield Rule(dashed=True)
    yield Text(Role.BODY, texts.say("receipt.no_phone", phone=given.phone))
    yield Text(Role.BODY_STRONG, texts.say("receipt.keep"))
    yield Gap(2)
