"""Keys of other systems: made once, kept as a hash, scoped, expiring, ended by an administrator; every use counted."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from sqlalchemy import bindparam as param

from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.rows import words_in
from case_store.log.schema import api_key
from cases.refusal import Refusal
from cases.systems.api_key import KeyRow, KeyWish, MadeKey, Scope, System, check_wish

KEY_BYTES = 20
PREFIX = "pa_"  # so that a key that lies somewhere is recognised as one
_MINE = api_key.c.stream == param("s")
_ALL = sa.select(api_key).where(_MINE).order_by(api_key.c.made_at_us, api_key.c.key_id)
_BY_HASH = sa.select(api_key).where(_MINE, api_key.c.key_hash == param("h"))
_BY_ID = sa.select(api_key).where(_MINE, api_key.c.key_id == param("k"))
_USED = (
    sa.update(api_key)
    .where(_MINE, api_key.c.key_id == param("k"))
    .values(uses=api_key.c.uses + 1, used_at_us=param("now"))
)
_END = (
    sa.update(api_key)
    .where(_MINE, api_key.c.key_id == param("k"), api_key.c.ended_at_us.is_(None))
    .values(ended_at_us=param("now"))
)


class ApiKeyDoor:
    """In the store's one thread."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def make(self, who: OnDuty, wish: KeyWish) -> MadeKey | Refusal:
        """A new key. It is in this answer and nowhere else."""
        known = self._house.policy.units.of(wish.unit) is not None
        if (refusal := check_wish(wish, unit_known=known)) is not None:
            return refusal
        key = PREFIX + secrets.token_urlsafe(KEY_BYTES)
        with self._runner.writing() as work:
            row: dict[str, Any] = {
                "stream": work.stream,
                "key_id": str(uuid_v7.uuid7()),
                "name": wish.name.strip(),
                "key_hash": hash_of(key),
                "scopes": " ".join(sorted(set(wish.scopes))),
                "unit": wish.unit,
                "made_by": who.staff_id,
                "made_at_us": to_us(work.now),
                "until_us": to_us(work.now + timedelta(days=wish.days)),
            }
            work.connection.execute(sa.insert(api_key), row)
            made = work.connection.execute(_BY_ID, {"s": work.stream, "k": row["key_id"]}).one()
        return MadeKey(row=_row(made), key=key)

    def listed(self) -> Sequence[KeyRow]:
        """Every key that was ever made."""
        with self._runner.reading() as connection:
            return [_row(row) for row in connection.execute(_ALL, {"s": self._runner.stream})]

    def end(self, key_id: str) -> KeyRow | Refusal:
        """From now on it opens nothing. Ended twice it is ended once."""
        with self._runner.writing() as work:
            this = {"s": work.stream, "k": key_id}
            work.connection.execute(_END, {**this, "now": to_us(work.now)})
            row = work.connection.execute(_BY_ID, this).one_or_none()
        return _row(row) if row is not None else Refusal("api_key.unknown")

    def use(self, key: str, scope: Scope) -> System | Refusal:
        """Who shows this key, if it is good for that; counted."""
        with self._runner.writing() as work:
            this = {"s": work.stream, "h": hash_of(key)}
            found = work.connection.execute(_BY_HASH, this).one_or_none()
            if found is None:
                return Refusal("api_key.wrong")
            row = _row(found)
            if row.ended_at is not None or work.now >= row.until:
                return Refusal("api_key.ended")
            if scope not in row.scopes:
                return Refusal("api_key.scope", {"scope": scope.value})
            counted = {"s": work.stream, "k": row.key_id, "now": to_us(work.now)}
            work.connection.execute(_USED, counted)
        return System(key_id=row.key_id, name=row.name, unit=row.unit)


def hash_of(key: str) -> str:
    """What is kept of a key. It has 160 random bits: a slow hash would guard nothing more."""
    return hashlib.sha256(key.encode()).hexdigest()


def _row(row: "sa.Row[Any]") -> KeyRow:
    return KeyRow(
        key_id=row.key_id,
        name=row.name,
        scopes=words_in(row.scopes, Scope),
        unit=row.unit,
        made_by=row.made_by,
        made_at=from_us(row.made_at_us),
        until=from_us(row.until_us),
        ended_at=from_us_or_none(row.ended_at_us),
        uses=row.uses,
        used_at=from_us_or_none(row.used_at_us),
    )
