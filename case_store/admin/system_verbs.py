"""The verbs of `admin api-key` and `admin webhook` for the front door; each imports only what it needs."""

from pathlib import Path
from typing import Annotated

import typer

from cases.systems.api_key import KeyWish, Scope
from cases.systems.webhook import Kind

api_key = typer.Typer(no_args_is_help=True, help="Keys of other systems (外部系统密钥).")
webhook = typer.Typer(no_args_is_help=True, help="Other systems that are told what happens (webhooks).")
ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of this store.")]
StaffId = Annotated[str, typer.Option("--staff", help="Staff id of a hall administrator.")]
Pin = Annotated[str, typer.Option(prompt=True, hide_input=True, help="Asked for when it is not given.")]
Name = Annotated[str, typer.Option(help="Of the other system.")]
WebhookId = Annotated[str, typer.Argument(help="As `admin webhook list` shows it.")]


@api_key.command("make")
def key_make(
    config: ConfigFile,
    staff: StaffId,
    name: Name,
    pin: Pin,
    *,
    scope: Annotated[list[Scope], typer.Option(help="Once for each.")],
    unit: Annotated[str, typer.Option(help="Whose cases are read: an id of units.toml.")] = "",
    days: Annotated[int, typer.Option(help="How long it holds.")] = 365,
) -> None:
    """A key, shown once."""
    from case_store.admin.systems import Asking, make_key

    wish = KeyWish(name=name, scopes=tuple(scope), unit=unit, days=days)
    raise typer.Exit(make_key(Asking(config_file=config, staff_id=staff, pin=pin), wish))


@api_key.command("list")
def key_list(config: ConfigFile, staff: StaffId, pin: Pin) -> None:
    """Who has a key, until when, and how often it was used."""
    from case_store.admin.systems import Asking, list_keys

    raise typer.Exit(list_keys(Asking(config_file=config, staff_id=staff, pin=pin)))


@api_key.command("revoke")
def key_revoke(
    key_id: Annotated[str, typer.Argument(help="As `admin api-key list` shows it.")],
    config: ConfigFile,
    staff: StaffId,
    pin: Pin,
) -> None:
    """From now on it opens nothing."""
    from case_store.admin.systems import Asking, revoke_key

    raise typer.Exit(revoke_key(Asking(config_file=config, staff_id=staff, pin=pin), key_id))


@webhook.command("add")
def webhook_add(
    config: ConfigFile,
    staff: StaffId,
    name: Name,
    pin: Pin,
    *,
    url: Annotated[str, typer.Option(help="https; where deliveries are sent.")],
    kind: Annotated[list[Kind], typer.Option(help="Once for each.")],
) -> None:
    """A receiver; the secret that it checks signatures with is shown once."""
    from case_store.admin.systems import Asking, add_webhook

    asking = Asking(config_file=config, staff_id=staff, pin=pin)
    raise typer.Exit(add_webhook(asking, name, url, tuple(kind)))


@webhook.command("list")
def webhook_list(config: ConfigFile, staff: StaffId, pin: Pin) -> None:
    """Who is told of what, what waits for them, what was given up."""
    from case_store.admin.systems import Asking, list_webhooks

    raise typer.Exit(list_webhooks(Asking(config_file=config, staff_id=staff, pin=pin)))


@webhook.command("end")
def webhook_end(webhook_id: WebhookId, config: ConfigFile, staff: StaffId, pin: Pin) -> None:
    """It is told nothing more."""
    from case_store.admin.systems import Asking, change_webhook

    asking = Asking(config_file=config, staff_id=staff, pin=pin)
    raise typer.Exit(change_webhook(asking, webhook_id, end=True))


@webhook.command("again")
def webhook_again(webhook_id: WebhookId, config: ConfigFile, staff: StaffId, pin: Pin) -> None:
    """What was given up is tried again."""
    from case_store.admin.systems import Asking, change_webhook

    asking = Asking(config_file=config, staff_id=staff, pin=pin)
    raise typer.Exit(change_webhook(asking, webhook_id, end=False))
