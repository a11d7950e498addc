"""The configuration of one store process (TOML): `python main.py store --config FILE`."""

import ipaddress
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from case_store.errors import StoreError
from case_store.keys import CENTRE, hall_reader

PATHS = ("database", "key_file", "tokens_file", "clock_file", "assets_dir", "ready_file")


class UpstreamConfig(BaseModel):
    """Where events are pushed to; our token is the one named "upstream" in the tokens file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(pattern=r"^https?://")


class StoreConfig(BaseModel):
    """One store. Relative paths count from the folder of the configuration file.

    `name` is the stream of a hall ("150502000") or "centre". `port` 0 takes a free one, told in `ready_file`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["hall", "centre"]
    name: str = Field(min_length=1)
    database: Path
    key_file: Path
    tokens_file: Path
    assets_dir: Path
    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)
    ready_file: Path | None = None
    clock_file: Path | None = None  # the shared clock of demo and tests
    upstream: UpstreamConfig | None = None
    demo: bool = False  # allows a citizen_base_url without https
    kiosk_names: dict[str, str] = {}  # how staff call a kiosk; its id where none is given
    tick_seconds: float = Field(default=2.0, gt=0)
    beat_seconds: float = Field(default=2.0, gt=0)
    pin_time_cost: int = Field(default=3, ge=1)  # argon2id
    pin_memory_kib: int = Field(default=65536, ge=8)

    @field_validator("host")
    @classmethod
    def _loopback_only(cls, host: str) -> str:
        """Until devices can enrol, nobody outside this machine may reach the service (issue 3)."""
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("只能绑定本机回环地址，例如 127.0.0.1")
        return host

    @property
    def node(self) -> str:
        """The name of this store in the log and as a reader of sealed keys."""
        return CENTRE if self.role == "centre" else hall_reader(self.name)


def load_config(path: Path) -> StoreConfig:
    """The configuration of a file. Raises StoreError `store.config_invalid` naming file and key."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError("store.config_invalid", path=str(path), key="TOML", why=str(error)) from error
    for key in PATHS:
        if isinstance(values.get(key), str):
            values[key] = path.parent / values[key]
    try:
        return StoreConfig.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(step) for step in first["loc"])
        raise StoreError("store.config_invalid", path=str(path), key=key, why=first["msg"]) from error
