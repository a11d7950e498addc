"""What the configuration file (TOML) of every screen says: which hall, by which token, with which assets.

Relative paths count from the folder of the file. A screen adds what is its own by a subclass.
"""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from case_store.errors import StoreError
from case_store.policy_files import load_texts
from case_store.private_file import read_private
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader
from screenkit.environment import ROOT


class ScreenConfig(BaseModel):
    """`token_file` (0600) holds the token of this screen's role and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hall_url: str = Field(pattern=r"^https?://")
    token_file: Path
    assets_dir: Path
    clock_file: Path | None = None  # the shared clock of demo and tests
    fullscreen: bool = False
    demo: bool = False  # allows a citizen_base_url without https

    def token(self) -> str:
        """The token that the hall asks for. Raises StoreError."""
        return read_private(self.token_file).decode().strip()


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
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(step) for step in first["loc"])
        raise StoreError("store.config_invalid", path=str(path), key=key, why=first["msg"]) from error


def why_it_cannot_begin(error: StoreError | PolicyError) -> str:
    """The operator's sentence, from the house's own catalogue: the configured one may be what is broken."""
    try:
        return load_texts(ROOT / "assets").refusal(error.code, Reader.OPERATOR, **error.facts)
    except PolicyError:
        return str(error)
