"""Batches read by a process of their own: as here, refused as here; one that dies loses and accepts nothing."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.errors import StoreError
from case_store.sync import readers as readers_module
from case_store.sync.batch import SignedBatch
from case_store.sync.opening import Opened, batch_of, open_batch
from case_store.sync.readers import Readers
from case_store.sync.reading import Reading
from case_store.sync.sound import Sound
from case_store.sync.sound_reading import sound_of
from cases.refusal import Refusal
from tests.case_store.served import until
from tests.case_store.test_ingest import call_help, told
from tests.case_store.two_stores import TwoStores


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    monkeypatch.setattr(readers_module, "WORTH_BYTES", 1)
    made = Readers(1)
    yield made
    made.close()


@pytest.fixture
def signed(stores: TwoStores) -> SignedBatch:
    call_help(stores, "a", "b", "c")
    return stores.sign(stores.batch())


def read_here(stores: TwoStores, signed: SignedBatch) -> Sound | None:
    batch = batch_of(signed, stores.centre_keys.signers)
    return None if isinstance(batch, Refusal) else sound_of(batch)


async def test_what_a_reader_reads_is_what_is_read_here(
    stores: TwoStores, readers: Readers, signed: SignedBatch
) -> None:
    key = stores.centre_keys.signers[signed.signer]
    sound = await readers.read(signed, key)
    assert sound is not None
    assert sound == read_here(stores, signed)
    (pid,) = readers.pids
    assert await readers.read(signed, key) == sound
    assert readers.pids == [pid]


async def test_garbage_is_refused_as_if_nobody_else_had_read_it(
    stores: TwoStores, readers: Readers, signed: SignedBatch
) -> None:
    reading, another = Reading(stores.centre_keys.signers, readers), Ed25519PrivateKey.generate()
    batch = stores.batch()
    garbage = (
        replace(signed, content=signed.content[:-9]),
        replace(signed, content=b"\n" * 9000),
        replace(signed, signature="no"),
        replace(signed, signer="hall:nobody"),
        stores.sign(replace(batch, stream="150521000")),
        replace(signed, signature=SignedBatch(b"", "", "").signature),
    )
    for one in garbage:
        answer = await reading.read(one)
        assert isinstance(answer, Refusal)
        assert answer == open_batch(one, stores.centre_keys.signers)
    assert await readers.read(signed, another.public_key()) is None
    poisoned = await reading.read(stores.sign(told(batch, 1, body={"help_id": 7})))
    assert isinstance(poisoned, Opened)  # judged event by event, here
    assert isinstance(await reading.read(signed), Sound)


async def test_a_reader_that_dies_accepts_nothing_and_another_takes_its_place(
    stores: TwoStores, readers: Readers, signed: SignedBatch
) -> None:
    reading = Reading(stores.centre_keys.signers, readers)
    sound = await reading.read(signed)
    (pid,) = readers.pids
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(StoreError) as died:
        await reading.read(signed)
    assert died.value.code == "store.reader_died"
    assert readers.pids == []
    assert await reading.read(signed) == sound  # by the service: it may be this batch that kills its readers
    assert readers.pids == []
    key = stores.centre_keys.signers[signed.signer]
    assert await readers.read(replace(signed, signer="hall:another"), key) is None  # refused, by a new reader
    assert readers.pids not in ([], [pid])


async def test_a_reader_that_hangs_is_given_up(
    stores: TwoStores, readers: Readers, signed: SignedBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(stores.centre_keys.signers, readers)
    sound = await reading.read(signed)
    monkeypatch.setattr(readers_module, "ANSWERS_WITHIN_S", 0.2)
    os.kill(readers.pids[0], signal.SIGSTOP)
    with pytest.raises(StoreError):
        await reading.read(signed)
    monkeypatch.undo()
    monkeypatch.setattr(readers_module, "WORTH_BYTES", 1)
    assert await reading.read(signed) == sound


async def test_where_no_reader_can_be_started_the_service_reads(
    stores: TwoStores, readers: Readers, signed: SignedBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/program")
    assert await readers.read(signed, stores.centre_keys.signers[signed.signer]) is None
    assert isinstance(await Reading(stores.centre_keys.signers, readers).read(signed), Sound)
    assert readers.pids == []


async def test_a_reader_that_nobody_asks_gives_its_memory_back(
    stores: TwoStores, readers: Readers, signed: SignedBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers_module, "RESTS_S", 0.05)
    assert await readers.read(signed, stores.centre_keys.signers[signed.signer]) is not None
    await until(lambda: readers.pids == [])


async def test_a_small_batch_does_not_go_anywhere(stores: TwoStores, signed: SignedBatch) -> None:
    readers = Readers(1)
    try:
        assert isinstance(await Reading(stores.centre_keys.signers, readers).read(signed), Sound)
        assert readers.pids == []
    finally:
        readers.close()
