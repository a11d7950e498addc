"""The configuration of one store process (TOML): `python main.py store --config FILE`."""

import tomllib
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from case_store.errors import StoreError
from case_store.keys import CENTRE, hall_reader
from case_store.plain_line import is_loopback, stays_here

PATHS = ("database", "key_file", "tokens_file", "clock_file", "assets_dir", "ready_file")


class TlsConfig(BaseModel):
    """`folder` holds the hall's own CA (`admin ca`); `names`: the host names and addresses that screens use.

    `announce`: say on the local network where the hall is (mDNS): a hint, never a proof.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path
    names: tuple[str, ...] = Field(min_length=1)
    announce: bool = False


class UpstreamConfig(BaseModel):
    """Where events are pushed to. `device_dir`: as what we were let in there (`admin device join`).

    Without it, on loopback only, our token is the one named "upstream" in the tokens file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(pattern=r"^https?://")
    device_dir: Path | None = None

    @field_validator("url")
    @classmethod
    def _not_in_clear(cls, url: str) -> str:
        return stays_here(url)

    @model_validator(mode="after")
    def _pinned(self) -> Self:
        if self.url.startswith("https:") and self.device_dir is None:
            raise ValueError("https 的上级要先接入：写 device_dir，再运行 admin device join")
        return self


class WebhooksConfig(BaseModel):
    """How other systems are told. `networks`: private ones where receivers are; `ca_file`: who signs for them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    ca_file: Path | None = None
    timeout_s: float = Field(default=10.0, gt=0, le=60)
    dead_after_days: float = Field(default=3.0, gt=0)


class StoreConfig(BaseModel):
    """One store. Relative paths count from the folder of the configuration file.

    `name` is the stream of a hall ("150502000") or "centre". `port` 0 takes a free one, told in `ready_file`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["hall", "centre"]
    name: str = Field(min_length=1)
    database: Path  # SQLite's file; attachments lie beside it whatever the database is
    # PostgreSQL in its place: libpq's URL, of several hosts if there are; the password better in a passfile.
    database_url: str | None = Field(default=None, pattern=r"^postgres(ql)?://", repr=False)
    key_file: Path
    tokens_file: Path
    assets_dir: Path
    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)
    ready_file: Path | None = None
    clock_file: Path | None = None  # the shared clock of demo and tests
    upstream: UpstreamConfig | None = None
    tls: TlsConfig | None = None
    webhooks: WebhooksConfig = WebhooksConfig()
    demo: bool = False  # allows a citizen_base_url without https
    kiosk_names: dict[str, str] = {}  # how staff call a kiosk; its id where none is given
    reserve_mib: int = Field(default=16, ge=0)  # of disk, given up when it is full, so that tickets go on
    compare_hour: int = Field(
        default=2, ge=0, le=22
    )  # of the night, when the log is compared with upstream's
    # At the centre: more halls at once are asked to come again. Small pushes share commits: this is a second of them.
    batches_waiting_max: int = Field(default=256, ge=1)
    # At the centre: processes that open large batches, each while it is needed. Not said: one less than there are
    # processors, two at most; 0: the service opens them.
    readers: int | None = Field(default=None, ge=0, le=8)
    tick_seconds: float = Field(default=2.0, gt=0)
    beat_seconds: float = Field(default=2.0, gt=0)
    # Between pulls, where the centre says when there is something; one that does not say so is asked every 10 s.
    pull_seconds: float = Field(default=30.0, gt=0)
    pin_time_cost: int = Field(default=3, ge=1)  # argon2id
    pin_memory_kib: int = Field(default=65536, ge=8)

    @model_validator(mode="after")
    def _in_clear_only_here(self) -> Self:
        """Nobody outside this machine is spoken to in clear, or lets themselves in with a token of a file."""
        if self.tls is None and not is_loopback(self.host):
            raise ValueError(
                "不加密只能绑定本机回环地址，例如 127.0.0.1；对外服务请先运行 admin ca，再写 [tls]"
            )
        if self.demo and not is_loopback(self.host):
            raise ValueError("demo = true 只能在本机回环地址上用")
        return self

    def at(self, database_url: str) -> Self:
        """The same store, its database reached as somebody else; "" changes nothing."""
        return self.model_copy(update={"database_url": database_url}) if database_url else self

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
        _from_folder(values, key, path.parent)
    _from_folder(values.get("tls"), "folder", path.parent)
    _from_folder(values.get("webhooks"), "ca_file", path.parent)
    _from_folder(values.get("upstream"), "device_dir", path.parent)
    try:
        return StoreConfig.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(step) for step in first["loc"]) or "host"  # of the whole: who may reach it
        raise StoreError("store.config_invalid", path=str(path), key=key, why=first["msg"]) from error


def _from_folder(table: Any, key: str, folder: Path) -> None:
    if isinstance(table, dict) and isinstance(table.get(key), str):
        table[key] = folder / table[key]
