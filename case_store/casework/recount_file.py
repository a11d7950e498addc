"""The report of a recount as a table for a spreadsheet: what moved, from when to when, and why."""

from collections.abc import Iterable

from case_store.sheet_file import csv_bytes
from cases.deadlines.explanation_words import day_words, spans_words
from cases.texts import Texts
from cases.views_recount import RecountRow

_HEAD = ("case_code", "clock", "was", "becomes", "check", "why")


def recount_csv(rows: Iterable[RecountRow], texts: Texts) -> bytes:
    """UTF-8 with BOM; a line for each clock that moved."""
    head = [texts.get(f"recount.head.{name}") for name in _HEAD]
    return csv_bytes(head, [_line(row, texts) for row in rows])


def _line(row: RecountRow, texts: Texts) -> tuple[str, ...]:
    return (
        row.case_code,
        texts.get(f"counter_casework.clock.{row.kind}"),
        day_words(row.was_due_date, texts),
        day_words(row.due_date, texts),
        texts.get(f"recount.check.{'earlier' if row.earlier else 'later'}"),
        spans_words(row.why, texts),
    )
