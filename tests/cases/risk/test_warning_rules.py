"""A warning's life: drafted once, edited, approved by another person or dropped; its words lead to nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.casework.by import By
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.risk import warning as happened
from cases.risk import warning_rules as rules
from cases.risk.warning import WarningEvent, WarningState
from cases.risk.warning_report import Section
from cases.risk.warning_text import checked

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
SUP, LEAD, OTHER = (
    By(staff_id=name, role=role) for name, role in (("sup", "supervisor"), ("a", "leader"), ("b", "leader"))
)
DRAFT = rules.DraftWarning(
    warning_id="w1", area="150502", group="09", index=61.5, level="high", day=DAY, figures="{}"
)


class Warned:
    """One warning and what was done with it."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.state: rules.RiskWarning | None = None
        self.events: list[WarningEvent] = []

    def do(self, command: rules.WarningCommand) -> str:
        """Nothing when it was granted, else the code."""
        decided = rules.decide(self.state, command, self.policy, NOW)
        if isinstance(decided, Refusal):
            return decided.code
        for one in decided:
            self.state = rules.evolve(self.state, one)
        self.events += decided
        return ""

    @property
    def now(self) -> rules.RiskWarning:
        assert self.state is not None
        return self.state


@pytest.fixture
def warned(policy: Policy) -> Warned:
    return Warned(policy)


def test_what_was_drafted_is_not_drafted_again_and_its_numbers_stay(warned: Warned) -> None:
    assert warned.do(DRAFT) == ""
    assert warned.do(replace(DRAFT, figures="other", index=80.0)) == ""
    assert len(warned.events) == 1
    assert warned.now.figures == "{}"
    assert warned.do(replace(DRAFT, open_id="w1")) == "warning.open_already"


def test_a_crossing_while_the_draft_lies_open_is_noted(warned: Warned) -> None:
    warned.do(DRAFT)
    noted = rules.NoteCrossing(index=70.0, level="high", day=DAY)
    assert warned.do(noted) == ""
    assert warned.now.crossed_again == 0  # that is the crossing it was drafted for
    assert warned.do(replace(noted, day=date(2026, 11, 25))) == ""
    assert (warned.now.crossed_again, warned.now.figures, warned.now.index) == (1, "{}", 61.5)


def test_whoever_wrote_of_it_does_not_approve_it_unless_policy_lets_them(warned: Warned) -> None:
    warned.do(DRAFT)
    warned.do(rules.EditWords(by=LEAD, section="overview", text="与一处工地有关。"))
    approve = rules.ApproveWarning(by=LEAD, last_serial=4)
    assert warned.do(approve) == "warning.own_words"
    assert warned.do(replace(approve, by=SUP)) == "warning.not_approver"
    assert warned.do(replace(approve, by=replace(OTHER, unit="labour"))) == "warning.not_approver"
    alone = replace(
        warned.policy, warnings=warned.policy.warnings.model_copy(update={"approver_is_another": False})
    )
    assert not isinstance(rules.decide(warned.state, approve, alone, NOW), Refusal)
    assert warned.do(replace(approve, by=OTHER)) == ""
    assert warned.now.state is WarningState.APPROVED
    assert warned.now.number.endswith("〔2026〕5号")
    assert warned.now.content_hash == rules.record_hash(warned.now.number, "{}", warned.now.words)


def test_one_asked_for_by_hand_is_its_askers_work(warned: Warned) -> None:
    warned.do(replace(DRAFT, by=LEAD))
    assert warned.do(rules.ApproveWarning(by=LEAD, last_serial=0)) == "warning.own_words"


@settings(max_examples=40)
@given(
    text=st.text(max_size=80),
    section=st.one_of(st.sampled_from(list(Section)), st.text(max_size=12)),
    by=st.sampled_from((SUP, LEAD, OTHER)),
)
def test_what_is_decided_is_never_changed(policy: Policy, text: str, section: str, by: By) -> None:
    for decided in (rules.ApproveWarning(by=LEAD, last_serial=0), rules.DropWarning(by=LEAD, reason="不发")):
        warned = Warned(policy)
        warned.do(DRAFT)
        assert warned.do(decided) == ""
        before = warned.now
        assert warned.do(rules.EditWords(by=by, section=section, text=text)) == "warning.decided"
        assert warned.do(rules.ApproveWarning(by=by, last_serial=1)) == "warning.decided"
        assert warned.do(rules.DropWarning(by=by, reason=text)) == "warning.decided"
        # An event that came late from elsewhere changes nothing either.
        late = happened.WarningEdited(staff_id=by.staff_id, section=str(section), text=text)
        assert rules.evolve(before, late) == before


@settings(max_examples=40)
@given(words=st.dictionaries(st.sampled_from(list(Section)), st.text(max_size=60), max_size=4))
def test_words_are_kept_by_section_and_given_back_to_the_program(
    policy: Policy, words: dict[Section, str]
) -> None:
    warned = Warned(policy)
    warned.do(DRAFT)
    kept = {}
    for section, text in words.items():
        if warned.do(rules.EditWords(by=SUP, section=section, text=text)) == "":
            kept[section.value] = checked(text, policy.warnings.words_chars_max)
    assert dict(warned.now.words) == {section: text for section, text in kept.items() if text}
    for section in words:
        assert warned.do(rules.EditWords(by=SUP, section=section, text=" \n")) == ""
    assert warned.now.words == ()


MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ID_NUMBER = st.from_regex(r"1505[0-9]{2}(19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9X]", fullmatch=True)
FULL_WIDTH = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")


@settings(max_examples=60)
@given(
    number=st.one_of(MOBILE, ID_NUMBER), wide=st.booleans(), joint=st.sampled_from(("", "\u200b", "\u200d"))
)
def test_no_number_of_a_person_is_written_into_a_warning(number: str, wide: bool, joint: str) -> None:
    shown = number.translate(FULL_WIDTH) if wide else number
    answer = checked(f"联系{shown[:3]}{joint}{shown[3:]}处理", 600)
    assert isinstance(answer, Refusal)
    assert answer.code == "warning.text_personal"


@pytest.mark.parametrize(
    "text",
    [
        "130 0000 0020",
        "130-0000-0020",
        "+8613000000020",
        "0475-2000001",
        "150522 19000615 002X",
        "150-52219000615002X",
        "150522190006150",
    ],
)
def test_numbers_written_in_groups_are_found(text: str) -> None:
    assert isinstance(checked(f"请找{text}。", 600), Refusal)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24至2026-12-01登记1300件，比上年多12.5%。",
        "涉及金额1200000元，预警〔2026〕13号，案件编号见附件。",
        "2026年11月24日09:30，37人，80余万元。",
    ],
)
def test_days_counts_and_amounts_are_no_persons(text: str) -> None:
    assert checked(text, 600) == text


def test_a_section_is_not_longer_than_policy_says(warned: Warned) -> None:
    most = warned.policy.warnings.words_chars_max
    warned.do(DRAFT)
    assert warned.do(rules.EditWords(by=SUP, section="overview", text="字" * most)) == ""
    assert (
        warned.do(rules.EditWords(by=SUP, section="overview", text="字" * (most + 1))) == "warning.text_long"
    )
    assert warned.do(rules.DropWarning(by=LEAD, reason=" \n ")) == "warning.reason_missing"
    assert warned.do(rules.DropWarning(by=LEAD, reason="打13000000020问")) == "warning.text_personal"
