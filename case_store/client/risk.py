"""The risk index, asked of a store. Every method raises Unreachable; a rule that says no is a `Refusal`."""

from urllib.parse import urlencode

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.views_risk import RiskBoard, RiskPage

_BOARD = adapter(RiskBoard)
_PAGE = adapter(RiskPage)


class RiskClient:
    """社会矛盾风险指数，试行、内部参考: of areas and types, of the day that has ended."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def board(self, of: str = "") -> RiskBoard | Refusal:
        """The ranking: "" of banners, 6 digits the towns of one."""
        return await self._connection.ask("GET", f"/v1/risk/board?{urlencode({'of': of})}", _BOARD)

    async def page(self, area: str, group: str = "") -> RiskPage | Refusal:
        """One line explained: its terms with the counts that make them, its parts, its last two years."""
        asked = urlencode({"area": area, "group": group})
        return await self._connection.ask("GET", f"/v1/risk/page?{asked}", _PAGE)
