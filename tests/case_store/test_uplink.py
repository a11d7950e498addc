"""Between hall and centre for real: three days without it, then everything once; and what a hostile sender is told."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa

from case_store.keys import hall_reader, read_keys
from case_store.log.schema import case_, case_key, event, notice, outbox, quarantine, visit
from case_store.sync.batch import BYTES_MAX, SIGNATURE_HEADER, SIGNER_HEADER, Batch, SignedBatch, pack
from case_store.tokens import HALL, KIOSK
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import STREAM, Fault, Ground, folded, line_to, make_ground, rows, until

PUSH = "/v1/sync/push"


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.2)
    made = make_ground(tmp_path, upstream=True)
    yield made
    made.stop()


def story(ground: Ground, *, at_centre: bool) -> list[tuple[Any, ...]]:
    """The hall's events with their chain, in order."""
    told = [row for row in rows(ground, event, at_centre=at_centre) if row.stream == STREAM]
    return [(row.seq, row.id, row.hash, row.prev, row.body) for row in sorted(told, key=lambda row: row.seq)]


async def arrived(ground: Ground) -> None:
    """The centre has confirmed everything."""
    await until(lambda: not rows(ground, outbox))


async def test_three_days_without_the_centre_then_everything_is_there_once(ground: Ground) -> None:
    ground.hall.start()
    async with opened(ground.door()) as door:
        for _ in range(3):
            for _ in range(4):
                await door.take(dispute(ground))
            ground.clock.move_by(timedelta(days=1))
            await until(lambda: door.state.numbers_free == 50)
        assert len(rows(ground, visit)) == 12
        ground.centre.start()
        await arrived(ground)
        assert story(ground, at_centre=True) == story(ground, at_centre=False)
        await folded(ground)
        for table in (visit, case_, case_key):
            assert {tuple(r) for r in rows(ground, table)} == {
                tuple(r) for r in rows(ground, table, at_centre=True)
            }
        await door.take(dispute(ground))
        await until(lambda: len(rows(ground, visit, at_centre=True)) == 13)


async def test_answers_that_are_lost_make_no_twins(ground: Ground) -> None:
    ground.centre.start()
    async with line_to(ground.centre) as line:
        upstream = ground.hall.config.upstream
        assert upstream is not None
        ground.hall.config = ground.hall.config.model_copy(
            update={"upstream": upstream.model_copy(update={"url": line.url})}
        )
        line.fault, line.only = Fault.ANSWER_LOST, b"POST /v1/sync"
        ground.hall.start()
        async with opened(ground.door()) as door:
            await door.take(dispute(ground))
            await until(lambda: line.met > 2)
            line.fault = Fault.NONE
            await door.take(dispute(ground))
            await arrived(ground)
        assert story(ground, at_centre=True) == story(ground, at_centre=False)
        ground.hall.stop()


async def test_a_centre_restored_from_nothing_is_filled_again(ground: Ground) -> None:
    ground.hall.start()
    ground.centre.start()
    async with opened(ground.door()) as door:
        await door.take(dispute(ground))
        await arrived(ground)
        ground.centre.stop()
        for file in ground.folder.glob("centre.db*"):
            file.unlink()
        ground.centre.start()
        await door.take(dispute(ground))
        await until(lambda: len(rows(ground, visit, at_centre=True)) == 2)
        await arrived(ground)
        assert story(ground, at_centre=True) == story(ground, at_centre=False)


async def test_what_was_sealed_for_hall_and_centre_arrives_sealed_with_both_keys(ground: Ground) -> None:
    ground.hall.start()
    ground.centre.start()
    async with opened(ground.door()) as door:
        await door.take(dispute(ground))
        await arrived(ground)
    assert {row.reader for row in rows(ground, case_key, at_centre=True)} == {hall_reader(STREAM), "centre"}
    log = " ".join(row.body for row in rows(ground, event, at_centre=True))
    assert "李某甲" not in log
    assert "ephemeral" not in log


@pytest.mark.parametrize("damage", ["[]", "{torn"])
async def test_a_poison_event_is_told_to_staff_and_holds_up_nobody(ground: Ground, damage: str) -> None:
    ground.centre.start()
    ground.hall.start()
    store = ground.hall.store
    assert store is not None
    async with opened(ground.door()) as door:
        await arrived(ground)
        spoil = sa.text("UPDATE event SET body = :damage WHERE type = 'ticket_issued'")
        ground.centre.stop()
        poisoned = await door.take(dispute(ground))
        await store.in_log(lambda connection: connection.execute(spoil, {"damage": damage}))
        good = await door.take(dispute(ground))
        ground.centre.start()
        await until(lambda: bool(rows(ground, visit, at_centre=True)))
        assert [row.visit_id for row in rows(ground, visit, at_centre=True)] == [good.visit_id]
        assert [row.reason for row in rows(ground, quarantine, at_centre=True)][:1] == ["shape"]
        await until(lambda: "notice.events_quarantined" in [row.code for row in rows(ground, notice)])
        assert poisoned.ticket_no is not None


