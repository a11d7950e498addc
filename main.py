"""The front door of Ping'an Hall (平安大厅): which screen or service to start.

Each subcommand imports only what it needs: everything at once would cost 2.8 s before the first window.
"""

import gc
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from case_store.admin.device_verbs import device
from case_store.admin.hall_verbs import hall
from case_store.admin.months_verbs import months
from case_store.admin.policy_verbs import policy
from case_store.admin.secret_verbs import forget, keys, staff
from case_store.admin.sync_verbs import sync
from case_store.admin.system_verbs import api_key, webhook

# A traceback with local values could show a person or a key: never.
app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
admin = typer.Typer(no_args_is_help=True, help="What an operator does.")
app.add_typer(admin, name="admin")
admin.add_typer(keys, name="keys")
admin.command("forget")(forget)
admin.command("staff")(staff)
admin.add_typer(months, name="months")
admin.add_typer(hall, name="hall")
admin.add_typer(policy, name="policy")
admin.add_typer(sync, name="sync")
admin.add_typer(device, name="device")
admin.add_typer(api_key, name="api-key")
admin.add_typer(webhook, name="webhook")
ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of this screen or store.")]
StaffId = Annotated[str, typer.Option("--staff", help="Staff id of a hall administrator.")]
Pin = Annotated[str, typer.Option(prompt=True, hide_input=True, help="Asked for when it is not given.")]
DatabaseUrl = Annotated[
    str,
    typer.Option(
        envvar="PINGAN_ADMIN_DATABASE_URL", help="PostgreSQL as somebody who may do this; else the service's."
    ),
]


@app.command()
def kiosk(config: ConfigFile) -> None:
    """The citizen's touchscreen (自助机)."""
    from kiosk.app import main

    raise typer.Exit(main(config))


@app.command()
def counter(config: ConfigFile) -> None:
    """The desk of staff (窗口)."""
    from counter.app import main

    raise typer.Exit(main(config))


@app.command()
def wall(config: ConfigFile) -> None:
    """The public wall of the hall (大屏)."""
    from hall_display.wall.app import main

    raise typer.Exit(main(config))


@app.command()
def dispatch(config: ConfigFile) -> None:
    """The command zone's screen for staff (视频指挥调度)."""
    from hall_display.dispatch.app import main

    raise typer.Exit(main(config))


@app.command()
def store(config: ConfigFile) -> None:
    """A case store: the hall's, or the centre's."""
    gc.disable()  # what is loaded stays; `run` turns it on
    from case_store.run import run

    raise typer.Exit(run(config))


@app.command()
def demo(
    headless: Annotated[
        Path | None, typer.Option(help="Play the whole story offscreen and write pictures and a report here.")
    ] = None,
) -> None:
    """The demo hall: with a display all windows, without one the whole story offscreen."""
    from demo.start import start

    raise typer.Exit(start(headless))


@app.command()
def enrol(config: ConfigFile) -> None:
    """Let this screen in at its hall by a code (接入码), on a terminal."""
    from case_store.admin.enrol import main

    raise typer.Exit(main(config, _ask))


@app.command("find-hall")
def find_hall(config: ConfigFile) -> None:
    """Where the hall of this screen is now, if it has moved and says so on the network."""
    from case_store.admin.enrol import find

    raise typer.Exit(find(config))


@admin.command("ca")
def admin_ca(config: ConfigFile) -> None:
    """Make what a store needs before other machines reach it: key file, own CA, certificate, operator's token."""
    from case_store.admin.ca import main

    raise typer.Exit(main(config))


@admin.command("check-assets")
def check_assets() -> None:
    """Validate every policy and text file; name file and key of what is wrong."""
    from case_store.check_assets import main

    raise typer.Exit(main())


@admin.command("rebuild")
def rebuild(config: ConfigFile) -> None:
    """Make a store's projections anew from its events (the store must be stopped)."""
    from case_store.admin.rebuild import main

    raise typer.Exit(main(config))


@admin.command("quarantine")
def quarantine(
    config: ConfigFile,
    *,
    readmit: Annotated[str, typer.Option(help="Take the event with this id in (重新收入).")] = "",
    leave_out: Annotated[
        str, typer.Option(help="Leave the event with this id out for good (留存不收).")
    ] = "",
    why: Annotated[str, typer.Option(help="The reason, kept with the decision.")] = "",
    by: Annotated[str, typer.Option(help="Staff id of whoever decides.")] = "",
) -> None:
    """What was kept apart for a person, and what a person decides on it (the store must be stopped)."""
    from case_store.admin.quarantine import main

    raise typer.Exit(main(config, readmit=readmit, leave_out=leave_out, why=why, by=by))


@admin.command("backup")
def backup(
    config: ConfigFile,
    to: Annotated[Path, typer.Option("--to", help="The folder of the backups; each is a folder in it.")],
    keep: Annotated[int, typer.Option(min=0, help="Keep so many of them; 0: all.")] = 0,
    database_url: DatabaseUrl = "",
) -> None:
    """A signed copy of a store and its attachments, made while it runs. Keys are not in it."""
    from case_store.admin.backup import main

    raise typer.Exit(main(config, to, keep=keep, database_url=database_url))


