"""Every night a hall and its centre compare what they have: a hole is mended, a difference goes to a person."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from case_store.admin import sync as sync_verbs
from case_store.keys import hall_reader
from case_store.log.schema import event, help_call, notice, outbox, quarantine
from case_store.sync.compare import (
    BLOCK,
    BLOCKS,
    WHOLE,
    Ask,
    Begun,
    CompareEvent,
    Comparer,
    Findings,
    Finish,
    Question,
    Told,
)
from case_store.sync.comparing import Comparing
from case_store.sync.line import Line
from case_store.tokens import UPSTREAM, read_tokens
from cases.queue.help_call import CallHelp
from tests.case_store.served import MONDAY, STREAM, Ground, folded, make_ground, rows, until

LOSE_ONE = "DELETE FROM event WHERE stream = :stream AND seq = :seq"


def answer(told: Mapping[int, str], question: Question) -> Mapping[int, str]:
    """A side that has these hashes by place, all in epoch 1."""
    within = {seq: hash_ for seq, hash_ in told.items() if seq <= question.last}
    blocks: dict[int, list[str]] = {}
    for seq in sorted(within):
        blocks.setdefault((seq - 1) // BLOCK + 1, []).append(f"{seq}{within[seq]}")
    if question.block == WHOLE:
        return {question.epoch: str(blocks)}
    if question.block == BLOCKS:
        return {block: str(those) for block, those in blocks.items()}
    return {seq: within[seq] for seq in question.places if seq in within}


def compared(
    ours: Mapping[int, str], theirs: Mapping[int, str], last: int
) -> tuple[Findings, list[Question]]:
    comparer, asked = Comparer(), []
    happened: CompareEvent = Begun([(1, last)])
    while isinstance(command := comparer.handle(happened), Ask):
        asked.append(command.question)
        happened = Told(answer(ours, command.question), answer(theirs, command.question))
    assert isinstance(command, Finish)
    return command.findings, asked


def test_a_matching_total_ends_it() -> None:
    log = {seq: f"h{seq}" for seq in range(1, 5001)}
    findings, asked = compared(log, dict(log), 5000)
    assert not findings
    assert asked == [Question(epoch=1, last=5000)]


def test_only_the_blocks_that_differ_are_looked_into() -> None:
    ours = {seq: f"h{seq}" for seq in range(1, 5001) if seq != 4321}
    theirs = {seq: f"h{seq}" for seq in range(1, 5001) if seq not in (1000, 1001)} | {7: "another"}
    findings, asked = compared(ours, theirs, 5000)
    assert findings == Findings(lacking=((1, 1000), (1, 1001)), lost=((1, 4321),), different=((1, 7),))
    assert [question.block for question in asked] == [WHOLE, BLOCKS, 1, 2, 5]


def test_what_is_not_confirmed_yet_is_not_compared() -> None:
    ours = {seq: f"h{seq}" for seq in range(1, 11)}
    findings, _asked = compared(ours, {seq: f"h{seq}" for seq in range(1, 13)}, 10)
    assert not findings
    assert compared({}, {}, 0) == (Findings(), [])


# Over the real line.


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = make_ground(tmp_path, upstream=True)
    made.centre.start()
    made.hall.start()
    yield made
    made.stop()


async def call_help(ground: Ground, *names: str) -> None:
    store = ground.hall.store
    assert store is not None
    for name in names:
        await store.run(
            store.hall.call_help, CallHelp(help_id=name, kiosk_id="k1", page="home", called_at=MONDAY)
        )
    await until(lambda: all(row.verdict is not None for row in rows(ground, outbox)))
    await folded(ground)


async def change(ground: Ground, statement: str, *, at_centre: bool, **given: object) -> None:
    store = (ground.centre if at_centre else ground.hall).store
    assert store is not None
    await store.in_log(lambda connection: connection.execute(sa.text(statement), given))


async def compare(ground: Ground) -> Findings:
    store = ground.hall.store
    assert store is not None
    assert store.config.upstream is not None
    line = Line(
        stream=STREAM,
        node=hall_reader(STREAM),
        key=store.keys.signing,
        url=store.config.upstream.url,
        token=read_tokens(store.config.tokens_file)[UPSTREAM],
    )
    try:
        comparing = Comparing(
            stream=STREAM, node=hall_reader(STREAM), line=line, in_log=store.in_log, clock=store.clock
        )
        return await comparing.once()
    finally:
        await line.aclose()


def called(ground: Ground, *, at_centre: bool) -> list[str]:
    return sorted(row.help_id for row in rows(ground, help_call, at_centre=at_centre))


async def test_holes_on_both_sides_are_mended_and_then_nothing_differs(ground: Ground) -> None:
    await call_help(ground, "a", "b", "c")
    assert not await compare(ground)
    find = {row.seq for row in rows(ground, event) if row.type == "help_called"}
    first, second, _third = sorted(find)
    await change(ground, "DELETE FROM help_call WHERE help_id = 'a'", at_centre=True)
    await change(ground, LOSE_ONE, at_centre=True, stream=STREAM, seq=first)
    await change(ground, "DELETE FROM help_call WHERE help_id = 'b'", at_centre=False)
    await change(ground, LOSE_ONE, at_centre=False, stream=STREAM, seq=second)
    assert await compare(ground) == Findings(lacking=((1, first),), lost=((1, second),))
    await call_help(ground, "d")
    assert called(ground, at_centre=True) == called(ground, at_centre=False) == ["a", "b", "c", "d"]
    assert not await compare(ground)


async def test_an_event_that_reads_otherwise_is_kept_apart_and_told_to_people_on_both_sides(
    ground: Ground,
) -> None:
    await call_help(ground, "a", "b", "c")
    spoilt = "UPDATE event SET actor = 'staff:else', hash = 'spoilt' WHERE type = 'help_called' AND body LIKE '%\"b\"%'"
    await change(ground, spoilt, at_centre=True)
    findings = await compare(ground)
    assert len(findings.different) == 1
    await call_help(ground, "d")
    await until(lambda: bool(rows(ground, quarantine, at_centre=True)))
    assert [row.reason for row in rows(ground, quarantine, at_centre=True)] == ["differs"]
    await until(lambda: "notice.store_differs" in [r.code for r in rows(ground, notice, at_centre=True)])
    await until(lambda: "notice.events_quarantined" in [r.code for r in rows(ground, notice)])


async def test_it_is_done_once_a_day_at_night_and_by_a_machine_that_was_off_at_night_when_it_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_store.sync.comparing.LOOK_S", 0.02)
    monkeypatch.setattr("case_store.sync.comparing.SPREAD", timedelta(0))
    made = make_ground(tmp_path, upstream=True)
    made.centre.start()
    made.hall.start()
    try:
        await call_help(made, "a", "b")
        first = min(row.seq for row in rows(made, event) if row.type == "help_called")

        def told() -> bool:
            return first in {row.seq for row in rows(made, event, at_centre=True) if row.stream == STREAM}

        async def lose() -> None:
            await change(made, LOSE_ONE, at_centre=True, stream=STREAM, seq=first)
            assert not told()

        async def mended(by: str) -> None:
            await until(lambda: told() or any(row.verdict is None for row in rows(made, outbox)))
            await call_help(made, by)  # at rest it would push in half a minute
            assert told()

        made.hall.stop()
        await lose()
        made.hall.start()  # on Monday morning
        await mended("c")
        await lose()
        made.clock.move_to(MONDAY.replace(hour=23))
        await call_help(made, "d")
        assert not told()
        made.clock.move_to((MONDAY + timedelta(days=1)).replace(hour=made.hall.config.compare_hour))
        await mended("e")
    finally:
        made.stop()


async def test_the_operators_command_compares_and_says_what_it_found(
    ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await call_help(ground, "a", "b")
    ground.hall.stop()
    config = tmp_path / "hall.toml"
    values: dict[str, Any] = json.loads(
        ground.hall.config.model_dump_json(exclude_none=True, exclude={"upstream"})
    )
    written = [f"{key} = {json.dumps(value)}" for key, value in values.items() if not isinstance(value, dict)]
    config.write_text("\n".join([*written, "[upstream]", f'url = "{ground.centre.url}"']))
    assert await asyncio.to_thread(sync_verbs.compare, config) == 0
    assert "nothing differs" in capsys.readouterr().out
    lost = "DELETE FROM event WHERE stream = :stream AND type = 'help_called'"
    await change(ground, lost, at_centre=True, stream=STREAM)
    assert await asyncio.to_thread(sync_verbs.compare, config) == 2
    assert "2 events that upstream lacks" in capsys.readouterr().out
    assert await asyncio.to_thread(sync_verbs.re_enrol, config) == 0
    assert "nothing to do" in capsys.readouterr().out
    ground.centre.stop()
    assert await asyncio.to_thread(sync_verbs.re_enrol, config) == 1
    assert "did not answer" in capsys.readouterr().err
