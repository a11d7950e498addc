"""Records of coordination: numbers without a gap, resolutions that become tasks with clocks (domain.md §1.4 O1)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from cases.casework.by import By
from cases.hall_time import hall_time
from cases.policy.coordination import RecordKind
from cases.refusal import Refusal
from cases.sealed import Sealed
from cases.supervision.coordination import (
    AnswerRecord,
    CoordinationRecord,
    DoTask,
    MakeRecord,
    PassTask,
    RecordCommand,
    RecordMade,
    TaskSet,
    decide,
    evolve,
)
from tests.cases.casework.test_case import POLICY

MONDAY = hall_time(datetime(2026, 11, 23, 10))
SEALED = Sealed(key_id="r1", nonce="", ciphertext="")
DISPATCHER = By(staff_id="disp", role="dispatcher")
HOUSING = By(staff_id="c1", role="unit_officer", unit="housing")
MAKE = MakeRecord(
    record_id="r1",
    kind=RecordKind.MEETING,
    case_id="",
    by=DISPATCHER,
    units=("housing", "justice"),
    held_at=MONDAY - timedelta(hours=1),
    tasks=(
        TaskSet(task_id="t1", unit="housing", workdays=None, sealed=SEALED),
        TaskSet(task_id="t2", unit="justice", workdays=2, sealed=SEALED),
    ),
    last_serial=11,
    sealed=SEALED,
)


def step(
    record: CoordinationRecord | None, command: RecordCommand, now: datetime = MONDAY
) -> CoordinationRecord:
    events = decide(record, command, POLICY, now)
    assert not isinstance(events, Refusal), events
    for event in events:
        record = evolve(record, event)
    assert record is not None
    return record


def refused(record: CoordinationRecord | None, command: RecordCommand, now: datetime = MONDAY) -> str:
    answer = decide(record, command, POLICY, now)
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_a_record_has_the_next_number_of_its_kind_and_its_tasks_have_limits() -> None:
    events = decide(None, MAKE, POLICY, MONDAY)
    assert not isinstance(events, Refusal)
    (made,) = events
    assert isinstance(made, RecordMade)
    assert made.number.text.endswith("会议〔2026〕12号")
    assert [task.clock.due_date for task in made.tasks] == [date(2026, 11, 30), date(2026, 11, 25)]
    assert decide(step(None, MAKE), MAKE, POLICY, MONDAY) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": RecordKind.CONSULTATION}, "record.case_missing"),
        ({"held_at": MONDAY + timedelta(minutes=1)}, "record.in_future"),
        ({"sealed": None}, "record.text_missing"),
        ({"tasks": (replace(MAKE.tasks[0], sealed=None),)}, "record.text_missing"),
        ({"tasks": (replace(MAKE.tasks[0], unit="circus"),)}, "record.unit_unknown"),
        ({"tasks": (replace(MAKE.tasks[0], workdays=61),)}, "record.task_days"),
        ({"tasks": (replace(MAKE.tasks[0], workdays=0),)}, "record.task_days"),
        ({"tasks": MAKE.tasks * 11}, "record.tasks"),
    ],
)
def test_what_is_incomplete_is_no_record(changed: dict[str, object], code: str) -> None:
    assert refused(None, replace(MAKE, **changed)) == code  # type: ignore[arg-type]


def test_a_task_is_done_by_its_unit_and_overdue_once() -> None:
    record = step(None, MAKE)
    done = DoTask(by=HOUSING, task_id="t2", sealed=SEALED)
    assert refused(record, done) == "record.another_unit"
    due = hall_time(datetime(2026, 11, 26))
    assert step(record, PassTask(task_id="t2"), due - timedelta(seconds=1)) == record
    late = step(record, PassTask(task_id="t2"), due)
    assert [task.state.value for task in late.tasks] == ["open", "overdue"]
    assert step(late, PassTask(task_id="t2"), due + timedelta(days=30)) == late
    late = step(late, replace(done, by=DISPATCHER))  # told by telephone, also after its limit
    late = step(late, replace(done, task_id="t1"))
    assert [task.state.value for task in late.tasks] == ["done", "done"]
    assert refused(late, replace(done, task_id="t1")) == "record.task_done"
    assert step(late, PassTask(task_id="t1"), due + timedelta(days=30)) == late


def test_only_a_report_up_is_answered_and_once() -> None:
    answer = AnswerRecord(by=DISPATCHER, sealed=SEALED)
    assert refused(step(None, MAKE), answer) == "record.no_answer_owed"
    report = step(None, replace(MAKE, kind=RecordKind.REPORT_UP, tasks=()))
    assert refused(report, replace(answer, sealed=None)) == "record.text_missing"
    assert refused(step(report, answer), answer) == "record.no_answer_owed"
