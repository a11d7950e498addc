"""A list as a file: told by its content whether it is Excel or CSV, read into rows, its headings found."""

from dataclasses import dataclass
from pathlib import Path

from case_store.imports.csv_file import csv_rows
from case_store.imports.xlsx_file import xlsx_rows
from cases.matter.import_rows import BadRow, ImportedMatter, ImportGround, read_row
from cases.matter.import_sheet import Head, SheetRow, find_head
from cases.policy.imports import ImportLimits, ImportMapping
from cases.refusal import Refusal

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # the second also with a password


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """Headings, and the rows below them that are not blank."""

    head: Head
    rows: tuple[SheetRow, ...]

    def matters(self, ground: ImportGround) -> list[ImportedMatter | BadRow]:
        """What each row means."""
        return [read_row(row, self.head, ground) for row in self.rows]


def read_list(path: Path, mapping: ImportMapping, limits: ImportLimits) -> ListFile | Refusal:
    """The list in a file. Refused: a file that cannot be read, is too large, or has not the mapping's columns."""
    try:
        if path.stat().st_size > limits.file_bytes_max:
            return Refusal("import.too_large", {"megabytes_max": limits.file_bytes_max // 1_000_000})
        content = path.read_bytes()
    except OSError:
        return Refusal("import.no_file")
    return read_content(content, mapping, limits)


def read_content(content: bytes, mapping: ImportMapping, limits: ImportLimits) -> ListFile | Refusal:
    """The list in the bytes of a file."""
    if content.startswith(_OLD_EXCEL):
        return Refusal("import.old_excel")
    rows = xlsx_rows(content, limits) if content.startswith(_ZIP) else csv_rows(content, limits)
    if isinstance(rows, Refusal):
        return rows
    head = find_head([row for row in rows if row.line <= limits.head_within_rows], mapping)
    if isinstance(head, Refusal):
        return head
    below = tuple(row for row in rows if row.line > head.line)
    return ListFile(head=head, rows=below) if below else Refusal("import.no_rows")
