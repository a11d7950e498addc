"""Restored and cloned halls over the real line: what staff are told, and the operator's command."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from case_store.admin import sync as sync_verbs
from case_store.alarms.board import alarms_for
from case_store.log.schema import event, help_call, notice, outbox
from case_store.log.verify import verify
from case_store.sync.batch import Head
from case_store.sync.line import Line
from case_store.sync.push import UpstreamHead
from cases.alarm.alarm import AlarmKind
from cases.figures.sight import Sight
from cases.queue.help_call import CallHelp
from tests.case_store.served import MONDAY, STREAM, Ground, folded, make_ground, rows, until
from tests.case_store.test_compare import compare


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setattr("case_store.sync.push.IDLE_S", 0.2)
    monkeypatch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.2)
    made = make_ground(tmp_path, upstream=True, hall_in_file=True)  # whose disk is copied
    made.centre.start()
    made.hall.start()
    yield made
    made.stop()


async def call_help(ground: Ground, *names: str) -> None:
    store = ground.hall.store
    assert store is not None
    for name in names:
        command = CallHelp(help_id=name, kiosk_id="k1", page="home", called_at=MONDAY)
        await store.run(store.hall.call_help, command)


async def pushed(ground: Ground) -> None:
    await until(lambda: not rows(ground, outbox))
    await folded(ground)


def copy(ground: Ground, name: str, *, back: bool = False) -> None:
    """A backup of the stopped hall's disk, or that backup put back."""
    for file in ground.folder.glob("hall.db*" if not back else f"{name}.hall.db*"):
        target = file.name.removeprefix(f"{name}.") if back else f"{name}.{file.name}"
        shutil.copy(file, ground.folder / target)


async def parted(ground: Ground) -> None:
    """A backup; then "b" is pushed; then the backup is put back."""
    await call_help(ground, "a")
    await pushed(ground)
    ground.hall.stop()
    copy(ground, "old")
    ground.hall.start()
    await call_help(ground, "b")
    await pushed(ground)
    ground.hall.stop()
    for file in ground.folder.glob("hall.db*"):
        file.unlink()
    copy(ground, "old", back=True)


def called(ground: Ground, *, at_centre: bool) -> list[str]:
    return sorted(row.help_id for row in rows(ground, help_call, at_centre=at_centre))


def faults(ground: Ground, *, at_centre: bool) -> list[str]:
    store = (ground.centre if at_centre else ground.hall).store
    assert store is not None

    def read() -> list[str]:
        with store.log.reading() as connection:
            return [f"{fault.seq} {fault.what}" for fault in verify(connection)]

    return store._thread.submit(read).result()


async def test_a_restored_hall_finds_itself_again_and_tells_staff(ground: Ground) -> None:
    await parted(ground)
    ground.hall.start()
    await until(lambda: called(ground, at_centre=False) == ["a", "b"])
    await until(lambda: "notice.store_restored" in [row.code for row in rows(ground, notice)])
    await call_help(ground, "c")
    await pushed(ground)
    assert called(ground, at_centre=True) == ["a", "b", "c"]
    assert {row.epoch for row in rows(ground, event, at_centre=True) if row.stream == STREAM} == {1, 2}
    assert faults(ground, at_centre=False) == faults(ground, at_centre=True) == []


async def test_what_the_other_machine_told_of_an_epoch_that_was_already_over_here_is_read_back(
    ground: Ground,
) -> None:
    """It came between the greeting of the one that was put back and the first push of its new epoch."""
    await parted(ground)
    ground.hall.start()
    await until(lambda: called(ground, at_centre=False) == ["a", "b"])
    await call_help(ground, "c")
    await pushed(ground)
    assert not await compare(ground)
    last = max(
        row.seq for row in rows(ground, event, at_centre=True) if (row.stream, row.epoch) == (STREAM, 1)
    )
    store = ground.hall.store
    assert store is not None

    def never_heard_of_it(connection: sa.Connection) -> None:
        connection.execute(sa.delete(event).where(event.c.epoch == 1, event.c.seq == last))

    await store.in_log(never_heard_of_it)
    assert (await compare(ground)).lost == ((1, last),)
    assert not await compare(ground)
    await call_help(ground, "d")
    await pushed(ground)
    assert called(ground, at_centre=False) == called(ground, at_centre=True) == ["a", "b", "c", "d"]
    assert faults(ground, at_centre=True) == []
    holes = [fault for fault in faults(ground, at_centre=False) if not fault.endswith("position")]
    assert holes == []  # but for the place that this test made empty


async def test_a_tail_that_ends_before_what_the_centre_has_is_not_believed(ground: Ground) -> None:
    await call_help(ground, "a", "b")
    await pushed(ground)
    (last,) = [row for row in rows(ground, event, at_centre=True) if row.stream == STREAM and row.seq == 2]
    hall = ground.hall.store
    assert hall is not None
    node, url, token = hall.config.node, ground.centre.url, ground.tokens["hall"]
    line = Line(stream=STREAM, node=node, key=hall.keys.signing, url=url, token=token)
    told = UpstreamHead(1, 2, last.hash, knows_yours=True)
    seqs = [item["seq"] for item in await line.tail(Head(1, 0, ""), told)]
    assert seqs[:2] == [1, 2]  # the hall may have said more meanwhile
    with pytest.raises(ValueError, match="ends before"):
        await line.tail(Head(1, 0, ""), replace(told, seq=99))
    await line.aclose()


async def test_a_restored_hall_that_worked_without_its_centre_stops_pushing_until_the_operator_decides(
    ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    await parted(ground)
    ground.centre.stop()
    ground.hall.start()
    await call_help(ground, "x", "y")
    ground.centre.start()
    await until(lambda: "notice.store_forked" in [row.code for row in rows(ground, notice)])
    await until(
        lambda: "notice.store_of_hall_forked" in [row.code for row in rows(ground, notice, at_centre=True)]
    )
    assert called(ground, at_centre=False) == ["a", "x", "y"]
    assert called(ground, at_centre=True) == ["a", "b"]
    ground.hall.stop()
    told = json.loads(ground.hall.config.model_dump_json(exclude_none=True, exclude={"upstream"}))
    lines = [f"{key} = {json.dumps(value)}" for key, value in told.items() if not isinstance(value, dict)]
    config = ground.folder / "hall.toml"
    config.write_text("\n".join([*lines, "[upstream]", f'url = "{ground.centre.url}"']))
    assert await asyncio.to_thread(sync_verbs.re_enrol, config) == 0
    assert "forked: epoch 2" in capsys.readouterr().out
    ground.hall.start()
    await pushed(ground)
    assert called(ground, at_centre=False) == called(ground, at_centre=True) == ["a", "b", "x", "y"]
    assert faults(ground, at_centre=False) == faults(ground, at_centre=True) == []


async def test_the_command_zone_of_the_centre_is_alarmed_when_two_machines_are_one_hall(
    ground: Ground,
) -> None:
    store = ground.centre.store
    assert store is not None
    await store.run(store.hall.chains.tell_fork, STREAM)
    await store.run(store.hall.chains.tell_fork, STREAM)  # once a day
    _now, told = await store.run(store.hall.look, {"alarms": alarms_for(Sight())})
    board = told["alarms"]
    (alarm,) = board.open
    assert (alarm.kind, dict(alarm.facts)["trouble"]) == (AlarmKind.STORE, "store_of_hall_forked")
