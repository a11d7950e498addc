"""「怎么算的」: what is said of every due date, on the screen, on paper and on the command line."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines.clock_kinds import ClockKind
from cases.deadlines.deadline_clock import (
    Budget,
    CalendarDays,
    ClockHours,
    DeadlineClock,
    OpeningHours,
    WorkingDays,
)
from cases.deadlines.deadline_light import deadline_light
from cases.deadlines.explanation import Explanation, basis_of, explain
from cases.deadlines.explanation_words import explanation_words, light_words, span_words
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.texts import Texts, parse_texts

TEXTS_FOLDER = Path(__file__).parents[3] / "assets" / "texts"


@pytest.fixture(scope="module")
def texts() -> Texts:
    return parse_texts({"deadlines.toml": (TEXTS_FOLDER / "deadlines.toml").read_text("utf-8")})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HALL_ZONE)


def explained(policy: Policy, clock: DeadlineClock, basis: str = "") -> Explanation:
    return explain(clock, clock.due(policy.calendar), basis=basis)


def over_the_spring_festival() -> DeadlineClock:
    return DeadlineClock(budget=WorkingDays(7), started_at=at("2026-02-10 10:00"))


def rows(policy: Policy, texts: Texts, clock: DeadlineClock, basis: str = "") -> dict[str, str]:
    return {row.label: row.words for row in explanation_words(explained(policy, clock, basis), texts).rows}


def test_the_days_are_told_one_by_one(policy: Policy, texts: Texts) -> None:
    said = explanation_words(explained(policy, over_the_spring_festival()), texts)
    assert [(line.day, line.what) for line in said.days[:7]] == [
        ("2026年2月10日 周二", "起算日，不算"),
        ("2026年2月11日 周三", "第1个工作日"),
        ("2026年2月12日 周四", "第2个工作日"),
        ("2026年2月13日 周五", "第3个工作日"),
        ("2026年2月14日 周六", "第4个工作日（调休上班）"),
        ("2026年2月15日 周日", "春节放假"),
        ("2026年2月16日 周一", "春节放假"),
    ]
    assert said.days[-1].day == "2026年2月26日 周四"


def test_the_facts_are_start_rule_source_and_what_was_skipped(policy: Policy, texts: Texts) -> None:
    assert rows(policy, texts, over_the_spring_festival(), basis_of("close")) == {
        "期限": "7个工作日",
        "数法": "当天不算，从下一个工作日数起；放假和周末不数，调休上班的周末照数。",
        "依据": "综治中心工作规则（办结）",
        "起点": "2026年2月10日 周二 10:00",
        "到期": "2026年2月26日 周四（当天24:00前）",
        "数了": "7个工作日",
        "没数": "2月15日至23日 春节放假",
        "日历": "2026年放假通知（2025-11-04起用）",
    }


def test_the_extension_notice_shows_the_extension_and_every_day_of_it(policy: Policy, texts: Texts) -> None:
    extended = over_the_spring_festival().extended(WorkingDays(2))
    said = rows(policy, texts, extended, basis_of("close"))
    assert (said["延期"], said["到期"]) == ("2个工作日", "2026年2月28日 周六（当天24:00前）")
    days = explanation_words(explained(policy, extended), texts).days
    assert [line.what for line in days[-3:]] == ["第7个工作日", "第8个工作日", "第9个工作日（调休上班）"]


def test_a_pause_is_skipped_and_its_end_is_no_day_of_the_limit(policy: Policy, texts: Texts) -> None:
    paused = over_the_spring_festival().suspended(at("2026-02-12 09:00"), "appraisal")
    said = rows(policy, texts, paused.resumed(at("2026-02-25 09:00")))
    assert said["没数"] == "2月13日至24日 中止；3月1日 周末"
    days = explanation_words(explained(policy, paused.resumed(at("2026-02-25 09:00"))), texts).days
    assert next(line.what for line in days if line.day == "2026年2月25日 周三") == "恢复日，不算"
    assert "只是最早的可能" in rows(policy, texts, paused)["注意"]


def test_a_calendar_limit_says_how_its_end_moved(policy: Policy, texts: Texts) -> None:
    clock = DeadlineClock(budget=CalendarDays(15), started_at=at("2026-09-16 10:00"))
    days = explanation_words(explained(policy, clock), texts).days
    assert [line.what for line in days[-3:]] == ["国庆节放假", "国庆节放假", "顺延到这一天"]
    assert rows(policy, texts, clock)["没数"] == "10月2日至7日 国庆节放假"
    assert rows(policy, texts, clock)["数了"] == "15天"


def test_an_hour_limit_says_how_long_it_ran_each_day(policy: Policy, texts: Texts) -> None:
    clock = DeadlineClock(budget=OpeningHours(2), started_at=at("2026-11-27 17:00"))
    said = rows(policy, texts, clock)
    assert (said["到期"], said["数了"]) == ("2026年11月30日 周一 10:00", "2小时")
    assert said["没数"] == "11月28日至29日 周末"
    days = explanation_words(explained(policy, clock), texts).days
    assert [line.what for line in days] == ["走了30分钟", "周末", "周末", "走了1小时30分"]


def test_the_time_left_of_an_hour_limit_is_said_in_hours_and_minutes(policy: Policy, texts: Texts) -> None:
    clock = DeadlineClock(budget=OpeningHours(2), started_at=at("2026-11-27 17:00"))
    said = [
        light_words(deadline_light(clock, policy.calendar, policy.deadlines.lights, at(now)), texts)
        for now in ("2026-11-27 17:05", "2026-11-30 09:40", "2026-11-30 12:00")
    ]
    assert said == [
        "绿灯 正常，还剩1小时55分（只算开放时间）",
        "黄灯 临期，还剩20分钟（只算开放时间）",
        "红灯 超期2小时（只算开放时间）",
    ]


def test_a_year_without_a_notice_is_marked_on_its_days_and_once_for_all(policy: Policy, texts: Texts) -> None:
    clock = DeadlineClock(budget=WorkingDays(2), started_at=at("2026-12-30 10:00"))
    said = explanation_words(explained(policy, clock), texts)
    assert [line.what for line in said.days[1:]] == ["第1个工作日", "第2个工作日（暂按周末推算）"]
    assert rows(policy, texts, clock)["注意"].startswith("有的日子还没有放假通知")
    far = DeadlineClock(budget=WorkingDays(2), started_at=at("2090-12-30 10:00"))
    assert rows(policy, texts, far)["日历"] == "没有这些年份的放假通知"


def test_a_span_says_its_years_only_where_they_differ(texts: Texts) -> None:
    day = date(2026, 12, 30)
    assert span_words(day, day, texts) == "12月30日"
    assert span_words(day, date(2026, 12, 31), texts) == "12月30日至31日"
    assert span_words(date(2026, 1, 31), date(2026, 2, 1), texts) == "1月31日至2月1日"
    assert span_words(day, date(2027, 1, 2), texts) == "2026年12月30日至2027年1月2日"


def test_every_kind_of_clock_has_a_source(texts: Texts) -> None:
    assert {basis_of(kind) for kind in ClockKind} <= texts.keys


BUDGETS = st.one_of(
    st.integers(1, 30).map(WorkingDays),
    st.integers(1, 60).map(CalendarDays),
    st.integers(1, 20).map(OpeningHours),
    st.integers(1, 50).map(ClockHours),
)


@given(
    start=st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)),
    budget=BUDGETS,
    marks=st.lists(st.timedeltas(timedelta(), timedelta(days=30)), max_size=3).map(sorted),
    later=st.timedeltas(timedelta(), timedelta(days=60)),
)
def test_every_date_can_be_explained_day_by_day_with_its_light(
    policy: Policy, texts: Texts, *, start: datetime, budget: Budget, marks: list[timedelta], later: timedelta
) -> None:
    clock = DeadlineClock(budget=budget, started_at=start.replace(tzinfo=HALL_ZONE))
    for number, mark in enumerate(marks):
        then = clock.started_at + mark
        clock = clock.resumed(then) if number % 2 else clock.suspended(then, "appraisal")
    due = clock.due(policy.calendar)
    explanation = explain(clock, due)
    said = explanation_words(explanation, texts)
    assert len(said.days) == len(due.trace)
    assert sum(line.counted for line in said.days) == sum(line.verdict == "counted" for line in due.trace)
    skipped = {
        span.first + timedelta(days=n)
        for span in explanation.skipped
        for n in range((span.last - span.first).days + 1)
    }
    assert not skipped & {line.day for line in explanation.lines if line.counted}
    state = deadline_light(clock, policy.calendar, policy.deadlines.lights, clock.started_at + later)
    assert light_words(state, texts).startswith(texts.get(f"deadlines.light.{state.light}"))
