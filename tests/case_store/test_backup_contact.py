"""A hall that came back from a backup, and its centre, for real: nothing is lost, nothing is told twice."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from case_store.backup.bring_back import bring_back
from case_store.backup.make import make_backup
from case_store.backup.restored_mark import RestoredMark
from case_store.log.schema import event, outbox, visit
from case_store.log.verify import verify
from case_store.store import Store
from cases.policy.policy_revision import PolicyRevised
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import MONDAY, STREAM, Ground, make_ground, rows, until


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.2)
    monkeypatch.setattr("case_store.sync.push.IDLE_S", 1.0)
    made = make_ground(tmp_path, upstream=True)
    yield made
    made.stop()


def story(ground: Ground, *, at_centre: bool) -> list[tuple[object, ...]]:
    told = [row for row in rows(ground, event, at_centre=at_centre) if row.stream == STREAM]
    return sorted((row.epoch, row.seq, row.id, row.hash, row.prev) for row in told)


def lose_disk(folder: Path, of: str = "hall") -> None:
    for file in folder.glob(f"{of}.db*"):
        if file.is_file():
            file.unlink()


async def arrived(ground: Ground) -> None:
    await until(lambda: not rows(ground, outbox))


async def test_a_restored_hall_that_worked_on_alone_goes_on_in_a_new_epoch_without_an_operator(
    ground: Ground, tmp_path: Path
) -> None:
    hall = ground.hall
    hall.start()
    ground.centre.start()
    async with opened(ground.door()) as door:
        await door.take(dispute(ground))
        await arrived(ground)
        make_backup(hall.config, tmp_path / "backups", MONDAY)
        await door.take(dispute(ground))
        await arrived(ground)
    ground.centre.stop()
    hall.stop()
    lose_disk(tmp_path)
    bring_back(hall.config, tmp_path / "backups")
    hall.start()
    async with opened(ground.door(kiosk_id="k2")) as door:
        taken = await door.take(dispute(ground))  # at a place that its old life has used, too
        assert RestoredMark(hall.config.database).head() is not None
        ground.centre.start()
        await until(lambda: len(rows(ground, visit, at_centre=True)) == 3)
        await arrived(ground)
    assert story(ground, at_centre=True) == story(ground, at_centre=False)
    assert len({row.ticket_no for row in rows(ground, visit)}) == 3
    assert taken.ticket_no == "A202"
    assert {row[0] for row in story(ground, at_centre=False)} == {1, 2}
    await until(lambda: RestoredMark(hall.config.database).head() is None)


def centre_says(ground: Ground, why: str) -> tuple[int, int]:
    """The centre revises a policy; at which place of its chain, and its log is whole."""
    store = Store(ground.centre.config)
    with store.hall.runner.writing() as work:
        work.record("policy:hall", [PolicyRevised(files=(), staff_id="u1", why=why)], "staff:u1")
        place = work.head.epoch, work.head.seq
    with store.log.reading() as connection:
        assert verify(connection) == []
    store.close()
    return place


def test_a_centre_that_came_back_says_nothing_at_a_place_that_a_hall_may_have_heard_of(
    ground: Ground, tmp_path: Path
) -> None:
    config = ground.centre.config
    said = [centre_says(ground, "before")]
    make_backup(config, tmp_path / "backups", MONDAY)
    said.append(centre_says(ground, "lost with the disk"))
    for life in ("second life", "third life, from the same backup"):
        lose_disk(tmp_path, "centre")
        ground.clock.let_pass(timedelta(hours=1))
        assert not bring_back(config, tmp_path / "backups").faults
        said.append(centre_says(ground, life))
    assert len(set(said)) == 4
