"""`admin months`: the months of a centre's log in its database."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

months = typer.Typer(no_args_is_help=True, help="The months of a centre's log (on PostgreSQL).")

ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of the centre's store.")]
Month = Annotated[datetime, typer.Option(formats=["%Y-%m"], help="2026-11.")]
Archives = Annotated[Path, typer.Option("--from", help="The folder that `admin archive` wrote it to.")]
DatabaseUrl = Annotated[
    str,
    typer.Option(
        envvar="PINGAN_ADMIN_DATABASE_URL", help="PostgreSQL as somebody who may do this; else the service's."
    ),
]


@months.command("list")
def months_list(config: ConfigFile, database_url: DatabaseUrl = "") -> None:
    """Every month with its size, and whether its words are here or in the archive alone."""
    from case_store.admin.months import listed

    raise typer.Exit(listed(config, database_url=database_url))


@months.command("drop")
def months_drop(config: ConfigFile, month: Month, archives: Archives, database_url: DatabaseUrl = "") -> None:
    """Drop what cases and visits said in a month, once its archive is held against it; chain and hashes stay.

    As the owner of the tables; as a superuser where rights are kept by roles. The service may run.
    """
    from case_store.admin.months import drop

    raise typer.Exit(drop(config, month, archives, database_url=database_url))


@months.command("restore")
def months_restore(
    config: ConfigFile, month: Month, archives: Archives, database_url: DatabaseUrl = ""
) -> None:
    """Bring a dropped month back from its archive: before `admin rebuild`, or when a case of it is needed whole."""
    from case_store.admin.months import restore

    raise typer.Exit(restore(config, month, archives, database_url=database_url))
