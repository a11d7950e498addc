"""The folder of an enrolled device: who it is, its keys, and the word that it and its hall have in common.

device.json   which hall, which device, the pinned CA       0600
keys.json     its Ed25519 key, made here, which never leaves; what a kiosk seals with       0600 (not of a hall's store)
turn.json     the word to show the next time; replaced after every time       0600
"""

from pathlib import Path
from typing import TypeVar

import pydantic
from pydantic import BaseModel, ConfigDict, Field

from case_store.errors import StoreError
from case_store.private_file import read_private, replace_private

DEVICE_FILE, KEYS_FILE, TURN_FILE = "device.json", "keys.json", "turn.json"
ModelT = TypeVar("ModelT", bound=BaseModel)


class Enrolled(BaseModel):
    """device.json. Public keys in base64, by the names that they have in the log. `ca_pem` "": loopback, in clear."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    device_id: str
    role: str
    name: str
    epoch: int
    hall_url: str
    hall: str
    stream: str
    ca_pem: str = Field(repr=False)
    suite: str  # of what a kiosk seals
    readers: dict[str, str] = Field(repr=False)
    signers: dict[str, str] = Field(repr=False)
    own_reader: str = Field(default="", repr=False)  # of a hall's store: what its centre wraps for it to


class TurnWord(BaseModel):
    """turn.json."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    turn: str = Field(repr=False)


def is_enrolled(folder: Path) -> bool:
    """Whether a device was let in with this folder; device.json is written last."""
    return (folder / DEVICE_FILE).exists()


def read_enrolled(folder: Path) -> Enrolled:
    """Raises StoreError `device.not_enrolled`, `store.key_file_*`."""
    if not is_enrolled(folder):
        raise StoreError("device.not_enrolled", path=str(folder))
    return _read(folder / DEVICE_FILE, Enrolled)


def read_turn(folder: Path) -> TurnWord:
    """Raises StoreError `store.key_file_*`."""
    return _read(folder / TURN_FILE, TurnWord)


def write_turn(folder: Path, word: TurnWord) -> None:
    """On the disk before it is used: the hall goes on from it."""
    replace_private(folder / TURN_FILE, word.model_dump_json().encode())


def write_enrolled(folder: Path, enrolled: Enrolled, word: TurnWord, keys: bytes | None) -> None:
    """Everything of a device that has just been let in, in place of an earlier enrolment."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / DEVICE_FILE).unlink(missing_ok=True)
    if keys is not None:
        replace_private(folder / KEYS_FILE, keys)
    write_turn(folder, word)
    replace_private(folder / DEVICE_FILE, enrolled.model_dump_json(indent=1).encode())


def _read(path: Path, model: type[ModelT]) -> ModelT:
    try:
        return model.model_validate_json(read_private(path))
    except pydantic.ValidationError as error:
        raise StoreError("store.key_file_invalid", path=str(path)) from error
