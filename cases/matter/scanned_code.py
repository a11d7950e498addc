"""What a code scanner read: one of our codes, or what else people hold under it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from cases.matter.case_code import PREFIX, CaseCode, parse_case_code
from cases.matter.citizen_code import CitizenPage, parse_citizen_url
from cases.paper.paper_record import parse_paper_code
from cases.refusal import Refusal
from cases.typed import is_digits


class CodeKind(StrEnum):
    """Which of our papers it is on."""

    TICKET = "ticket"  # 排队小票
    RECEIPT = "receipt"  # 登记回执
    PAPER = "paper"  # a numbered paper
    CASE = "case"  # a case code in plain text


@dataclass(frozen=True, slots=True)
class OurCode:
    """`code`: the random code of 80 bits, or the case code as it is stored. Never in a repr: who has it may look."""

    kind: CodeKind
    code: str

    def __repr__(self) -> str:
        return f"OurCode({self.kind.value})"


_PAYMENT = re.compile(
    r"(wxp://|https?://([a-z0-9-]+\.)*(weixin\.qq\.com|wechat\.com|tenpay\.com|alipay\.com)([/?]|$))",
    re.IGNORECASE,
)
_PAYMENT_DIGITS = re.compile(r"(1[0-5]\d{16}|(2[5-9]|30)\d{14,22})", re.ASCII)
_EAN_DIGITS = (8, 12, 13)
_WEB = re.compile(r"https?://", re.IGNORECASE)


def recognise(text: str, base_url: str) -> OurCode | Refusal:
    """Our code, or what else it is: `scan.payment`, `.goods`, `.web`, `.other`; `scan.torn` is ours and not whole."""
    scanned = text.strip()
    if scanned.startswith(f"{base_url}/"):
        return _of_our_url(scanned, base_url)
    if scanned.startswith(PREFIX):
        code = parse_case_code(scanned)
        return OurCode(CodeKind.CASE, code.text) if isinstance(code, CaseCode) else Refusal("scan.torn")
    if _PAYMENT.match(scanned) or _PAYMENT_DIGITS.fullmatch(scanned):
        return Refusal("scan.payment")
    if _is_ean(scanned):
        return Refusal("scan.goods")
    return Refusal("scan.web" if _WEB.match(scanned) else "scan.other")


def _of_our_url(url: str, base_url: str) -> OurCode | Refusal:
    paper = parse_paper_code(url, base_url)
    if not isinstance(paper, Refusal):
        return OurCode(CodeKind.PAPER, paper)
    citizen = parse_citizen_url(url, base_url)
    if isinstance(citizen, Refusal):
        return Refusal("scan.torn")
    page, code = citizen
    return OurCode(CodeKind.TICKET if page is CitizenPage.PLACE_IN_LINE else CodeKind.RECEIPT, code)


def _is_ean(text: str) -> bool:
    """EAN-8, UPC-A, EAN-13: from the right, every second digit counts three times, and the sum ends in 0."""
    if len(text) not in _EAN_DIGITS or not is_digits(text):
        return False
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(text))) % 10 == 0
