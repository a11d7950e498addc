"""来访登记回执 `receipt`: that it is registered and when an answer comes; no name, no category (domain.md §4.1).

It is found at home, so it says nothing about the matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cases.hall_time import hall_date
from cases.texts import Texts
from printing.paper import Align, Block, Gap, Paper, PaperKind, Qr, Role, Rule, Text
from printing.wording import clock_time, day_in_full, day_of_year, grouped

QR_SIDE_MM_MIN = 26  # with modules of six dots: an even number is a quarter of the bytes (thermal/bands.py)
CASE_CODE_GROUPS = (2, 9, 6, 4, 2)  # ZZ · centre · date · serial · check digits (domain.md §2.4)
LOOKUP_CODE_GROUPS = (3, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What stands on a receipt. `qr_url` holds a random code of ≥ 80 bits: no person, no case code (design.md §4)."""

    centre_name: str
    case_code: str
    registered_at: datetime
    answer_by: date | None  # the last day on which acceptance is told; None: it was told
    qr_url: str
    lookup_code: str  # 查询码, 6 digits
    phone: str
    info_only: bool = False  # without name and phone: kept as information, no answer is promised


def receipt(given: Receipt, texts: Texts) -> Paper:
    """Describe the receipt."""
    return Paper(PaperKind.RECEIPT, tuple(_blocks(given, texts)))


def _blocks(given: Receipt, texts: Texts) -> Iterator[Block]:
    yield Text(Role.CENTRE_NAME, given.centre_name, Align.CENTRE)
    yield Text(Role.TITLE, texts.get("papers.receipt.title"), Align.CENTRE)
    yield Rule(dashed=False)
    yield Text(
        Role.BODY, texts.get("papers.receipt.case_code", case_code=grouped(given.case_code, CASE_CODE_GROUPS))
    )
    registered_on = day_in_full(hall_date(given.registered_at), texts)
    registered_time = clock_time(given.registered_at)
    yield Text(Role.BODY, texts.get("papers.receipt.registered_at", date=registered_on, time=registered_time))
    yield Gap(1)
    yield Text(Role.BODY_STRONG, _means(given, texts))
    yield Qr(given.qr_url, QR_SIDE_MM_MIN)
    yield Text(Role.BODY, texts.get("papers.receipt.qr_hint"), Align.CENTRE)
    lookup_code = grouped(given.lookup_code, LOOKUP_CODE_GROUPS)
    yield Text(Role.CODE, texts.get("papers.receipt.lookup_code", lookup_code=lookup_code), Align.CENTRE)
    yield Rule(dashed=True)
    yield Text(Role.BODY, texts.get("papers.receipt.no_phone", phone=given.phone))
    yield Text(Role.BODY_STRONG, texts.get("papers.receipt.keep"))
    yield Gap(2)


def _means(given: Receipt, texts: Texts) -> str:
    """What it promises. A receipt that is made anew later promises no day that has gone by."""
    if given.info_only:
        return texts.get("papers.receipt.info_only")
    if given.answer_by is None:
        return texts.get("papers.receipt.under_way")
    return texts.get("papers.receipt.promise", date=day_of_year(given.answer_by, texts))
