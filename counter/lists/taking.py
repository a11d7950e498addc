"""A list taken out: asked of the hall whole, so that it is written down there, then made a file here."""

import asyncio
from pathlib import Path

from case_store.sheet_file import csv_bytes, xlsx_bytes
from cases.refusal import Refusal
from cases.views_lists import ListAsked
from counter.lists.list_line import FILE_COLUMNS, file_cells
from counter.services import CounterServices
from counter.taken_file import keep


async def take_list(services: CounterServices, folder: Path, asked: ListAsked, form: str) -> str | Refusal:
    """The path of the file. Raises Unreachable, and OSError when it cannot be written."""
    page = await services.client.lists.take_out(asked, form)
    if isinstance(page, Refusal):
        return page
    policy, texts, now = services.policy_in_force.policy, services.rules.texts, services.clock.now()
    head = [texts.get(f"lists.column.{name}") for name in FILE_COLUMNS]
    title = texts.get("lists.take_out.file_name", kind=texts.get(f"lists.kind.{asked.kind.value}"))

    def write() -> str:
        rows = [file_cells(row, policy, texts) for row in page.rows]
        content = csv_bytes(head, rows) if form == "csv" else xlsx_bytes(title, head, rows)
        return str(keep(folder, title, form, content, now))

    return await asyncio.to_thread(write)
