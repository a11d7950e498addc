"""`admin sync`: a store and the one above it."""

from pathlib import Path
from typing import Annotated

import typer

sync = typer.Typer(no_args_is_help=True, help="A store and the one above it (the store must be stopped).")

ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of this screen or store.")]


@sync.command("export")
def sync_export(
    config: ConfigFile, out: Annotated[Path, typer.Option(help="A new file, for the centre alone.")]
) -> None:
    """A hall without a line: what its centre does not have yet, sealed and signed, as a file."""
    from case_store.admin.sync import export

    raise typer.Exit(export(config, out))


@sync.command("import")
def sync_import(
    file: Annotated[Path, typer.Argument(help="What the other side wrote.")],
    config: ConfigFile,
    answer: Annotated[Path | None, typer.Option(help="At the centre: the new file for the hall.")] = None,
) -> None:
    """At the centre a hall's file, answered with another; at the hall that answer. Twice changes nothing."""
    from case_store.admin.sync import take

    raise typer.Exit(take(config, file, answer))


@sync.command("compare")
def sync_compare(config: ConfigFile) -> None:
    """Compare with the store above and mend what differs (a store that runs does it every night)."""
    from case_store.admin.sync import compare

    raise typer.Exit(compare(config))


@sync.command("re-enrol")
def sync_re_enrol(config: ConfigFile) -> None:
    """Go on as the one machine of this hall, in a new epoch: after a clone or an old backup (switch the other off!)."""
    from case_store.admin.sync import re_enrol

    raise typer.Exit(re_enrol(config))