@admin.command("archive")
def archive(
    config: ConfigFile,
    month: Annotated[datetime, typer.Option(formats=["%Y-%m"], help="2026-11; it must have ended.")],
    to: Annotated[Path, typer.Option("--to", help="A folder.")],
    database_url: DatabaseUrl = "",
) -> None:
    """A closed month of the centre's log as a signed file, read back. It drops nothing (`admin months drop`)."""
    from case_store.admin.archive import main

    raise typer.Exit(main(config, month, to, database_url=database_url))


@admin.command("roles")
def roles(
    database_url: Annotated[str, typer.Option(help="The centre's database, as a superuser of PostgreSQL.")],
) -> None:
    """Tables of this version, then the roles of the centre's database and what each may see; may be done again."""
    from case_store.admin.roles import main

    raise typer.Exit(main(database_url))


@admin.command("restore")
def restore(
    config: ConfigFile,
    source: Annotated[Path, typer.Option("--from", help="A backup, or the folder of backups: the newest.")],
    database_url: DatabaseUrl = "",
) -> None:
    """A store from its backup, on this or another machine; nothing that is there is overwritten."""
    from case_store.admin.restore import main

    raise typer.Exit(main(config, source, database_url=database_url))


@admin.command("verify")
def verify(
    config: ConfigFile,
    backup: Annotated[Path | None, typer.Option(help="Check this backup, not the store.")] = None,
    archives: Annotated[
        Path | None, typer.Option(help="Read these archives through, too: of months that were dropped.")
    ] = None,
    database_url: DatabaseUrl = "",
) -> None:
    """Whether the log, or a backup, is whole: the first event that was changed, dropped or moved is named."""
    from case_store.admin.verify import main

    raise typer.Exit(main(config, backup, archives, database_url=database_url))


@admin.command("recount")
def recount(
    config: ConfigFile,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would move.")] = False,
) -> None:
    """Count running deadlines again by the calendar in force (a store that runs does it by itself)."""
    from case_store.admin.recount import main

    raise typer.Exit(main(config, dry_run=dry_run))


@admin.command("deadline")
def deadline(
    *,
    start: Annotated[
        str, typer.Option(help="When it begins: 2026-02-10T10:00, without offset Asia/Shanghai.")
    ],
    limit: Annotated[str, typer.Option(help="7W working days, 15C calendar days, 2H opening hours.")],
    pause: Annotated[
        list[str],
        typer.Option(default_factory=list, show_default=False, help="FROM/TO; FROM/ while it lasts."),
    ],
    extend: Annotated[
        list[str], typer.Option(default_factory=list, show_default=False, help="7W@DATE: granted on DATE.")
    ],
    now: Annotated[str, typer.Option(help="The light at this instant, not at this moment.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Names and instants for programs.")] = False,
    assets: Annotated[Path | None, typer.Option(help="Another folder of assets.")] = None,
) -> None:
    """A due date and how it was counted (怎么算的), for staff and auditors."""
    from case_store.admin.deadline import deadline as count
    from case_store.check_assets import ASSETS

    raise typer.Exit(
        count(
            start=start,
            limit=limit,
            pauses=pause,
            extends=extend,
            now=now,
            as_json=as_json,
            assets_dir=assets or ASSETS,
        )
    )


@admin.command("import")
def import_list(
    *,
    file: Annotated[Path, typer.Argument(help="The list, .xlsx or .csv.")],
    mapping: Annotated[str, typer.Option(help="Which kind of list: a file of assets/policy/imports.")],
    config: ConfigFile,
    staff: Annotated[str, typer.Option(help="Staff id of whoever imports; not for --dry-run.")] = "",
    pin: Annotated[str, typer.Option(help="Asked for when it is not given.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    bad_rows: Annotated[
        Path | None, typer.Option(help="A new .xlsx or .csv for the rows that need a person.")
    ] = None,
) -> None:
    """A list of others (留言板, 上级交办, 信访) into the hall that runs; twice changes nothing."""
    if dry_run:
        from case_store.imports.dry_run import dry_run as look

        raise typer.Exit(look(file, mapping, config, bad_rows))
    from case_store.admin.import_list import import_list as send

    who = staff or typer.prompt("Staff id")
    secret = pin or typer.prompt("Pin", hide_input=True)
    raise typer.Exit(send(file, mapping, config, staff_id=who, pin=secret, bad_rows=bad_rows))


@admin.command("verify-paper")
def verify_paper(
    paper: Annotated[str, typer.Argument(help="A PDF file, or the code on a paper (核验码).")],
    config: ConfigFile,
) -> None:
    """Whether a paper is ours and unaltered: 0 genuine, 1 altered or unknown, 2 nothing could be checked."""
    from case_store.admin.paper import verify_paper as verify
    from printing.a4.check import check_pdf

    raise typer.Exit(verify(paper, config, check_pdf))


def _ask(question: str) -> str:
    return str(typer.prompt(question, prompt_suffix=""))


if __name__ == "__main__":
    app()
