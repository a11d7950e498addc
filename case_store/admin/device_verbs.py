"""`admin device`: the machines that a hall has let in."""

from pathlib import Path
from typing import Annotated

import typer

device = typer.Typer(no_args_is_help=True, help="The machines that a hall has let in.")

ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of this screen or store.")]
StaffId = Annotated[str, typer.Option("--staff", help="Staff id of a hall administrator.")]
Pin = Annotated[str, typer.Option(prompt=True, hide_input=True, help="Asked for when it is not given.")]


@device.command("code")
def device_code(
    config: ConfigFile,
    staff: StaffId,
    pin: Pin,
    *,
    role: Annotated[str, typer.Option(help="kiosk, counter, wall, dispatch; at a centre hall.")],
    name: Annotated[str, typer.Option(help="How people call the machine.")],
    again: Annotated[str, typer.Option(help="The device id that it is to become again.")] = "",
    stream: Annotated[str, typer.Option(help="Of a hall that joins its centre.")] = "",
) -> None:
    """A code (接入码) for one machine: once, for ten minutes."""
    from case_store.admin.device import code

    raise typer.Exit(code(config, staff, pin, role=role, name=name, device_id=again, stream=stream))


@device.command("list")
def device_list(config: ConfigFile, staff: StaffId, pin: Pin) -> None:
    """Every machine that was ever let in, and by whom."""
    from case_store.admin.device import listed

    raise typer.Exit(listed(config, staff, pin))


@device.command("revoke")
def device_revoke(
    device_id: Annotated[str, typer.Argument(help="As `admin device list` shows it.")],
    config: ConfigFile,
    staff: StaffId,
    pin: Pin,
    why: Annotated[str, typer.Option(help="The reason, kept with the event.")],
) -> None:
    """End a machine, at once."""
    from case_store.admin.device import revoke

    raise typer.Exit(revoke(config, staff, pin, device_id, why))


@device.command("join")
def device_join(config: ConfigFile) -> None:
    """This store comes in at its centre by a code (接入码)."""
    from case_store.admin.device import join_centre

    raise typer.Exit(join_centre(config, _ask))


def _ask(question: str) -> str:
    return str(typer.prompt(question, prompt_suffix=""))
