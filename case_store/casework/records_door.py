"""工作会议、会商研判、请示报告、协同联动: numbered records, their tasks, and a 会商 in its case at once."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter

from case_store.casework.case_door import Opened, open_case
from case_store.casework.document_serials import last_serial
from case_store.casework.names import code_of, unit_name
from case_store.casework.record_lines import lines_of
from case_store.casework.sealed_texts import TEXT, Seal, opener_of, sealer_of, sealing_for
from case_store.casework.supervision_rows import light_of
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name, record_name, record_of
from case_store.log.micros import from_us, to_us
from case_store.log.schema import coordination_record, task
from case_store.seal import SealError
from cases.casework import case_commands as ask_case
from cases.casework.by import By
from cases.casework.case_rules import decide as decide_case
from cases.policy.coordination import RecordKind
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.supervision.coordination import (
    AnswerRecord,
    CoordinationRecord,
    DoTask,
    MakeRecord,
    RecordCommand,
    RecordMade,
    TaskSet,
    TaskState,
    decide,
)
from cases.supervision.coordination_acts import WriteRecord
from cases.views_supervision import RecordPage, RecordRow, TaskRow

ROWS_MAX = 200
_DONE = TypeAdapter(str)
_OPEN_TASKS = (
    sa.select(sa.func.count())
    .select_from(task)
    .where(
        task.c.stream == coordination_record.c.stream,
        task.c.record_id == coordination_record.c.record_id,
        task.c.state != TaskState.DONE.value,
    )
    .scalar_subquery()
)
_RECORDS = sa.select(
    coordination_record,
    _OPEN_TASKS.label("tasks_open"),
    code_of(coordination_record.c.case_id).label("case_code"),
)
_TASKS = sa.select(task, coordination_record.c.number).join(
    coordination_record,
    sa.and_(
        coordination_record.c.stream == task.c.stream, coordination_record.c.record_id == task.c.record_id
    ),
)


class RecordsDoor:
    """The centre's people write records; a unit sees those that give it a task."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def rows(self, who: OnDuty, kind: RecordKind | None) -> tuple[RecordRow, ...]:
        """Records, the newest first."""
        with self._runner.past() as past:
            own = () if _writes(who) else (_has_task(who.unit),)
            of_kind = (coordination_record.c.kind == kind.value,) if kind else ()
            query = (
                _RECORDS.where(coordination_record.c.stream == past.stream, *own, *of_kind)
                .order_by(coordination_record.c.held_at_us.desc())
                .limit(ROWS_MAX)
            )
            return tuple(self._row(row) for row in past.connection.execute(query))

    def tasks(self, who: OnDuty) -> tuple[TaskRow, ...]:
        """What is still owed, the earliest first; a unit's own."""
        with self._runner.past() as past:
            own = () if _writes(who) else (task.c.unit == who.unit,)
            open_ = task.c.state != TaskState.DONE.value
            query = _TASKS.where(task.c.stream == past.stream, open_, *own).order_by(task.c.due_at_us)
            found = past.connection.execute(query.limit(ROWS_MAX))
            return tuple(self._task(past, row, "") for row in found)

    def page(self, who: OnDuty, record_id: str) -> RecordPage | Refusal:
        """A record with its text."""
        with self._runner.past() as past:
            record = _seen(past, who, record_id)
            return record if isinstance(record, Refusal) else self._page(past, record)

    def write(self, command_id: UUID, who: OnDuty, act: WriteRecord) -> RecordPage | Refusal:
        """A new record with its number; a 会商 stands in its case in the same transaction."""
        body = {"write_record": (who.staff_id, act)}
        done = self._runner.decide(command_id, body, lambda work: self._write(work, who, act), _DONE)
        return self._shown(done)

    def answer(self, command_id: UUID, who: OnDuty, record_id: str, text: str) -> RecordPage | Refusal:
        """批复."""

        def command(by: By, seal: Seal) -> RecordCommand:
            return AnswerRecord(by=by, sealed=seal(text))

        body = {"answer_record": (who.staff_id, record_id, text)}
        done = self._runner.decide(
            command_id, body, lambda work: self._act(work, who, record_id, command), _DONE
        )
        return self._shown(done)

    def do_task(
        self, command_id: UUID, who: OnDuty, of_record: tuple[str, str], text: str
    ) -> RecordPage | Refusal:
        """What a unit did for its task; `of_record`: ids of record and task."""
        record_id, task_id = of_record

        def command(by: By, seal: Seal) -> RecordCommand:
            return DoTask(by=by, task_id=task_id, sealed=seal(text))

        body = {"do_task": (who.staff_id, record_id, task_id, text)}
        done = self._runner.decide(
            command_id, body, lambda work: self._act(work, who, record_id, command), _DONE
        )
        return self._shown(done)

    def _write(self, work: Work, who: OnDuty, act: WriteRecord) -> str | Refusal:
        if not _writes(who):
            return Refusal("auth.right", {"right": Right.WHISTLE.value})
        opened = open_case(work, who, act.case_id) if act.case_id else None
        if isinstance(opened, Refusal):
            return opened
        policy, record_id = self._house.policy, str(uuid_v7.uuid7())
        sealing = sealing_for(work, self._house, act.case_id, record_id)
        if isinstance(sealing, Refusal):
            return sealing
        seal, keys = sealing
        by = By(staff_id=who.staff_id, role=who.role, unit=who.unit)
        command = MakeRecord(
            record_id=record_id,
            kind=act.kind,
            case_id=act.case_id,
            by=by,
            units=act.units,
            held_at=act.held_at,
            tasks=tuple(
                TaskSet(
                    task_id=str(uuid_v7.uuid7()), unit=one.unit, workdays=one.workdays, sealed=seal(one.text)
                )
                for one in act.resolutions
            ),
            last_serial=last_serial(work, policy.coordination.record(act.kind).number_word),
            sealed=seal(act.text),
            keys=keys,
        )
        events = decide(None, command, policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(record_name(record_id), events, who.actor)
        if opened is not None and act.kind is RecordKind.CONSULTATION:
            refusal = self._consulted(work, who, opened, command)
            if refusal is not None:
                return refusal
        return record_id

    def _consulted(self, work: Work, who: OnDuty, opened: Opened, command: MakeRecord) -> Refusal | None:
        """会商 answers what a second return owes (domain.md §1.3 P4)."""
        policy = self._house.policy
        in_case = ask_case.RecordHandling(
            by=opened.by,
            record_id=command.record_id,
            kind=policy.coordination.case_record_kind,
            done_at=command.held_at,
            sealed=command.sealed,
        )
        added = decide_case(opened.case, in_case, policy, work.now, work.stream)
        if isinstance(added, Refusal):
            return added
        work.record(case_name(opened.case.case_id), added, who.actor)
        return None

    def _act(
        self, work: Work, who: OnDuty, record_id: str, command: Callable[[By, Seal], RecordCommand]
    ) -> str | Refusal:
        record = _seen(work, who, record_id)
        if isinstance(record, Refusal):
            return record
        try:
            seal = sealer_of(work, self._house, record_id, record.case_id)
        except SealError:
            return Refusal("case.seal_broken")
        by = By(staff_id=who.staff_id, role=who.role, unit=who.unit)
        events = decide(record, command(by, seal), self._house.policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(record_name(record_id), events, who.actor)
        return record_id

    def _shown(self, done: str | Refusal) -> RecordPage | Refusal:
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            record = record_of(past, done)
            return Refusal("record.unknown") if record is None else self._page(past, record)

    def _page(self, past: Past, record: CoordinationRecord) -> RecordPage:
        record_id = record.record_id
        this = (coordination_record.c.stream == past.stream, coordination_record.c.record_id == record_id)
        row = past.connection.execute(_RECORDS.where(*this)).one()
        opened = opener_of(past, self._house, record_id, record.case_id)
        name = record_name(record_id)
        texts = {
            owed.task_id: opened(owed.sealed, TEXT)
            for made in past.past(name)
            if isinstance(made, RecordMade)
            for owed in made.tasks
        }
        of_record = (task.c.stream == past.stream, task.c.record_id == record_id)
        tasks = past.connection.execute(_TASKS.where(*of_record).order_by(task.c.task_id))
        lines = lines_of(past, name, opened)
        return RecordPage(
            row=self._row(row),
            text=lines[0].text if lines else "",
            tasks=tuple(self._task(past, one, texts.get(one.task_id, "")) for one in tasks),
            lines=lines,
        )

    def _row(self, row: Any) -> RecordRow:
        policy = self._house.policy
        kind = policy.coordination.record(RecordKind(row.kind))
        return RecordRow(
            record_id=row.record_id,
            kind=row.kind,
            kind_name=kind.name,
            number=row.number,
            case_id=row.case_id,
            case_code=row.case_code or "",
            held_at=from_us(row.held_at_us),
            units=tuple(unit_name(policy, unit) for unit in orjson.loads(row.units)),
            tasks_open=int(row.tasks_open),
            answer_owed=kind.answered and not row.answered,
        )

    def _task(self, past: Past, row: Any, text: str) -> TaskRow:
        done = row.state == TaskState.DONE.value
        return TaskRow(
            task_id=row.task_id,
            record_id=row.record_id,
            number=row.number,
            unit=row.unit,
            unit_name=unit_name(self._house.policy, row.unit),
            state=row.state,
            due_date=date.fromisoformat(row.due_date),
            light="" if done else light_of(to_us(past.now), row.soon_at_us, row.due_at_us),
            text=text,
        )


def _writes(who: OnDuty) -> bool:
    """The centre's people who may call units together, or supervise."""
    return not who.unit and (may(who.role, Right.WHISTLE) or may(who.role, Right.SUPERVISE))


def _has_task(unit: str) -> "sa.ColumnElement[bool]":
    return sa.exists().where(
        task.c.stream == coordination_record.c.stream,
        task.c.record_id == coordination_record.c.record_id,
        task.c.unit == unit,
    )


def _seen(past: Past, who: OnDuty, record_id: str) -> CoordinationRecord | Refusal:
    """A record that gives somebody's unit nothing to do is answered as one that is not there."""
    record = record_of(past, record_id)
    if record is None or not (_writes(who) or any(one.unit == who.unit for one in record.tasks)):
        return Refusal("record.unknown")
    return record
