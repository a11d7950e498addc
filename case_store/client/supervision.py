"""Supervision, whistles, records of coordination and reviews, for the counter. Every method raises Unreachable."""

from urllib.parse import quote, urlencode
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.policy.coordination import RecordKind
from cases.refusal import Refusal
from cases.supervision import supervision_acts, whistle_acts
from cases.supervision.coordination_acts import WriteRecord
from cases.supervision.review_acts import Inspect, Remind, ReviewMatter
from cases.supervision.supervision_acts import ItemAct, RaiseByHand
from cases.supervision.whistle_acts import Whistle, WhistleAct
from cases.views_supervision import (
    InspectionRow,
    ItemPage,
    RecordPage,
    RecordRow,
    ReminderSent,
    ReviewPage,
    SlowAreaRow,
    SupervisionBoard,
    TaskRow,
    WhistlePage,
    WhistleRow,
)

_BOARD = adapter(SupervisionBoard)
_ITEM = adapter(ItemPage)
_WHISTLES = adapter(tuple[WhistleRow, ...])
_WHISTLE = adapter(WhistlePage)
_RECORDS = adapter(tuple[RecordRow, ...])
_RECORD = adapter(RecordPage)
_TASKS = adapter(tuple[TaskRow, ...])
_REVIEW = adapter(ReviewPage)
_INSPECTIONS = adapter(tuple[InspectionRow, ...])
_INSPECTION = adapter(InspectionRow)
_SLOW = adapter(tuple[SlowAreaRow, ...])
_SENT = adapter(ReminderSent)


class SupervisionClient:
    """督办清单 and its items."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def board(
        self, *, trigger: str = "", rung: str = "", unit: str = "", done: bool = False
    ) -> SupervisionBoard | Refusal:
        """The list of whoever is signed in."""
        asked = urlencode({"trigger": trigger, "rung": rung, "unit": unit, "done": str(done).lower()})
        return await self._connection.ask("GET", f"/v1/supervision?{asked}", _BOARD)

    async def item(self, item_id: str) -> ItemPage | Refusal:
        """One item with its ladder."""
        return await self._connection.ask("GET", f"/v1/supervision/{_id(item_id)}", _ITEM)

    async def raise_by_hand(self, act: RaiseByHand, command_id: UUID | None = None) -> ItemPage | Refusal:
        """列入督办."""
        return await self._connection.ask("POST", "/v1/supervision", _ITEM, _asked(act, command_id))

    async def act(self, item_id: str, act: ItemAct, command_id: UUID | None = None) -> ItemPage | Refusal:
        """One act; asked again with the same id it happens once."""
        path = f"/v1/supervision/{_id(item_id)}/acts/{supervision_acts.NAME_OF[type(act)]}"
        return await self._connection.ask("POST", path, _ITEM, _asked(act, command_id))


class WhistleClient:
    """吹哨报到."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def rows(self, *, waiting: bool = False) -> tuple[WhistleRow, ...] | Refusal:
        """Called units; `waiting`: those that are not here yet."""
        return await self._connection.ask("GET", f"/v1/whistles?waiting={str(waiting).lower()}", _WHISTLES)

    async def page(self, whistle_id: str) -> WhistlePage | Refusal:
        """One call."""
        return await self._connection.ask("GET", f"/v1/whistles/{_id(whistle_id)}", _WHISTLE)

    async def call(self, act: Whistle, command_id: UUID | None = None) -> WhistlePage | Refusal:
        """吹哨."""
        return await self._connection.ask("POST", "/v1/whistles", _WHISTLE, _asked(act, command_id))

    async def act(
        self, whistle_id: str, act: WhistleAct, command_id: UUID | None = None
    ) -> WhistlePage | Refusal:
        """One act of a called unit, or calling it off."""
        path = f"/v1/whistles/{_id(whistle_id)}/acts/{whistle_acts.NAME_OF[type(act)]}"
        return await self._connection.ask("POST", path, _WHISTLE, _asked(act, command_id))


