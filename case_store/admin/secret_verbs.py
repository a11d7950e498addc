"""The verbs of `admin keys`, `admin forget` and `admin staff` for the front door; each imports only what it needs."""

from pathlib import Path
from typing import Annotated

import typer

keys = typer.Typer(no_args_is_help=True, help="The keys of a machine (密钥).")
ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of this store.")]
Pin = Annotated[str, typer.Option(prompt=True, hide_input=True, help="Asked for when it is not given.")]
KeyFile = Annotated[Path, typer.Option("--keys", help="The key file of this machine.")]


@keys.command("check")
def keys_check(config: ConfigFile) -> None:
    """What each key opens, and what would be lost with it (the store must be stopped)."""
    from case_store.admin.keys import check

    raise typer.Exit(check(config))


@keys.command("rotate")
def keys_rotate(config: ConfigFile) -> None:
    """A new reader key; the old one goes on opening what was sealed for it."""
    from case_store.admin.keys import rotate

    raise typer.Exit(rotate(config))


@keys.command("retire")
def keys_retire(config: ConfigFile) -> None:
    """Drop old reader keys once nothing needs them (the store must be stopped)."""
    from case_store.admin.keys import retire

    raise typer.Exit(retire(config))


@keys.command("trust")
def keys_trust(
    notice: Annotated[Path, typer.Argument(help="The notice that `keys rotate` wrote elsewhere.")],
    keys_file: KeyFile,
) -> None:
    """Another machine's new reader key: into a key file, a kiosk's keys.json, or a hall's device.json."""
    from case_store.admin.keys import trust

    raise typer.Exit(trust(keys_file, notice))


@keys.command("escrow")
def keys_escrow(
    keys_file: KeyFile, out: Annotated[Path, typer.Option(help="A new file for the sealed keys.")]
) -> None:
    """Seal the key file, and print two halves for two persons."""
    from case_store.admin.keys import escrow

    raise typer.Exit(escrow(keys_file, out))


@keys.command("recover")
def keys_recover(
    sealed: Annotated[Path, typer.Argument(help="The sealed file of `keys escrow`.")],
    out: Annotated[Path, typer.Option(help="The new key file.")],
    one: Annotated[str, typer.Option(prompt="One half", hide_input=True, help="Asked for.")],
    other: Annotated[str, typer.Option(prompt="The other half", hide_input=True, help="Asked for.")],
) -> None:
    """A key file from its escrow, by both persons together."""
    from case_store.admin.keys import recover

    raise typer.Exit(recover(sealed, one, other, out))


def forget(
    *,
    config: ConfigFile,
    staff: Annotated[str, typer.Option(help="Staff id of who asks, or with --confirm of who confirms.")],
    case: Annotated[str, typer.Option(help="Code of the case.")] = "",
    reason: Annotated[str, typer.Option(help="A key of retention.toml.")] = "",
    confirm: Annotated[
        str, typer.Option(help="The id of a request, to be confirmed by another person.")
    ] = "",
    pin: Pin,
) -> None:
    """Destroy a case's key (销毁): one person asks, another confirms; then the file is looked through."""
    from case_store.admin.forget import forget as ask

    raise typer.Exit(ask(config, staff, pin, case_code=case, reason=reason, request_id=confirm))


def staff(
    *,
    config: ConfigFile,
    staff: Annotated[str, typer.Option(help="Staff id of the new account.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[str, typer.Option(help="A role of cases/roles.py.")] = "hall_admin",
    unit: Annotated[str, typer.Option(help="A unit of units.toml; empty: the centre's own people.")] = "",
    pin: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for.")
    ],
) -> None:
    """Add somebody who may sign in: the first administrator of a new store, which must be stopped."""
    from case_store.admin.staff import add
    from cases.views import StaffView

    raise typer.Exit(add(config, StaffView(staff_id=staff, name=name, role=role, unit=unit), pin))
