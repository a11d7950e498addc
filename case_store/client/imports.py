"""Lists of others (导入), for `admin import`. Every method raises Unreachable."""

from urllib.parse import quote

from case_store.client.connection import HallConnection, adapter
from cases.matter.import_report import ImportAnswer
from cases.refusal import Refusal

LIST_TIMEOUT_S = (
    600.0  # 20,000 rows are a minute and a half of work, in batches between which the hall works on
)
_ANSWER = adapter(ImportAnswer)


class ImportClient:
    """Sent again a list changes nothing, so whoever hears no answer asks again."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def send(self, content: bytes, mapping: str) -> ImportAnswer | Refusal:
        """The file as it is; `mapping` names the kind of list (assets/policy/imports)."""
        path = f"/v1/imports?mapping={quote(mapping, safe='')}"
        headers = {"Content-Type": "application/octet-stream"}
        return await self._connection.send_file(path, content, headers, _ANSWER, LIST_TIMEOUT_S)
