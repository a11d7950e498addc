"""`admin policy`: the policy in force of a hall that runs."""

from pathlib import Path
from typing import Annotated

import typer

policy = typer.Typer(no_args_is_help=True, help="The policy (制度参数) of a hall that runs.")

ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of this screen or store.")]
StaffId = Annotated[str, typer.Option("--staff", help="Staff id of a hall administrator.")]
Pin = Annotated[str, typer.Option(prompt=True, hide_input=True, help="Asked for when it is not given.")]
PolicyPaths = Annotated[list[Path], typer.Argument(help="Files named as in assets/policy.")]


@policy.command("show")
def policy_show(
    config: ConfigFile,
    staff: StaffId,
    pin: Pin,
    file: Annotated[str, typer.Option(help="Print this file as it is in force.")] = "",
) -> None:
    """What holds, and who revised it."""
    from case_store.admin.policy import show

    raise typer.Exit(show(config, staff, pin, file))


@policy.command("check")
def policy_check(files: PolicyPaths, config: ConfigFile, staff: StaffId, pin: Pin) -> None:
    """Whether these files could be put into force; nothing is changed."""
    from case_store.admin.policy import check

    raise typer.Exit(check(config, staff, pin, files))


@policy.command("revise")
def policy_revise(
    files: PolicyPaths,
    config: ConfigFile,
    staff: StaffId,
    pin: Pin,
    why: Annotated[str, typer.Option(help="The reason, kept with the revision.")],
) -> None:
    """Put these files into force, on every screen at once."""
    from case_store.admin.policy import revise

    raise typer.Exit(revise(config, staff, pin, files, why))
