"""The command zone over HTTP: alarms, notices on walls, reminders; and how every screen says that it is."""

from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from case_store.hall.house import OnDuty
from case_store.service.late_route import LateRouter
from case_store.service.parts import PROBLEMS, Parts
from case_store.tokens import COUNTER, DISPATCH, KIOSK, WALL
from cases.alarm.device_health import HealthReport
from cases.refusal import Refusal
from cases.roles import Right
from cases.views import WallNotice
from cases.views_dispatch import Reminded
from cases.views_equipment import MachineRow, ReportTaken, TrialRow

SCREENS = (KIOSK, COUNTER, WALL, DISPATCH)
ASKED_MAX = 500
Id = Annotated[str, Path(max_length=120)]
DeviceId = Annotated[str, Path(max_length=80, pattern=r"^[\w:.-]*$")]
AlarmId = Annotated[str, Field(min_length=1, max_length=200)]
Word = Annotated[str, Field(max_length=40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeBody:
    """Ids of alarms and of groups."""

    command_id: UUID
    alarm_ids: Annotated[list[AlarmId], Field(min_length=1, max_length=ASKED_MAX)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallNoticeBody:
    """`template` "": `text` is shown. `minutes` null: as long as is usual."""

    command_id: UUID
    template: Word = ""
    facts: Annotated[dict[Word, Word], Field(max_length=10)] = field(default_factory=dict)
    text: Annotated[str, Field(max_length=400)] = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceBody:
    """The id under which it happens once."""

    command_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthBody:
    """How a screen and its devices are. `conditions`: part → word (cases.alarm.device_health.WORDS); `errors`: part →
    code (device_errors); `trials`: id → result (device_trial)."""

    device_id: Annotated[str, Field(max_length=80)]
    kind: Word
    name: Annotated[str, Field(max_length=80)] = ""
    conditions: Annotated[dict[Word, Word], Field(max_length=20)] = field(default_factory=dict)
    errors: Annotated[dict[Word, Word], Field(max_length=20)] = field(default_factory=dict)
    trials: Annotated[dict[Word, Word], Field(max_length=20)] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBody:
    """Sent again with the same id it happens once."""

    command_id: UUID
    part: Word


def router(parts: Parts) -> APIRouter:
    """/v1/alarms, /v1/wall-notices, /v1/cases/…/remind, /v1/devices."""
    routes = LateRouter(prefix="/v1", tags=["command"], responses=PROBLEMS)
    store, answer, door = parts.store, parts.problems.answer, parts.store.hall.command
    Commanding = Annotated[OnDuty, Depends(parts.access.having(Right.COMMAND))]  # noqa: N806  a type, made from the parts
    Broadcasting = Annotated[OnDuty, Depends(parts.access.having(Right.BROADCAST))]  # noqa: N806  a type
    Trying = Annotated[OnDuty, Depends(parts.access.having(Right.TRY_DEVICES))]  # noqa: N806  a type
    Screen = Annotated[str, Depends(parts.access.only(*SCREENS))]  # noqa: N806  a type

    @routes.post("/alarms/acknowledge", response_model=int)
    async def acknowledge(body: AcknowledgeBody, who: Commanding) -> Response:
        """已知: a person has them; answers how many nobody had before."""
        return answer(await store.run(door.acknowledge, body.command_id, who, tuple(body.alarm_ids)))

    @routes.post("/wall-notices", response_model=WallNotice)
    async def show_wall_notice(body: WallNoticeBody, who: Broadcasting) -> Response:
        """大屏通知."""
        said = (body.template, tuple(sorted(body.facts.items())), body.text, body.minutes)
        return answer(await store.run(door.show_wall_notice, body.command_id, who, said))

    @routes.post("/wall-notices/{notice_id}/take-down", response_model=bool)
    async def take_down(notice_id: Id, body: OnceBody, who: Broadcasting) -> Response:
        """Before its time."""
        return answer(await store.run(door.take_down_wall_notice, body.command_id, who, notice_id))

    @routes.post("/cases/{case_id}/remind", response_model=Reminded)
    async def remind(case_id: Id, body: OnceBody, who: Commanding) -> Response:
        """提醒 the units that have the case."""
        return answer(await store.run(door.remind, body.command_id, who, case_id))

    @routes.get("/devices/state", response_model=list[MachineRow])
    async def state(_who: Trying) -> Response:
        """设备检测: every machine that was heard lately, with its parts."""
        return answer(await store.run(door.machines))

    @routes.post("/devices/{device_id}/trials", response_model=TrialRow)
    async def ask_trial(device_id: DeviceId, body: TrialBody, _who: Trying) -> Response:
        """测试 of one part; its machine hears of it with its next report. One at a time."""
        return answer(await store.run(door.ask_trial, body.command_id, device_id, body.part))

    @routes.post("/devices/health", response_model=ReportTaken)
    async def health(body: HealthBody, role: Screen) -> Response:
        """How a device is; told every few seconds, kept without an event. A screen speaks for its own kind. The answer
        says what it is to try out."""
        if body.kind != role:
            return answer(Refusal("device.kind_wrong", {"role": role}))
        report = HealthReport(
            device_id=body.device_id,
            kind=body.kind,
            name=body.name,
            conditions=body.conditions,
            errors=body.errors,
            trials=body.trials,
        )
        return answer(await store.run(door.keep_health, report))

    return routes
