"""Where a batch is read: at once when it is small, in a thread, or by a reader of another process."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from case_store.sync.batch import SignedBatch
from case_store.sync.opening import Opened, batch_of, open_batch, opened
from case_store.sync.readers import Readers
from case_store.sync.sound import Sound
from case_store.sync.sound_reading import sound_of
from cases.refusal import Refusal

SMALL_BYTES = 4096  # of a batch that is opened sooner than another thread is woken for it
T = TypeVar("T")


class Reading:
    """`readers`: None where the store has no use for a sound batch, but for its events alone."""

    def __init__(self, signers: Mapping[str, Ed25519PublicKey], readers: Readers | None) -> None:
        self._signers, self._readers = signers, readers

    async def read(self, signed: SignedBatch) -> Sound | Opened | Refusal:
        """Ready for the database where nothing in it needs a second look. Raises StoreError `store.reader_died`."""
        if self._readers is None:
            return await self.opened(signed)
        key = self._signers.get(signed.signer)
        if key is not None and (sound := await self._readers.read(signed, key)) is not None:
            return sound
        return await _where(signed, self._sound)

    async def opened(self, signed: SignedBatch) -> Opened | Refusal:
        """Its events, to be judged one by one."""
        return await _where(signed, self._opened)

    def _opened(self, signed: SignedBatch) -> Opened | Refusal:
        return open_batch(signed, self._signers)

    def _sound(self, signed: SignedBatch) -> Sound | Opened | Refusal:
        batch = batch_of(signed, self._signers)
        return batch if isinstance(batch, Refusal) else sound_of(batch) or opened(batch)


async def _where(signed: SignedBatch, read: Callable[[SignedBatch], T]) -> T:
    return await asyncio.to_thread(read, signed) if len(signed.content) > SMALL_BYTES else read(signed)
