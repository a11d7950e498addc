"""The registration's door of a hall, for the counter. Every method raises Unreachable."""

from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.matter.duplicates import EarlierMatter
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import DraftKept, MatterView

_KEPT = adapter(DraftKept)
_EARLIER = adapter(tuple[EarlierMatter, ...])
_MATTER = adapter(MatterView)


class RegistrationClient:
    """Autosave, possible duplicates, and going on with an earlier matter."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def save_draft(
        self, visit_id: str, open_part: OpenMatter, private: PrivateMatter
    ) -> DraftKept | Refusal:
        """The form as it now is. The hall has it durably when this answers."""
        body = {"open": open_part, "private": private}
        return await self._connection.ask("POST", _path(visit_id, "draft"), _KEPT, body)

    async def earlier_matters(
        self, visit_id: str, open_part: OpenMatter, private: PrivateMatter
    ) -> tuple[EarlierMatter, ...] | Refusal:
        """Earlier matters that share something with the form; that somebody looked is kept."""
        body = {"open": open_part, "private": private}
        return await self._connection.ask("POST", _path(visit_id, "earlier-matters"), _EARLIER, body)

    async def link(
        self,
        visit_id: str,
        case_id: str,
        open_part: OpenMatter,
        private: PrivateMatter,
        command_id: UUID | None = None,
    ) -> MatterView | Refusal:
        """The visit goes on with an earlier case."""
        body = {
            "command_id": command_id or uuid_v7.uuid7(),
            "case_id": case_id,
            "open": open_part,
            "private": private,
        }
        return await self._connection.ask("POST", _path(visit_id, "link"), _MATTER, body)


def _path(visit_id: str, verb: str) -> str:
    return f"/v1/visits/{quote(visit_id, safe='')}/{verb}"
