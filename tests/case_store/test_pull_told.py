"""The question that a hall has open at its centre says when there is something to pull; whoever is older asks on."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from case_store.log.schema import downlink_head, event
from case_store.sync import awaited, wish_poll
from case_store.sync.awaited import Awaited
from case_store.sync.downlink import Downlink
from case_store.sync.pull import UNTOLD_S, CursorRead, Puller, Told
from case_store.sync.push import Wait, Woken
from case_store.sync.question import sign
from case_store.sync.wish_poll import PURPOSE, WISHES_PATH
from case_store.tokens import HALL
from tests.case_store.served import STREAM, Ground, make_ground, rows, until
from tests.reviser import revise

FOREVER_S = 3600.0
FILE, WORDS = "supervision.toml", ("# ", "#  ")


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """A hall that would pull of itself after an hour."""
    made = make_ground(tmp_path, upstream=True)
    made.hall.config = made.hall.config.model_copy(update={"pull_seconds": FOREVER_S})
    made.centre.start()
    yield made
    made.stop()


async def something_for_halls(ground: Ground) -> None:
    """The centre revises what holds in its halls, too."""
    await revise(replace(ground, hall=ground.centre), WORDS, name=FILE)


def told(ground: Ground) -> list[str]:
    return [row.type for row in rows(ground, event) if row.stream == "centre"]


def has_joined(ground: Ground) -> bool:
    return bool(rows(ground, downlink_head, at_centre=True))


async def asked(ground: Ground, wait: float, **more: str) -> httpx2.Response:
    """The question of the hall, which need not run."""
    store = ground.hall.store
    assert store is not None
    headers = {
        "Authorization": f"Bearer {ground.tokens[HALL]}",
        "X-Signer": f"hall:{STREAM}",
        "X-Signature": sign(store.keys.signing, PURPOSE, STREAM, 0, 0),
    }
    said = {"after": "0", "told": "0", "wait": str(wait), **more}
    async with httpx2.AsyncClient(base_url=ground.centre.url, headers=headers, timeout=30) as line:
        return await line.get(WISHES_PATH, params=said)


async def test_a_hall_whose_question_is_open_hears_at_once_that_there_is_something_to_pull(
    ground: Ground,
) -> None:
    ground.hall.start()
    await until(lambda: has_joined(ground))
    await something_for_halls(ground)
    await until(lambda: told(ground) == ["policy_revised"], UNTOLD_S / 2)


async def test_a_hall_that_was_away_hears_it_with_its_first_question(ground: Ground) -> None:
    ground.hall.start()
    await until(lambda: has_joined(ground))
    ground.hall.stop()
    await something_for_halls(ground)
    ground.hall.start()
    await until(lambda: told(ground) == ["policy_revised"], UNTOLD_S / 2)


async def test_a_hall_of_the_version_before_is_answered_as_before(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wish_poll.WishPoll, "run", _never)
    ground.hall.start()
    await until(lambda: has_joined(ground))
    held = asyncio.create_task(asked(ground, 1.0))
    await asyncio.sleep(0.2)
    await something_for_halls(ground)
    answer = await held
    assert (answer.json(), answer.headers.get(awaited.PULL_HEADER)) == ([], None)


async def test_what_is_there_is_said_until_the_hall_stands_behind_it(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wish_poll.WishPoll, "run", _never)
    ground.hall.start()
    await until(lambda: has_joined(ground))
    at_end = {"position": "0", "mark": ""}
    assert (await asked(ground, 0.0, **at_end)).headers[awaited.PULL_HEADER] == awaited.NOTHING
    held = asyncio.create_task(asked(ground, 20.0, **at_end))
    await something_for_halls(ground)
    assert (await asyncio.wait_for(held, 5)).headers[awaited.PULL_HEADER] == awaited.SOMETHING
    assert (await asked(ground, 20.0, **at_end)).headers[awaited.PULL_HEADER] == awaited.SOMETHING
    (head,) = rows(ground, downlink_head, at_centre=True)
    behind = {"position": str(head.position), "mark": head.mark}
    assert (await asked(ground, 0.0, **behind)).headers[awaited.PULL_HEADER] == awaited.NOTHING


async def _never(_poll: object) -> None:
    """The hall's own question would be answered in our place."""


async def test_who_asks_again_for_what_was_not_there_is_held_without_a_look_until_something_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked_for, halls = (0, 3, "m3"), Awaited()
    first = halls.of(STREAM)
    assert not first.is_known(asked_for)
    first.looked_in_vain(asked_for)
    assert halls.of(STREAM).is_known(asked_for)
    assert not halls.of(STREAM).is_known((0, 4, "m4"))
    assert not halls.of("another").is_known(asked_for)
    halls.came(STREAM)
    assert not halls.of(STREAM).is_known(asked_for)
    assert await first.for_seconds(5)
    halls.of(STREAM).looked_in_vain(asked_for)
    monkeypatch.setattr(awaited, "LOOK_AFTER_S", 0.0)
    assert not halls.of(STREAM).is_known(asked_for)


async def test_what_comes_between_the_look_and_the_wait_ends_the_wait_and_is_looked_for() -> None:
    halls = Awaited()
    waiting = halls.of(STREAM)
    halls.came(STREAM)
    waiting.looked_in_vain((0, 0, ""))
    assert await waiting.for_seconds(5)
    assert not waiting.is_known((0, 0, ""))
    assert not halls.of(STREAM).is_known((0, 0, ""))


def test_a_hall_pulls_of_itself_more_often_where_nobody_says_when_there_is_something() -> None:
    one = Puller(lambda: 0.5, 30.0)

    def idle() -> Wait:
        one.handle(Woken())
        one.handle(CursorRead(3, "m3"))
        command = one.handle(Told(3, 3, "m3", more=False))
        assert isinstance(command, Wait)
        return command

    assert idle().seconds == UNTOLD_S
    one.is_told = True
    assert idle().seconds == 30.0
    one.is_told = False
    assert idle().seconds == UNTOLD_S


async def test_an_answer_without_a_word_of_pulling_is_of_an_older_centre(ground: Ground) -> None:
    ground.hall.start()
    assert ground.hall.store is not None
    down = Downlink(ground.hall.store, ground.centre.url, ground.tokens[HALL])
    for said, is_told, sent in (
        (None, False, False),
        (awaited.NOTHING, True, False),
        (awaited.SOMETHING, True, True),
        (None, False, True),
    ):
        down.hear(said)
        assert (down._puller.is_told, down._new.is_set()) == (is_told, sent)
