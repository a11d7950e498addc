"""What the log keeps of a paper: equal papers have equal digests, any other field another one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.hall_time import HALL_ZONE
from cases.matter.citizen_code import citizen_code
from cases.paper.paper_record import (
    DocumentKind,
    PaperRecord,
    Value,
    content_hash,
    paper_url,
    parse_paper_code,
    shown_code,
    shown_hash,
)
from cases.refusal import Refusal

BASE = "https://zz.tongliao.gov.cn"
HASH = "3fa91c2b77d008e4" + "0" * 48
FIELDS: st.SearchStrategy[dict[str, Value]] = st.dictionaries(
    st.text(max_size=5),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.dates(), st.text(st.characters(exclude_categories=["Cs"]))
    ),
    max_size=4,
)

WORDS = st.dictionaries(st.sampled_from("ab"), st.sampled_from(["", "甲", "乙", "a"]), max_size=2)


def record(**changes: object) -> PaperRecord:
    fields: dict[str, object] = {
        "kind": DocumentKind.ACCEPTANCE_NOTICE,
        "number": "科综治受〔2026〕217号",
        "case_code": "ZZ150502000261123001724",
        "content_hash": HASH,
        "print_hash": HASH,
        "issued_at": datetime(2026, 11, 23, 9, 31, tzinfo=HALL_ZONE),
        "pages": 2,
    }
    return PaperRecord(**fields | changes)  # type: ignore[arg-type]


@given(FIELDS)
def test_the_order_of_the_fields_does_not_matter(fields: dict[str, Value]) -> None:
    turned = dict(reversed(fields.items()))
    kind = DocumentKind.REPORT_UP
    assert content_hash(kind, "1", fields) == content_hash(kind, "1", turned)


@given(WORDS, WORDS)
def test_two_papers_have_one_digest_only_if_they_say_the_same(
    one: dict[str, str], other: dict[str, str]
) -> None:
    kind = DocumentKind.REPORT_UP
    assert (content_hash(kind, "1", one) == content_hash(kind, "1", other)) == (one == other)


def test_another_number_or_kind_is_another_paper() -> None:
    first = content_hash(DocumentKind.REPORT_UP, "1", {})
    assert first != content_hash(DocumentKind.REPORT_UP, "2", {})
    assert first != content_hash(DocumentKind.MEETING_MINUTES, "1", {})


def test_one_instant_is_one_instant_in_any_zone() -> None:
    at = datetime(2026, 11, 23, 9, 31, tzinfo=HALL_ZONE)
    assert record(issued_at=at).canonical() == record(issued_at=at.astimezone(UTC)).canonical()
    assert record(issued_at=at).canonical() != record(issued_at=at + timedelta(seconds=1)).canonical()
    assert record(pages=3).canonical() != record().canonical()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", " "),
        ("content_hash", HASH.upper()),
        ("print_hash", HASH[:-1]),
        ("issued_at", datetime(2026, 11, 23, 9, 31)),
        ("pages", 0),
    ],
)
def test_what_cannot_be_a_record_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        record(**{field: value})


def test_a_number_with_a_point_cannot_stand_on_a_paper() -> None:
    with pytest.raises(ValueError, match="float"):
        content_hash(DocumentKind.REPORT_UP, "1", {"amount": 0.5})  # type: ignore[dict-item]


@given(st.binary(min_size=10, max_size=10))
def test_a_code_is_read_from_its_url_and_from_what_a_person_types(random_bytes: bytes) -> None:
    code = citizen_code(random_bytes)
    assert parse_paper_code(paper_url(BASE, code), BASE) == code
    assert parse_paper_code(shown_code(code).lower(), BASE) == code


@pytest.mark.parametrize(
    "text", ["", "7H2K", f"{BASE}/r/7H2KQ9XWBM4RTPZC", f"{BASE}/v/7h2kq9xwbm4rtpzc", "https://x.cn/v/1"]
)
def test_any_other_code_is_refused(text: str) -> None:
    assert isinstance(parse_paper_code(text, BASE), Refusal)


def test_the_beginning_of_a_digest_is_printed_in_groups() -> None:
    assert shown_hash(HASH) == "3fa9 1c2b 77d0 08e4"
