"""Stores that hear of one another late: whose decisions count, which are late, which wait, and what old logs say."""

import json
from datetime import timedelta
from itertools import permutations
from typing import Any
from unittest import mock

from cases.casework import case_additions as adds
from cases.casework import case_commands as ask
from cases.casework import case_events as done
from cases.casework import case_history
from cases.casework import handling_commands as handle
from cases.casework.case_events import CaseEvent
from cases.casework.case_folding import evolve
from cases.casework.case_history import Placed, fold
from cases.casework.case_rules import settle
from cases.casework.case_state import Case, CaseState
from cases.codec import decode, encode
from cases.matter.matter import OpenMatter
from cases.policy.policy import Policy
from tests.cases.casework.case_steps import CLERK, LEADER, MONDAY, SIQIN, Story, send
from tests.cases.casework.finished_case import finish
from tests.cases.casework.invented_commands import CENTRE_STORE, HALL, OTHER_HALL, WORDS


def placed(store: str, tenure: int, first: int, *events: CaseEvent) -> list[Placed]:
    return [
        Placed(tenure=tenure, epoch=1, seq=first + n, store=store, event=event)
        for n, event in enumerate(events)
    ]


def taken(store: str, from_store: str, known: int, *, forced: bool = True) -> done.TakenOver:
    return done.TakenOver(
        staff_id="lead", store=store, from_store=from_store, forced=forced, known_epoch=1, known_seq=known
    )


def registered_and_accepted(policy: Policy) -> list[Placed]:
    story = Story(policy).registered()
    story.does(ask.AcceptCase(staff_id="s1"))
    return placed(HALL, 1, 1, *story.events)


CORRECTED = done.MatterCorrected(open=OpenMatter(category="debt"), sealed=None, staff_id="s1")


def test_what_the_old_holder_decides_after_a_forced_take_over_is_kept_for_a_person(policy: Policy) -> None:
    hall = registered_and_accepted(policy)
    late = placed(HALL, 1, 3, CORRECTED)
    centre = placed(CENTRE_STORE, 2, 70, taken(CENTRE_STORE, HALL, 2))
    for order in permutations([*hall, *late, *centre]):
        folded = fold(order)
        assert folded.late == tuple(late)
        assert folded.case is not None
        assert (folded.case.holder, folded.case.tenure, folded.case.open.category) == (
            CENTRE_STORE,
            2,
            "labour_wages",
        )


def test_a_decision_waits_until_what_it_builds_on_has_arrived(policy: Policy) -> None:
    hall = registered_and_accepted(policy)
    centre = placed(CENTRE_STORE, 2, 70, taken(CENTRE_STORE, HALL, 2), CORRECTED)
    early = fold([*centre, hall[0]])
    assert early.waiting == tuple(centre)
    assert early.case is not None
    assert (early.case.state, early.case.holder) == (CaseState.REGISTERED, HALL)
    assert fold(centre).waiting == tuple(centre)
    whole = fold([*centre, *reversed(hall)])
    assert (whole.waiting, whole.late) == ((), ())
    assert whole.case is not None
    assert (whole.case.state, whole.case.open.category) == (CaseState.ACCEPTED, "debt")
    with mock.patch.object(case_history, "_reaches", return_value=True):
        assert fold([*centre, hall[0]]).waiting == (), "the test would not notice a rule that does not wait"


def test_of_two_that_took_over_whoever_knew_least_has_it_and_nobody_elses_word_is_lost(
    policy: Policy,
) -> None:
    hall = registered_and_accepted(policy)
    centre = placed(CENTRE_STORE, 2, 70, taken(CENTRE_STORE, HALL, 1))
    other = placed(OTHER_HALL, 2, 5, taken(OTHER_HALL, HALL, 2), CORRECTED)
    heir_of_other = placed(HALL, 3, 9, taken(HALL, OTHER_HALL, 6))
    for order in permutations([*hall, *centre, *other, *heir_of_other]):
        folded = fold(order)
        assert folded.case is not None
        assert folded.case.holder == CENTRE_STORE
        assert [p.store for p in folded.late] == [HALL, OTHER_HALL, OTHER_HALL, HALL]
        assert folded.waiting == ()


def test_whoever_was_handed_the_case_goes_before_who_took_it_by_force(policy: Policy) -> None:
    hall = registered_and_accepted(policy)
    handed = placed(HALL, 1, 3, done.HandedOver(staff_id="s1", to_store=OTHER_HALL))
    given = placed(OTHER_HALL, 2, 4, taken(OTHER_HALL, HALL, 3, forced=False))
    forced = placed(CENTRE_STORE, 2, 4, taken(CENTRE_STORE, HALL, 3))
    folded = fold([*forced, *given, *handed, *hall])
    assert folded.case is not None
    assert folded.case.holder == OTHER_HALL
    assert folded.late == tuple(forced)


