"""A device (设备): a machine that an administrator let in, known by its own key until somebody ends that.

Its epoch counts how often it was let in: each time with a key that was never seen before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from cases.refusal import Refusal
from cases.typed import is_digits

NAME_CHARS_MAX = 40
WHY_CHARS_MAX = 200


class DeviceRole(StrEnum):
    """What a device is, and so what it may ask."""

    KIOSK = "kiosk"
    COUNTER = "counter"
    WALL = "wall"
    DISPATCH = "dispatch"
    HALL = "hall"  # at the centre: a hall's store


class Standing(StrEnum):
    """Whether it may come in."""

    IN_USE = "in_use"
    REVOKED = "revoked"
    DOUBLED = "doubled"  # seen in two places: neither may come in until a person has looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """`public_key`: Ed25519, base64. `reader_key`: X25519 of a hall that opens what is sealed for it, else ""."""

    device_id: str
    role: DeviceRole
    epoch: int
    public_key: str
    standing: Standing = Standing.IN_USE


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceEnrolled:
    """`staff_id`: the administrator whose code let it in."""

    device_id: str
    role: DeviceRole
    name: str
    epoch: int
    public_key: str
    staff_id: str
    reader_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRevoked:
    """It may not come in any more."""

    device_id: str
    staff_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDoubled:
    """The same key came from two places, or from an older state of the same disk."""

    device_id: str
    epoch: int


DeviceEvent = DeviceEnrolled | DeviceRevoked | DeviceDoubled


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """An administrator's code and a device's key, together. `known_keys`: every key that came in, and as what."""

    device_id: str
    role: DeviceRole
    name: str
    public_key: str
    staff_id: str
    reader_key: str = ""
    known_keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke:
    """By an administrator."""

    staff_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTwice:
    """The hall has noticed that a device of this epoch is in two places."""

    epoch: int


DeviceCommand = LetIn | Revoke | SeenTwice


def evolve(device: Device | None, event: DeviceEvent) -> Device | None:
    """Fold one event."""
    match event:
        case DeviceEnrolled():
            return Device(
                device_id=event.device_id, role=event.role, epoch=event.epoch, public_key=event.public_key
            )
        case DeviceRevoked():
            return device and _standing(device, Standing.REVOKED)
        case DeviceDoubled():
            return device and _standing(device, Standing.DOUBLED)
        case _:
            assert_never(event)


def decide(device: Device | None, command: DeviceCommand) -> list[DeviceEvent] | Refusal:
    """Let in with a new key, ended once, seen twice once."""
    match command:
        case LetIn():
            return _let_in(device, command)
        case Revoke():
            if device is None:
                return Refusal("device.unknown")
            if not command.why.strip() or len(command.why) > WHY_CHARS_MAX:
                return Refusal("device.why", {"most": WHY_CHARS_MAX})
            if device.standing is Standing.REVOKED:
                return []
            return [
                DeviceRevoked(device_id=device.device_id, staff_id=command.staff_id, why=command.why.strip())
            ]
        case SeenTwice():
            if device is None or device.epoch != command.epoch or device.standing is not Standing.IN_USE:
                return []
            return [DeviceDoubled(device_id=device.device_id, epoch=device.epoch)]
        case _:
            assert_never(command)


def name_and_role(name: str, role: DeviceRole, device: Device | None, *, at_centre: bool) -> Refusal | None:
    """Whether a code may be made for such a device; `device`: the one that it is to become again."""
    if not 0 < len(name.strip()) <= NAME_CHARS_MAX:
        return Refusal("device.name", {"most": NAME_CHARS_MAX})
    if (role is DeviceRole.HALL) != at_centre and role in (DeviceRole.HALL, DeviceRole.KIOSK):
        return Refusal("device.role_not_here", {"role": role.value})
    if device is not None and device.role is not role:
        return Refusal("device.other_role", {"device_id": device.device_id, "role": device.role.value})
    return None


def next_device_id(role: DeviceRole, known: Iterable[str]) -> str:
    """kiosk-3 after kiosk-2: a number is never given to another machine, also not after the first is gone."""
    start = f"{role.value}-"
    numbers = [
        int(rest) for id_ in known if id_.startswith(start) and is_digits(rest := id_.removeprefix(start))
    ]
    return f"{start}{max(numbers, default=0) + 1}"


def _let_in(device: Device | None, command: LetIn) -> list[DeviceEvent] | Refusal:
    # A key that came in before lies in a copied folder; a new one is made in a moment. A hall has one for good: its
    # batches and its chain are known by it, and tell a copy.
    known_as = command.known_keys.get(command.public_key)
    if known_as is not None and not (command.role is DeviceRole.HALL and known_as == command.device_id):
        return Refusal("device.key_known")
    return [
        DeviceEnrolled(
            device_id=command.device_id,
            role=command.role,
            name=command.name,
            epoch=device.epoch + 1 if device is not None else 1,
            public_key=command.public_key,
            staff_id=command.staff_id,
            reader_key=command.reader_key,
        )
    ]


def _standing(device: Device, standing: Standing) -> Device:
    return Device(
        device_id=device.device_id,
        role=device.role,
        epoch=device.epoch,
        public_key=device.public_key,
        standing=standing,
    )
