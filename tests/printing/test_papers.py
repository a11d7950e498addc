"""What stands on a paper, and what never does."""

from datetime import UTC, date, datetime

import pytest

from cases.refusal import Reader
from cases.texts import Texts
from printing.paper import PaperKind, Qr
from printing.slips.queue_ticket import queue_ticket
from printing.slips.receipt import receipt
from printing.spool.job import Reason
from printing.wording import grouped, paper_name
from tests.printing.samples import leased_ticket, sample_receipt, sample_ticket, words


def test_a_ticket_says_the_number_how_many_how_long_and_where(texts: Texts) -> None:
    assert words(queue_ticket(sample_ticket(), texts)).splitlines() == [
        "科尔沁区社会治安综合治理中心",
        "A017",
        "综合受理",
        "前面6位|大约等10～18分钟",
        "请到受理区等候",
        "11月23日09:31取号",
        "手机扫一扫，看排到第几位",
        "过号请联系导办，还能接回。",
        "电话0475-0000000",
    ]


def test_a_leased_ticket_counts_all_the_same_and_claims_no_figures(texts: Texts) -> None:
    said = words(queue_ticket(leased_ticket(), texts))
    assert "这个号照样有效" in said
    assert "前面" not in said
    assert "分钟" not in said


@pytest.mark.parametrize(
    ("people_ahead", "low", "high", "line"),
    [
        (0, 0, 0, "前面没有人|马上叫您"),
        (0, 0, 5, "前面没有人|5分钟内"),
        (1, 5, 5, "前面1位|大约等5分钟"),
        (40, 120, 180, "前面40位|大约等120～180分钟"),
        (3, None, None, "前面3位"),
    ],
)
def test_the_wait_is_said_as_people_say_it(
    texts: Texts, people_ahead: int, low: int | None, high: int | None, line: str
) -> None:
    ticket = sample_ticket(people_ahead=people_ahead, wait_low_min=low, wait_high_min=high)
    assert line in words(queue_ticket(ticket, texts)).splitlines()


def test_a_ticket_taken_before_the_form_was_full_says_that_the_rest_is_told_at_the_counter(
    texts: Texts,
) -> None:
    assert "没填完的到窗口再说" in words(queue_ticket(sample_ticket(draft=True), texts))


def test_a_priority_ticket_bears_its_mark(texts: Texts) -> None:
    assert "综合受理（优先）" in words(queue_ticket(sample_ticket(priority=True), texts))


def test_a_kiosk_whose_clock_cannot_be_right_prints_no_time(texts: Texts) -> None:
    assert "取号" not in words(queue_ticket(sample_ticket(issued_at=None), texts))


def test_times_are_hall_time_wherever_they_come_from(texts: Texts) -> None:
    midnight_utc = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
    assert "11月23日01:05取号" in words(queue_ticket(sample_ticket(issued_at=midnight_utc), texts))


def test_a_receipt_promises_the_one_date_and_says_how_to_ask(texts: Texts) -> None:
    assert words(receipt(sample_receipt(), texts)).splitlines() == [
        "科尔沁区社会治安综合治理中心",
        "来访登记回执",
        "编号ZZ 150502000 261123 0017 24",
        "登记时间2026年11月23日09:31",
        "本回执表示已登记，是否受理将于11月26日前告知。",
        "手机扫一扫，看办到哪一步",
        "查询码482 916",
        "没有智能手机：请打0475-0000000，或带这张纸到任何窗口、自助机上查。",
        "请收好，不要给别人看。",
    ]


def test_a_receipt_without_a_name_promises_no_answer_and_says_how_to_get_one(texts: Texts) -> None:
    said = words(receipt(sample_receipt(info_only=True), texts))
    assert "不能答复" in said
    assert "到窗口补上" in said
    assert "前告知" not in said


def test_no_qr_code_holds_the_case_code_the_number_or_the_lookup_code(texts: Texts) -> None:
    for paper in (queue_ticket(sample_ticket(), texts), receipt(sample_receipt(), texts)):
        urls = [block.url for block in paper.blocks if isinstance(block, Qr)]
        assert len(urls) == 1
        assert not any(secret in urls[0] for secret in ("150502000", "261123", "A017", "482916"))


def test_a_receipt_that_is_made_anew_after_acceptance_promises_no_day(texts: Texts) -> None:
    said = words(receipt(sample_receipt(answer_by=None), texts))
    assert "本回执表示已登记。办到哪一步，按下面的办法查。" in said
    assert "将于" not in said


def test_ticket_and_receipt_have_no_field_for_a_person_or_a_matter() -> None:
    fields = {*sample_ticket().__dataclass_fields__, *sample_receipt().__dataclass_fields__}
    assert fields == {
        "centre_name", "ticket_no", "queue_name", "waiting_place", "phone", "qr_url", "people_ahead", "wait_low_min",
        "wait_high_min", "issued_at", "leased", "draft", "priority", "for_day", "case_code", "registered_at",
        "answer_by", "lookup_code", "info_only",
    }  # fmt: skip


def test_a_number_for_another_day_says_the_day_and_no_wait(texts: Texts) -> None:
    said = words(queue_ticket(sample_ticket(for_day=date(2026, 11, 24)), texts))
    assert "11月24日的号" in said
    assert "分钟" not in said


def test_a_promise_over_new_year_names_its_day(texts: Texts) -> None:
    assert "将于1月6日前告知" in words(receipt(sample_receipt(answer_by=date(2027, 1, 6)), texts))


def test_a_code_of_another_length_is_printed_as_it_is() -> None:
    assert grouped("1234", (3, 3)) == "1234"
    assert grouped("48 29 16", (3, 3)) == "482 916"


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("kind", PaperKind)
def test_every_reason_has_three_sentences_that_need_only_kiosk_number_and_paper(
    texts: Texts, reason: Reason, kind: PaperKind
) -> None:
    facts = {"kiosk": "1号自助机", "ticket_no": "A017", "paper": paper_name(kind, texts)}
    for reader in Reader:
        assert texts.refusal(reason.value, reader, **facts)
    assert "A017" in texts.refusal(reason.value, Reader.CITIZEN, **facts)


def test_no_sentence_is_left_that_no_reason_uses(texts: Texts) -> None:
    assert texts.refusal_codes == {reason.value for reason in Reason}
