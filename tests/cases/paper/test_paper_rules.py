"""文书: which papers an act owes, who may make them, and what cannot stand for a number that was drawn."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.casework import case_additions as adds
from cases.casework.acts import ACTS
from cases.casework.by import By
from cases.casework.case_commands import DrawPaper
from cases.hall_time import HALL_ZONE
from cases.paper.paper_record import CheckedPaper, DocumentKind, PaperRecord
from cases.paper.paper_rules import draw, is_void, is_what_was_drawn, may_make
from cases.people.masking import mask_address, mask_text
from cases.policy.papers import parse_papers
from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.refusal import Refusal
from cases.roles import Role
from cases.supervision.document_number import DocumentNumber

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
BY = By(staff_id="s1", role=Role.RECEPTION)
NUMBER = DocumentNumber(word="受告", year=2026, serial=7, text="通科综治受告〔2026〕7号")
DRAWN = adds.PaperDrawn(
    paper_id="p1", kind="acceptance_notice", number=NUMBER, code_hash="c" * 64, staff_id="s1"
)
RECORD = PaperRecord(
    kind=DocumentKind.ACCEPTANCE_NOTICE,
    number=NUMBER.text,
    case_code="ZZ150502000261123000172",
    content_hash=sha256(b"content").hexdigest(),
    print_hash=sha256(b"print").hexdigest(),
    issued_at=NOW,
    pages=2,
)


def asked(kind: str, by: By = BY, last: int = 0) -> DrawPaper:
    return DrawPaper(by=by, paper_id="p1", kind=kind, code_hash="c" * 64, last_serial=last)


def test_every_act_that_papers_follow_is_an_act(policy: Policy) -> None:
    assert {act for paper in policy.papers.papers for act in paper.acts} <= ACTS.keys()


def test_who_is_turned_away_always_gets_the_notice_and_where_to_go(policy: Policy) -> None:
    kinds = [paper.kind for paper in policy.papers.after("reject")]
    assert kinds == [DocumentKind.NON_ACCEPTANCE_NOTICE, DocumentKind.GUIDANCE_SLIP]


@given(last=st.integers(0, 9_999), year=st.integers(2026, 2100))
def test_numbers_follow_each_other_and_begin_anew_each_year(policy: Policy, last: int, year: int) -> None:
    at = NOW.replace(year=year)
    events = draw(asked("acceptance_notice", last=last), policy, at)
    assert not isinstance(events, Refusal)
    (drawn,) = events
    assert isinstance(drawn, adds.PaperDrawn)
    assert (drawn.number.year, drawn.number.serial) == (year, last + 1)
    assert drawn.number.text == f"通科综治受告〔{year}〕{last + 1}号"


@pytest.mark.parametrize(
    ("kind", "role", "code"),
    [
        ("nonsense", Role.RECEPTION, "paper.unknown_kind"),
        ("work_reminder", Role.RECEPTION, "paper.not_numbered"),
        ("visit_record", Role.DISPATCHER, "paper.not_yours"),
        ("acceptance_notice", Role.GRID_WORKER, "paper.not_yours"),
    ],
)
def test_a_number_is_refused_with_the_reason(policy: Policy, kind: str, role: Role, code: str) -> None:
    refused = draw(asked(kind, By(staff_id="x", role=role)), policy, NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_whoever_may_do_the_act_may_make_its_paper(policy: Policy) -> None:
    def makes(role: Role, kind: DocumentKind) -> bool:
        return may_make(By(staff_id="x", role=role), kind, policy.papers)

    assert makes(Role.DISPATCHER, DocumentKind.ASSIGNMENT_ORDER)
    assert makes(Role.LEADER, DocumentKind.EXTENSION_NOTICE)
    assert makes(Role.UNIT_OFFICER, DocumentKind.MEDIATION_AGREEMENT)
    assert not makes(Role.HALL_ADMIN, DocumentKind.ASSIGNMENT_ORDER)


def test_what_was_drawn_may_be_issued_and_nothing_else() -> None:
    def why(record: PaperRecord, code_hash: str = "c" * 64, drawn: adds.PaperDrawn | None = DRAWN) -> str:
        refused = is_what_was_drawn(record, code_hash, drawn, NOW, RECORD.case_code or "")
        return refused.code if refused else ""

    assert why(RECORD) == ""
    assert why(RECORD, drawn=None) == "paper.not_drawn"
    for changed in (
        replace(RECORD, number="通科综治受告〔2026〕8号"),
        replace(RECORD, kind=DocumentKind.FEEDBACK_NOTICE),
        replace(RECORD, case_code="ZZ150502000261123000295"),
        replace(RECORD, issued_at=NOW + timedelta(microseconds=1)),
    ):
        assert why(changed) == "paper.not_what_was_drawn"
    assert why(RECORD, code_hash="d" * 64) == "paper.not_what_was_drawn"


def test_a_number_without_a_paper_is_void_after_a_day(policy: Policy) -> None:
    assert not is_void(NOW, NOW + timedelta(hours=24), policy.papers)
    assert is_void(NOW, NOW + timedelta(hours=24, seconds=1), policy.papers)


def test_what_differs_from_the_record_is_named() -> None:
    paper = CheckedPaper(
        kind=RECORD.kind,
        number=RECORD.number,
        content_hash=RECORD.content_hash,
        claimed_print_hash=RECORD.print_hash,
        print_hash=RECORD.print_hash,
        pages=RECORD.pages,
    )
    assert paper.says_the_same(RECORD)
    assert replace(paper, pages=3, print_hash="0" * 64).differs_from(RECORD) == ("shown", "pages")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('number_word = "受告"', 'number_word = "登"', "papers.acceptance_notice.number_word"),
        ('kind = "rights_notice"', 'kind = "visit_record"', "papers.visit_record"),
        ('acts = ["reject"]\nslip', "slip", "papers.guidance_slip.acts"),
        ('kind = "file_cover"', 'kind = "file_back"', "papers"),
    ],
)
def test_a_mistake_in_the_file_is_named(policy_files: dict[str, str], old: str, new: str, key: str) -> None:
    with pytest.raises(PolicyError) as mistake:
        parse_papers(policy_files["papers.toml"].replace(old, new), "papers.toml")
    assert key in str(mistake.value)


def test_land_and_houses_are_kept_longer(policy: Policy) -> None:
    papers = policy.papers
    assert [papers.retention_of(code) for code in ("0901", "0602", "0701", None)] == [
        "30年",
        "30年",
        "10年",
        "10年",
    ]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("科尔沁左翼后旗甘旗卡镇某嘎查3组17号", "科尔沁左翼后旗甘旗卡镇某嘎查"),
        ("科尔沁区明仁街道某路2号", "科尔沁区明仁街道"),
        ("通辽市某路1号", "通辽市"),
        ("某大厦1702", "****"),
        ("", ""),
    ],
)
def test_an_address_is_shown_down_to_the_village(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@given(
    before=st.text("的说在，0aé", max_size=5),
    phone=st.integers(10**10, 2 * 10**10 - 1),
    day=st.dates(date(1920, 1, 1), date(2010, 1, 1)),
)
def test_no_phone_and_no_identity_number_stays_in_a_text(before: str, phone: int, day: date) -> None:
    number = f"150522{day:%Y%m%d}002X"
    text = f"{before}，电话{phone}，身份证{number}。"
    shown = mask_text(f"李某甲{text}", ["李某甲"], [])
    assert str(phone) not in shown
    assert number not in shown
    assert "李某甲" not in shown
