"""device_code: codes that may let a device in. The code itself is nowhere; what is kept is over in ten minutes."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.enrolment.code import TRIES_MAX, VALID_FOR, EnrolmentCode, new_code
from case_store.log.event_log import Work
from case_store.log.micros import to_us
from case_store.log.schema import device_code
from cases.device.device import DeviceRole
from cases.refusal import Refusal

OPEN_MAX = 50
_VALID_US = int(VALID_FOR.total_seconds()) * 1_000_000
_THIS = (device_code.c.stream == param("s"), device_code.c.code_name == param("c"))
_KEEP = sa.insert(device_code)
_FORGET_OLD = sa.delete(device_code).where(
    device_code.c.stream == param("s"),
    sa.or_(
        device_code.c.made_at_us <= param("before"),
        device_code.c.made_at_us > param("now"),  # the clock was put back: what it may last is not known
        device_code.c.device_id == param("i"),
    ),
)
_HOW_MANY_OPEN = (
    sa.select(sa.func.count())
    .select_from(device_code)
    .where(device_code.c.stream == param("s"), device_code.c.used_by.is_(None))
)
_ONE = sa.select(device_code).where(*_THIS)
_WRONG = sa.update(device_code).where(*_THIS).values(wrong=device_code.c.wrong + 1)
_USE = sa.update(device_code).where(*_THIS).values(used_by=param("k"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LetInBy:
    """What a code lets in, and whose code it is. `used_by`: the key that has come in by it."""

    device_id: str
    role: DeviceRole
    name: str
    staff_id: str
    proof_key: bytes
    used_by: str | None


def keep(
    work: Work, code: EnrolmentCode, device_id: str, role: DeviceRole, told: tuple[str, str]
) -> Refusal | None:
    """A new code; `told`: (name of the device, staff id). The earlier one for the same device is void."""
    now_us = to_us(work.now)
    work.connection.execute(
        _FORGET_OLD, {"s": work.stream, "before": now_us - _VALID_US, "now": now_us, "i": device_id}
    )
    if (work.connection.scalar(_HOW_MANY_OPEN, {"s": work.stream}) or 0) >= OPEN_MAX:
        return Refusal("enrolment.codes_open", {"most": OPEN_MAX})
    name, staff_id = told
    row = {
        "stream": work.stream,
        "code_name": code.name,
        "proof_key": code.proof_key().hex(),
        "device_id": device_id,
        "role": role.value,
        "name": name,
        "staff_id": staff_id,
        "made_at_us": now_us,
        "used_by": None,
    }
    work.connection.execute(_KEEP, row)
    return None


def fresh_code(work: Work) -> EnrolmentCode:
    """A code whose name no other has that is kept: names are short, for a person's sake."""
    while True:
        code = new_code()
        if work.connection.execute(_ONE, {"s": work.stream, "c": code.name}).first() is None:
            return code


def opened_by(work: Work, code_name: str, fits: Callable[[bytes], bool]) -> LetInBy | None:
    """What this code lets in, if it is known and not over and `fits` the key of whoever came. A wrong try counts."""
    if not code_name.isprintable():  # PostgreSQL cannot even be asked for a NUL
        return None
    this = {"s": work.stream, "c": code_name}
    row = work.connection.execute(_ONE, this).first()
    if row is None or row.wrong >= TRIES_MAX:
        return None
    if not row.made_at_us <= to_us(work.now) < row.made_at_us + _VALID_US:
        return None
    key = bytes.fromhex(row.proof_key)
    if not fits(key):
        work.connection.execute(_WRONG, this)
        return None
    return LetInBy(
        device_id=row.device_id,
        role=DeviceRole(row.role),
        name=row.name,
        staff_id=row.staff_id,
        proof_key=key,
        used_by=row.used_by,
    )


def use(work: Work, code_name: str, public_key: str) -> None:
    """It has let somebody in."""
    work.connection.execute(_USE, {"s": work.stream, "c": code_name, "k": public_key})
