"""`python main.py enrol --config FILE`: let this screen in at its hall, on a terminal.

A screen that begins without being let in asks the same in a window (screenkit/first_start).
"""

import asyncio
import sys
import tomllib
from pathlib import Path

from case_store.admin.device import Ask, come_in
from case_store.check_assets import ASSETS
from case_store.client.device_folder import Enrolled, read_enrolled
from case_store.client.nearby import find_again, nearby_halls
from case_store.errors import StoreError
from case_store.policy_files import load_texts
from case_store.run import sentence
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.typed import is_digits


def main(config_file: Path, ask: Ask) -> int:
    """As `come_in`; `config_file`: of a screen, with hall_url and device_dir."""
    try:
        values = tomllib.loads(config_file.read_text(encoding="utf-8"))
        folder = config_file.parent / str(values["device_dir"])
    except (OSError, ValueError) as error:
        wrong = StoreError("store.config_invalid", path=str(config_file), key="TOML", why=str(error))
    except KeyError as error:
        wrong = StoreError(
            "store.config_invalid", path=str(config_file), key=str(error.args[0]), why="missing"
        )
    else:
        texts = load_texts(ASSETS)
        url = str(values.get("hall_url", "")) or _nearby(texts, ask)
        return come_in(url, folder, texts, ask) if url else 1
    print(sentence(wrong), file=sys.stderr)
    return 1


def find(config_file: Path) -> int:
    """Where the hall of an enrolled screen is now, by what it says on the network: 0 and its address on stdout."""
    try:
        values = tomllib.loads(config_file.read_text(encoding="utf-8"))
        enrolled = read_enrolled(config_file.parent / str(values["device_dir"]))
    except (OSError, ValueError, KeyError) as error:
        said = sentence(
            StoreError("store.config_invalid", path=str(config_file), key="device_dir", why=str(error))
        )
    except StoreError as error:
        said = sentence(error)
    else:
        found = asyncio.run(_find(enrolled))
        if not isinstance(found, Refusal):
            print(found)
            return 0
        said = load_texts(ASSETS).tell(found, Reader.OPERATOR)
    print(said, file=sys.stderr)
    return 1


async def _find(enrolled: Enrolled) -> str | Refusal:
    return await find_again(enrolled, await nearby_halls())


def _nearby(texts: Texts, ask: Ask) -> str:
    """The address of a hall that announces itself, chosen by a person; what they then compare is its fingerprint."""
    halls = asyncio.run(nearby_halls())
    if not halls:
        print(texts.refusal("enrolment.not_nearby", Reader.OPERATOR), file=sys.stderr)
        return ""
    for number, hall in enumerate(halls, 1):
        print(texts.get("devices.admin.nearby", number=number, name=hall.name, url=hall.url))
    chosen = ask(texts.get("devices.admin.choose"))
    return halls[int(chosen) - 1].url if is_digits(chosen) and 0 < int(chosen) <= len(halls) else ""
