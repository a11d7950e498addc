"""A batch opened: whose it is, and its events read as far as that needs no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from case_store.keys import hall_reader
from case_store.sync.batch import Batch, SignedBatch, unpack
from case_store.sync.sent import Item, items_of
from cases.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Opened:
    """A batch whose signature holds, with its events read as far as that needs no database."""

    batch: Batch
    items: Sequence[Item]


def open_batch(signed: SignedBatch, signers: Mapping[str, Ed25519PublicKey]) -> Opened | Refusal:
    """Whose batch it is, and what is in it; needs no database.

    Refusals: those of `batch_of` and `opened`.
    """
    batch = batch_of(signed, signers)
    return batch if isinstance(batch, Refusal) else opened(batch)


def batch_of(signed: SignedBatch, signers: Mapping[str, Ed25519PublicKey]) -> Batch | Refusal:
    """Whose batch it is.

    Refusals: `sync.signer_unknown`, `sync.signature_wrong`, `sync.batch_too_large`, `sync.batch_unreadable`,
    `sync.upgrade_first`, `sync.not_your_stream`.
    """
    batch = unpack(signed, signers)
    if isinstance(batch, Refusal):
        return batch
    if batch.node != signed.signer or batch.node != hall_reader(batch.stream):
        return Refusal("sync.not_your_stream", {"signer": signed.signer})
    return batch


def opened(batch: Batch) -> Opened | Refusal:
    """Its events. Refusal: `sync.batch_unreadable`."""
    try:
        return Opened(batch, items_of(batch))
    except TypeError:  # nested too deep: smaller batches leave it alone in the end
        return Refusal("sync.batch_unreadable", {"signer": batch.node})
