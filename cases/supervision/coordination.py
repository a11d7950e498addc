"""工作会议、会商研判、请示报告、协同联动: numbered records whose resolutions become tasks (domain.md §1.4 O1)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from cases.casework.by import By
from cases.deadlines.case_clock import ArmedClock, BudgetUnit, arm
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_date
from cases.policy.coordination import RecordKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.sealed import Sealed, WrappedKey
from cases.supervision.document_number import DocumentNumber, document_number


class TaskState(StrEnum):
    """A resolution as a task."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSet:
    """One resolution: which unit does what until when. `workdays`: None for the usual limit."""

    task_id: str
    unit: str
    workdays: int | None
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedTask:
    """A task with its clock."""

    task_id: str
    unit: str
    clock: ArmedClock
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMade:
    """Texts are sealed with the case's key, or with one of the record's own (`keys`)."""

    record_id: str
    kind: RecordKind
    number: DocumentNumber
    case_id: str
    staff_id: str
    units: tuple[str, ...]  # who took part, or whom it is for
    held_at: datetime
    tasks: tuple[OwedTask, ...]
    sealed: Sealed
    keys: tuple[WrappedKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswered:
    """批复 of a report up."""

    staff_id: str
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone:
    """What the unit did."""

    task_id: str
    staff_id: str
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOverdue:
    """Its limit passed; staff are told once."""

    task_id: str
    due_at: datetime


RecordEvent = RecordMade | RecordAnswered | TaskDone | TaskOverdue


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """As it stands."""

    task_id: str
    unit: str
    due_at: datetime
    state: TaskState


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationRecord:
    """As it stands."""

    record_id: str
    kind: RecordKind
    case_id: str
    tasks: tuple[Task, ...]
    answered: bool = False

    def task(self, task_id: str) -> Task | None:
        """One of its tasks."""
        return next((one for one in self.tasks if one.task_id == task_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRecord:
    """`last_serial`: the last number given under the kind's word this year."""

    record_id: str
    kind: RecordKind
    case_id: str
    by: By
    units: tuple[str, ...]
    held_at: datetime
    tasks: tuple[TaskSet, ...]
    last_serial: int
    sealed: Sealed | None
    keys: tuple[WrappedKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """The answer from above, written down."""

    by: By
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoTask:
    """From the unit's own people, or from the centre for a unit that reports by word of mouth."""

    by: By
    task_id: str
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTask:
    """Time asks: has this task passed its limit?"""

    task_id: str


RecordCommand = MakeRecord | AnswerRecord | DoTask | PassTask


def evolve(record: CoordinationRecord | None, event: RecordEvent) -> CoordinationRecord | None:
    """Fold one event; what happened to a record that was never made changes nothing."""
    if isinstance(event, RecordMade):
        return record or CoordinationRecord(
            record_id=event.record_id,
            kind=event.kind,
            case_id=event.case_id,
            tasks=tuple(
                Task(task_id=t.task_id, unit=t.unit, due_at=t.clock.due_at, state=TaskState.OPEN)
                for t in event.tasks
            ),
        )
    if record is None:
        return None
    match event:
        case RecordAnswered():
            return replace(record, answered=True)
        case TaskDone():
            return _task(record, event.task_id, TaskState.DONE)
        case TaskOverdue():
            return _task(record, event.task_id, TaskState.OVERDUE)
        case _:
            assert_never(event)


def decide(
    record: CoordinationRecord | None, command: RecordCommand, policy: Policy, now: datetime
) -> list[RecordEvent] | Refusal:
    """What follows, or why not."""
    if isinstance(command, MakeRecord):
        return [] if record is not None else _make(command, policy, now)
    if record is None:
        return Refusal("record.unknown")
    match command:
        case AnswerRecord():
            if not policy.coordination.record(record.kind).answered or record.answered:
                return Refusal("record.no_answer_owed")
            if command.sealed is None:
                return Refusal("record.text_missing")
            return [RecordAnswered(staff_id=command.by.staff_id, sealed=command.sealed)]
        case DoTask():
            task = record.task(command.task_id)
            if task is None:
                return Refusal("record.unknown")
            if command.by.unit and command.by.unit != task.unit:
                return Refusal("record.another_unit", {"unit": task.unit})
            if task.state is TaskState.DONE:
                return Refusal("record.task_done")
            if command.sealed is None:
                return Refusal("record.text_missing")
            return [TaskDone(task_id=task.task_id, staff_id=command.by.staff_id, sealed=command.sealed)]
        case PassTask():
            owed = record.task(command.task_id)
            if owed is None or owed.state is not TaskState.OPEN or now < owed.due_at:
                return []
            return [TaskOverdue(task_id=owed.task_id, due_at=owed.due_at)]
        case _:
            assert_never(command)


def _make(command: MakeRecord, policy: Policy, now: datetime) -> list[RecordEvent] | Refusal:
    rules = policy.coordination
    if command.kind is RecordKind.CONSULTATION and not command.case_id:
        return Refusal("record.case_missing")
    if command.held_at > now:
        return Refusal("record.in_future")
    if command.sealed is None or any(task.sealed is None for task in command.tasks):
        return Refusal("record.text_missing")
    if len(command.tasks) > rules.tasks_max:
        return Refusal("record.tasks", {"most": rules.tasks_max})
    for unit in (*command.units, *(task.unit for task in command.tasks)):
        if policy.units.of(unit) is None:
            return Refusal("record.unit_unknown", {"unit": unit})
    owed: list[OwedTask] = []
    for task in command.tasks:
        days = rules.task_workdays if task.workdays is None else task.workdays
        if not 1 <= days <= rules.task_workdays_max or task.sealed is None:
            return Refusal("record.task_days", {"most": rules.task_workdays_max})
        clock = arm(ClockKind.TASK, BudgetUnit.WORKING_DAYS, days, now, policy, subject=task.task_id)
        owed.append(OwedTask(task_id=task.task_id, unit=task.unit, clock=clock, sealed=task.sealed))
    kind = rules.record(command.kind)
    number = document_number(kind.number_word, hall_date(now).year, command.last_serial, rules.number_format)
    return [
        RecordMade(
            record_id=command.record_id,
            kind=command.kind,
            number=number,
            case_id=command.case_id,
            staff_id=command.by.staff_id,
            units=tuple(dict.fromkeys(command.units)),
            held_at=command.held_at,
            tasks=tuple(owed),
            sealed=command.sealed,
            keys=command.keys,
        )
    ]


def _task(record: CoordinationRecord, task_id: str, state: TaskState) -> CoordinationRecord:
    return replace(
        record,
        tasks=tuple(replace(t, state=state) if t.task_id == task_id else t for t in record.tasks),
    )
