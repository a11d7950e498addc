"""What the configuration file (TOML) of every screen says: which hall, as which device, with which assets.

Relative paths count from the folder of the file. A screen adds what is its own by a subclass.
"""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from case_store.client.device_folder import KEYS_FILE, read_enrolled
from case_store.errors import StoreError
from case_store.plain_line import stays_here
from case_store.policy_files import load_texts
from case_store.private_file import read_private
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader
from screenkit.environment import ROOT

if TYPE_CHECKING:
    from case_store.client.credentials import Credentials


class ScreenConfig(BaseModel):
    """`device_dir`: this screen as its hall let it in (main.py enrol, or the window of its first start).

    In its place, for a hall on this machine: `token_file` (0600), the token of this screen's role and nothing else.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    hall_url: str = Field(pattern=r"^https?://")
    token_file: Path | None = None
    device_dir: Path | None = None
    assets_dir: Path
    clock_file: Path | None = None  # the shared clock of demo and tests
    fullscreen: bool = False
    demo: bool = False  # allows a citizen_base_url without https

    @field_validator("hall_url")
    @classmethod
    def _not_in_clear(cls, url: str) -> str:
        return stays_here(url)

    @model_validator(mode="after")
    def _known_somehow(self) -> Self:
        if (self.token_file is None) == (self.device_dir is None):
            raise ValueError("device_dir 和 token_file 要写一个，只写一个")
        return self

    def token(self) -> "str | Credentials":
        """What the hall asks for; one pass for all connections of this process. Raises StoreError."""
        if self.device_dir is not None:
            from case_store.client.device_pass import open_pass  # noqa: PLC0415  behind the first picture

            return open_pass(self.device_dir, url=self.hall_url)
        return read_private(self.token_file or Path()).decode().strip()

    def own_secret(self) -> bytes:
        """What only this machine has, to seal its own files with. Raises StoreError."""
        if self.device_dir is not None:
            return read_private(self.device_dir / KEYS_FILE)
        return read_private(self.token_file or Path())


ConfigT = TypeVar("ConfigT", bound=ScreenConfig)


def load_screen_config(model: type[ConfigT], path: Path) -> ConfigT:
    """The configuration of a file. Raises StoreError `store.config_invalid` naming file and key."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError("store.config_invalid", path=str(path), key="TOML", why=str(error)) from error
    for key, value in values.items():
        if key.endswith(("_file", "_dir")) and isinstance(value, str):
            values[key] = path.parent / value
    _let_in_as(model, values)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(step) for step in first["loc"])
        raise StoreError("store.config_invalid", path=str(path), key=key, why=first["msg"]) from error


def _let_in_as(model: type[ScreenConfig], values: dict[str, Any]) -> None:
    """What the enrolment says of this screen, where its own file says nothing. Raises StoreError."""
    folder = values.get("device_dir")
    if not isinstance(folder, Path):
        return
    enrolled = read_enrolled(folder)
    told = {
        "hall_url": enrolled.hall_url,
        "kiosk_id": enrolled.device_id,
        "kiosk_name": enrolled.name,
        "key_file": folder / KEYS_FILE,
        "screen_id": enrolled.device_id,
    }
    for key, value in told.items():
        if key in model.model_fields:
            values.setdefault(key, value)


def why_it_cannot_begin(error: StoreError | PolicyError) -> str:
    """The operator's sentence, from the house's own catalogue: the configured one may be what is broken."""
    try:
        return load_texts(ROOT / "assets").refusal(error.code, Reader.OPERATOR, **error.facts)
    except PolicyError:
        return str(error)
