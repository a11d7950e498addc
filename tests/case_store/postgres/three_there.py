"""Two halls and a centre whose log is in PostgreSQL, where it connects as the service with its roles."""

from datetime import datetime
from pathlib import Path

from case_store.central.follower import Follower
from case_store.central.postgres import open_postgres
from case_store.central.roles import SERVICE, set_up
from case_store.keys import CENTRE
from case_store.log.event_log import EventLog
from case_store.migrations import upgrade
from case_store.store_thread import StoreThread
from tests.case_store.on_postgres import as_role
from tests.case_store.three_stores import NOON, ThreeStores, open_three_stores


class _Noon:
    def now(self) -> datetime:
        return NOON


def three_there(folder: Path, database: str) -> ThreeStores:
    """Nothing has happened yet."""
    opened = open_three_stores(folder)
    opened.centre.log.close()
    opened.centre.engine.dispose()
    made = open_postgres(database, CENTRE)
    upgrade(made)
    made.dispose()
    set_up(database)
    engine = opened.centre.engine = open_postgres(as_role(database, SERVICE), CENTRE)
    opened.centre.log = EventLog(engine, stream=CENTRE, node=CENTRE, policy_rev="test", has_upstream=False)
    return opened


def follower_of(stores: ThreeStores, thread: StoreThread) -> Follower:
    """Of the centre."""
    return Follower(stores.centre.log, thread, _Noon())
