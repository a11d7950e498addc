"""A batch on the wire: consecutive events of one node, compressed, signed once (design.md §4).

Events stand in the order of the node's chain, so the n-th has `first_seq` + n even when it cannot be read itself.
"""

import base64
import binascii
import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cases.refusal import Refusal

EVENTS_MAX = 500
BYTES_MAX = 256 * 1024  # of events before compression; one event that is larger travels alone
UNPACKED_BYTES_MAX = 4 * 1024 * 1024
EPOCHS_MAX = 1000  # of one node
NUMBER_MAX = 2**63 - 1  # what a column holds
CONTENT_TYPE = "application/vnd.pingan-hall.push+json+gzip"
SIGNER_HEADER, SIGNATURE_HEADER = "X-Signer", "X-Signature"
_PURPOSE = b"pingan-hall push 1\n"  # a signature given for anything else is worth nothing here
VERSION, OLDEST = 2, 1  # what is spoken, and the oldest that is understood: the version before
_COMPRESSION_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of an epoch of a node: its place and hash; `seq` 0 and "" before the first."""

    epoch: int
    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """`items` are {"event": …, "keys": […]} of wire.py, as they came: nothing in them has been looked at yet.

    An empty batch says that everything before `first_seq` has been told. `heads`: how far the sender's own chain goes
    in each epoch, the newest last; empty from a sender that speaks version 1.
    """

    stream: str
    node: str
    epoch: int
    first_seq: int
    items: Sequence[Any]
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedBatch:
    """What is sent: compressed bytes, who signed them, and the signature in base64."""

    content: bytes
    signer: str
    signature: str


def pack(batch: Batch, signer: str, key: Ed25519PrivateKey, v: int = VERSION) -> SignedBatch:
    """Compress and sign; `v` is what the receiver understands."""
    document = {
        "v": v,
        "stream": batch.stream,
        "node": batch.node,
        "epoch": batch.epoch,
        "first_seq": batch.first_seq,
        "items": list(batch.items),
    }
    if v > 1:
        document["heads"] = [[head.epoch, head.seq, head.hash] for head in batch.heads]
    content = gzip.compress(orjson.dumps(document), _COMPRESSION_LEVEL, mtime=0)
    return SignedBatch(content, signer, base64.b64encode(key.sign(_PURPOSE + content)).decode())


def unpack(signed: SignedBatch, signers: Mapping[str, Ed25519PublicKey]) -> Batch | Refusal:
    """The batch of a known signer. Nothing is unpacked before the signature holds."""
    if signed.signer not in signers:
        return Refusal("sync.signer_unknown")
    try:
        signature = base64.b64decode(signed.signature, validate=True)
        signers[signed.signer].verify(signature, _PURPOSE + signed.content)
    except (InvalidSignature, binascii.Error, ValueError):
        return Refusal("sync.signature_wrong", {"signer": signed.signer})
    try:
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        unpacked = unpacker.decompress(signed.content, UNPACKED_BYTES_MAX)
        if unpacker.unconsumed_tail or not unpacker.eof:
            return Refusal("sync.batch_too_large", {"bytes_max": UNPACKED_BYTES_MAX})
        document = orjson.loads(unpacked)
        if not OLDEST <= document["v"] <= VERSION:
            return Refusal("sync.upgrade_first", {"spoken": str(document["v"])[:9], "newest": VERSION})
        return _batch(document)
    except (zlib.error, ValueError, KeyError, TypeError):
        return Refusal("sync.batch_unreadable", {"signer": signed.signer})


def _batch(document: Any) -> Batch:
    """Raises KeyError, TypeError or ValueError when it is not a batch."""
    names = {name: document[name] for name in ("stream", "node")}
    numbers = {name: document[name] for name in ("v", "epoch", "first_seq")}
    items = document["items"]
    if not all(isinstance(name, str) for name in names.values()):
        raise TypeError("stream, node")
    if not all(type(n) is int and 1 <= n <= NUMBER_MAX - EVENTS_MAX for n in numbers.values()):
        raise TypeError("v, epoch, first_seq")
    if not isinstance(items, list) or len(items) > EVENTS_MAX:
        raise ValueError("items")
    return Batch(
        stream=names["stream"],
        node=names["node"],
        epoch=numbers["epoch"],
        first_seq=numbers["first_seq"],
        items=items,
        heads=_heads(document["heads"]) if numbers["v"] > 1 else (),
    )


def _heads(told: Any) -> tuple[Head, ...]:
    """Raises TypeError or ValueError when they are not such."""
    heads = tuple(Head(epoch, seq, hash_) for epoch, seq, hash_ in told)
    if len(heads) > EPOCHS_MAX or list(heads) != sorted(heads, key=lambda head: head.epoch):
        raise ValueError("heads")
    for head in heads:
        if not (type(head.epoch) is int and type(head.seq) is int and isinstance(head.hash, str)):
            raise TypeError("heads")
        if not (1 <= head.epoch < NUMBER_MAX and 0 <= head.seq < NUMBER_MAX):
            raise ValueError("heads")
    return heads
