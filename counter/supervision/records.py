"""会议协调: what was resolved and is still owed, and the numbered records that it stands in."""

import asyncio
from dataclasses import dataclass

from cases.policy.coordination import RecordKind
from cases.refusal import Refusal
from cases.roles import Right
from cases.views_supervision import RecordPage, RecordRow, TaskRow
from counter.casework.act_context import Field
from counter.casework.act_fields import TEXT, ActForm
from counter.casework.case_words import FactRow, word
from counter.supervision.board_words import day_text, facts, happened, moment_text, shape_of, sign_of
from counter.supervision.record_form import labels_of, write_form
from counter.supervision.section import (
    BoardLine,
    Choice,
    Chosen,
    Detail,
    Filter,
    Offer,
    PartRow,
    Question,
    Section,
    fixed,
)
from counter.wording import short_case_code


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsFound:
    """What is owed, the earliest first, and the records, the newest first."""

    tasks: tuple[TaskRow, ...]
    records: tuple[RecordRow, ...]


class RecordsSection(Section[RecordsFound, RecordPage]):
    """Open tasks stand over the records: they are what somebody waits for."""

    name = "records"
    has_pages = True
    has_lights = True

    async def ask(self) -> RecordsFound | Refusal:
        """Both lists."""
        client = self.services.client.records
        wanted = self.narrowed.get("kind")
        kind = RecordKind(wanted) if wanted else None
        tasks, records = await asyncio.gather(client.tasks(), client.rows(kind))
        if isinstance(tasks, Refusal):
            return tasks
        if isinstance(records, Refusal):
            return records
        return RecordsFound(tasks=() if kind else tasks, records=records)

    def ask_page(self, row_id: str) -> Question:
        """The record, also of a task."""
        return self.services.client.records.page(_record_of(row_id))

    def lines(self, found: RecordsFound) -> list[BoardLine]:
        """Tasks, then records."""
        return [*(self._task_line(one) for one in found.tasks), *map(self._record_line, found.records)]

    def count(self, found: RecordsFound) -> str:
        """Tasks and records."""
        return self.say("records.count", tasks=len(found.tasks), count=len(found.records))

    def filters(self, _found: RecordsFound | None) -> tuple[Filter, ...]:
        """One kind of record."""
        choices = tuple(
            Choice(code=one.kind.value, name=one.name) for one in self.policy.coordination.records
        )
        return (Filter(name="kind", chosen=self.narrowed.get("kind", ""), choices=choices),)

    def detail(self, chosen: Chosen[RecordsFound, RecordPage]) -> Detail:
        """What was written, what was resolved, what became of it."""
        texts, shown = self.services.rules.texts, chosen.shown
        if shown is None:
            numbers = {one.record_id: one.number for one in chosen.found.records}
            numbers |= {one.record_id: one.number for one in chosen.found.tasks}
            return Detail(title=numbers.get(_record_of(chosen.row_id), ""))
        row = shown.row
        known = facts(
            self,
            number=row.number,
            held=moment_text(row.held_at, texts),
            present=self.say("list").join(row.units),
            answer=self.say("records.answer_owed") if row.answer_owed else "",
        )
        said = FactRow(key="text", label=self.say("fact.text"), value=shown.text, is_long=True)
        return Detail(
            title=row.kind_name,
            code=short_case_code(row.case_code) if row.case_code else "",
            facts=(*known, said),
            parts_title=self.say("records.tasks"),
            parts=tuple(self._part(one) for one in shown.tasks),
            lines=happened(shown.lines[1:], texts),
            case_id=row.case_id,
        )

    def offers(self, chosen: Chosen[RecordsFound, RecordPage]) -> list[Offer]:
        """Tick a task, answer, write another."""
        offers: list[Offer] = []
        client, record_id = self.services.client.records, _record_of(chosen.row_id)
        writes = not self.own_unit and (self.may(Right.WHISTLE) or self.may(Right.SUPERVISE))
        owed = self._owed(chosen)
        if owed is not None:
            tick = Offer(
                name="task-done",
                key="C",
                form=fixed(_tick(owed)),
                ask=lambda text, id_: client.do_task(record_id, owed.task_id, text, id_),
                is_primary=True,
            )
            offers.append(tick)
        if chosen.shown is not None and chosen.shown.row.answer_owed and writes:
            answer = Offer(
                name="answer",
                key="P",
                form=fixed(_answer()),
                ask=lambda text, id_: client.answer(record_id, text, id_),
                is_primary=owed is None,
            )
            offers.append(answer)
        if writes:
            write = Offer(
                name="write-record",
                key="N",
                form=lambda cases: write_form(cases, self.policy, self.services.clock.now()),
                ask=client.write,
                labels=labels_of(self.policy, self.say),
                asks_case=True,
            )
            offers.append(write)
        return offers

    def made(self, answer: object) -> str:
        """The record that was written."""
        return f"{answer.row.record_id}/" if isinstance(answer, RecordPage) else ""

    def _owed(self, chosen: Chosen[RecordsFound, RecordPage]) -> TaskRow | None:
        """The task of the line, else the first open one that this person's unit may tick."""
        wanted = chosen.row_id.partition("/")[2]
        tasks = [
            one
            for one in (chosen.shown.tasks if chosen.shown else ())
            if one.light and (not self.own_unit or one.unit == self.own_unit)
        ]
        return next((one for one in tasks if one.task_id == wanted), next(iter(tasks), None))

    def _task_line(self, task: TaskRow) -> BoardLine:
        texts = self.services.rules.texts
        return BoardLine(
            row_id=f"{task.record_id}/{task.task_id}",
            **sign_of(shape_of(task.light), texts),
            title=self.say("records.task"),
            code=task.number,
            until=day_text(task.due_date, texts),
            note=task.unit_name,
            needs_me=task.unit == self.own_unit,
        )

    def _record_line(self, row: RecordRow) -> BoardLine:
        texts = self.services.rules.texts
        open_ = self.say("records.open", tasks=row.tasks_open) if row.tasks_open else ""
        return BoardLine(
            row_id=f"{row.record_id}/",
            title=row.kind_name,
            until=moment_text(row.held_at, texts),
            note=row.number,
            chip=self.say("records.answer_owed") if row.answer_owed else open_,
        )

    def _part(self, task: TaskRow) -> PartRow:
        texts = self.services.rules.texts
        return PartRow(
            row_id=task.task_id,
            name=task.unit_name,
            note=task.text,
            side=day_text(task.due_date, texts)
            if task.light
            else word(texts, "supervision.task", task.state),
            **sign_of(shape_of(task.light) or "done", texts),
        )


def _tick(task: TaskRow) -> ActForm:
    return ActForm(
        key="",
        fields=(Field(key="task_text", kind=TEXT, required=True, lines=4),),
        advice=lambda _on: iter((f"{task.unit_name} {task.text}".strip(),)),
        make=lambda f: f.text("task_text"),
    )


def _answer() -> ActForm:
    return ActForm(
        key="",
        fields=(Field(key="answer_text", kind=TEXT, required=True, lines=5),),
        make=lambda f: f.text("answer_text"),
    )


def _record_of(row_id: str) -> str:
    return row_id.partition("/")[0]
