"""What an import came to: which rows are new, which are known, which have changed, which are bad and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.matter.import_rows import BadRow, ImportedMatter, RowProblem
from cases.matter.import_sheet import Head, SheetRow
from cases.refusal import Reader, Refusal
from cases.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """`changed` are matters that were imported before and are told differently now: a person decides, nothing is
    overwritten. `same_lines`: known already, or twice in this list."""

    head: Head
    rows_count: int
    new: tuple[ImportedMatter, ...]
    changed: tuple[ImportedMatter, ...]
    same_lines: tuple[int, ...]
    bad: tuple[BadRow, ...]


BadTable = tuple[tuple[str, ...], tuple[tuple[str | int, ...], ...]]
"""Headings and rows of the list that goes back to be corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAnswer:
    """The report in words, and the rows that need a person: for whoever sent the list, and nobody else."""

    lines: tuple[str, ...]
    bad: BadTable


def sort_out(head: Head, read: Iterable[ImportedMatter | BadRow], known: Mapping[str, str]) -> ImportReport:
    """`known`: {import_key: content_hash} of what was imported before."""
    new: list[ImportedMatter] = []
    changed: list[ImportedMatter] = []
    same: list[int] = []
    bad: list[BadRow] = []
    here: dict[str, ImportedMatter] = {}
    for one in read:
        if isinstance(one, BadRow):
            bad.append(one)
            continue
        first = here.setdefault(one.import_key, one)
        before = known.get(one.import_key)
        if first is not one:
            if first.content_hash == one.content_hash:
                same.append(one.line)
            else:
                bad.append(_twice(one, first))
        elif before is None:
            new.append(one)
        elif before == one.content_hash:
            same.append(one.line)
        else:
            changed.append(one)
    return ImportReport(
        head=head,
        rows_count=len(new) + len(changed) + len(same) + len(bad),
        new=tuple(new),
        changed=tuple(changed),
        same_lines=tuple(same),
        bad=tuple(bad),
    )


def report_lines(report: ImportReport, texts: Texts, problems_max: int, *, dry_run: bool) -> list[str]:
    """The report for a person: counts, what was not read, and the first problems."""
    say = texts.get
    lines = [
        say(
            "imports.checked" if dry_run else "imports.done",
            rows=report.rows_count,
            new=len(report.new),
            same=len(report.same_lines),
            changed=len(report.changed),
            bad=len(report.bad),
        )
    ]
    if report.head.unread:
        lines.append(say("imports.unread", columns=say("imports.comma").join(report.head.unread)))
    lines += [say("imports.changed", line=one.line, external_id=one.external_id) for one in report.changed]
    problems = [(row.line, problem) for row in report.bad for problem in row.problems]
    lines += [
        say("imports.problem", line=line, why=problem_words(problem, texts))
        for line, problem in problems[:problems_max]
    ]
    if len(problems) > problems_max:
        lines.append(say("imports.more_problems", count=len(problems) - problems_max))
    return lines


def problem_words(problem: RowProblem, texts: Texts) -> str:
    """One problem in a sentence for staff."""
    why = texts.tell(problem.refusal, Reader.STAFF)
    return texts.get("imports.in_column", column=problem.column, why=why) if problem.column else why


def answered(
    report: ImportReport,
    rows: Mapping[int, SheetRow],
    texts: Texts,
    problems_max: int,
    *,
    dry_run: bool = False,
) -> ImportAnswer:
    """What was done, or would be, for whoever sent the list; `rows` by their line."""
    lines = report_lines(report, texts, problems_max, dry_run=dry_run)
    return ImportAnswer(lines=tuple(lines), bad=bad_rows_table(report, rows, texts))


def bad_rows_table(report: ImportReport, rows: Mapping[int, SheetRow], texts: Texts) -> BadTable:
    """Headings and rows of the list that goes back to be corrected: line and reason before what stood there.

    It can be imported again as it is: its two first columns are not of the mapping, its lines are counted anew.
    """
    head = (texts.get("imports.column.line"), texts.get("imports.column.why"), *report.head.headings)
    table: list[tuple[str | int, ...]] = []
    for bad in report.bad:
        why = texts.get("imports.semicolon").join(problem_words(problem, texts) for problem in bad.problems)
        cells = rows[bad.line].texts()
        table.append((bad.line, why, *cells[: max(report.head.width, len(cells))]))
    return head, tuple(table)


def _twice(one: ImportedMatter, first: ImportedMatter) -> BadRow:
    facts: dict[str, str | int] = {"line": one.line, "column": "", "other_line": first.line}
    return BadRow(line=one.line, problems=(RowProblem(column="", refusal=Refusal("import.twice", facts)),))
