"""The front door of Ping'an Hall (平安大厅): which screen or service to start.

Each subcommand imports only what it needs: everything at once would cost 2.8 s before the first window.
"""

from pathlib import Path
from typing import Annotated

import typer

# A traceback with local values could show a person or a key: never.
app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
admin = typer.Typer(no_args_is_help=True, help="What an operator does.")
app.add_typer(admin, name="admin")

ConfigFile = Annotated[Path, typer.Option("--config", help="The TOML file of this screen or store.")]


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
    from hall_display.app import main

    raise typer.Exit(main(config))


@app.command()
def store(config: ConfigFile) -> None:
    """A case store: the hall's, or the centre's."""
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


@admin.command("check-assets")
def check_assets() -> None:
    """Validate every policy and text file; name file and key of what is wrong."""
    from case_store.check_assets import main

    raise typer.Exit(main())


@admin.command("rebuild")
def rebuild(config: ConfigFile) -> None:
    """Make a store's projections anew from its events (the store must be stopped)."""
    from case_store.rebuild import main

    raise typer.Exit(main(config))


if __name__ == "__main__":
    app()
