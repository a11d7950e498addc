"""The rows that could not be taken, as a file that goes back to be corrected: with their line and reason."""

from pathlib import Path

from case_store.private_file import write_private
from case_store.sheet_file import csv_bytes, xlsx_bytes
from cases.matter.import_report import BadTable
from cases.texts import Texts


def write_bad_rows(path: Path, table: BadTable, texts: Texts) -> None:
    """A new file of mode 0600, Excel by its ending, else CSV: it holds persons. Raises FileExistsError, OSError."""
    head, rows = table
    is_excel = path.suffix.lower() == ".xlsx"
    title = texts.get("imports.bad_rows")
    write_private(path, xlsx_bytes(title, head, rows) if is_excel else csv_bytes(head, rows))
