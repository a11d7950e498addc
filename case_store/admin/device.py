"""`python main.py admin device code|list|revoke|join`: the machines of a hall, and a hall's own way into its centre.

The first three ask the store that runs, with the PIN of an administrator. `join` is for the machine of a store whose
centre has made a code for it; the store must be stopped, or started anew afterwards.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

import uuid_utils.compat as uuid_v7

from case_store.admin.at_the_store import at_the_store, failed
from case_store.client.connection import Unreachable
from case_store.client.enrol import fingerprint_of, join, look
from case_store.client.hall import HallClient
from case_store.config import StoreConfig, load_config
from case_store.errors import StoreError
from case_store.keys import Keys, read_keys
from case_store.policy_files import load_texts
from case_store.run import sentence
from cases.hall_time import hall_time
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.views_devices import DeviceRow

Ask = Callable[[str], str]


def code(
    config_file: Path, staff_id: str, pin: str, *, role: str, name: str, device_id: str, stream: str
) -> int:
    """A code to read out at the device."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        made = await client.devices.make_code(role, name, device_id=device_id, stream=stream)
        if isinstance(made, Refusal):
            return made
        return texts.get(
            "devices.admin.code" if made.fingerprint else "devices.admin.code_here",
            code=made.code,
            name=made.name,
            device_id=made.device_id,
            until=f"{hall_time(made.valid_until):%H:%M}",
            fingerprint=made.fingerprint,
        )

    return at_the_store(config_file, staff_id, pin, act)


def listed(config_file: Path, staff_id: str, pin: str) -> int:
    """Every device that was ever let in, by whom."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        rows = await client.devices.listed()
        if isinstance(rows, Refusal):
            return rows
        return "\n".join(device_line(row, texts) for row in rows) or texts.get("devices.admin.none")

    return at_the_store(config_file, staff_id, pin, act)


def revoke(config_file: Path, staff_id: str, pin: str, device_id: str, why: str) -> int:
    """停用, at once."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        row = await client.devices.revoke(device_id, why, uuid_v7.uuid7())
        return row if isinstance(row, Refusal) else device_line(row, texts)

    return at_the_store(config_file, staff_id, pin, act)


def join_centre(config_file: Path, ask: Ask) -> int:
    """This store comes in at the one above it. `ask`: a question on the terminal and what was typed."""
    try:
        config = load_config(config_file)
        texts = load_texts(config.assets_dir)
        url, folder = _centre_of(config, config_file)
        keys = read_keys(config.key_file)
    except (StoreError, PolicyError) as error:
        return failed(sentence(error))
    return come_in(url, folder, texts, ask, keys)


def come_in(url: str, folder: Path, texts: Texts, ask: Ask, store_keys: Keys | None = None) -> int:
    """Look, compare, type the code. 0 when let in; 1 and a sentence on stderr, 2 where a person said no."""
    try:
        hall = asyncio.run(look(url))
        if isinstance(hall, Refusal):
            return failed(texts.tell(hall, Reader.OPERATOR))
        shown = fingerprint_of(hall)
        question = "devices.admin.is_it" if shown else "devices.admin.is_it_here"
        if ask(texts.get(question, name=hall.name, fingerprint=shown)).strip().lower() not in (
            "y",
            "yes",
            "是",
        ):
            return 2
        typed = ask(texts.get("devices.admin.type_code"))
        enrolled = asyncio.run(join(url, hall, typed, folder, store_keys))
    except Unreachable as error:
        return failed(texts.get("devices.admin.unreachable", url=url, why=error.reason))
    except StoreError as error:
        return failed(sentence(error))
    except ValueError as error:
        return failed(str(error))
    if isinstance(enrolled, Refusal):
        return failed(texts.tell(enrolled, Reader.STAFF))
    print(
        texts.get(
            "devices.admin.joined", name=enrolled.name, device_id=enrolled.device_id, hall=enrolled.hall
        )
    )
    return 0


def device_line(row: DeviceRow, texts: Texts) -> str:
    """One device in words."""
    facts = {
        "device_id": row.device_id,
        "name": row.name,
        "role": texts.get(f"devices.role.{row.role}"),
        "by": row.enrolled_by,
        "at": f"{hall_time(row.enrolled_at):%Y-%m-%d %H:%M}",
        "epoch": row.epoch,
        "mark": row.key_mark,
        "standing": texts.get(f"devices.standing.{row.standing}"),
    }
    line = texts.get("devices.admin.line", **facts)
    if row.ended_at is None:
        return line
    ended = f"{hall_time(row.ended_at):%Y-%m-%d %H:%M}"
    return line + texts.get("devices.admin.ended", at=ended, by=row.ended_by or "", why=row.ended_why or "")


def _centre_of(config: StoreConfig, path: Path) -> tuple[str, Path]:
    if config.upstream is None or config.upstream.device_dir is None:
        raise StoreError("device.no_upstream", path=str(path))
    return config.upstream.url, config.upstream.device_dir
