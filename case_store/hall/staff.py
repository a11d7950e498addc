"""Who works here: names, roles, PINs (argon2id), and the lock-out after wrong PINs, which a restart does not lift.

Hashing takes tens of milliseconds on purpose, so it never runs in the store's own thread: `look_up`, then
`PinHasher.fits` elsewhere, then `settle`.
"""

import secrets
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us, to_us
from case_store.log.schema import staff
from case_store.log.sql import upsert
from cases.refusal import Refusal
from cases.views import StaffView

WRONG_PINS_MAX = 5
LOCKED_FOR = timedelta(minutes=5)
PIN_DIGITS_MIN, PIN_DIGITS_MAX = 4, 12

_ALL = sa.select(staff).where(staff.c.stream == param("s")).order_by(staff.c.staff_id)
_ONE = sa.select(staff).where(staff.c.stream == param("s"), staff.c.staff_id == param("i"))
_ADD = upsert(staff)
_ADD_OR_CHANGE = _ADD.on_conflict_do_update(
    index_elements=["stream", "staff_id"],
    set_={
        name: _ADD.excluded[name]
        for name in ("name", "role", "unit", "pin_hash", "failures", "locked_until_us")
    },
)
_SETTLE = (
    sa.update(staff)
    .where(staff.c.stream == param("s"), staff.c.staff_id == param("i"))
    .values(failures=param("f"), locked_until_us=param("l"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of staff as the table has it."""

    view: StaffView
    pin_hash: str
    failures: int
    locked_until: datetime

    def locked(self, now: datetime) -> Refusal | None:
        """The refusal while locked out."""
        if now >= self.locked_until:
            return None
        return Refusal("auth.locked", {"minutes": -(-(self.locked_until - now) // timedelta(minutes=1))})


class PinHasher:
    """argon2id with the configured cost."""

    def __init__(self, *, time_cost: int, memory_kib: int) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1)
        self._nobody = _hash_of_no_pin(time_cost, memory_kib)

    def hash(self, pin: str) -> str:
        """The stored form. ValueError for what is no PIN of 4 to 12 digits."""
        if not (pin.isascii() and pin.isdigit() and PIN_DIGITS_MIN <= len(pin) <= PIN_DIGITS_MAX):
            raise ValueError(f"a PIN has {PIN_DIGITS_MIN} to {PIN_DIGITS_MAX} digits")
        return self._hasher.hash(pin)

    def fits(self, member: Member | None, pin: str) -> bool:
        """Whether the PIN is right; for somebody unknown it takes as long, and is not."""
        try:
            self._hasher.verify(member.pin_hash if member else self._nobody, pin)
        except VerificationError:
            return False
        return member is not None


def _hash_of_no_pin(time_cost: int, memory_kib: int) -> str:
    """A stored form that no PIN fits: its digest is drawn, not made. To try one takes as long as with any other."""
    salt, digest = (b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (16, 32))
    return f"$argon2id$v=19$m={memory_kib},t={time_cost},p=1${salt}${digest}"


def add_staff(connection: sa.Connection, stream: str, member: StaffView, pin_hash: str) -> None:
    """Add a member of staff, or give them a new name, role and PIN."""
    row = {
        "stream": stream,
        "staff_id": member.staff_id,
        "name": member.name,
        "role": member.role,
        "unit": member.unit,
        "pin_hash": pin_hash,
        "failures": 0,
        "locked_until_us": 0,
    }
    connection.execute(_ADD_OR_CHANGE, row)


def all_staff(connection: sa.Connection, stream: str) -> tuple[StaffView, ...]:
    """Everybody who may sign in."""
    return tuple(
        StaffView(staff_id=row.staff_id, name=row.name, role=row.role, unit=row.unit)
        for row in connection.execute(_ALL, {"s": stream})
    )


def look_up(connection: sa.Connection, stream: str, staff_id: str) -> Member | None:
    """One member of staff."""
    row = connection.execute(_ONE, {"s": stream, "i": staff_id}).first()
    if row is None:
        return None
    return Member(
        view=StaffView(staff_id=row.staff_id, name=row.name, role=row.role, unit=row.unit),
        pin_hash=row.pin_hash,
        failures=row.failures,
        locked_until=from_us(row.locked_until_us),
    )


def settle(
    connection: sa.Connection, stream: str, staff_id: str, now: datetime, *, right: bool
) -> Refusal | None:
    """Write down how a try ended: the fifth wrong one in a row locks for five minutes."""
    member = look_up(connection, stream, staff_id)
    if member is None:
        return Refusal("auth.pin_wrong")
    failures = 0 if right else member.failures + 1
    locked = failures >= WRONG_PINS_MAX
    until = now + LOCKED_FOR if locked else member.locked_until
    row = {"s": stream, "i": staff_id, "f": 0 if locked else failures, "l": to_us(until)}
    connection.execute(_SETTLE, row)
    if right:
        return None
    if locked:
        return Refusal("auth.locked", {"minutes": LOCKED_FOR // timedelta(minutes=1)})
    return Refusal("auth.pin_wrong")
