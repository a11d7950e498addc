"""Turning a reader key: a new one for what is sealed from now on; the old ones are kept until nothing needs them.

Both open meanwhile (`Keys.openers`). The store wraps its copies anew in the background, some at a time; what was done
stands in the row (`case_key.reader_key`), so that a stop costs nothing. Others learn of the new public key from a
notice that the machine signs; until they have read it they wrap to the old one, which still opens.
"""

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from sqlalchemy import bindparam as param

from case_store.keys import Keys
from case_store.log.schema import case_key
from case_store.log.wrapped_keys import WRAPPED, wrapped_key
from case_store.seal import SealError, unwrap, wrap
from case_store.secrecy.cipher import AES, is_signed, sign

NOT_OURS = "?"  # no key of this machine opens it: looked at, and left as it is
_PURPOSE = "pingan-hall reader key 1"
_FINGERPRINT_CHARS = 16
_OLD = sa.and_(
    case_key.c.reader == param("r"), case_key.c.reader_key != param("k"), case_key.c.reader_key != NOT_OURS
)
_ROWS = sa.select(case_key.c.stream, case_key.c.case_id, *WRAPPED).where(_OLD).limit(param("most"))
_LEFT = sa.select(sa.func.count()).select_from(case_key).where(_OLD)
_LOST = (
    sa.select(sa.func.count())
    .select_from(case_key)
    .where(case_key.c.reader == param("r"), case_key.c.reader_key == NOT_OURS)
)
_ALL = sa.select(sa.func.count()).select_from(case_key).where(case_key.c.reader == param("r"))
_THIS = (
    case_key.c.stream == param("s"),
    case_key.c.case_id == param("i"),
    case_key.c.reader == param("r"),
)
_WRAP_ANEW = (
    sa.update(case_key)
    .where(*_THIS)
    .values(
        ephemeral=param("e"),
        nonce=param("n"),
        ciphertext=param("c"),
        suite=param("u"),
        reader_key=param("k"),
    )
)
_MARK = sa.update(case_key).where(*_THIS).values(reader_key=param("k"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a turning is, in copies of case keys for this machine."""

    all: int
    left: int  # not looked at since the last turning
    lost: int  # that no key of this machine opens


def fingerprint(public: X25519PublicKey) -> str:
    """Short, to be compared by people and kept in rows."""
    return AES.hash(public.public_bytes_raw()).removeprefix("sha256:")[:_FINGERPRINT_CHARS]


def turned(document: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The key file's JSON with a new reader key; the one of until now is retired. ValueError for a kiosk's."""
    if document.get("sealing_private") is None:
        raise ValueError("this machine has no reader key")
    new = X25519PrivateKey.generate()
    public = _text(new.public_key().public_bytes_raw())
    retired = {"at": now.isoformat(), "private": document["sealing_private"]}
    return {
        **document,
        "sealing_private": _text(new.private_bytes_raw()),
        "readers": {**document["readers"], document["name"]: public},
        "retired": [retired, *document.get("retired", ())],
    }


def without_retired(document: Mapping[str, Any], before: datetime) -> dict[str, Any]:
    """The key file's JSON without the keys that were retired before an instant."""
    kept = [one for one in document.get("retired", ()) if datetime.fromisoformat(one["at"]) > before]
    return {**document, "retired": kept}


def kept_until(keys: Keys, days: int) -> datetime | None:
    """Until when the youngest retired key is kept for what kiosks still send; None without one."""
    youngest = max((one.at for one in keys.retired), default=None)
    return None if youngest is None else youngest + timedelta(days=days)


def notice(keys: Keys) -> dict[str, str]:
    """What others need to wrap to the new key, signed by this machine."""
    public = _text(keys.readers[keys.name].public_bytes_raw())
    said = {"name": keys.name, "public": public}
    return {**said, "signature": sign(keys.signing, _notice_bytes(said))}


def trusting(document: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """The JSON of a key file or a hall's device.json after a notice. ValueError if whom it names has not signed it."""
    said = {"name": str(told["name"]), "public": str(told["public"])}
    signer_key = document["signers"].get(said["name"])
    if said["name"] not in document["readers"] or signer_key is None:
        raise ValueError("a reader that is not known here")
    signer = Ed25519PublicKey.from_public_bytes(base64.b64decode(signer_key, validate=True))
    if not is_signed(signer, _notice_bytes(said), str(told.get("signature", ""))):
        raise ValueError("not signed by the machine that it names")
    X25519PublicKey.from_public_bytes(base64.b64decode(said["public"], validate=True))
    return {**document, "readers": {**document["readers"], said["name"]: said["public"]}}


def wrapped_above(keys: Keys, own_reader: str) -> bool:
    """Whether the store above wraps to the key of today. `own_reader`: what it was told when it let this one in."""
    return keys.sealing is not None and own_reader == _text(keys.sealing.public_key().public_bytes_raw())


def rewrap(connection: sa.Connection, keys: Keys, most: int) -> int:
    """Wrap copies for this machine to its key of today, at most so many; how many were looked at."""
    if keys.sealing is None:
        return 0
    public = keys.sealing.public_key()
    today = fingerprint(public)
    rows = connection.execute(_ROWS, {"r": keys.name, "k": today, "most": most}).all()
    for stream, case_id, *copy in rows:
        this = {"s": stream, "i": case_id, "r": keys.name}
        old = wrapped_key(copy)
        try:
            unwrap(case_id, [old], keys.name, keys.sealing)
        except SealError:
            pass
        else:
            connection.execute(_MARK, {**this, "k": today})
            continue
        try:
            secret = unwrap(case_id, [old], keys.name, *keys.openers)
        except SealError:
            connection.execute(_MARK, {**this, "k": NOT_OURS})
            continue
        (new,) = wrap(secret, {keys.name: public})
        told = asdict(new)
        values = {
            "e": told["ephemeral"],
            "n": told["nonce"],
            "c": told["ciphertext"],
            "u": told["suite"],
            "k": today,
        }
        connection.execute(_WRAP_ANEW, {**this, **values})
    return len(rows)


def standing(connection: sa.Connection, keys: Keys) -> Standing:
    """How far the turning is."""
    today = fingerprint(keys.sealing.public_key()) if keys.sealing is not None else ""
    asked = {"r": keys.name, "k": today}
    return Standing(
        all=int(connection.execute(_ALL, {"r": keys.name}).scalar_one()),
        left=int(connection.execute(_LEFT, asked).scalar_one()),
        lost=int(connection.execute(_LOST, {"r": keys.name}).scalar_one()),
    )


def _notice_bytes(said: Mapping[str, str]) -> bytes:
    return orjson.dumps([_PURPOSE, said["name"], said["public"]])


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
