"""What the last page says, for every way in which an intake can end."""

from dataclasses import replace
from datetime import date

from cases.matter.intake import Intake, Taken
from cases.policy.policy import Policy
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.texts import Texts
from kiosk.done_words import DoneShown, done_words
from kiosk.door import PapersOut
from kiosk.draft import NOTHING_TOLD, consult_intake
from kiosk.ticket_taker import Ending
from tests.kiosk.kiosk_room import BOTH_PRINTED, MORNING, HeldDoor

NO_PAPER = Refusal("printer.out_of_paper", {"ticket_no": "A017", "paper": "小票和回执", "kiosk": "1号自助机"})
FAILED = PapersOut(ticket=PaperState.FAILED, receipt=PaperState.FAILED, why=NO_PAPER)


def ending(policy: Policy, out: PapersOut | None, *, confirmed: bool = True, **changed: object) -> Ending:
    intake = NOTHING_TOLD.to_intake(confirmed=confirmed, touched_at=MORNING, categories=policy.categories)
    return ended(intake, out, **changed)


def ended(intake: Intake, out: PapersOut | None, **changed: object) -> Ending:
    taken = replace(HeldDoor().make(intake), **changed)  # type: ignore[arg-type]  # a test names fields of Taken
    return Ending(taken=taken, intake=intake, out=out)


def words(made: Ending, policy: Policy, texts: Texts, *, denied: bool = False) -> DoneShown:
    return done_words(made, policy, texts, denied=denied)


def test_a_dispute_ends_with_number_wait_place_promise_and_steps(policy: Policy, texts: Texts) -> None:
    shown = words(ending(policy, BOTH_PRINTED), policy, texts)
    assert shown.title == "收到了，您已经排上队"
    assert shown.number == "A017"
    assert (shown.ahead.spoken, shown.wait.spoken, shown.where) == ("6位", "10～18分钟", "受理区等候")
    assert shown.promise == "11月26日前告诉您是否受理"
    assert shown.has_steps
    assert shown.paper_strong == "小票和回执打好了，在下面的出口。"
    assert shown.case_code == ""
    assert shown.can_deny


def test_while_the_printer_is_at_it_the_page_says_so_and_frightens_nobody(
    policy: Policy, texts: Texts
) -> None:
    shown = words(ending(policy, None), policy, texts)
    assert shown.paper_strong == "正在打印小票和回执，请稍等……"
    assert shown.case_code == ""
    assert not shown.can_deny


def test_without_paper_the_citizen_is_told_to_remember_the_number_and_gets_the_codes(
    policy: Policy, texts: Texts
) -> None:
    shown = words(ending(policy, FAILED), policy, texts)
    assert shown.paper_strong == (
        "票纸用完了，小票和回执没有打出来。您是A017号，已经排上，请记住号码，或者扫码带走；要纸的，到窗口补打。"
    )
    assert shown.case_code == "ZZ 150502000 261123 0017 24"
    assert shown.lookup_code == "482 916"
    assert not shown.can_deny


def test_a_receipt_that_did_not_come_out_leaves_the_codes_on_the_screen(policy: Policy, texts: Texts) -> None:
    out = PapersOut(ticket=PaperState.PRINTED, receipt=PaperState.UNKNOWN)
    shown = words(ending(policy, out), policy, texts)
    assert shown.paper_strong == "请记住您的号码，工作人员马上来。"
    assert shown.lookup_code == "482 916"


def test_a_citizen_who_says_that_nothing_came_out_is_believed(policy: Policy, texts: Texts) -> None:
    shown = words(ending(policy, BOTH_PRINTED), policy, texts, denied=True)
    assert shown.paper_strong == "请记住您的号码，工作人员马上来。"
    assert shown.paper == "您是A017号，已经排上队了。"
    assert shown.case_code
    assert not shown.can_deny


def test_a_number_of_the_lease_says_nothing_that_nobody_knows(policy: Policy, texts: Texts) -> None:
    shown = words(
        ending(policy, BOTH_PRINTED, leased=True, people_ahead=None, wait_low_min=None, wait_high_min=None),
        policy,
        texts,
    )
    assert shown.number == "A017"
    assert (shown.ahead.spoken, shown.wait.spoken) == ("请看大屏", "请听叫号")


def test_the_first_in_line_is_called_at_once(policy: Policy, texts: Texts) -> None:
    shown = words(
        ending(policy, BOTH_PRINTED, people_ahead=0, wait_low_min=0, wait_high_min=0), policy, texts
    )
    assert (shown.ahead.spoken, shown.wait.spoken) == ("没有人", "马上叫您")


def test_a_ticket_first_has_a_number_and_no_promise(policy: Policy, texts: Texts) -> None:
    shown = words(ending(policy, PapersOut(ticket=PaperState.PRINTED), confirmed=False), policy, texts)
    assert shown.title == "好了，您已经排上队"
    assert shown.promise == ""
    assert not shown.has_steps
    assert "填过的窗口看得到，没填的到窗口再说。" in shown.advice


def test_consulting_ends_with_a_number_of_its_own_queue(policy: Policy, texts: Texts) -> None:
    shown = words(ended(consult_intake(MORNING), PapersOut(ticket=PaperState.PRINTED)), policy, texts)
    assert shown.number == "B017"
    assert shown.paper_strong == "小票打好了，在下面的出口。"


def test_a_used_up_lease_keeps_the_matter_and_sends_to_the_desk(policy: Policy, texts: Texts) -> None:
    refusal = Refusal("kiosk.lease_used_up", {"queue": "A"})
    out = PapersOut(receipt=PaperState.PRINTED)
    shown = words(ending(policy, out, ticket_no=None, refusal=refusal), policy, texts)
    assert shown.number == ""
    assert shown.title == "您说的事收到了"
    assert shown.go_to == "请到导办台取号"
    assert "您说的事已经记下" in shown.go_why
    assert shown.paper_strong == "回执打好了，在下面的出口。"
    assert shown.case_code == ""
    unprinted = words(
        ending(policy, PapersOut(receipt=PaperState.FAILED), ticket_no=None, refusal=refusal), policy, texts
    )
    assert unprinted.case_code


def test_what_could_not_be_kept_is_not_said_to_be_kept(policy: Policy, texts: Texts) -> None:
    not_stored = Refusal("kiosk.not_stored")
    for made in (
        ending(policy, None, ticket_no=None, case_code=None, refusal=not_stored),
        Ending(taken=None, intake=consult_intake(MORNING)),
    ):
        shown = words(made, policy, texts)
        assert shown.title == "对不起，这台机器出了故障"
        assert shown.go_to == "请到导办台取号"
        assert "没能存下来" in shown.go_why
        assert shown.number == shown.case_code == ""


def test_no_ending_names_a_person_or_the_matter(policy: Policy, texts: Texts) -> None:
    fields = set(Taken.__dataclass_fields__)
    assert not fields & {"name", "phone", "story", "category", "other_side"}
    assert words(ending(policy, None, answer_by=date(2026, 1, 5)), policy, texts).promise.startswith("1月5日")
