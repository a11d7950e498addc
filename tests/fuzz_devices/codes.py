"""Codes as scanned from a paper or typed by a person: ours, or named as something else."""

from datetime import date

from cases.matter.case_code import CaseCode, parse_case_code, parse_typed_case_code
from cases.matter.citizen_code import code_hash, parse_citizen_code, parse_citizen_url
from cases.matter.scanned_code import OurCode, recognise
from cases.paper.paper_record import parse_paper_code
from cases.people.identity_number import IdentityNumber, parse_identity_number
from cases.refusal import Refusal
from tests.fuzz_devices.parser import Parser, holds

_URL = "https://zz.pingan-hall.example"
_CENTRE = "150502000"
_TODAY = date(2026, 11, 30)


def qr_payload(data: bytes, *, is_checked: bool) -> None:
    """Whatever a code says is one of ours, whole, or has a name."""
    text = _text(data)
    found = recognise(text, _URL)
    holds(
        isinstance(found, Refusal) or (isinstance(found, OurCode) and found.code in text.upper()),
        "not what it says",
    )
    for parsed in (parse_citizen_code(text), parse_paper_code(text, _URL)):
        if not isinstance(parsed, Refusal):
            code_hash(parsed)
            holds(parse_citizen_code(parsed) == parsed, "a code that is another when it is read again")
    page = parse_citizen_url(text, _URL)
    if not isinstance(page, Refusal):
        code_hash(page[1])


def case_code(data: bytes, *, is_checked: bool) -> None:
    """A case code as typed or scanned; what is one is the same when it is read again."""
    text = _text(data)
    for parsed in (parse_case_code(text), parse_typed_case_code(_CENTRE, text)):
        if isinstance(parsed, CaseCode):
            holds(parse_case_code(parsed.text) == parse_case_code(parsed.spaced) == parsed, "another case")
            holds(
                parse_typed_case_code(parsed.centre, parsed.typed_part) == parsed, "another case when typed"
            )


def identity_number(data: bytes, *, is_checked: bool) -> None:
    """A number from a chip or typed; what is one is the same when it is read again."""
    found = parse_identity_number(_text(data), _TODAY)
    if isinstance(found, IdentityNumber):
        holds(parse_identity_number(found.number, _TODAY) == found, "another person")


def _text(data: bytes) -> str:
    """Lone surrogates too: a keyboard can send half a character."""
    return data.decode("utf-8", "surrogateescape")


PARSERS = {
    "qr_payload": Parser(
        room="devices",
        play=qr_payload,
        seeds=lambda: (f"{_URL}/{page}/0123456789ABCDEF".encode() for page in "trv"),
        bytes_max=256,
    ),
    "case_code": Parser(
        room="devices",
        play=case_code,
        seeds=lambda: (
            CaseCode(_CENTRE, _TODAY, 17).text.encode(),
            CaseCode(_CENTRE, _TODAY, 17).typed_part.encode(),
        ),
        bytes_max=64,
    ),
    "identity_number": Parser(
        room="devices",
        play=identity_number,
        seeds=lambda: (b"11010519491231002X", b"810000199408230021"),
        bytes_max=64,
    ),
}
