"""A centre whose folding is refused says so to its command zone after a minute, and takes it back when it goes on."""

import asyncio
from datetime import timedelta
from pathlib import Path

import psycopg

from case_store.alarms.board import alarms_for
from case_store.central.roles import set_up
from case_store.clock import OffsetClock
from case_store.config import load_config
from case_store.log.fold_later import behind
from case_store.store import Store
from cases.alarm.alarm import AlarmKind
from cases.figures.sight import Sight
from cases.views_dispatch import AlarmBoard
from tests.case_store.on_postgres import as_role
from tests.case_store.postgres.test_backup_postgres import centre, hall, happen, push
from tests.case_store.served import PATIENT_S
from tests.case_store.two_stores import STREAM, TwoStores

__all__ = ["hall"]


async def alarms(store: Store) -> AlarmBoard:
    _now, told = await store.look(store.hall.look, {"alarms": alarms_for(Sight())})
    board = told["alarms"]
    assert isinstance(board, AlarmBoard)
    return board


async def test_folding_that_is_refused_alarms_after_a_minute_and_is_over_when_it_goes_on(
    hall: TwoStores, tmp_path: Path, database: str
) -> None:
    set_up(database)
    config = centre(tmp_path / "here", tmp_path / "keys", as_role(database, "pingan_service"))
    config.write_text(config.read_text("utf-8") + 'clock_file = "clock"\n', "utf-8")
    store, clock = Store(load_config(config)), OffsetClock(config.parent / "clock")
    assert store.follower is not None
    following = asyncio.create_task(store.follower.run())
    try:
        with psycopg.connect(database, autocommit=True) as owner:
            owner.execute("REVOKE INSERT ON help_call FROM pingan_follower")
            happen(hall, 3)
            assert await store.run(push, hall, store) == ["ok"] * 3
            async with asyncio.timeout(PATIENT_S):
                while store.house.folding.stands_since is None:  # noqa: ASYNC110  there is no event to wait for
                    await asyncio.sleep(0.02)
            assert (await alarms(store)).open == ()
            clock.move_by(timedelta(minutes=1))
            (told,) = (await alarms(store)).open
            assert (told.kind, dict(told.facts)) == (AlarmKind.STORE, {"trouble": "store_not_folding"})
            assert f"alarms.trouble.{dict(told.facts)['trouble']}" in store.texts.keys
            assert await store.read_log(behind) == {STREAM: 3}
            owner.execute("GRANT INSERT ON help_call TO pingan_follower")
        async with asyncio.timeout(PATIENT_S):
            while (await alarms(store)).open:  # noqa: ASYNC110  as above
                await asyncio.sleep(0.02)
        assert await store.read_log(behind) == {}
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        store.close()