class RecordsClient:
    """工作会议、会商研判、请示报告、协同联动."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def rows(self, kind: RecordKind | None = None) -> tuple[RecordRow, ...] | Refusal:
        """Records, the newest first."""
        asked = f"?kind={kind.value}" if kind else ""
        return await self._connection.ask("GET", f"/v1/records{asked}", _RECORDS)

    async def tasks(self) -> tuple[TaskRow, ...] | Refusal:
        """What is still owed."""
        return await self._connection.ask("GET", "/v1/records/tasks", _TASKS)

    async def page(self, record_id: str) -> RecordPage | Refusal:
        """One record."""
        return await self._connection.ask("GET", f"/v1/records/{_id(record_id)}", _RECORD)

    async def write(self, act: WriteRecord, command_id: UUID | None = None) -> RecordPage | Refusal:
        """A new record with its number."""
        return await self._connection.ask("POST", "/v1/records", _RECORD, _asked(act, command_id))

    async def answer(self, record_id: str, text: str, command_id: UUID | None = None) -> RecordPage | Refusal:
        """批复."""
        return await self._connection.ask(
            "POST", f"/v1/records/{_id(record_id)}/answer", _RECORD, _said(text, command_id)
        )

    async def do_task(
        self, record_id: str, task_id: str, text: str, command_id: UUID | None = None
    ) -> RecordPage | Refusal:
        """What a unit did for its task."""
        path = f"/v1/records/{_id(record_id)}/tasks/{_id(task_id)}/done"
        return await self._connection.ask("POST", path, _RECORD, _said(text, command_id))


class ReviewClient:
    """案件评查, 实地督导, 工作提示."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def page(self, period: str) -> ReviewPage | Refusal:
        """A month's review; `period` YYYY-MM."""
        return await self._connection.ask("GET", f"/v1/reviews/months/{_id(period)}", _REVIEW)

    async def draw(self, period: str, command_id: UUID | None = None) -> ReviewPage | Refusal:
        """抽样 of a month that is over."""
        body = {"command_id": command_id or uuid_v7.uuid7()}
        return await self._connection.ask("POST", f"/v1/reviews/months/{_id(period)}/draw", _REVIEW, body)

    async def review(
        self, period: str, act: ReviewMatter, command_id: UUID | None = None
    ) -> ReviewPage | Refusal:
        """评查一件."""
        path = f"/v1/reviews/months/{_id(period)}/review"
        return await self._connection.ask("POST", path, _REVIEW, _asked(act, command_id))

    async def inspections(self) -> tuple[InspectionRow, ...] | Refusal:
        """实地督导记录, the newest first."""
        return await self._connection.ask("GET", "/v1/reviews/inspections", _INSPECTIONS)

    async def inspect(self, act: Inspect, command_id: UUID | None = None) -> InspectionRow | Refusal:
        """Write an inspection down."""
        return await self._connection.ask(
            "POST", "/v1/reviews/inspections", _INSPECTION, _asked(act, command_id)
        )

    async def slow_areas(self) -> tuple[SlowAreaRow, ...] | Refusal:
        """Places that are suggested for a work reminder."""
        return await self._connection.ask("GET", "/v1/reviews/slow-areas", _SLOW)

    async def remind(self, act: Remind, command_id: UUID | None = None) -> ReminderSent | Refusal:
        """Send a work reminder."""
        return await self._connection.ask(
            "POST", "/v1/reviews/slow-areas/remind", _SENT, _asked(act, command_id)
        )


def _id(text: str) -> str:
    return quote(text, safe="")


def _asked(act: object, command_id: UUID | None) -> dict[str, object]:
    return {"command_id": command_id or uuid_v7.uuid7(), "act": act}


def _said(text: str, command_id: UUID | None) -> dict[str, object]:
    return {"command_id": command_id or uuid_v7.uuid7(), "text": text}
