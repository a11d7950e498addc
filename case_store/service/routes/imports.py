"""Lists of others (导入): the file is the body, held in memory alone; the answer is the report in words."""

import asyncio
import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from case_store.casework.import_door import BATCH
from case_store.hall.house import OnDuty
from case_store.imports.list_file import read_content
from case_store.service.body_limit import FILE_IN, TakesFile
from case_store.service.parts import PROBLEMS, Parts
from case_store.store import Store
from cases.matter.import_report import ImportAnswer, answered, sort_out
from cases.matter.import_rows import ImportedMatter
from cases.refusal import Refusal
from cases.roles import Right


def takes_files(store: Store) -> TakesFile:
    """Which path takes a list, and how large a one."""
    return TakesFile(
        path=re.compile(r"/v1/imports"),
        bytes_max=lambda: store.policy.imports.limits.file_bytes_max,
        too_large="import.too_large",
    )


def router(parts: Parts) -> APIRouter:
    """One list after the other: two of the same would each count the other's rows as new."""
    routes = APIRouter(prefix="/v1/imports", tags=["casework"], responses=PROBLEMS)
    store, answer = parts.store, parts.problems.answer
    door, one_at_a_time = store.hall.imports, asyncio.Lock()
    Importing = Annotated[OnDuty, Depends(parts.access.having(Right.IMPORT))]  # noqa: N806  a type, made from the parts

    @routes.post("", response_model=ImportAnswer, openapi_extra=FILE_IN)
    async def import_list(
        request: Request, who: Importing, mapping: Annotated[str, Query(max_length=80)]
    ) -> Response:
        """Every good row becomes a case, once; bad rows come back with their line and reason."""
        content = await request.body()
        ground = await store.run(door.ground, mapping)
        if isinstance(ground, Refusal):
            return answer(ground)
        limits = ground.policy.imports.limits
        read = await asyncio.to_thread(read_content, content, ground.mapping, limits)
        if isinstance(read, Refusal):
            return answer(read)
        matters = await asyncio.to_thread(read.matters, ground)
        async with one_at_a_time:
            keys = {matter.import_key for matter in matters if isinstance(matter, ImportedMatter)}
            report = sort_out(read.head, matters, await store.run(door.known, keys))
            for start in range(0, len(report.new), BATCH):
                await store.run(door.register, who, report.new[start : start + BATCH])
        rows = {row.line: row for row in read.rows}
        return answer(answered(report, rows, store.texts, limits.problems_shown_max))

    return routes
