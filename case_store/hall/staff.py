"""Who works here: names, roles, PINs (argon2id), and the lock-out after wrong PINs.

A lock is counted by the machine's steady time (case_store.clock): a restart of the service does not lift it, nor does a
clock that is put forward; after a start of the machine it begins again in full. Hashing takes tens of milliseconds on
purpose, so it never runs in the store's own thread: `look_up`, then `PinHasher.fits` elsewhere, then `settle`.
"""

import secrets
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import bindparam as param

from case_store.clock import Steady
from case_store.log.schema import staff
from case_store.log.sql import upsert
from cases.policy.guard import PinPolicy
from cases.refusal import Refusal
from cases.views import StaffView

_MINUTE_US = 60_000_000
_THIS = (staff.c.stream == param("s"), staff.c.staff_id == param("i"))
_ALL = sa.select(staff).where(staff.c.stream == param("s"), staff.c.removed == 0).order_by(staff.c.staff_id)
_ONE = sa.select(staff).where(*_THIS, staff.c.removed == 0)
_ADD = upsert(staff)
_ADD_OR_CHANGE = _ADD.on_conflict_do_update(
    index_elements=["stream", "staff_id"],
    set_={
        name: _ADD.excluded[name]
        for name in (
            "name",
            "role",
            "unit",
            "pin_hash",
            "failures",
            "locked_until_us",
            "locked_boot",
            "removed",
        )
    },
)
_SETTLE = (
    sa.update(staff)
    .where(*_THIS)
    .values(failures=param("f"), locked_until_us=param("l"), locked_boot=param("b"))
)
_CHANGE = sa.update(staff).where(*_THIS).values(name=param("n"), role=param("r"), unit=param("u"))
_NEW_PIN = (
    sa.update(staff).where(*_THIS).values(pin_hash=param("h"), failures=0, locked_until_us=0, locked_boot="")
)
_REMOVE = sa.update(staff).where(*_THIS).values(removed=1, pin_hash="")
_OF_OTHER_STARTS = (
    staff.c.stream == param("s"),
    staff.c.locked_until_us > 0,
    staff.c.locked_boot != param("b"),
)
_LOCKED_BEFORE = sa.select(staff.c.staff_id).where(*_OF_OTHER_STARTS).limit(1)
_LOCK_AGAIN = (
    sa.update(staff).where(*_OF_OTHER_STARTS).values(locked_until_us=param("l"), locked_boot=param("b"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of staff as the table has it. `locked_until_us`: steady time of `locked_boot`; 0: not locked."""

    view: StaffView
    pin_hash: str
    failures: int
    locked_until_us: int
    locked_boot: str

    def locked(self, steady: Steady) -> Refusal | None:
        """The refusal while locked out."""
        if self.locked_boot != steady.boot or steady.us >= self.locked_until_us:
            return None
        return _locked_for(self.locked_until_us - steady.us)


class PinHasher:
    """argon2id with the configured cost."""

    def __init__(self, *, time_cost: int, memory_kib: int) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1)
        self._nobody = _hash_of_no_pin(time_cost, memory_kib)

    def hash(self, pin: str) -> str:
        """The stored form. What may be a PIN: cases.people.pin."""
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
        "locked_boot": "",
        "removed": 0,
    }
    connection.execute(_ADD_OR_CHANGE, row)


def change(connection: sa.Connection, stream: str, member: StaffView) -> None:
    """Another name, role or unit."""
    row = {"s": stream, "i": member.staff_id, "n": member.name, "r": member.role, "u": member.unit}
    connection.execute(_CHANGE, row)


def new_pin(connection: sa.Connection, stream: str, staff_id: str, pin_hash: str) -> None:
    """Another PIN; it also unlocks."""
    connection.execute(_NEW_PIN, {"s": stream, "i": staff_id, "h": pin_hash})


def remove(connection: sa.Connection, stream: str, staff_id: str) -> None:
    """Nobody signs in as them any more. The name stays: it stands beside what they did."""
    connection.execute(_REMOVE, {"s": stream, "i": staff_id})


def unlock(connection: sa.Connection, stream: str, staff_id: str) -> None:
    """As if no wrong PIN had been tried."""
    connection.execute(_SETTLE, {"s": stream, "i": staff_id, "f": 0, "l": 0, "b": ""})


def all_staff(connection: sa.Connection, stream: str) -> tuple[StaffView, ...]:
    """Everybody who may sign in."""
    return tuple(member.view for member in all_members(connection, stream))


def all_members(connection: sa.Connection, stream: str) -> tuple[Member, ...]:
    """The same with what only this house knows of them."""
    return tuple(_member(row) for row in connection.execute(_ALL, {"s": stream}))


def look_up(connection: sa.Connection, stream: str, staff_id: str) -> Member | None:
    """One member of staff; None for who was removed."""
    row = connection.execute(_ONE, {"s": stream, "i": staff_id}).first()
    return None if row is None else _member(row)


def settle(
    connection: sa.Connection, stream: str, member: Member, policy: PinPolicy, steady: Steady, *, right: bool
) -> Refusal | None:
    """Write down how a try ended: the last wrong one that policy allows locks."""
    this = {"s": stream, "i": member.view.staff_id}
    if right:
        connection.execute(_SETTLE, {**this, "f": 0, "l": 0, "b": ""})
        return None
    failures = member.failures + 1
    if failures < policy.wrong_max:
        kept = {"l": member.locked_until_us, "b": member.locked_boot}
        connection.execute(_SETTLE, {**this, "f": failures, **kept})
        return Refusal("auth.pin_wrong")
    until_us = steady.us + policy.locked_minutes * _MINUTE_US
    connection.execute(_SETTLE, {**this, "f": 0, "l": until_us, "b": steady.boot})
    return _locked_for(until_us - steady.us)


def lock_again(connection: sa.Connection, stream: str, policy: PinPolicy, steady: Steady) -> None:
    """After a start of the machine nobody knows how long it was off: every lock begins again."""
    until_us = steady.us + policy.locked_minutes * _MINUTE_US
    connection.execute(_LOCK_AGAIN, {"s": stream, "b": steady.boot, "l": until_us})


def was_locked_before(connection: sa.Connection, stream: str, steady: Steady) -> bool:
    """Whether a lock stands that an earlier start of the machine made."""
    return connection.execute(_LOCKED_BEFORE, {"s": stream, "b": steady.boot}).first() is not None


def _member(row: "sa.Row[tuple[object, ...]]") -> Member:
    return Member(
        view=StaffView(staff_id=row.staff_id, name=row.name, role=row.role, unit=row.unit),
        pin_hash=row.pin_hash,
        failures=row.failures,
        locked_until_us=row.locked_until_us,
        locked_boot=row.locked_boot,
    )


def _locked_for(rest_us: int) -> Refusal:
    return Refusal("auth.locked", {"minutes": -(-timedelta(microseconds=rest_us) // timedelta(minutes=1))})
