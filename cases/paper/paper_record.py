"""文书的存证: which paper was issued, and how anybody can tell it from an altered one. Source: domain.md §4.1.

Two digests, because a paper is checked in two ways. `content_hash` is over what the paper says (kind, number and every
field), so its beginning can be printed on the paper itself; `print_hash` is over what the file shows (`printing.a4`),
which includes that beginning and the QR. The QR holds a random code of 80 bits and neither digest nor person.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cases.hall_time import hall_time
from cases.matter.citizen_code import CODE_CHARS, parse_citizen_code
from cases.refusal import Refusal

VERIFY_PAGE = "v"  # base_url/v/CODE
SHOWN_HEX = 16  # printed on the paper: 64 bits, enough to compare by eye
_GROUP = 4
_SCHEME = "pingan-paper/1"  # in the digest: a later way to write fields down can never be taken for this one
_HASH = re.compile(r"[0-9a-f]{64}")

Value = str | int | bool | date | None | Sequence["Value"] | Mapping[str, "Value"]


class DocumentKind(StrEnum):
    """The numbered papers of domain.md §4.1 and §1.5; the values are its ids."""

    REGISTRATION_FORM = "registration_form"  # 矛盾纠纷受理登记表
    ACCEPTANCE_NOTICE = "acceptance_notice"  # 受理告知书
    NON_ACCEPTANCE_NOTICE = "non_acceptance_notice"  # 不予受理告知书
    GUIDANCE_SLIP = "guidance_slip"  # 引导单
    ASSIGNMENT_ORDER = "assignment_order"  # 交办单, 双交办单
    EXTENSION_NOTICE = "extension_notice"  # 延期告知书
    APPOINTMENT_NOTICE = "appointment_notice"  # 预约告知
    FEEDBACK_NOTICE = "feedback_notice"  # 反馈（答复）单
    EVALUATION_FORM = "evaluation_form"  # 满意度评价表
    VISIT_RECORD = "visit_record"  # 回访记录
    SUPERVISION_ORDER = "supervision_order"  # 督办单
    WORK_REMINDER = "work_reminder"  # 工作提示
    INTERVIEW_RECORD = "interview_record"  # 约谈记录
    PUBLIC_CRITICISM = "public_criticism"  # 通报批评
    RECTIFICATION_NOTICE = "rectification_notice"  # 整改通知书
    ACCOUNTABILITY_PROPOSAL = "accountability_proposal"  # 责任追究建议书
    RIGHTS_NOTICE = "rights_notice"  # 权利义务告知书
    MEDIATION_APPLICATION = "mediation_application"  # 调解申请书
    INVESTIGATION_RECORD = "investigation_record"  # 调查记录
    MEDIATION_RECORD = "mediation_record"  # 调解记录
    MEDIATION_AGREEMENT = "mediation_agreement"  # 调解协议书
    PERFORMANCE_RECORD = "performance_record"  # 履行记录
    MEETING_MINUTES = "meeting_minutes"  # 会议纪要
    REPORT_UP = "report_up"  # 请示报告
    COORDINATION_LETTER = "coordination_letter"  # 协调函
    CASE_REVIEW = "case_review"  # 案件评查表
    FIELD_INSPECTION = "field_inspection"  # 实地督导记录
    FILE_COVER = "file_cover"  # 卷宗封面
    FILE_CONTENTS = "file_contents"  # 卷内目录
    FILE_SITUATION = "file_situation"  # 卷宗情况说明
    FILE_BACK = "file_back"  # 封底
    RISK_WARNING = "risk_warning"  # 风险预警报告


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """One issued paper as the log keeps it: no person, no text. ValueError for what cannot be a record."""

    kind: DocumentKind
    number: str  # 文号 or 编号
    case_code: str | None
    content_hash: str  # SHA-256 in hex
    print_hash: str  # SHA-256 in hex
    issued_at: datetime
    pages: int

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise ValueError("every paper is numbered")
        if not (_HASH.fullmatch(self.content_hash) and _HASH.fullmatch(self.print_hash)):
            raise ValueError("a digest is 64 small hex digits")
        if self.issued_at.tzinfo is None:
            raise ValueError("an instant has an offset")
        if self.pages < 1:
            raise ValueError("a paper has a page")

    def canonical(self) -> bytes:
        """The record as bytes, the same for equal records: what a signature or a chain may be over."""
        return _json(
            {
                "scheme": _SCHEME,
                "kind": self.kind.value,
                "number": self.number,
                "case_code": self.case_code,
                "content_hash": self.content_hash,
                "print_hash": self.print_hash,
                "issued_at": _plain(self.issued_at),
                "pages": self.pages,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPaper:
    """A PDF that was looked at (printing.a4.check): what it claims, and what it shows."""

    kind: DocumentKind
    number: str
    content_hash: str
    claimed_print_hash: str
    print_hash: str
    pages: int

    @property
    def untouched(self) -> bool:
        """Whether the pages still show what the file claims that they show."""
        return self.claimed_print_hash == self.print_hash

    def differs_from(self, record: PaperRecord) -> tuple[str, ...]:
        """What of it is not as in the record: keys of paper_check.what."""
        same = {
            "kind": self.kind is record.kind,
            "number": self.number == record.number,
            "content": self.content_hash == record.content_hash,
            "shown": self.print_hash == record.print_hash,
            "pages": self.pages == record.pages,
        }
        return tuple(name for name, is_same in same.items() if not is_same)

    def says_the_same(self, record: PaperRecord) -> bool:
        """Whether this is the paper of the record, unaltered."""
        return not self.differs_from(record)


def canonical_description(kind: DocumentKind, number: str, fields: Mapping[str, Value]) -> bytes:
    """Kind, number and fields as bytes, in whatever order; times in hall time. ValueError for a float."""
    return _json({"scheme": _SCHEME, "kind": kind.value, "number": number, "fields": _plain(fields)})


def content_hash(kind: DocumentKind, number: str, fields: Mapping[str, Value]) -> str:
    """SHA-256 in hex of the canonical description."""
    return hashlib.sha256(canonical_description(kind, number, fields)).hexdigest()


def shown_hash(full: str) -> str:
    """The beginning that is printed, in groups for the eye: 3fa9 1c2b 77d0 08e4."""
    shown = full[:SHOWN_HEX]
    return " ".join(shown[at : at + _GROUP] for at in range(0, len(shown), _GROUP))


def shown_code(code: str) -> str:
    """A verification code in groups, as it is printed and typed: 7H2K Q9XW BM4R TPZC."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def paper_url(base_url: str, code: str) -> str:
    """What the QR on a paper says; `code` as `citizen_code` makes it."""
    return f"{base_url}/{VERIFY_PAGE}/{code}"


def parse_paper_code(text: str, base_url: str) -> str | Refusal:
    """The code of a paper, scanned as our own URL or typed by a person."""
    scanned = text.strip()
    start = f"{base_url}/{VERIFY_PAGE}/"
    if scanned.startswith(start):
        code = scanned.removeprefix(start)
        parsed = parse_citizen_code(code)
        return code if parsed == code and len(code) == CODE_CHARS else Refusal("citizen_code.unreadable")
    if "/" in scanned:
        return Refusal("citizen_code.foreign")
    return parse_citizen_code(scanned)


def _plain(value: Value) -> object:
    match value:
        case None | str() | int():  # a bool is an int and stays true or false in JSON
            return value
        case datetime():
            return hall_time(value).isoformat()
        case date():
            return value.isoformat()
        case Mapping():
            return {name: _plain(part) for name, part in value.items()}
        case Sequence():
            return [_plain(part) for part in value]
    raise ValueError(f"a paper cannot hold a {type(value).__name__}")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
