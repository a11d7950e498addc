"""Devices as an administrator sees them, and what passes between a hall and a device that is let in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """`role` and `standing`: cases.device.device. `ended_why`: words of whoever revoked it."""

    device_id: str
    role: str
    name: str
    epoch: int
    standing: str
    key_mark: str  # the beginning of its key's SHA-256: which key it is, in few characters
    enrolled_at: datetime
    enrolled_by: str
    ended_at: datetime | None = None
    ended_by: str | None = None
    ended_why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCode:
    """A code to read out: shown once, kept nowhere. `fingerprint`: what the device must show, too; "" without TLS."""

    code: str = field(repr=False)
    device_id: str
    role: str
    name: str
    valid_until: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallShown:
    """What anybody may see of a hall before being let in. `ca_pem` "": a hall on loopback without TLS."""

    name: str
    stream: str
    ca_pem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What a device is told when it is let in. Public keys in base64, by the names that they have in the log."""

    device_id: str
    role: str
    name: str
    epoch: int
    hall: str
    stream: str
    turn: str = field(repr=False)  # the first word that it and the hall have in common
    suite: str  # of ciphers, for what a kiosk seals
    readers: Mapping[str, str]
    signers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """`admission`: an Admission as JSON, proven whole; `proof`: base64."""

    admission: str = field(repr=False)
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a device signs, this once."""

    challenge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Come:
    """A token for `seconds`; `turn` is the word to show the next time."""

    token: str = field(repr=False)
    seconds: int
    n: int
    turn: str = field(repr=False)
