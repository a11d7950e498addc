"""What is said of a call: every number that a hall can print, and nothing that it cannot."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.policy.voice import VoicePolicy
from cases.queue.announcement import announcement
from cases.queue.phrases import NEEDED, Phrases, parse_phrases
from cases.queue.ticket_number import TicketNumber
from cases.refusal import Refusal

TABLE = (Path(__file__).parents[3] / "assets" / "voice" / "phrases.toml").read_text("utf-8")
PHRASES = parse_phrases(TABLE, "phrases.toml")


@dataclass(frozen=True)
class Said:
    """A call, as a person at the loudspeaker writes it down."""

    policy: VoicePolicy

    def __call__(self, ticket_no: str, counter_no: int, zone: str | None = None, *, ones: str = "yi") -> str:
        policy = self.policy.model_copy(update={"ones": ones})
        clips = announcement(ticket_no, counter_no, zone, PHRASES, policy)
        assert isinstance(clips, tuple)
        return " ".join(PHRASES.clips[clip].text for clip in clips)


@pytest.fixture
def said(policy: Policy) -> Said:
    return Said(policy.voice)


def test_a_call_sounds_as_the_convention_has_it(said: Said) -> None:
    assert said("A001", 1) == "请 A 零 零 一 号 到 一 号窗口"


def test_a_ticket_is_read_digit_by_digit_and_a_counter_as_a_number(said: Said) -> None:
    assert said("Z1203", 7) == "请 Z 一 二 零 三 号 到 七 号窗口"
    assert said("B040", 10) == "请 B 零 四 零 号 到 十 号窗口"
    assert said("B040", 12) == "请 B 零 四 零 号 到 十 二 号窗口"
    assert said("B040", 20) == "请 B 零 四 零 号 到 二 十 号窗口"
    assert said("B040", 35) == "请 B 零 四 零 号 到 三 十 五 号窗口"


def test_one_is_yao_in_tickets_where_policy_says_so_and_never_at_counters(said: Said) -> None:
    assert said("A011", 11, ones="yao") == "请 A 零 幺 幺 号 到 十 一 号窗口"


def test_a_zone_is_said_before_the_counter_and_one_that_nobody_can_say_is_left_out(said: Said) -> None:
    assert said("A001", 1, "受理区") == "请 A 零 零 一 号 到 受理区 一 号窗口"
    assert said("A001", 1, "云台区") == "请 A 零 零 一 号 到 一 号窗口"
    quiet = said.policy.model_copy(update={"say_zone": False})
    assert announcement("A001", 1, "受理区", PHRASES, quiet) == announcement("A001", 1, None, PHRASES, quiet)


def test_what_is_no_ticket_or_no_counter_is_not_said(policy: Policy) -> None:
    assert announcement("李某甲", 1, None, PHRASES, policy.voice) == Refusal("ticket_number.unreadable")
    for counter_no in (0, -1, 100):
        refused = announcement("A001", counter_no, None, PHRASES, policy.voice)
        assert refused == Refusal("announcement.counter_unknown", {"counter_no": counter_no})


@given(
    queue=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    number=st.integers(1, 9999),
    counter_no=st.integers(1, 99),
    ones=st.sampled_from(("yi", "yao")),
)
def test_every_number_can_be_said_and_heard_back(
    policy: Policy, queue: str, number: int, counter_no: int, ones: str
) -> None:
    ticket_no = str(TicketNumber(queue, number))
    words = Said(policy.voice)(ticket_no, counter_no, ones=ones)
    heard = words.translate(str.maketrans("零一二三四五六七八九幺", "01234567891")).replace(" ", "")
    tens, ones_digit = divmod(counter_no, 10)
    spoken_counter = f"{tens if tens > 1 else ''}{'十' if tens else ''}{ones_digit or ''}"
    assert heard == f"请{ticket_no}号到{spoken_counter}号窗口"


def test_the_zones_of_this_hall_can_be_said(policy: Policy) -> None:
    assert [q.waiting_place for q in policy.hall.queues if PHRASES.zone(q.waiting_place) is None] == []


def test_the_table_holds_every_piece_that_a_call_may_need() -> None:
    assert set(NEEDED) <= PHRASES.clips.keys()
    assert PHRASES.clips["letter_z"].pinyin != PHRASES.clips["letter_c"].pinyin


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ('pinyin = "qing3"', 'pinyin = "qing"', "clips.please.pinyin", "qing 不是带声调数字的拼音"),
        ('pinyin = "qing3"', 'pinyin = "qnig3"', "clips.please.pinyin", "qnig3 不是带声调数字的拼音"),
        ('pinyin = "qing3"', 'pinyin = "qing3 wen4"', "clips.please.pinyin", "“请”有 1 个字"),
        ('pinyin = "qing3"', 'english = "please"', "clips.please.english", "写法不对"),
        (', pinyin = "qing3"', "", "clips.please.pinyin", "拼音和英文字母，两样里写一样"),
        ("please = {", "pleas = {", "clips.please", "缺少这一项"),
        ("ten = {", "ten.wav = {", "clips.ten.text", "缺少这一项"),
        ('text = "调解室"', 'text = "受理区"', "clips", "两个区域的文字相同"),
        ("zone_command = {", "chime = {", "clips.chime", "不能叫 chime"),
        ("zone_command = {", '"../x" = {', "clips.../x", "只用小写字母"),
        ("pitch_range_percent = 200", "pitch_range_percent = 900", "machine.pitch_range_percent", "不能大于"),
    ],
)
def test_a_mistake_in_the_table_is_named(old: str, new: str, key: str, why: str) -> None:
    assert old in TABLE
    with pytest.raises(PolicyError, match="phrases") as caught:
        parse_phrases(TABLE.replace(old, new, 1), "phrases.toml")
    assert (caught.value.key, why in caught.value.why) == (key, True), str(caught.value)


def test_the_table_is_a_value(policy: Policy) -> None:
    assert isinstance(PHRASES, Phrases)
    assert parse_phrases(TABLE, "phrases.toml") == PHRASES
