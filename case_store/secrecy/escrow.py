"""A key file for the day that its machine burns: sealed, and opened only by two persons together.

The file is sealed with a secret of its own, which is split in two halves by XOR: each half alone is a random number and
says nothing. The two are printed or written to two media and held by two persons; the sealed file may lie anywhere.
"""

import base64
import os
from collections.abc import Mapping
from typing import Any

import orjson

from case_store.secrecy.cipher import AES, CipherError, Suite, suite_of

_HALF_BYTES = 32
_CHECK_CHARS = 4
_GROUP_CHARS = 4
_INFO = b"pingan-hall escrow 1"
_V = 1


def put_in_escrow(document: Mapping[str, Any], suite: Suite) -> tuple[dict[str, Any], str, str]:
    """(the sealed file, one half, the other half) of a key file's JSON."""
    one, other = os.urandom(_HALF_BYTES), os.urandom(_HALF_BYTES)
    escrow_id = base64.b32encode(os.urandom(5)).decode()
    key = suite.derive(_joined(one, other), salt=None, info=_INFO)
    nonce, ciphertext = suite.seal(key, orjson.dumps(document), _bound(escrow_id, str(document["name"])))
    sealed = {
        "v": _V,
        "escrow": escrow_id,
        "name": document["name"],
        "suite": suite.mark,
        "nonce": base64.b64encode(nonce).decode(),
        "ciphertext": base64.b64encode(ciphertext).decode(),
    }
    return sealed, _written(one), _written(other)


def recover(sealed: Mapping[str, Any], one: str, other: str) -> dict[str, Any]:
    """The key file's JSON. ValueError: a half was mistyped, it is the same half twice, or they belong elsewhere."""
    halves = _read(one), _read(other)
    if halves[0] == halves[1]:
        raise ValueError("the same half twice")
    try:
        suite = suite_of(str(sealed["suite"]))
        key = suite.derive(_joined(*halves), salt=None, info=_INFO)
        clear = suite.open(
            key,
            base64.b64decode(sealed["nonce"], validate=True),
            base64.b64decode(sealed["ciphertext"], validate=True),
            _bound(str(sealed["escrow"]), str(sealed["name"])),
        )
    except (CipherError, KeyError, TypeError) as error:
        raise ValueError("these halves do not open this file") from error
    document: dict[str, Any] = orjson.loads(clear)
    return document


def _joined(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _written(half: bytes) -> str:
    """Letters and digits that are not mistaken for one another, in groups, with a check at the end."""
    text = base64.b32encode(half).decode().rstrip("=")
    text += _check(text)
    return "-".join(text[n : n + _GROUP_CHARS] for n in range(0, len(text), _GROUP_CHARS))


def _read(written: str) -> bytes:
    text = "".join(written.split()).replace("-", "").upper()
    told, check = text[:-_CHECK_CHARS], text[-_CHECK_CHARS:]
    if _check(told) != check:
        raise ValueError("a half is mistyped")
    half = base64.b32decode(told + "=" * (-len(told) % 8))
    if len(half) != _HALF_BYTES:
        raise ValueError("a half is mistyped")
    return half


def _check(text: str) -> str:
    digest = bytes.fromhex(AES.hash(text.encode()).removeprefix("sha256:"))
    return base64.b32encode(digest[:5]).decode()[:_CHECK_CHARS]


def _bound(escrow_id: str, name: str) -> bytes:
    return orjson.dumps(["escrow", escrow_id, name])
