"""`python main.py admin api-key make|list|revoke` and `admin webhook add|list|end|again`: other systems at this store.

They ask the store that runs, with the PIN of an administrator.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from case_store.admin.at_the_store import Act, at_the_store
from case_store.client.hall import HallClient
from cases.hall_time import hall_time
from cases.refusal import Refusal
from cases.systems.api_key import KeyRow, KeyWish
from cases.systems.webhook import Kind, WebhookRow
from cases.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Where, and by whom."""

    config_file: Path
    staff_id: str
    pin: str


def make_key(asking: Asking, wish: KeyWish) -> int:
    """The key on stdout: nowhere else, and never again."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        made = await client.systems.make_key(wish)
        if isinstance(made, Refusal):
            return made
        return texts.get("systems.key_made", shown=made.key, line=key_line(made.row, texts))

    return _ask(asking, act)


def list_keys(asking: Asking) -> int:
    """Every key that was ever made."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        rows = await client.systems.keys()
        if isinstance(rows, Refusal):
            return rows
        return "\n".join(key_line(row, texts) for row in rows) or texts.get("systems.no_key")

    return _ask(asking, act)


def revoke_key(asking: Asking, key_id: str) -> int:
    """Its end, at once."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        row = await client.systems.revoke_key(key_id)
        return row if isinstance(row, Refusal) else key_line(row, texts)

    return _ask(asking, act)


def add_webhook(asking: Asking, name: str, url: str, kinds: tuple[Kind, ...]) -> int:
    """The secret on stdout: nowhere else, and never again."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        made = await client.systems.add_webhook(name, url, kinds)
        if isinstance(made, Refusal):
            return made
        return texts.get("systems.webhook_made", secret=made.secret, line=webhook_line(made.row, texts))

    return _ask(asking, act)


def list_webhooks(asking: Asking) -> int:
    """Every receiver, what waits for it and what was given up."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        rows = await client.systems.webhooks()
        if isinstance(rows, Refusal):
            return rows
        return "\n".join(webhook_line(row, texts) for row in rows) or texts.get("systems.no_webhook")

    return _ask(asking, act)


def change_webhook(asking: Asking, webhook_id: str, *, end: bool) -> int:
    """Its end, or what was given up once more."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        row = await (client.systems.end_webhook if end else client.systems.send_again)(webhook_id)
        return row if isinstance(row, Refusal) else webhook_line(row, texts)

    return _ask(asking, act)


def key_line(row: KeyRow, texts: Texts) -> str:
    """One key in words."""
    line = texts.get(
        "systems.key",
        key_id=row.key_id,
        name=row.name,
        scopes=" ".join(row.scopes),
        unit=row.unit or "-",
        by=row.made_by,
        until=_day(row.until),
        uses=row.uses,
    )
    return line + (texts.get("systems.ended", at=_day(row.ended_at)) if row.ended_at else "")


def webhook_line(row: WebhookRow, texts: Texts) -> str:
    """One receiver in words."""
    line = texts.get(
        "systems.webhook",
        webhook_id=row.webhook_id,
        name=row.name,
        url=row.url,
        kinds=" ".join(row.kinds),
        waiting=row.waiting,
        dead=row.dead,
        trouble=row.trouble or "-",
    )
    return line + (texts.get("systems.ended", at=_day(row.ended_at)) if row.ended_at else "")


def _day(at: datetime) -> str:
    return f"{hall_time(at):%Y-%m-%d}"


def _ask(asking: Asking, act: Act) -> int:
    return at_the_store(asking.config_file, asking.staff_id, asking.pin, act)
