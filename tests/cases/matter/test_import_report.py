"""Importing again, and what a report says."""

import pytest

from cases.matter.import_report import ImportReport, report_lines, sort_out
from cases.matter.import_rows import BadRow, ImportedMatter, read_row
from cases.matter.import_sheet import Head, SheetRow
from cases.policy.policy import Policy
from cases.texts import Texts
from tests.cases.matter.import_lists import GOOD, codes, good, ground, head_of, import_texts, read


@pytest.fixture(scope="module")
def texts() -> Texts:
    return import_texts()


def sorted_out(policy: Policy, answers: list[ImportedMatter | BadRow], known: dict[str, str]) -> ImportReport:
    head = head_of(policy, list(GOOD["message_board"]))
    assert isinstance(head, Head)
    return sort_out(head, answers, known)


def test_importing_twice_changes_nothing(policy: Policy) -> None:
    answers = [read(policy, line=2), read(policy, line=3, 留言编号="FQ-2026-0002")]
    first = sorted_out(policy, answers, {})
    assert [matter.line for matter in first.new] == [2, 3]
    known = {matter.import_key: matter.content_hash for matter in first.new}
    moved = [read(policy, line=9), read(policy, line=4, 留言编号="FQ-2026-0002")]
    again = sorted_out(policy, moved, known)
    assert (again.new, again.changed, again.bad, again.same_lines) == ((), (), (), (9, 4))


def test_another_way_to_write_the_same_is_no_change(policy: Policy) -> None:
    one, other = good(read(policy)), good(read(policy, 留言时间="2026/11/22 20:15:00", 涉及金额="1200.5元"))
    assert (one.import_key, one.content_hash) == (other.import_key, other.content_hash)


def test_a_matter_that_is_told_differently_now_is_reported_and_not_overwritten(policy: Policy) -> None:
    before = good(read(policy))
    report = sorted_out(
        policy, [read(policy, 联系电话="13000000002")], {before.import_key: before.content_hash}
    )
    assert (report.new, [matter.external_id for matter in report.changed]) == ((), ["FQ-2026-0001"])


def test_one_number_twice_in_a_list_is_once_or_a_question(policy: Policy, texts: Texts) -> None:
    report = sorted_out(
        policy, [read(policy, line=2), read(policy, line=3), read(policy, line=4, 涉及金额="7")], {}
    )
    assert ([matter.line for matter in report.new], report.same_lines) == ([2], (3,))
    assert [codes(bad) for bad in report.bad] == [[("", "import.twice")]]
    lines = report_lines(report, texts, 10, dry_run=True)
    assert lines[0] == "试读3行：可以导入1行，重复1行，内容有变0行，有问题1行。什么也没有改。"
    assert lines[1] == "第4行：编号和第2行相同，内容却不同。请核对留哪一行。"


def test_keys_say_nothing_to_whoever_has_not_the_secret(policy: Policy) -> None:
    head = head_of(policy, list(GOOD["message_board"]))
    assert isinstance(head, Head)
    row = SheetRow(2, tuple(GOOD["message_board"].values()))
    one, other = (good(read_row(row, head, ground(policy, secret=s))) for s in (b"a", b"b"))
    assert one.import_key != other.import_key
    assert one.content_hash != other.content_hash


def test_the_same_number_of_another_source_is_another_matter(policy: Policy) -> None:
    one = good(read(policy, "superior", 交办编号="17"))
    other = good(read(policy, "petitions", 信访件编号="17"))
    assert one.import_key != other.import_key