def test_two_decisions_that_claim_one_place_fold_alike_everywhere(policy: Policy) -> None:
    hall = registered_and_accepted(policy)
    one = placed(HALL, 1, 3, CORRECTED)
    same_place = placed(HALL, 1, 3, done.HandedOver(staff_id="s1", to_store=OTHER_HALL))
    folds = [fold(order) for order in permutations([*hall, *one, *same_place, *one])]
    assert all(folded == folds[0] for folded in folds)
    assert len(folds[0].late) == 1


def test_a_case_handed_to_a_store_that_never_took_it_can_be_taken_back(policy: Policy) -> None:
    story = Story(policy).registered()
    story.does(ask.HandOver(by=SIQIN, to_store=OTHER_HALL))
    assert story.refuses(ask.AcceptCase(staff_id="s1")) == "case.not_holder"
    back = ask.TakeOver(by=LEADER, forced=True, known_epoch=1, known_seq=2, because=WORDS)
    story.does(back, ask.AcceptCase(staff_id="s1"))
    assert story.it.state is CaseState.ACCEPTED
    assert story.refuses(back) == "take_over.held"


def test_what_was_added_before_the_registration_arrived_is_not_lost(policy: Policy) -> None:
    hall = registered_and_accepted(policy)
    record = adds.HandlingRecorded(record_id="r1", kind="talk", staff_id="s9", unit="", done_at=MONDAY)
    folded = fold([*placed(CENTRE_STORE, 1, 1, record), *hall])
    assert folded.case is not None
    assert folded.case.records == {"r1"}


def test_what_the_holder_was_asked_from_elsewhere_is_answered_once(policy: Policy) -> None:
    story = Story(policy).registered().graded()
    story.does(send("human_resources"))
    asked = adds.ActionAsked(
        addition_id="a1",
        from_store=CENTRE_STORE,
        acknowledge=ask.AcknowledgeDispatch(by=CLERK, dispatch_id="d_human_resources"),
    )
    case = evolve(story.it, asked, CENTRE_STORE)
    assert case is not None
    answer = settle(case, asked, policy, MONDAY, HALL)
    assert isinstance(answer, list)
    assert answer[-1] == done.ActionAnswered(addition_id="a1", granted=True)
    for event in answer:
        case = evolve(case, event, HALL)
    assert case is not None
    assert (case.state, case.asked) == (CaseState.HANDLING, frozenset())
    assert settle(case, asked, policy, MONDAY, HALL) == []


OLD_CLOCK = {
    "kind": "accept",
    "unit": "working_days",
    "amount": 3,
    "started_at": "2026-11-23T09:31:00+08:00",
    "soon_at": "2026-11-24T00:00:00+08:00",
    "due_at": "2026-11-27T00:00:00+08:00",
    "due_date": "2026-11-26",
    "calendar_version": "2025+2026",
}
OLD_LOG = (
    (
        "case_registered",
        {
            "case_id": "c1",
            "case_code": "ZZ150502000261123001724",
            "visit_id": "v1",
            "source": "kiosk",
            "matter": {"open": {"category": "labour_wages"}},
            "receipt_code_hash": "",
            "confirmed_at": "2026-11-23T09:31:00+08:00",
            "clocks": [OLD_CLOCK],
        },
    ),
    (
        "deadline_passed",
        {"clock": "accept", "rung": 0, "due_at": "2026-11-27T00:00:00+08:00", "item_id": "i1"},
    ),
    ("matter_corrected", {"open": {"category": "debt"}, "sealed": None, "staff_id": "s1"}),
    (
        "case_accepted",
        {
            "staff_id": "s1",
            "accepted_at": "2026-11-27T09:00:00+08:00",
            "clocks": [{**OLD_CLOCK, "kind": "grade", "unit": "opening_hours", "amount": 2}],
        },
    ),
    ("person_read", {"staff_id": "s1", "purpose": "reception"}),
)


def test_what_the_first_release_wrote_still_folds_and_can_be_finished(policy: Policy) -> None:
    case: Case | None = None
    for name, body in OLD_LOG:
        event: Any = decode(name, 1, json.loads(json.dumps(body)))
        case = evolve(case, event, HALL)
    assert case is not None
    assert case.state is CaseState.ACCEPTED
    assert case.passed == {("accept", 0)}
    assert finish(case, policy, MONDAY + timedelta(days=7)).state is CaseState.CLOSED


def test_every_kind_of_event_comes_back_from_the_log_as_it_was(policy: Policy) -> None:
    story = Story(policy).registered().graded().handled().reported().told().closed()
    story.does(handle.ArchiveCase(by=SIQIN))
    for event in story.events:
        name, version, body = encode(event)
        assert decode(name, version, json.loads(json.dumps(body))) == event
