"""`python main.py enrol --config FILE`: let this screen in at its hall, on a terminal.

A screen that begins without being let in asks the same in a window (screenkit/first_start).
"""

import sys
import tomllib
from pathlib import Path

from case_store.admin.device import Ask, come_in
from case_store.check_assets import ASSETS
from case_store.errors import StoreError
from case_store.policy_files import load_texts
from case_store.run import sentence


def main(config_file: Path, ask: Ask) -> int:
    """As `come_in`; `config_file`: of a screen, with hall_url and device_dir."""
    try:
        values = tomllib.loads(config_file.read_text(encoding="utf-8"))
        url, folder = str(values["hall_url"]), config_file.parent / str(values["device_dir"])
    except (OSError, ValueError) as error:
        wrong = StoreError("store.config_invalid", path=str(config_file), key="TOML", why=str(error))
    except KeyError as error:
        wrong = StoreError(
            "store.config_invalid", path=str(config_file), key=str(error.args[0]), why="missing"
        )
    else:
        return come_in(url, folder, load_texts(ASSETS), ask)
    print(sentence(wrong), file=sys.stderr)
    return 1
