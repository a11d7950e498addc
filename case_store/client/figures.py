"""Lists behind numbers, asked of the hall. Every method raises Unreachable; a rule that says no is a `Refusal`."""

from urllib.parse import quote

from case_store.client.connection import HallConnection, adapter
from cases.figures.figure import FigureAsked
from cases.refusal import Refusal
from cases.views_dispatch import CaseCard
from cases.views_figures import AreaMap, BehindPage

_PAGE = adapter(BehindPage)
_AREAS = adapter(AreaMap)
_CARD = adapter(CaseCard)


class FigureClient:
    """For the dispatch screen."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def behind(self, asked: FigureAsked, after: str = "") -> BehindPage | Refusal:
        """A page of the list behind a number. `after`: as the page before it says."""
        body = {"asked": asked, "after": after}
        return await self._connection.ask("POST", "/v1/figures/behind", _PAGE, body)

    async def areas(self, of: str = "") -> AreaMap | Refusal:
        """Open and overdue cases by banner, or by the towns of the banner `of`."""
        return await self._connection.ask("GET", f"/v1/figures/areas?of={quote(of, safe='')}", _AREAS)

    async def card(self, case_id: str) -> CaseCard | Refusal:
        """A case of a list, without its persons."""
        return await self._connection.ask("GET", f"/v1/figures/cases/{quote(case_id, safe='')}", _CARD)
