"""Other systems, for the administrator: their keys, and who is told of what. Every method raises Unreachable."""

from case_store.client.connection import HallConnection, adapter
from cases.refusal import Refusal
from cases.systems.api_key import KeyRow, KeyWish, MadeKey
from cases.systems.webhook import Kind, MadeWebhook, WebhookRow

_KEY, _KEYS, _MADE_KEY = adapter(KeyRow), adapter(tuple[KeyRow, ...]), adapter(MadeKey)
_HOOK, _HOOKS, _MADE_HOOK = adapter(WebhookRow), adapter(tuple[WebhookRow, ...]), adapter(MadeWebhook)


class SystemsClient:
    """Needs a session with Right.MANAGE_SYSTEMS."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def keys(self) -> tuple[KeyRow, ...] | Refusal:
        """Every key that was ever made."""
        return await self._connection.ask("GET", "/v1/api-keys", _KEYS)

    async def make_key(self, wish: KeyWish) -> MadeKey | Refusal:
        """A key, shown once."""
        body = {"name": wish.name, "scopes": wish.scopes, "unit": wish.unit, "days": wish.days}
        return await self._connection.ask("POST", "/v1/api-keys", _MADE_KEY, body, again=False)

    async def revoke_key(self, key_id: str) -> KeyRow | Refusal:
        """Its end, at once."""
        return await self._connection.ask("POST", f"/v1/api-keys/{key_id}/revoke", _KEY)

    async def webhooks(self) -> tuple[WebhookRow, ...] | Refusal:
        """Every receiver, and what waits for it."""
        return await self._connection.ask("GET", "/v1/webhooks", _HOOKS)

    async def add_webhook(self, name: str, url: str, kinds: tuple[Kind, ...]) -> MadeWebhook | Refusal:
        """A receiver, and its secret, shown once."""
        body = {"name": name, "url": url, "kinds": kinds}
        return await self._connection.ask("POST", "/v1/webhooks", _MADE_HOOK, body, again=False)

    async def end_webhook(self, webhook_id: str) -> WebhookRow | Refusal:
        """It is told nothing more."""
        return await self._connection.ask("POST", f"/v1/webhooks/{webhook_id}/end", _HOOK)

    async def send_again(self, webhook_id: str) -> WebhookRow | Refusal:
        """What was given up is tried again."""
        return await self._connection.ask("POST", f"/v1/webhooks/{webhook_id}/again", _HOOK)
