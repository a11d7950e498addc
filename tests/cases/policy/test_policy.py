"""Policy files: what the hall works by, and what an operator is told of a mistake."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from pydantic import ValidationError

from cases.policy.hall import check_base_url
from cases.policy.policy import Policy, build_policy, policy_rev
from cases.policy.policy_file import PolicyError


def changed(files: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    assert old in files[name]
    return files | {name: files[name].replace(old, new, 1)}


def mistake(files: dict[str, str]) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        build_policy(files)
    return caught.value


def test_the_hall_is_the_one_of_keerqin(policy: Policy) -> None:
    hall = policy.hall
    assert (hall.centre_code, hall.full_name) == ("150502000", "科尔沁区社会治安综合治理中心")
    assert (hall.short_name, hall.phone) == ("科尔沁区综治中心", "0475-0000000")
    assert hall.slogan == "有矛盾纠纷，找综治中心"
    assert [queue.letter for queue in hall.queues] == ["A", "B", "C", "Z"]
    assert hall.queue("A").name == "综合受理"
    assert hall.queue("A").waiting_place == "受理区"
    assert [counter.number for counter in hall.counters] == [1, 2, 3, 4, 5]
    assert hall.counter(9) is None


def test_resident_desks_are_there_every_day_and_rotating_ones_on_theirs(policy: Policy) -> None:
    resident = ["法院", "检察", "公安", "司法", "信访", "人社"]
    days = {date(2026, 11, 23): ["住建"], date(2026, 11, 24): ["民政"], date(2026, 11, 27): ["市场监管"]}
    for day, rotating in days.items():
        assert [desk.name for desk in policy.hall.desks_on(day)] == resident + rotating
    assert [desk.name for desk in policy.hall.desks_on(date(2026, 2, 14))] == resident  # a make-up Saturday


def test_the_deadlines_are_those_of_the_table(policy: Policy) -> None:
    limits = policy.deadlines
    assert (limits.accept_workdays, limits.accept_petition_outer_calendar_days) == (3, 15)
    assert (
        limits.close_simple_workdays,
        limits.close_ordinary_workdays,
        limits.close_difficult_workdays,
    ) == (1, 7, 20)
    assert limits.is_petition("14")
    assert limits.is_petition("1502")
    assert not limits.is_petition("07")
    assert [(rung.rung, rung.after_workdays) for rung in limits.ladder][:3] == [
        ("work_reminder", 3),
        ("interview", 5),
        ("public_criticism", None),
    ]


def test_idle_times_double_in_large_print_and_the_story_has_longer(policy: Policy) -> None:
    idle = policy.kiosk.idle_after_seconds
    assert idle(story_page=False, large_print=False) == 60
    assert idle(story_page=True, large_print=False) == 120
    assert idle(story_page=False, large_print=True) == 120
    assert idle(story_page=True, large_print=True) == 240


def test_there_are_twelve_categories_and_money_is_asked_for_four(policy: Policy) -> None:
    categories = policy.categories
    assert [c.name for c in categories.categories] == [
        "家庭婚姻", "邻里", "物业房产", "土地草牧场", "讨薪劳动", "借钱欠款",
        "消费买卖", "交通事故", "看病医疗", "征地拆迁", "对处理不服", "说不清楚",
    ]  # fmt: skip
    assert [c.id for c in categories.categories if c.asks_amount] == [
        "labour_wages",
        "debt",
        "consumer",
        "expropriation",
    ]
    labour = categories.get("labour_wages")
    assert labour is not None
    assert labour.gb_codes == ("07",)
    assert categories.get("weather") is None


def test_large_print_has_four_groups_of_at_most_four_answers(policy: Policy) -> None:
    groups = policy.categories.groups
    assert [group.id for group in groups] == ["home_neighbours", "money_work", "land_house", "others"]
    for group in groups:
        answers = policy.categories.answers(group.id)
        assert 2 <= len(answers) <= 4
        assert answers[-1].id == "unclear"


def test_places_go_down_to_the_town_and_ours_is_first(policy: Policy) -> None:
    places = policy.places
    assert [(b.code, len(b.towns)) for b in places.banners] == [
        ("150502", 27),
        ("150521", 21),
        ("150522", 27),
        ("150523", 13),
        ("150524", 9),
        ("150525", 16),
        ("150526", 19),
        ("150571", 5),
        ("150581", 6),
    ]
    assert places.name("150502100") == "科尔沁区大林镇"
    assert places.name("150571") == "通辽经济技术开发区"
    assert places.name("110000000") is None


def test_all_dispute_types_of_the_standard_are_there(policy: Policy) -> None:
    types = policy.dispute_types
    assert len(types) == 95
    assert types["0203"].name == "相邻污染损害防止"
    assert {code for code, t in types.items() if not t.parent} == {f"{n:02d}" for n in range(1, 17)} | {"99"}


def test_a_rejection_has_reasons_and_places_to_go(policy: Policy) -> None:
    assert "already_decided" in policy.acceptance.reasons
    assert "court" in policy.acceptance.referrals


def test_policy_never_changes_under_a_running_case(policy: Policy) -> None:
    with pytest.raises(ValidationError):
        policy.kiosk.idle_seconds = 1  # type: ignore[misc]  # the point of this test
    with pytest.raises(FrozenInstanceError):
        policy.rev = ""  # type: ignore[misc]  # the point of this test


def test_the_revision_follows_the_texts_and_not_their_order(policy_files: dict[str, str]) -> None:
    backwards = dict(reversed(policy_files.items()))
    assert policy_rev(policy_files) == policy_rev(backwards) == build_policy(backwards).rev
    other = changed(policy_files, "kiosk.toml", "idle_seconds = 60", "idle_seconds = 61")
    assert policy_rev(other) != policy_rev(policy_files)
    assert len(policy_rev(other)) == 12


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "why"),
    [
        ("kiosk.toml", "idle_seconds = 60", 'idle_seconds = "60"', "idle_seconds", "应当是整数"),
        ("kiosk.toml", "idle_seconds = 60", "idle_seconds = 0", "idle_seconds", "不能小于 5"),
        ("kiosk.toml", "idle_seconds = 60", "", "idle_seconds", "缺少这一项"),
        ("kiosk.toml", "idle_seconds = 60", "idle_secs = 60", "idle_seconds", "缺少这一项"),
        ("kiosk.toml", "idle_seconds = 60", "idle_seconds = 60\nx = 1", "x", "程序不认识这一项"),
        ("kiosk.toml", "idle_seconds = 60", "idle_seconds =", "TOML", "line 5"),
        ("kiosk.toml", "source = ", "origin = ", "source", "缺少这一项"),
        ("kiosk.toml", "effective_from = 2026-01-01", 'effective_from = "2026"', "effective_from", "日期"),
        ("deadlines.toml", "accept_workdays = 3", "accept_workdays = -1", "accept_workdays", "不能小于 1"),
        ("deadlines.toml", "short_limit_workdays = 2", "", "lights.short_limit_workdays", "缺少"),
        ("hall.toml", 'serves = ["Z", "A"]', 'serves = ["Q"]', "counters", "队列 Q 没有定义"),
        ("hall.toml", 'serves = ["C", "Z", "A"]', 'serves = ["A"]', "counters", "队列 C 没有窗口叫号"),
        ("hall.toml", "number = 2", "number = 1", "counters", "号码重复"),
        ("hall.toml", 'letter = "B"', 'letter = "A"', "queues", "字母重复"),
        ("hall.toml", 'letter = "B"', 'letter = "b"', "queues.1.letter", "写法不对"),
        ("hall.toml", 'weekdays = ["tue"]', 'weekdays = ["tues"]', "desks.7.weekdays.0", "只能是"),
        ("hall.toml", 'weekdays = ["tue"]', "", "desks.7.weekdays", "轮驻"),
        ("hall.toml", "to = 12:00:00", "to = 15:00:00", "opening.working_day", "重叠"),
        ("hall.toml", 'home_banner = "150502"', 'home_banner = "110101"', "home_banner", "旗县区"),
        ("hall.toml", "late_minutes = 30", "late_minutes = -1", "evaluation.late_minutes", "不能小于 0"),
        ("hall.toml", "offered_minutes = 3", "offered_minutes = 31", "evaluation.offered_minutes", "不能大于 30"),
        ("categories.toml", 'gb_codes = ["07"]', 'gb_codes = ["77"]', "labour_wages.gb_codes", "没有 77"),
        ("categories.toml", '"debt", ', "", "groups", "debt 不在任何一组里"),
        ("categories.toml", '"debt", ', '"loan", ', "groups.money_work.answers", "loan 没有定义"),
        ("calendar/2026.toml", "2026-02-14", "2026-02-13", "working", "2026-02-13 本来就是工作日"),
        ("calendar/2026.toml", "2026-02-14", "2025-02-15", "working", "不在 2026 年里"),
        ("calendar/2026.toml", "last = 2026-02-23", "last = 2026-02-22", "working_days_total", "有日子写错了"),
        ("calendar/2026.toml", "last = 2026-02-23", "last = 2026-02-10", "off", "结束在开始之前"),
        ("calendar/2026.toml", "2026-02-28", "2026-02-22", "working", "写了两次"),
        ("townships.csv", "150502001", "15050200", "第 1 行", "9 位代码"),
        ("townships.csv", "150502002", "150502001", "第 2 行", "写了两次"),
        ("townships.csv", ",150502,15", ",150521,15", "第 1 行", "对不上"),
        ("townships.csv", ",1505", "", "第 1 行", "5 列"),
        ("dispute_types.tsv", "code\t", "kode\t", "第 1 行", "五列"),
        ("dispute_types.tsv", "0102\t", "0101\t", "第 4 行", "写了两次"),
        ("dispute_types.tsv", "0102\t", "0202\t", "第 4 行", "前两位"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_key(
    policy_files: dict[str, str], *, name: str, old: str, new: str, key: str, why: str
) -> None:
    error = mistake(changed(policy_files, name, old, new))
    assert (error.code, error.file, error.key) == ("policy.invalid", name, key)
    assert why in error.why
    assert str(error) == f"{name} 的“{key}”：{error.why}。"


@pytest.mark.parametrize("name", ["hall.toml", "kiosk.toml", "townships.csv", "dispute_types.tsv"])
def test_a_missing_file_is_named(policy_files: dict[str, str], name: str) -> None:
    error = mistake({other: text for other, text in policy_files.items() if other != name})
    assert (error.file, error.why) == (name, "缺少这个文件")


def test_a_hall_without_any_calendar_does_not_start(policy_files: dict[str, str]) -> None:
    without = {name: text for name, text in policy_files.items() if not name.startswith("calendar/")}
    assert "一个年份的工作日历也没有" in mistake(without).why


def test_a_file_with_a_misspelt_name_is_not_silently_ignored(policy_files: dict[str, str]) -> None:
    assert mistake(policy_files | {"kisok.toml": ""}).file == "kisok.toml"


def test_qr_codes_begin_with_https_except_in_the_demo(policy_files: dict[str, str]) -> None:
    plain = changed(policy_files, "hall.toml", "https://zz.pingan-hall.example", "http://127.0.0.1:8080")
    assert mistake(plain).key == "citizen_base_url"
    assert build_policy(plain, demo=True).hall.citizen_base_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    "url",
    ["", "zz.example", "https://zz.example/", "https://a@zz.example", "https://zz.example?x=1", "https://zz.example#x",
     "ftp://zz.example", "https://zz example", "https://zz.example\n"],
)  # fmt: skip
def test_a_base_url_that_would_break_the_qr_code_is_refused(url: str) -> None:
    assert check_base_url(url, demo=True)


def test_the_version_that_holds_on_the_day_is_taken(policy_files: dict[str, str]) -> None:
    later = policy_files["deadlines.toml"].replace("accept_workdays = 3", "accept_workdays = 5")
    later = later.replace("effective_from = 2026-01-01", "effective_from = 2027-01-01")
    files = policy_files | {"deadlines.2027-01-01.toml": later}
    assert build_policy(files, day=date(2026, 12, 31)).deadlines.accept_workdays == 3
    assert build_policy(files, day=date(2027, 1, 1)).deadlines.accept_workdays == 5
    assert build_policy(files).deadlines.accept_workdays == 5
    with pytest.raises(PolicyError, match="还没有版本生效"):
        build_policy(files, day=date(2025, 12, 31))
    files["deadlines.2.toml"] = later
    assert "已经有另一个版本" in mistake(files).why
