"""What was told, and what may be told: odd input gives an answer or a sentence, never a crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_store.policy_files import load_policy, load_texts
from cases.matter.intake import Intent
from cases.policy.policy import Policy
from cases.refusal import Reader, Refusal
from kiosk.answers import Kept, read_answer
from kiosk.digits_pages import phone_groups, said_before, thousands
from kiosk.draft import NOTHING_TOLD, Draft, Question, consult_intake
from tests.kiosk.kiosk_room import ASSETS, MORNING

TYPED = [q for q in Question if q not in (Question.CATEGORY, Question.PLACE)]
POLICY, TEXTS = load_policy(ASSETS), load_texts(ASSETS)
WAGES = Draft(
    category="labour_wages",
    other_side="某建筑公司",
    place="150502100",
    people=37,
    money=80_000_000,
    story="五个月没给工钱",
    name="李某甲",
    phone="13000000001",
)


def kept(question: Question, typed: str) -> str | int:
    answer = read_answer(question, typed, POLICY.kiosk)
    assert isinstance(answer, Kept), answer
    return answer.answer


def refused(question: Question, typed: str) -> Refusal:
    answer = read_answer(question, typed, POLICY.kiosk)
    assert isinstance(answer, Refusal), answer
    return answer


def test_everything_told_is_handed_over() -> None:
    intake = WAGES.to_intake(confirmed=True, touched_at=MORNING, categories=POLICY.categories)
    assert intake.intent is Intent.DISPUTE
    assert intake.confirmed
    assert intake.touched_at == MORNING
    assert (intake.open.category, intake.open.town) == ("labour_wages", "150502100")
    assert (intake.open.party_count, intake.open.amount_fen) == (37, 80_000_000)
    assert (intake.private.other_side, intake.private.story) == ("某建筑公司", "五个月没给工钱")
    assert (intake.private.contact_name, intake.private.contact_phone) == ("李某甲", "13000000001")


def test_money_told_about_another_category_is_not_handed_over() -> None:
    changed = WAGES.with_answer(Question.CATEGORY, "neighbour")
    assert (
        changed.to_intake(confirmed=True, touched_at=MORNING, categories=POLICY.categories).open.amount_fen
        is None
    )


def test_what_the_citizen_keeps_to_himself_is_forgotten_and_said_to_be_so() -> None:
    draft = WAGES.leaving_open(Question.NAME).leaving_open(Question.PHONE).leaving_open(Question.STORY)
    intake = draft.to_intake(confirmed=True, touched_at=MORNING, categories=POLICY.categories)
    assert intake.private.contact_name == intake.private.contact_phone == intake.private.story == ""
    assert intake.open.contact_withheld
    assert intake.open.staff_writes_story


def test_a_name_without_a_phone_is_not_withheld() -> None:
    draft = WAGES.leaving_open(Question.PHONE)
    intake = draft.to_intake(confirmed=True, touched_at=MORNING, categories=POLICY.categories)
    assert not intake.open.contact_withheld


def test_consulting_says_nothing_about_anybody() -> None:
    intake = consult_intake(MORNING)
    assert intake.intent is Intent.CONSULT
    assert intake.private.is_empty


@pytest.mark.parametrize("name", ["巴特尔", "马", "阿布都热依木·买买提", "𬸘某", "Hasbaatar", "乌日娜 某"])
def test_names_of_people_who_live_here_are_names(name: str) -> None:
    assert kept(Question.NAME, name) == name


@pytest.mark.parametrize("dot", ["•", "・", "‧", "．"])
def test_every_dot_in_a_name_is_the_same_dot(dot: str) -> None:
    assert kept(Question.NAME, f"阿依古丽{dot}某") == "阿依古丽·某"


def test_a_name_of_emoji_is_refused_with_a_sentence() -> None:
    assert refused(Question.NAME, "😀😀").code == "name.characters"


def test_a_story_of_twenty_thousand_characters_keeps_its_beginning_and_says_so() -> None:
    answer = read_answer(Question.STORY, "事" * 20_000, POLICY.kiosk)
    assert isinstance(answer, Kept)
    assert answer.cut
    assert len(str(answer.answer)) == POLICY.kiosk.story_chars_max


def test_control_and_bidi_characters_do_not_stay_in_a_story_and_emoji_do() -> None:
    assert kept(Question.STORY, "半夜\u202e吵\x07闹\u200f👨‍👩‍👧") == "半夜吵闹👨‍👩‍👧"


def test_a_phone_number_that_is_too_short_says_how_long_it_should_be() -> None:
    refusal = refused(Question.PHONE, "1300000")
    assert TEXTS.tell(refusal, Reader.CITIZEN) == "手机号是11位，现在是7位。请再看一遍。"


def test_nobody_and_more_people_than_the_town_has_are_refused() -> None:
    assert refused(Question.PEOPLE, "0").code == "party_count.unreadable"
    assert refused(Question.PEOPLE, "99999").code == "party_count.too_many"
    assert kept(Question.PEOPLE, "037") == 37


@given(st.sampled_from(TYPED), st.text(max_size=300))
def test_whatever_is_typed_is_kept_or_refused_in_words(question: Question, typed: str) -> None:
    answer = read_answer(question, typed, POLICY.kiosk)
    if isinstance(answer, Refusal):
        assert TEXTS.tell(answer, Reader.CITIZEN)
    elif isinstance(answer, Kept):
        draft = NOTHING_TOLD.with_answer(question, answer.answer)
        assert draft.told(question)


def test_digits_are_shown_in_groups_and_come_back_as_digits(policy: Policy) -> None:
    assert thousands("800000") == "800,000"
    assert phone_groups("13000000001") == "130 0000 0001"
    assert phone_groups("04752000001") == "0475 2000001"
    assert said_before(WAGES, Question.MONEY) == "800000"
    assert said_before(WAGES, Question.PEOPLE) == "37"
    assert said_before(WAGES.with_answer(Question.PEOPLE, 1), Question.PEOPLE) == ""
    assert said_before(WAGES.with_answer(Question.PHONE, "0475-2000001"), Question.PHONE) == "04752000001"
