"""Money and dates as they stand in lists: read as people write them, asked back where nobody can know."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from tests.cases.matter.import_lists import codes, good, read


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("800000", 80_000_000),
        ("８０００００", 80_000_000),
        ("80万元", 80_000_000),
        ("80.5万", 80_500_000),
        ("1亿", 10_000_000_000),
        ("¥1,200.5元", 120_050),
        ("0", 0),
        ("1200元整", 120_000),
    ],
)
def test_money_is_read_as_people_write_it(policy: Policy, text: str, fen: int) -> None:
    assert good(read(policy, 涉及金额=text)).open.amount_fen == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("80余万元", "import.vague"),
        ("约80万", "import.vague"),
        ("八十万元", "import.vague"),
        ("80-90万元", "import.money_unreadable"),
        ("几万", "import.vague"),
        ("-500", "import.negative"),
        ("−500", "import.negative"),
        ("（500）", "import.negative"),
        ("－500", "import.negative"),
        ("1e30", "import.money_unreadable"),
        ("1" * 15 + "亿", "amount.too_large"),
        ("12.345", "import.money_unreadable"),
        ("NaN", "import.money_unreadable"),
        ("1,2,3", "import.money_unreadable"),
        ("٣", "import.money_unreadable"),
    ],
)
def test_money_that_is_not_certain_is_asked_back(policy: Policy, text: str, code: str) -> None:
    assert codes(read(policy, 涉及金额=text)) == [("涉及金额", code)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-3-5", date(2026, 3, 5)),
        ("2026/03/05", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("２０２６-０３-０５", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("46086", date(2026, 3, 5)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1900-03-01", date(1900, 3, 1)),
        ("61", date(1900, 3, 1)),
    ],
)
def test_a_day_is_read_in_every_way_that_the_mapping_names(policy: Policy, text: str, day: date) -> None:
    assert good(read(policy, "superior", 发生日期=text)).open.happened_on == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-29", "import.date_unreadable"),
        ("1900-02-29", "import.date_unreadable"),
        ("60", "import.date_unreadable"),
        ("1899-12-31", "import.date_range"),
        ("2101-01-01", "import.date_range"),
        ("99999", "import.date_range"),
        ("2026-13-01", "import.date_unreadable"),
        ("昨天", "import.date_unreadable"),
        ("٢٠٢٦-٠٣-٠٥", "import.date_unreadable"),
        ("2026-03-05 10:00+08:00", "import.offset"),
        ("2026-03-05T10:00:00Z", "import.offset"),
        ("2026-03-05 10:00:00 UTC", "import.offset"),
        ("2026-11-24", "import.date_future"),
    ],
)
def test_a_day_that_never_was_and_a_time_of_elsewhere_are_problems(
    policy: Policy, text: str, code: str
) -> None:
    assert codes(read(policy, "superior", 发生日期=text)) == [("发生日期", code)]


@given(st.datetimes(datetime(1900, 3, 1), datetime(2026, 11, 23)).map(lambda at: at.replace(microsecond=0)))
def test_every_local_time_comes_back_from_text_and_from_a_serial(policy: Policy, at: datetime) -> None:
    serial = (at - datetime(1899, 12, 30)).total_seconds() / 86_400
    for text in (f"{at:%Y-%m-%d %H:%M:%S}", f"{serial:.10f}"):
        assert good(read(policy, 留言时间=text)).received_at == at.replace(tzinfo=HALL_ZONE)
