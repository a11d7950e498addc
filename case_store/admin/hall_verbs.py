"""`admin hall`: a hall moves from one centre's cluster to another's."""

from pathlib import Path
from typing import Annotated

import typer

hall = typer.Typer(no_args_is_help=True, help="A hall moves from one centre to another (on PostgreSQL).")

ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of this centre's store.")]
Stream = Annotated[str, typer.Option("--stream", help="The code of the hall.")]
CardFile = Annotated[Path, typer.Option("--card", help="The card of the other centre (admin hall card).")]
Folder = Annotated[Path, typer.Option("--from", help="The folder that the other centre wrote.")]
DatabaseUrl = Annotated[
    str,
    typer.Option(
        envvar="PINGAN_ADMIN_DATABASE_URL", help="PostgreSQL as somebody who may do this; else the service's."
    ),
]


@hall.command("card")
def hall_card(config: ConfigFile, to: Annotated[Path, typer.Option("--to", help="A file.")]) -> None:
    """The public keys of this centre, for the other one; compare the mark by telephone."""
    from case_store.admin.hall import card

    raise typer.Exit(card(config, to))


@hall.command("export")
def hall_export(
    config: ConfigFile,
    stream: Stream,
    card: CardFile,
    to: Annotated[Path, typer.Option("--to", help="A folder; what is written is a folder in it.")],
    database_url: DatabaseUrl = "",
) -> None:
    """At the old centre, once the hall's device is ended there: everything of its stream, sealed for the new one."""
    from case_store.admin.hall import export

    raise typer.Exit(export(config, stream, card, to, database_url=database_url))


@hall.command("import")
def hall_import(config: ConfigFile, source: Folder, card: CardFile, database_url: DatabaseUrl = "") -> None:
    """At the new centre: all of it or nothing; then a code for the hall, which joins (admin device join)."""
    from case_store.admin.hall import take

    raise typer.Exit(take(config, source, card, database_url=database_url))


@hall.command("remove")
def hall_remove(
    config: ConfigFile,
    stream: Stream,
    arrived: Annotated[Path, typer.Option(help="What the new centre wrote: arrived.json.")],
    card: CardFile,
    database_url: DatabaseUrl = "",
) -> None:
    """At the old centre, at last: what moved is removed here, for good. The store must be stopped."""
    from case_store.admin.hall import remove

    raise typer.Exit(remove(config, stream, arrived, card, database_url=database_url))
