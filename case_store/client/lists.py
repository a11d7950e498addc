"""Lists of the counter, asked of the hall. Every method raises Unreachable; a rule that says no is a `Refusal`."""

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.views_lists import ListAsked, ListPage, SavedFilter

_PAGE = adapter(ListPage)
_FILTERS = adapter(tuple[SavedFilter, ...])


class ListClient:
    """What a counter asks of the hall's lists; the session of the connection says for whom."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def page(self, asked: ListAsked, offset: int = 0, limit: int = 100) -> ListPage | Refusal:
        """Some rows of a list, and how many it has."""
        body = {"asked": asked, "offset": offset, "limit": limit}
        return await self._connection.ask("POST", "/v1/lists/page", _PAGE, body)

    async def take_out(self, asked: ListAsked, form: str) -> ListPage | Refusal:
        """The whole list, to be written into a file ("csv", "xlsx"); the hall writes down that it was taken."""
        body = {"asked": asked, "form": form}
        return await self._connection.ask("POST", "/v1/lists/take-out", _PAGE, body, again=False)

    async def filters(self) -> tuple[SavedFilter, ...] | Refusal:
        """Lists that I saved under a name."""
        return await self._connection.ask("POST", "/v1/lists/filters", _FILTERS, {})

    async def save_filter(self, name: str, asked: ListAsked) -> tuple[SavedFilter, ...] | Refusal:
        """Save one, over an earlier one of the same name."""
        body = {"name": name, "asked": asked}
        return await self._connection.ask("POST", "/v1/lists/filters/save", _FILTERS, body)

    async def forget_filter(self, name: str) -> tuple[SavedFilter, ...] | Refusal:
        """Forget one."""
        return await self._connection.ask("POST", "/v1/lists/filters/forget", _FILTERS, {"name": name})
