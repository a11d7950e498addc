"""风险预警, for the counter and the dispatch screen. Every method raises Unreachable; a rule's no is a `Refusal`."""

from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.risk.warning_acts import NAME_OF, DraftByHand, WarningAct
from cases.risk.warning_view import WarningPage
from cases.views_risk import WarningRow

_ROWS = adapter(tuple[WarningRow, ...])
_PAGE = adapter(WarningPage)


class WarningClient:
    """A caller that asks again after Unreachable hands in the same `command_id`: it happens once."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def rows(self) -> tuple[WarningRow, ...] | Refusal:
        """Warnings, the newest first."""
        return await self._connection.ask("GET", "/v1/warnings", _ROWS)

    async def page(self, warning_id: str) -> WarningPage | Refusal:
        """A warning with its numbers and words."""
        return await self._connection.ask("GET", f"/v1/warnings/{_id(warning_id)}", _PAGE)

    async def take(self, warning_id: str, form: str = "pdf") -> WarningPage | Refusal:
        """The same for a file that leaves the house, which the hall writes down; so it is not asked twice."""
        path = f"/v1/warnings/{_id(warning_id)}/take"
        return await self._connection.ask("POST", path, _PAGE, {"form": form}, again=False)

    async def draft(self, act: DraftByHand, command_id: UUID | None = None) -> WarningPage | Refusal:
        """One by hand, for an area and a type group as they stand now."""
        return await self._connection.ask("POST", "/v1/warnings/draft", _PAGE, _asked(act, command_id))

    async def act(
        self, warning_id: str, act: WarningAct, command_id: UUID | None = None
    ) -> WarningPage | Refusal:
        """改写, 批准, 不发."""
        path = f"/v1/warnings/{_id(warning_id)}/acts/{NAME_OF[type(act)]}"
        return await self._connection.ask("POST", path, _PAGE, _asked(act, command_id))


def _id(text: str) -> str:
    return quote(text, safe="")


def _asked(act: object, command_id: UUID | None) -> dict[str, object]:
    return {"command_id": command_id or uuid_v7.uuid7(), "act": act}
