"""Cases taken out of the house as records of GB/T 31000, as a file."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from case_store.exports.export_door import STEP, ExportAsked
from case_store.exports.record_files import MEDIA_TYPES, Batch, file_of
from case_store.hall.house import OnDuty
from case_store.service.body_limit import file_out
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.service.routes.assessments import Day
from cases.refusal import Refusal
from cases.roles import Right
from cases.systems.dispute_record import DisputeRecord, Persons


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputesBody:
    """Days of registration, both included; `unit` "": all. `persons` "full": for whoever sees every case."""

    first_day: Day
    last_day: Day
    unit: Annotated[str, Field(max_length=80)] = ""
    persons: Persons = Persons.MASKED
    form: Annotated[str, Field(pattern="^(xml|json|xlsx)$")] = "xml"


def router(parts: Parts) -> APIRouter:
    """For whoever may take lists out."""
    store, door = parts.store, parts.store.hall.exports
    routes = LateRouter(prefix="/v1/exports", tags=["systems"], responses=PROBLEMS)
    Takes = Annotated[OnDuty, Depends(parts.access.having(Right.EXPORT_LISTS))]  # noqa: N806  a type

    @routes.post("/disputes", responses=file_out(*MEDIA_TYPES.values()), response_class=Response)
    async def disputes(body: DisputesBody, who: Takes) -> Response:
        """A file of records. Who took it, how many, and how much of persons it says, is written down before it goes."""
        asked = ExportAsked(first_day=body.first_day, last_day=body.last_day, unit=body.unit)
        persons = door.persons_for(who, body.persons)
        case_ids = persons if isinstance(persons, Refusal) else await store.run(door.find, who, asked)
        if isinstance(persons, Refusal) or isinstance(case_ids, Refusal):
            return parts.problems.answer(persons if isinstance(persons, Refusal) else case_ids)
        records: list[DisputeRecord] = []
        for start in range(0, len(case_ids), STEP):
            records += await store.run(door.read, who, case_ids[start : start + STEP], persons)
        await store.run(door.taken, who, body.form, len(records), persons)
        batch = Batch(
            store=store.config.name, made_at=store.clock.now(), persons=persons, records=tuple(records)
        )
        content = await asyncio.to_thread(file_of, batch, body.form, store.texts)
        return Response(content, media_type=MEDIA_TYPES[body.form])

    return routes
