"""A served hall with people of every role, for tests of casework: each at a client of their own, over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import uuid_utils.compat as uuid_v7

from case_store.client.hall import HallClient
from case_store.tokens import COUNTER
from cases.casework.acts import Act
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import StaffView
from cases.views_casework import CaseView
from tests.case_store.one_hall import granted
from tests.case_store.served import PIN, Ground, Served, make_ground

NOISE = OpenMatter(category="neighbour", dispute_type="0203", town="150502001", party_count=1)
NOISE_WORDS = PrivateMatter(
    contact_name="王某甲", contact_phone="13000000021", other_side="楼上邻居", story="天天夜里吵，睡不着。"
)
PEOPLE = (
    StaffView(staff_id="s1", name="斯琴", role="reception"),
    StaffView(staff_id="s2", name="包某甲", role="reception"),
    StaffView(staff_id="c_labour", name="王某戊", role="unit_officer", unit="labour"),
    StaffView(staff_id="c_justice", name="李某己", role="unit_officer", unit="justice"),
    StaffView(staff_id="c_housing", name="张某庚", role="unit_officer", unit="housing"),
    StaffView(staff_id="sup", name="赵某己", role="supervisor"),
    StaffView(staff_id="lead", name="孟某庚", role="leader"),
    StaffView(staff_id="disp", name="韩某丙", role="dispatcher"),
)
_COUNTER_OF = {"s1": 1, "s2": 2}


@dataclass
class CaseworkHall:
    """`hall.who["sup"].casework` is the supervisor's door."""

    ground: Ground
    who: dict[str, HallClient]

    async def register(
        self, opened: OpenMatter = NOISE, words: PrivateMatter = NOISE_WORDS, by: str = "s1"
    ) -> str:
        """Somebody takes a number at the counter, is called and registered; the case's id."""
        desk = self.who[by]
        self.ground.clock.move_by(timedelta(seconds=1))
        granted(await desk.queue.issue_ticket("A"))
        row = granted(await desk.call_next(_COUNTER_OF[by]))
        granted(await desk.start(row.visit_id))
        case = granted(await desk.register(row.visit_id, opened, words))
        granted(await desk.end(row.visit_id))
        assert case.case_id is not None
        return case.case_id

    async def do(self, by: str, case_id: str, act: Act) -> CaseView:
        """One act that is granted."""
        return granted(await self.who[by].casework.act(case_id, act, uuid_v7.uuid7()))

    async def refused(self, by: str, case_id: str, act: Act) -> str:
        """The code of the refusal of one act."""
        answer = await self.who[by].casework.act(case_id, act)
        assert isinstance(answer, Refusal), answer
        return answer.code


def open_hall(folder: Path, *, centre: bool = False) -> Ground:
    """Monday 09:30; it is served, and everybody may sign in. `centre`: the centre above it is served, too."""
    ground = make_ground(folder, upstream=centre)
    if centre:
        ground.centre.start()
    ground.hall.start()
    employ(ground.hall, *PEOPLE)
    return ground


def employ(served: Served, *people: StaffView) -> None:
    """These people may sign in at this store."""
    store = served.store
    assert store is not None
    for person in people:
        store._thread.submit(partial(store.add_staff, person, PIN)).result()


@asynccontextmanager
async def at_work(ground: Ground, *staff_ids: str) -> AsyncIterator[CaseworkHall]:
    """These people are signed in, for a while."""
    who = {staff_id: ground.client(COUNTER) for staff_id in staff_ids}
    try:
        for staff_id, client in who.items():
            granted(await client.sign_in(staff_id, PIN, _COUNTER_OF.get(staff_id)))
        yield CaseworkHall(ground, who)
        for client in who.values():
            await client.sign_out()
    finally:
        for client in who.values():
            await client.aclose()


@asynccontextmanager
async def casework_hall(folder: Path) -> AsyncIterator[CaseworkHall]:
    """A hall of its own in which everybody is signed in."""
    ground = open_hall(folder)
    try:
        async with at_work(ground, *(person.staff_id for person in PEOPLE)) as hall:
            yield hall
    finally:
        ground.stop()
