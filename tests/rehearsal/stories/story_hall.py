"""A served hall with its centre, people of every role at clients of their own, a clock that goes from day to day."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.client.hall import HallClient
from case_store.log.schema import PROJECTIONS, event, outbox
from case_store.log.verify import verify
from case_store.policy_files import load_texts
from case_store.store import Store
from case_store.tokens import COUNTER, KIOSK
from cases.casework.acts import Act
from cases.hall_time import HALL_ZONE, hall_date
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.views import ProgressView, StaffView
from cases.views_casework import CaseView, ClockView
from tests.case_store.one_hall import granted
from tests.case_store.served import ASSETS, PIN, STREAM, Ground, make_ground, rows, until
from tests.rehearsal.stories.protocol import CLOCKS, LEFT, LIGHTS, Protocol, word_of

OPENS = time(8, 30)
TOWN = "territory_150521100"  # 保康镇 of 科左中旗
BANNER_TOWN, BANNER_COURT = "territory_150522100", "court_150522"  # 甘旗卡镇 and the court of 科左后旗
PEOPLE = (
    StaffView(staff_id="s1", name="斯琴", role="reception"),
    StaffView(staff_id="s2", name="包某甲", role="reception"),
    StaffView(staff_id="wages", name="王某戊", role="unit_officer", unit="human_resources"),
    StaffView(staff_id="justice", name="李某己", role="unit_officer", unit="justice"),
    StaffView(staff_id="housing", name="张某庚", role="unit_officer", unit="housing"),
    StaffView(staff_id="court", name="吴某辛", role="unit_officer", unit=BANNER_COURT),
    StaffView(staff_id="town", name="白某乙", role="unit_officer", unit=TOWN),
    StaffView(staff_id="gate", name="陈某壬", role="unit_officer", unit=BANNER_TOWN),
    StaffView(staff_id="grid", name="高某丁", role="grid_worker"),
    StaffView(staff_id="disp", name="韩某丙", role="dispatcher"),
    StaffView(staff_id="sup", name="赵某己", role="supervisor"),
    StaffView(staff_id="lead", name="孟某庚", role="leader"),
)
POSTS = {
    "s1": "受理岗甲",
    "s2": "受理岗乙",
    "wages": "人社局",
    "justice": "司法局",
    "housing": "住建局",
    "court": "法院",
    "town": "保康镇",
    "gate": "甘旗卡镇",
    "grid": "网格员",
    "disp": "调度",
    "sup": "督办",
    "lead": "中心负责人",
    "citizen": "来访人",
    "program": "程序",
}
COUNTER_OF = {"s1": 1, "s2": 2}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a citizen holds in the hand: the code, and 查询码."""

    case_id: str
    case_code: str
    lookup_code: str


