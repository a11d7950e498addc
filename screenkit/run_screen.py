"""A screen of staff or of the wall, from its file to the end of its window."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from case_store.errors import StoreError
from case_store.logs import configure_logs
from cases.policy.policy_file import PolicyError
from screenkit.first_start import enrolled_config
from screenkit.screen_config import ScreenConfig, why_it_cannot_begin
from screenkit.window import make_app

ConfigT = TypeVar("ConfigT", bound=ScreenConfig)


class RunningScreen(Protocol):
    """What `build` gives: kept as long as its window stands."""

    def close(self) -> None:
        """End it."""


def run_screen(model: type[ConfigT], build: Callable[[ConfigT], RunningScreen], config_path: Path) -> int:
    """Run it until its window is closed; 1 and a sentence on stderr when it cannot begin."""
    configure_logs()  # before anything is logged: no log shows the values of variables
    try:
        screen = build(enrolled_config(model, config_path))
    except (PolicyError, StoreError) as error:
        print(why_it_cannot_begin(error), file=sys.stderr)
        return 1
    code = make_app().exec()
    screen.close()
    return code
