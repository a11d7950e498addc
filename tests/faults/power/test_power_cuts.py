"""The power fails at any step of what the disk is told: nothing that was answered is gone, and nothing is half."""

import random
from pathlib import Path

import pytest

from tests.faults.power.cuts import Subject, cut_power
from tests.faults.power.disk import (
    Created,
    Cut,
    Deleted,
    Disk,
    FolderSynced,
    Step,
    Synced,
    Truncated,
    Written,
)
from tests.faults.power.recorder import recording
from tests.faults.power.subjects import subjects
from tests.faults.power.world import World

SEED = 7
CUTS = 45  # of each of the three
ROUNDS = 25
NOT_SYNCED = {"PRAGMA synchronous = FULL": "PRAGMA synchronous = NORMAL"}


def by_seed(seed: int = SEED) -> random.Random:
    return random.Random(seed)  # noqa: S311  no secret


def disk_after(*steps: Step) -> Disk:
    disk = Disk()
    for step in steps:
        disk.take(step)
    return disk


def played(folder: Path, pragmas: dict[str, str] | None = None) -> tuple[Subject, ...]:
    with recording(pragmas) as record:
        world = World(folder, record, by_seed())
        world.play(ROUNDS)
        world.close()
    return subjects(world, record)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Subject, ...]:
    return played(tmp_path_factory.mktemp("played"))


@pytest.mark.parametrize("name", ["hall", "centre", "kiosk"])
def test_no_cut_takes_away_what_was_answered(world: tuple[Subject, ...], name: str) -> None:
    [subject] = [subject for subject in world if subject.name == name]
    found = cut_power(subject, CUTS, by_seed(), go_on_every=CUTS // 2)
    assert (found.lost, found.corrupt) == ([], [])
    assert set(found.cuts) == set(Cut)
    assert found.gone_on > 0


def test_without_the_sync_at_every_commit_some_is_lost_so_these_cuts_can_find_it(tmp_path: Path) -> None:
    lost = [
        cut_power(subject, CUTS // 2, by_seed(), go_on_every=10**6).lost
        for subject in played(tmp_path, NOT_SYNCED)
    ]
    assert all(lost)


def test_the_disk_keeps_what_is_synced_and_no_more() -> None:
    disk = disk_after(
        Created("a"),
        FolderSynced(),
        Written("a", 0, b"one" + bytes(1000)),
        Synced("a"),
        Written("a", 0, b"two" + bytes(1000)),
        Created("b"),
    )
    chance = by_seed()
    assert disk.after(Cut.DROPPED, chance) == {"a": b"one" + bytes(1000)}
    assert disk.after(Cut.KEPT, chance) == {"a": b"two" + bytes(1000), "b": b""}
    torn = {tuple(sorted(disk.after(Cut.TORN, chance))) for _ in range(100)}
    assert torn == {("a",), ("a", "b")}
    disk.take(Truncated("a", 3))
    disk.take(Deleted("b"))
    assert disk.after(Cut.KEPT, chance) == {"a": b"two"}


def test_a_torn_write_leaves_whole_sectors_of_the_old_and_the_new() -> None:
    old, new = Written("a", 0, b"o" * 2048), Written("a", 100, b"n" * 1500)
    disk = disk_after(Created("a"), FolderSynced(), old, Synced("a"), new)
    left = {disk.after(Cut.TORN, by_seed(seed))["a"] for seed in range(200)}
    kinds = {tuple(len(set(content[at : at + 512])) for at in range(512, 1536, 512)) for content in left}
    assert kinds == {(1, 1)}
    assert len(left) == 2**4  # each of the four sectors that were written to, old or new
    assert {content[:100] + content[1600:] for content in left} == {b"o" * 548}