@dataclass
class StoryHall:
    """`who["sup"].casework` is the supervisor's door; `playing`: who works in the story that is told now."""

    ground: Ground
    who: dict[str, HallClient]
    kiosk: HallClient
    texts: Texts
    protocol: Protocol
    playing: tuple[str, ...] = ()

    def begin(self, title: str, playing: tuple[str, ...]) -> None:
        """Another story, on a page of its own."""
        self.protocol, self.playing = Protocol(title, self.texts), playing

    @property
    def now(self) -> datetime:
        """The hall's time."""
        return self.ground.clock.now()

    @property
    def store(self) -> Store:
        """The running hall's store."""
        assert self.ground.hall.store is not None
        return self.ground.hall.store

    async def morning(self, day: date, *matters: Matter, note: str = "") -> None:
        """08:30: what the night caused has happened, everybody signs in, the lights of these matters are read out."""
        self.ground.clock.move_to(datetime.combine(day, OPENS, HALL_ZONE))
        await self.store.run(self.store.hall.tick)
        for staff_id in self.playing:
            granted(await self.who[staff_id].sign_in(staff_id, PIN, COUNTER_OF.get(staff_id)))
        self.protocol.day(day, note)
        for matter in matters:
            for clock in (await self.open("sup", matter)).clocks:
                left = f"{'超' if clock.past else '还有'}{clock.left}{LEFT[clock.left_unit]}"
                self.step(
                    "program", f"{CLOCKS[clock.kind]}{LIGHTS[clock.light]}，{left}，至{clock.due_date:%m-%d}"
                )

    def at(self, hour: int, minute: int = 0) -> None:
        """Later the same day."""
        self.ground.clock.move_to(datetime.combine(hall_date(self.now), time(hour, minute), HALL_ZONE))

    def step(self, who: str, what: str) -> None:
        """A line of the protocol."""
        self.protocol.step(self.now, POSTS[who], what)

    async def register(self, by: str, opened: OpenMatter, words: PrivateMatter) -> Matter:
        """Somebody takes a number at the counter, is called and registered."""
        desk = self.who[by]
        granted(await desk.queue.issue_ticket("A"))
        row = granted(await desk.call_next(COUNTER_OF[by]))
        granted(await desk.start(row.visit_id))
        case = granted(await desk.register(row.visit_id, opened, words))
        granted(await desk.end(row.visit_id))
        assert case.case_id is not None
        return await self.found(by, case.case_id)

    async def found(self, by: str, case_id: str) -> Matter:
        """A registered matter, as its receipt says."""
        page = granted(await self.who[by].casework.open(case_id))
        self.step(by, f"登记 {page.case_code}")
        return Matter(case_id, page.case_code, page.private.lookup_code)

    async def open(self, by: str, matter: Matter) -> CaseView:
        """The case page."""
        return granted(await self.who[by].casework.open(matter.case_id))

    async def do(self, by: str, matter: Matter, act: Act) -> CaseView:
        """One act that is granted."""
        page = granted(await self.who[by].casework.act(matter.case_id, act))
        self.protocol.act(self.now, POSTS[by], act, page)
        return page

    async def refused(self, by: str, matter: Matter, act: Act) -> str:
        """The code of the refusal of one act; the protocol has the sentence that staff read."""
        answer = await self.who[by].casework.act(matter.case_id, act)
        assert isinstance(answer, Refusal), answer
        self.step(by, f"{word_of(act)} ✗ {self.texts.tell(answer, Reader.STAFF)}")
        return answer.code

    async def inbox(self, by: str, tab: str = "mine") -> dict[str, str]:
        """What waits for somebody: the light of each matter's worst clock by its id."""
        inbox = granted(await self.who[by].casework.inbox(tab))
        return {row.case_id: row.light for row in inbox.rows}

    async def clocks(self, matter: Matter) -> dict[str, ClockView]:
        """The running clocks by kind."""
        return {clock.kind: clock for clock in (await self.open("sup", matter)).clocks}

    async def due(self, matter: Matter) -> dict[str, str]:
        """The last day of each running clock, as MM-DD."""
        return {kind: f"{clock.due_date:%m-%d}" for kind, clock in (await self.clocks(matter)).items()}

    async def progress(self, matter: Matter) -> ProgressView:
        """查进度 at the kiosk."""
        view = granted(await self.kiosk.progress(matter.case_code, matter.lookup_code, str(uuid_v7.uuid7())))
        self.step("citizen", f"查进度：第{view.step}步，{self.texts.get(view.outcome)}")
        return view

    async def evaluate(self, matter: Matter, level: int) -> None:
        """好差评 of the matter at the kiosk, nobody beside."""
        citizens = self.kiosk.citizens
        (found,) = granted(
            await citizens.evaluable_case(matter.case_code, matter.lookup_code, str(uuid_v7.uuid7()))
        )
        granted(await citizens.evaluate(found, (("overall", level),)))
        self.step("citizen", f"评价 {level} 分")

    async def end(self) -> int:
        """The centre has all of it, the chain is whole, tables made anew say the same; how many events there are."""
        await until(lambda: not rows(self.ground, outbox), 20)
        told = [story(rows(self.ground, event, at_centre=there)) for there in (False, True)]
        assert told[0] == told[1]
        live = {table.name: in_order(rows(self.ground, table)) for table in PROJECTIONS}
        self.ground.hall.stop()
        store = Store(self.ground.hall.config)
        try:
            with store.log.reading() as connection:
                assert verify(connection) == []
            store.rebuild()
            with store.log.reading() as connection:
                for table in PROJECTIONS:
                    assert in_order(connection.execute(sa.select(table))) == live[table.name], table.name
        finally:
            store.close()
        return len(told[0])


def story(log: list[Any]) -> list[tuple[Any, ...]]:
    """The hall's events with their chain, in order."""
    return [
        (row.seq, row.id, row.hash, row.body)
        for row in sorted(log, key=lambda row: row.seq)
        if row.stream == STREAM
    ]


def in_order(found: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Rows of a table, to compare."""
    return sorted((tuple(row) for row in found), key=repr)


@asynccontextmanager
async def story_hall(folder: Path, first_day: date) -> AsyncIterator[StoryHall]:
    """The hall before it opens on the first day of the first story; the centre is there."""
    ground = make_ground(folder, upstream=True)
    ground.clock.move_to(datetime.combine(first_day, OPENS, HALL_ZONE) - timedelta(minutes=5))
    ground.centre.start()
    ground.hall.start()
    store = ground.hall.store
    assert store is not None
    for person in PEOPLE:
        await store.run(store.add_staff, person, PIN)
    who = {person.staff_id: ground.client(COUNTER) for person in PEOPLE}
    kiosk, texts = ground.client(KIOSK), load_texts(ASSETS)
    try:
        yield StoryHall(ground, who, kiosk, texts, Protocol("", texts))
    finally:
        for client in (*who.values(), kiosk):
            await client.aclose()
        ground.stop()
