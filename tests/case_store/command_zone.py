"""A dispatch screen that listens to a served hall, and whoever sits before it: for tests of the command zone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import uuid_utils.compat as uuid_v7

from case_store.alarms.board import alarms_for
from case_store.alarms.walls import wall_notices
from case_store.client.hall import HallClient
from case_store.client.live import LiveFeed
from case_store.hall.house import OnDuty
from case_store.store import Store
from case_store.tokens import DISPATCH
from cases.alarm.alarm import Alarm
from cases.figures.sight import Sight
from cases.views_dispatch import AlarmBoard, DispatchView
from tests.case_store.one_hall import granted
from tests.case_store.served import PATIENT_S, PIN, Ground, Served

DISPATCHER = OnDuty(staff_id="s9", role="dispatcher")


@dataclass
class Zone:
    """`view` is what the screen shows now."""

    ground: Ground
    client: HallClient
    served: Served
    view: DispatchView | None = None

    @property
    def board(self) -> AlarmBoard:
        """The alarms that are shown."""
        assert self.view is not None
        assert self.view.alarms is not None
        return self.view.alarms

    def open(self, kind: str) -> list[Alarm]:
        """Single alarms of a kind that nobody has acknowledged."""
        return [alarm for alarm in self.board.open if alarm.kind == kind]

    async def until(self, true: Callable[[], bool], within_s: float = PATIENT_S) -> None:
        """Wait until the screen shows it."""
        async with asyncio.timeout(within_s):
            while self.view is None or not true():  # noqa: ASYNC110  there is no event to wait for
                await asyncio.sleep(0.01)

    async def alarm(self, kind: str) -> Alarm:
        """The one alarm of a kind, once it is shown."""
        await self.until(lambda: len(self.open(kind)) == 1)
        (alarm,) = self.open(kind)
        return alarm

    async def taken(self, alarm: Alarm) -> Alarm:
        """Acknowledge one: it stays on the list, among those that somebody has."""
        assert granted(await self.client.command.acknowledge((alarm.alarm_id,))) == 1
        await self.until(lambda: any(one.alarm_id == alarm.alarm_id for one in self.board.acknowledged))
        (had,) = [one for one in self.board.acknowledged if one.alarm_id == alarm.alarm_id]
        return had

    async def gone(self, alarm: Alarm) -> None:
        """Wait until it is on no list any more."""
        await self.until(lambda: alarm.alarm_id not in self._listed())

    def _listed(self) -> set[str]:
        return {alarm.alarm_id for alarm in (*self.board.open, *self.board.acknowledged)}

    async def later(self, **how: float) -> None:
        """Time goes on, with what it causes."""
        self.ground.clock.move_by(timedelta(**how))
        store = store_of(self.served)
        await store.run(store.hall.tick)


def store_of(served: Served) -> Store:
    """The open store."""
    assert served.store is not None
    return served.store


@asynccontextmanager
async def dispatch_screen(ground: Ground, staff_id: str, served: Served | None = None) -> AsyncIterator[Zone]:
    """Somebody has signed in at a dispatch screen of a hall or of the centre."""
    at = served or ground.hall
    client = ground.client(DISPATCH, at.url)
    granted(await client.sign_in(staff_id, PIN, None))
    zone = Zone(ground, client, at)

    def show(view: DispatchView) -> None:
        zone.view = view

    again = set[asyncio.Task[object]]()

    def sign_in(_code: str) -> None:
        """A new day, or they signed in elsewhere: whoever sits here signs in again."""
        again.add(asyncio.create_task(client.sign_in(staff_id, PIN, None)))

    feed = LiveFeed(
        at.url,
        ground.tokens[DISPATCH],
        DispatchView,
        show,
        lambda _state: None,
        clock=ground.clock,
        session=lambda: client.connection.session,
        on_refused=sign_in,
    )
    task = asyncio.create_task(feed.run())
    try:
        await zone.until(lambda: True)
        yield zone
    finally:
        task.cancel()
        await asyncio.gather(task, *again, return_exceptions=True)
        await client.aclose()


def some_command(store: Store, pick: int, verb: str) -> None:
    """What a dispatcher might do now, chosen by a number; straight at the store, without a screen."""
    door, command_id = store.hall.command, uuid_v7.uuid7()
    _now, seen = store.hall.look({"alarms": alarms_for(Sight()), "notices": wall_notices})
    board, notices = seen["alarms"], seen["notices"]
    ids = [*(one.alarm_id for one in board.open), *(group.group_id for group in board.groups)]
    match verb:
        case "acknowledge" if ids:
            door.acknowledge(command_id, DISPATCHER, (ids[pick % len(ids)],))
        case "show":
            said = ("longer_wait", (("minutes", str(pick + 1)),), "", pick + 1)
            door.show_wall_notice(command_id, DISPATCHER, said)
        case "take_down" if notices:
            granted(door.take_down_wall_notice(command_id, DISPATCHER, notices[0].notice_id))