# A hostile or broken sender.


@pytest.fixture(scope="module")
def lone_centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("centre"), upstream=True)
    made.centre.start()
    yield made
    made.stop()


@pytest.fixture
async def sender(lone_centre: Ground) -> AsyncIterator[httpx2.AsyncClient]:
    headers = {"Authorization": f"Bearer {lone_centre.tokens[HALL]}"}
    async with httpx2.AsyncClient(base_url=lone_centre.centre.url, headers=headers) as client:
        yield client


def signed(ground: Ground, items: list[Any], **changes: Any) -> SignedBatch:
    keys = read_keys(ground.keys[hall_reader(STREAM)])
    batch = {"stream": STREAM, "node": keys.name, "epoch": 1, "first_seq": 1, "items": items, **changes}
    return pack(Batch(**batch), keys.name, keys.signing)


async def send(sender: httpx2.AsyncClient, batch: SignedBatch) -> tuple[int, dict[str, Any]]:
    headers = {SIGNER_HEADER: batch.signer, SIGNATURE_HEADER: batch.signature}
    response = await sender.post(PUSH, content=batch.content, headers=headers)
    answer: dict[str, Any] = response.json()
    return response.status_code, answer


async def test_ten_megabytes_are_not_read(sender: httpx2.AsyncClient) -> None:
    response = await sender.post(PUSH, content=b"x" * 10_000_000)
    assert response.status_code == 413


async def test_a_batch_without_a_signature_a_token_or_sense_is_refused(
    lone_centre: Ground, sender: httpx2.AsyncClient
) -> None:
    good = signed(lone_centre, [])
    assert await send(sender, good) == (200, {"verdicts": [], "head": None})
    status, problem = await send(sender, SignedBatch(good.content, good.signer, "AAAA"))
    assert (status, problem["code"]) == (403, "sync.signature_wrong")
    status, problem = await send(sender, SignedBatch(good.content, "hall:nobody", good.signature))
    assert (status, problem["code"]) == (403, "sync.signer_unknown")
    assert (await sender.post(PUSH, content=b"")).json()["code"] == "sync.signer_unknown"
    status, problem = await send(sender, signed(lone_centre, [], first_seq=9))
    assert (status, problem["code"], problem["facts"]) == (409, "sync.gap", {"wanted_seq": 1})
    status, problem = await send(sender, signed(lone_centre, [], stream="150521000"))
    assert (status, problem["code"]) == (403, "sync.not_your_stream")
    status, problem = await send(sender, signed(lone_centre, ["garbage", {"event": 1}, None]))
    assert [v["verdict"] for v in problem["verdicts"]] == ["quarantined"] * 3
    assert status == 200
    for token in ("", f"Bearer {lone_centre.tokens[KIOSK]}", "Bearer x"):
        response = await sender.post(PUSH, content=good.content, headers={"Authorization": token})
        assert response.status_code in (401, 403)


async def test_a_bomb_is_not_unpacked(lone_centre: Ground, sender: httpx2.AsyncClient) -> None:
    keys = read_keys(lone_centre.keys[hall_reader(STREAM)])
    bomb = signed(lone_centre, ["0" * 10_000_000])
    assert len(bomb.content) < BYTES_MAX < len(gzip.decompress(bomb.content))
    status, problem = await send(sender, bomb)
    assert (status, problem["code"]) == (413, "sync.batch_too_large")
    assert keys.name == bomb.signer


async def test_a_hall_with_a_wrong_key_keeps_what_it_has_and_says_so(ground: Ground) -> None:
    ground.centre.start()
    for file in ground.folder.glob("hall.tokens.json"):
        file.write_text(
            file.read_text().replace(f'"upstream": "{ground.tokens[HALL]}"', '"upstream": "wrong"')
        )
    ground.hall.start()
    async with opened(ground.door()) as door:
        await door.take(dispute(ground))
        await asyncio.sleep(0.5)
        assert rows(ground, outbox)
        assert {row.verdict for row in rows(ground, outbox)} == {None}
