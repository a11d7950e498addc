"""The casework door of a hall, for the counter. Every method raises Unreachable."""

from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.casework.acts import NAME_OF, Act
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import Source
from cases.refusal import Refusal
from cases.views_casework import BatchLine, CaseView, Inbox

_INBOX = adapter(Inbox)
_CASE = adapter(CaseView)
_BATCH = adapter(tuple[BatchLine, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """A case that was registered without a visit, and what the QR of its receipt says."""

    case: CaseView
    receipt_url: str = field(repr=False)


_BROUGHT_IN = adapter(BroughtIn)


class CaseworkClient:
    """The inbox, the case page, and the acts."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def inbox(self, tab: str = "mine") -> Inbox | Refusal:
        """What waits for whoever is signed in."""
        return await self._connection.ask("GET", f"/v1/inbox?tab={quote(tab, safe='')}", _INBOX)

    async def open(self, case_id: str) -> CaseView | Refusal:
        """The case page; that it was read is kept."""
        return await self._connection.ask("POST", f"{_path(case_id)}/open", _CASE, {})

    async def bring_in(
        self, source: Source, opened: OpenMatter, private: PrivateMatter, command_id: UUID | None = None
    ) -> BroughtIn | Refusal:
        """Register a matter without a visit."""
        body = {
            "command_id": command_id or uuid_v7.uuid7(),
            "source": source,
            "open": opened,
            "private": private,
        }
        return await self._connection.ask("POST", "/v1/cases", _BROUGHT_IN, body)

    async def act(self, case_id: str, act: Act, command_id: UUID | None = None) -> CaseView | Refusal:
        """One act; asked again with the same id it happens once."""
        body = {"command_id": command_id or uuid_v7.uuid7(), "act": act}
        return await self._connection.ask("POST", f"{_path(case_id)}/acts/{NAME_OF[type(act)]}", _CASE, body)

    async def act_on_many(
        self, case_ids: tuple[str, ...], act: Act, command_id: UUID | None = None
    ) -> tuple[BatchLine, ...] | Refusal:
        """The same act on many cases; a line for each."""
        body = {"command_id": command_id or uuid_v7.uuid7(), "case_ids": case_ids, "act": act}
        return await self._connection.ask("POST", f"/v1/acts/{NAME_OF[type(act)]}", _BATCH, body)


def _path(case_id: str) -> str:
    return f"/v1/cases/{quote(case_id, safe='')}"
