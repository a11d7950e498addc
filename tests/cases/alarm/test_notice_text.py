"""What may stand on the walls: templates filled from what their slots may hold, words without anybody's number."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.alarm.notice_text import ShowWallNotice, filled, looks_personal, notice_board, show, take_down
from cases.alarm.wall_notice import WallNoticeShown, WallNoticeTakenDown
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy, build_policy
from cases.policy.policy_file import PolicyError
from cases.refusal import Refusal

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE)


def said(policy: Policy, shown: int = 0, **more: object) -> WallNoticeShown | Refusal:
    return show(shown, ShowWallNotice(notice_id="n1", staff_id="disp", **more), policy, NINE)  # type: ignore[arg-type]


def code(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_every_template_can_be_filled_with_what_its_slots_offer(policy: Policy) -> None:
    free = {"time": "14:30", "minutes": "40"}
    for template in notice_board(policy).templates:
        facts = {
            slot.name: slot.choices[0][0] if slot.choices else free[slot.name] for slot in template.slots
        }
        text = filled(template.key, facts, policy)
        assert isinstance(text, str)
        assert "{" not in text
        assert len(text) <= policy.wall_notices.chars_max + 10


def test_a_zone_is_told_by_its_name(policy: Policy) -> None:
    facts = {"time": "15:00", "zone": "legal_service_zone"}
    assert filled("zone_event", facts, policy) == "15:00在公共法律服务区有法律咨询活动，欢迎参加。"


@pytest.mark.parametrize(
    ("template", "facts", "refused"),
    [
        ("nobody", {}, "wall_notice.template_unknown"),
        ("queue_pauses", {}, "wall_notice.slots"),
        ("queue_pauses", {"queue": "A", "time": "9:30", "name": "李某甲"}, "wall_notice.slots"),
        ("queue_pauses", {"queue": "X", "time": "9:30"}, "wall_notice.slot_wrong"),
        ("queue_pauses", {"queue": "A", "time": "25:00"}, "wall_notice.slot_wrong"),
        ("queue_pauses", {"queue": "A", "time": "９:30"}, "wall_notice.slot_wrong"),
        ("queue_pauses", {"queue": "A", "time": "9:30 13000000001"}, "wall_notice.slot_wrong"),
        ("counter_moved", {"counter": "77"}, "wall_notice.slot_wrong"),
        ("counter_moved", {"counter": "{counter}"}, "wall_notice.slot_wrong"),
        ("longer_wait", {"minutes": "0"}, "wall_notice.slot_wrong"),
        ("longer_wait", {"minutes": "9" * 400}, "wall_notice.slot_wrong"),
        ("longer_wait", {"minutes": "-5"}, "wall_notice.slot_wrong"),
    ],
)
def test_a_slot_holds_nothing_else(
    policy: Policy, template: str, facts: dict[str, str], refused: str
) -> None:
    assert code(said(policy, template=template, facts=tuple(facts.items()))) == refused


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", "wall_notice.empty"),
        ("  \u200b ", "wall_notice.empty"),
        ("请" * 41, "wall_notice.long"),
        ("上\n下", "wall_notice.characters"),
        ("请安\u202e静", "wall_notice.characters"),
        ("请\x07安静", "wall_notice.characters"),
        ("找李某甲，电话13000000001", "wall_notice.personal"),
        ("电话130 0000 0001", "wall_notice.personal"),
        ("电话１３００００００００１", "wall_notice.personal"),
        ("电话一三零零零零零零零零一", "wall_notice.personal"),
        ("电话0475-0000000", "wall_notice.personal"),
        ("身份证15050219000101001X", "wall_notice.personal"),
        ("130，0000，0001", "wall_notice.personal"),
    ],
)
def test_free_words_that_may_not_stand_there_are_refused(policy: Policy, text: str, refused: str) -> None:
    assert code(said(policy, text=text)) == refused


@pytest.mark.parametrize(
    "text", ["2026年11月23日下午停电", "今天14:30有宣讲", "3号窗口临时关闭，请到5号窗口", "打110报警"]
)
def test_days_hours_and_short_numbers_are_no_telephone(policy: Policy, text: str) -> None:
    shown = said(policy, text=text)
    assert isinstance(shown, WallNoticeShown)
    assert (shown.text, shown.until) == (text, NINE + timedelta(minutes=policy.wall_notices.minutes_default))


@given(text=st.text(max_size=60))
@settings(max_examples=100)
def test_whatever_is_written_what_is_shown_is_short_clean_and_without_a_number(
    text: str, policy: Policy
) -> None:
    shown = said(policy, text=text)
    if isinstance(shown, Refusal):
        assert shown.code.startswith("wall_notice.")
        return
    assert 0 < len(shown.text) <= policy.wall_notices.chars_max
    assert "\n" not in shown.text
    assert not looks_personal(shown.text)


@pytest.mark.parametrize("minutes", [0, -3, 100_000])
def test_a_notice_ends_by_itself(policy: Policy, minutes: int) -> None:
    assert code(said(policy, text="请安静", minutes=minutes)) == "wall_notice.minutes"


def test_no_more_notices_than_can_be_read(policy: Policy) -> None:
    most = policy.wall_notices.shown_max
    assert code(said(policy, most, text="请安静")) == "wall_notice.too_many"
    assert isinstance(said(policy, most - 1, text="请安静"), WallNoticeShown)


def test_a_notice_is_taken_down_once() -> None:
    assert take_down(True, "disp") == [WallNoticeTakenDown(staff_id="disp")]
    assert take_down(False, "disp") == []
    assert take_down(None, "disp") == Refusal("wall_notice.unknown")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("wall_notices.toml", "{time}恢复", "{citizen}恢复"),
        ("wall_notices.toml", "{time}恢复", "{time恢复"),
        ("wall_notices.toml", 'key = "counter_moved"', 'key = "queue_pauses"'),
        ("wall_notices.toml", "minutes_default = 30", "minutes_default = 601"),
        ("alarms.toml", "emergency = 2", "emergency = 0"),
        ("alarms.toml", "more_than = 5", "more_than = 5\nless_than = 1"),
        ("alarms.toml", "load_design = 10", 'load_design = "10"'),
        ("casework.toml", 'zone = "mediation_zone"', 'zone = "moon"'),
    ],
)
def test_a_mistake_in_the_files_is_told_by_file(
    policy_files: dict[str, str], file: str, old: str, new: str
) -> None:
    assert old in policy_files[file]
    with pytest.raises(PolicyError) as caught:
        build_policy(policy_files | {file: policy_files[file].replace(old, new, 1)})
    assert caught.value.file == file
