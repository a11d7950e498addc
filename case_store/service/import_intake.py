"""Lists and single matters of others become cases: one after the other, whichever way they come.

Two of the same at once would each count the other's rows as new. Batch by batch, so that tickets are taken in between.
"""

import asyncio
from collections.abc import Mapping, Sequence

from case_store.casework.import_door import BATCH, Importer
from case_store.imports.list_file import ListFile, read_content
from case_store.store import Store
from cases.matter.import_report import ImportAnswer, ImportReport, answered, sort_out
from cases.matter.import_rows import BadRow, ImportedMatter, ImportGround, RowProblem
from cases.matter.import_sheet import CellFlaw, Head, SheetRow
from cases.policy.imports import ImportField
from cases.refusal import Reader, Refusal
from cases.systems.system_views import MatterFate, MatterProblem, MattersTaken

SentMatter = Mapping[ImportField, str]
NEW, SAME, CHANGED, BAD = "new", "same", "changed", "bad"


class ImportIntake:
    """One for each service."""

    def __init__(self, store: Store) -> None:
        self._store, self._one_at_a_time = store, asyncio.Lock()

    async def take_list(
        self, who: Importer, content: bytes, mapping: str, *, dry_run: bool
    ) -> ImportAnswer | Refusal:
        """A file. Every good row becomes a case, once; with `dry_run` it is only told what would."""
        ground = await self._store.run(self._store.hall.imports.ground, mapping)
        if isinstance(ground, Refusal):
            return ground
        limits = ground.policy.imports.limits
        read = await asyncio.to_thread(read_content, content, ground.mapping, limits)
        if isinstance(read, Refusal):
            return read
        report = await self._take(who, read, ground, dry_run=dry_run)
        rows = {row.line: row for row in read.rows}
        most = limits.problems_shown_max
        return answered(report, rows, self._store.texts, most, dry_run=dry_run)

    async def take_matters(
        self, who: Importer, sent: Sequence[SentMatter], mapping: str, *, dry_run: bool
    ) -> MattersTaken | Refusal:
        """Single matters by the names of their fields; each is known again by its external id."""
        ground = await self._store.run(self._store.hall.imports.ground, mapping)
        if isinstance(ground, Refusal):
            return ground
        read = _as_list(sent, ground.policy.imports.limits.cell_chars_max)
        report = await self._take(who, read, ground, dry_run=dry_run)
        return MattersTaken(dry_run=dry_run, matters=self._fates(sent, report))

    async def _take(
        self, who: Importer, read: ListFile, ground: ImportGround, *, dry_run: bool
    ) -> ImportReport:
        store, door = self._store, self._store.hall.imports
        matters = await asyncio.to_thread(read.matters, ground)
        async with self._one_at_a_time:
            keys = {matter.import_key for matter in matters if isinstance(matter, ImportedMatter)}
            report = sort_out(read.head, matters, await store.run(door.known, keys))
            for start in range(0, 0 if dry_run else len(report.new), BATCH):
                await store.run(door.register, who, report.new[start : start + BATCH])
        return report

    def _fates(self, sent: Sequence[SentMatter], report: ImportReport) -> tuple[MatterFate, ...]:
        fates: dict[int, tuple[str, tuple[MatterProblem, ...]]] = {
            **{one.line: (NEW, ()) for one in report.new},
            **{one.line: (CHANGED, ()) for one in report.changed},
            **dict.fromkeys(report.same_lines, (SAME, ())),
            **{one.line: (BAD, self._problems(one)) for one in report.bad},
        }
        return tuple(
            MatterFate(
                place=place,
                external_id=one.get(ImportField.EXTERNAL_ID, ""),
                fate=fates[place + 1][0],
                problems=fates[place + 1][1],
            )
            for place, one in enumerate(sent)
        )

    def _problems(self, bad: BadRow) -> tuple[MatterProblem, ...]:
        return tuple(self._problem(problem) for problem in bad.problems)

    def _problem(self, problem: RowProblem) -> MatterProblem:
        why = self._store.texts.tell(problem.refusal, Reader.STAFF)
        return MatterProblem(field=problem.column, code=problem.refusal.code, why=why)


def _as_list(sent: Sequence[SentMatter], chars_max: int) -> ListFile:
    """As if it had been a list whose headings are the names of our fields."""
    fields = tuple(ImportField)
    head = Head(
        line=0,
        columns=tuple((index, field.value, field) for index, field in enumerate(fields)),
        width=len(fields),
        headings=tuple(field.value for field in fields),
        unread=(),
        absent=(),
    )
    rows = tuple(
        SheetRow(line, tuple(_cell(one.get(field, ""), chars_max) for field in fields))
        for line, one in enumerate(sent, 1)
    )
    return ListFile(head=head, rows=rows)


def _cell(text: str, chars_max: int) -> str | CellFlaw:
    return text if len(text) <= chars_max else CellFlaw.TOO_LONG
