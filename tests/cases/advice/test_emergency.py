"""Emergency words: no disguise hides them, nothing of the story is kept (domain.md §3.4)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.advice.emergency import find_emergency
from cases.policy.emergency import EmergencyKind
from cases.policy.policy import Policy


def kinds(policy: Policy, text: str) -> list[str]:
    return [hit.kind.value for hit in find_emergency(text, policy.emergency)]


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        ("他喝了酒就打人", "violence"),
        ("他 喝 了 酒 就 打 人", "violence"),
        ("他说要放、火", "violence"),
        ("我不想\n活了", "suicide"),
        ("我不\u200b想\ufeff活了", "suicide"),
        ("要去跳\u3000楼", "suicide"),
        ("邻居拐*卖儿童", "minor_at_risk"),
        ("孩子身上有好多伤痕，不敢说", "minor_at_risk"),
        ("没有打人", "violence"),
    ],
)
def test_a_story_of_danger_alarms_however_it_is_typed(policy: Policy, story: str, kind: str) -> None:
    assert kinds(policy, story) == [kind]


@pytest.mark.parametrize(
    "story",
    [
        "",
        "拖欠工资三个月",
        "邻居家晚上唱歌，吵得要命，我们老是被打扰",
        "孩子的抚养费没有给",
        "宅基地界线不清，他把我家羊杀了",
        "装上吊顶就漏水，打他电话也不接",
        "工钱没有打我卡上",
        "他年轻生意好，欠汽油款不还",
    ],
)
def test_an_ordinary_story_does_not_alarm(policy: Policy, story: str) -> None:
    assert kinds(policy, story) == []


def test_each_danger_is_named_once_with_the_phone(policy: Policy) -> None:
    hits = find_emergency("他打人，还拿刀，我不想活了", policy.emergency)
    assert [(hit.kind, hit.advise_phone) for hit in hits] == [
        (EmergencyKind.VIOLENCE, "110"),
        (EmergencyKind.SUICIDE, "110"),
    ]


def test_a_harmless_phrase_hides_no_danger_beside_it(policy: Policy) -> None:
    assert kinds(policy, "打他电话不接，来了就打他") == ["violence"]
    assert kinds(policy, "打打他电话他") == []  # nothing is joined across what was cut


def test_nothing_of_the_story_is_kept(policy: Policy) -> None:
    (hit,) = find_emergency("李某甲说要跳楼", policy.emergency)
    assert "李某甲" not in repr(hit)
    assert "跳楼" not in repr(hit)


_NOISE = st.text(st.sampled_from(" ，。！—*·\u3000\u200b\n-…🙂"), max_size=3)
_BESIDE = st.text(st.characters(max_codepoint=0x2FF), max_size=20)  # no 年 before 轻生: that one is cut out


@given(data=st.data(), before=_BESIDE, after=_BESIDE)
def test_noise_inside_a_word_hides_nothing(
    policy: Policy, data: st.DataObject, before: str, after: str
) -> None:
    kind = data.draw(st.sampled_from(EmergencyKind))
    word = data.draw(st.sampled_from(policy.emergency.of(kind).words))
    typed = "".join(char + data.draw(_NOISE) for char in word)
    assert kind in {hit.kind for hit in find_emergency(before + typed + after, policy.emergency)}


def test_every_word_of_the_policy_alarms_for_its_kind(policy: Policy) -> None:
    for kind in EmergencyKind:
        for word in policy.emergency.of(kind).words:
            assert unicodedata.normalize("NFKC", word) == word
            assert kind in {hit.kind for hit in find_emergency(word, policy.emergency)}
        for line in policy.emergency.of(kind).together:
            assert kind in {hit.kind for hit in find_emergency("，".join(line), policy.emergency)}
