"""Lists of others (导入): the file is the body, held in memory alone; the answer is the report in words."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from case_store.hall.house import OnDuty
from case_store.service.body_limit import FILE_IN, TakesFile
from case_store.service.import_intake import ImportIntake
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.store import Store
from cases.matter.import_report import ImportAnswer
from cases.roles import Right


def takes_files(store: Store) -> TakesFile:
    """Which paths take a list, and how large a one."""
    return TakesFile(
        path=re.compile(r"/v1/(systems/)?imports"),
        bytes_max=lambda: store.policy.imports.limits.file_bytes_max,
        too_large="import.too_large",
    )


def router(parts: Parts, intake: ImportIntake) -> APIRouter:
    """For whoever may import."""
    routes = LateRouter(prefix="/v1/imports", tags=["casework"], responses=PROBLEMS)
    Importing = Annotated[OnDuty, Depends(parts.access.having(Right.IMPORT))]  # noqa: N806  a type, made from the parts

    @routes.post("", response_model=ImportAnswer, openapi_extra=FILE_IN)
    async def import_list(
        request: Request,
        who: Importing,
        mapping: Annotated[str, Query(max_length=80)],
        dry_run: bool = False,
    ) -> Response:
        """Every good row becomes a case, once; bad rows come back with their line and reason."""
        content = await request.body()
        return parts.problems.answer(await intake.take_list(who, content, mapping, dry_run=dry_run))

    return routes
