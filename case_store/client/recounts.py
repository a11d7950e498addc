"""The recount door of a store, for the counter. Every method raises Unreachable."""

from case_store.client.connection import TIMEOUT_S, HallConnection, adapter
from cases.refusal import Refusal
from cases.views_recount import RecountReport

_REPORT = adapter(RecountReport)


class RecountClient:
    """What a new calendar moved."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def last(self) -> RecountReport | Refusal:
        """The last recount."""
        return await self._connection.ask("GET", "/v1/recounts/last", _REPORT)

    async def take_out(self) -> bytes | Refusal:
        """The same as a table; that it was taken out is kept."""
        return await self._connection.fetch_file("/v1/recounts/last/file", TIMEOUT_S)
