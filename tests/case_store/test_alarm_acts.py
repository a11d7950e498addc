"""What the command zone does over HTTP: notices on walls, reminders, whistles, items; and what it sees of the hall."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import uuid_utils.compat as uuid_v7

from case_store.alarms.halls import halls_of
from case_store.client.live import LiveFeed
from case_store.sync.heard import Heard
from case_store.tokens import WALL
from case_store.views.counter import notice_rows
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.alarm.notice_text import notice_board
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.figures.figure import FigureAsked, FigureName
from cases.hall_time import HALL_ZONE
from cases.refusal import Refusal
from cases.supervision.supervision_acts import Close, Name, RaiseByHand
from cases.supervision.whistle_acts import CallOff, Whistle
from cases.views import StaffView, WallView
from cases.views_dispatch import DispatchView
from cases.views_figures import BehindPage
from tests.case_store.casework_hall import NOISE, NOISE_WORDS, CaseworkHall, at_work, employ, open_hall
from tests.case_store.command_zone import Zone, dispatch_screen, store_of
from tests.case_store.one_hall import POLICY, granted, refused
from tests.case_store.served import PIN, STREAM, Ground, until

TOWN = "150502001"
CITY_LEADER = StaffView(staff_id="city", name="白某辛", role="leader")
TOWN_LEADER = StaffView(staff_id="town", name="包某壬", role="leader", unit=f"territory_{TOWN}")
ADMIN = StaffView(staff_id="admin", name="高某癸", role="hall_admin")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A hall with its centre above it; each test has a day of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"), centre=True)
    employ(opened.hall, TOWN_LEADER, ADMIN)
    employ(opened.centre, CITY_LEADER, TOWN_LEADER)
    yield opened
    opened.stop()


async def begin(ground: Ground, day: int, month: int = 11) -> None:
    ground.clock.move_to(datetime(2026, month, day, 9, tzinfo=HALL_ZONE))
    store = store_of(ground.hall)
    await store.run(store.hall.tick)


@pytest.fixture
async def wall(ground: Ground) -> AsyncIterator[list[WallView]]:
    seen: list[WallView] = []
    feed = LiveFeed(
        ground.hall.url, ground.tokens[WALL], WallView, seen.append, lambda _state: None, clock=ground.clock
    )
    task = asyncio.create_task(feed.run())
    yield seen
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def sent(hall: CaseworkHall, units: tuple[str, ...] = ("justice",), kind: str = "single") -> str:
    """A matter that these units have."""
    case_id = await hall.register()
    await hall.do("s1", case_id, acts.Accept())
    await hall.do("s1", case_id, acts.Grade(grade=CaseGrade.ORDINARY, because="要丈量"))
    send = acts.SendTo(
        kind=DispatchKind(kind), level=Level.BANNER, channel=ResolutionMethod.PEOPLES_MEDIATION, units=units
    )
    await hall.do("s1", case_id, send)
    return case_id


async def test_a_notice_goes_up_on_every_wall_and_comes_down_by_hand_or_by_time(
    ground: Ground, wall: list[WallView]
) -> None:
    await begin(ground, 24)
    async with dispatch_screen(ground, "disp") as zone:
        board = notice_board(POLICY)
        assert {slot.name for one in board.templates for slot in one.slots} >= {"counter", "queue", "time"}
        shown = granted(
            await zone.client.command.show_wall_notice("queue_pauses", {"queue": "A", "time": "10:30"})
        )
        await until(lambda: bool(wall) and wall[-1].wall_notices == (shown,))
        assert shown.text == "A队列暂停叫号，预计10:30恢复，请在休息区等候。"
        written = granted(await zone.client.command.show_wall_notice(text="下午两点有普法讲座", minutes=10))
        await until(
            lambda: {n.notice_id for n in wall[-1].wall_notices} == {shown.notice_id, written.notice_id}
        )
        await zone.until(lambda: zone.view is not None and len(zone.view.wall_notices) == 2)
        assert await zone.client.command.take_down_wall_notice(shown.notice_id) is None
        await until(lambda: wall[-1].wall_notices == (written,))
        await zone.later(minutes=10)
        await until(lambda: wall[-1].wall_notices == ())
        refusal = await zone.client.command.take_down_wall_notice("nobody")
        assert refused(refusal) == "wall_notice.unknown"


async def test_the_same_notice_sent_twice_is_one(ground: Ground) -> None:
    async with dispatch_screen(ground, "disp") as zone:
        command_id = uuid_v7.uuid7()
        first, again = [
            granted(await zone.client.command.show_wall_notice(text="请安静", command_id=command_id))
            for _ in range(2)
        ]
        assert first == again
        assert await zone.client.command.take_down_wall_notice(first.notice_id) is None


async def test_what_names_a_telephone_never_reaches_a_wall_and_not_everybody_may_speak_there(
    ground: Ground,
) -> None:
    async with at_work(ground, "s1", "c_labour", "admin", "sup") as hall:
        for who in ("s1", "c_labour"):
            assert refused(await hall.who[who].command.show_wall_notice(text="请安静")) == "auth.right"
        for who in ("admin", "sup"):
            personal = await hall.who[who].command.show_wall_notice(text="找王某，13000000001")
            assert refused(personal) == "wall_notice.personal"
        assert refused(await hall.who["admin"].command.remind("nobody")) == "auth.right"


async def test_a_reminder_stands_in_the_case_in_the_units_inbox_and_at_the_counters(ground: Ground) -> None:
    await begin(ground, 25)
    async with at_work(ground, "s1", "c_justice") as hall, dispatch_screen(ground, "disp") as zone:
        case_id = await sent(hall)
        reminded = granted(await zone.client.command.remind(case_id))
        assert (reminded.case_id, reminded.unit_name) == (case_id, "科尔沁区司法局")
        page = granted(await hall.who["c_justice"].casework.open(case_id))
        (line,) = [line for line in page.timeline if line.type == "case_reminded"]
        assert (line.by_name, dict(line.facts)["unit"]) == ("韩某丙", "科尔沁区司法局")
        inbox = granted(await hall.who["c_justice"].casework.inbox("mine"))
        (row,) = [row for row in inbox.rows if row.case_id == case_id]
        assert row.reminded_at == reminded.at
        store = store_of(ground.hall)
        _now, seen = await store.run(store.hall.look, {"notices": notice_rows})
        (notice,) = [dict(one.facts) for one in seen["notices"] if one.code == "notice.case_reminded"]
        assert notice["unit"] == "justice"
        again = await zone.client.command.remind(case_id)
        assert again == Refusal("remind.too_soon", {"minutes": 0, "again": 60})
        assert refused(await zone.client.command.remind("nobody")) == "case.unknown"


async def test_the_dispatcher_whistles_puts_on_the_list_and_names_who_answers_but_closes_nothing(
    ground: Ground,
) -> None:
    await begin(ground, 26)
    async with at_work(ground, "s1", "sup") as hall, dispatch_screen(ground, "disp") as zone:
        case_id = await sent(hall)
        granted(
            await zone.client.whistles.call(Whistle(case_id=case_id, units=("housing",), reason="要懂鉴定的"))
        )
        raised = granted(
            await zone.client.supervision.raise_by_hand(
                RaiseByHand(unit="justice", reason="多次反映", case_id=case_id)
            )
        )
        item_id = raised.row.item_id
        named = granted(
            await zone.client.supervision.act(item_id, Name(unit="justice", responsible="c_justice"))
        )
        assert named.row.responsible == "李某己"
        assert "close" not in named.acts
        assert refused(await zone.client.supervision.act(item_id, Close(evidence="好了"))) == "auth.right"
        await zone.until(
            lambda: (
                zone.view is not None
                and zone.view.ladder is not None
                and item_id in {row.item_id for row in zone.view.ladder.worst}
            )
        )
        call = Whistle(case_id=case_id, units=("police",), reason="欠薪")
        granted(await hall.who["sup"].whistles.call(call))


async def test_half_of_a_dual_assignment_has_reported(ground: Ground) -> None:
    await begin(ground, 27)
    async with at_work(ground, "s1", "c_housing") as hall, dispatch_screen(ground, "disp") as zone:
        case_id = await sent(hall, ("housing", f"territory_{TOWN}"), "dual")
        page = granted(await hall.who["s1"].casework.open(case_id))
        (own,) = [d for d in page.dispatches if d.unit == "housing"]
        await hall.do("c_housing", case_id, acts.Acknowledge(dispatch_id=own.dispatch_id))
        await hall.do(
            "c_housing", case_id, acts.Record(kind="survey", done_at=ground.clock.now(), text="看了")
        )
        report = acts.Report(
            dispatch_id=own.dispatch_id,
            method=ResolutionMethod.PEOPLES_MEDIATION,
            result=CloseResult.RESOLVED_ORAL,
            text="谈好了",
        )
        await hall.do("c_housing", case_id, report)
        await zone.until(lambda: zone.view is not None and bool(zone.view.dual))
        view = zone.view
        assert view is not None
        (line,) = view.dual
        assert view.dual_total == 1
        assert (line.case.case_id, line.reported_unit_name) == (case_id, "科尔沁区住房和城乡建设局")
        assert line.waiting_unit_name == "科尔沁区科尔沁街道办事处"


async def test_zones_and_who_is_here(ground: Ground) -> None:
    await begin(ground, 30)
    async with at_work(ground, "s1", "sup") as hall, dispatch_screen(ground, "disp") as zone:
        desk = hall.who["s1"]
        granted(await desk.queue.issue_ticket("A"))
        granted(await desk.queue.issue_ticket("A"))
        row = granted(await desk.call_next(1))
        granted(await desk.start(row.visit_id))
        case_id = granted(await desk.register(row.visit_id, NOISE, NOISE_WORDS)).case_id
        assert case_id is not None
        await hall.do("s1", case_id, acts.Accept())
        meeting = acts.Appoint(
            kind="mediation", meet_at=ground.clock.now() + timedelta(days=4), room="room_1"
        )
        await hall.do("s1", case_id, meeting)

        def shown() -> dict[str, tuple[int, ...]]:
            view: DispatchView | None = zone.view
            assert view is not None
            return {z.zone: (z.desks, z.desks_open, z.serving, z.waiting) for z in view.zones}

        await zone.until(lambda: shown().get("reception_hall") == (4, 1, 1, 1))
        assert shown()["mediation_zone"] == (1, 0, 0, 0)
        assert zone.view is not None
        here = {(one.staff_name, one.role, one.counter_no) for one in zone.view.staff_on_duty}
        assert {
            ("斯琴", "reception", 1),
            ("赵某己", "supervisor", None),
            ("韩某丙", "dispatcher", None),
        } <= here
        await zone.later(days=4, minutes=5)
        granted(await zone.client.sign_in("disp", PIN, None))  # a new day
        await zone.until(lambda: rooms(zone.view) == (3, 1))
        await zone.later(minutes=POLICY.alarms.room_minutes)
        await zone.until(lambda: rooms(zone.view) == (3, 0))


def rooms(view: DispatchView | None) -> tuple[int, int]:
    assert view is not None
    (zone,) = [one for one in view.zones if one.zone == "mediation_zone"]
    return zone.rooms, zone.rooms_in_use


async def test_a_hall_and_its_centre_say_how_fresh_they_are(ground: Ground) -> None:
    async with (
        dispatch_screen(ground, "disp") as hall,
        dispatch_screen(ground, "city", ground.centre) as city,
    ):
        # Each test has a day of its own: until one hears the other on this one (they speak every 30 s), it is behind.
        await hall.until(lambda: hall.view is not None and [h.behind for h in hall.view.halls] == [False], 60)
        await city.until(lambda: city.view is not None and [h.behind for h in city.view.halls] == [False], 60)
        assert city.view is not None
        (line,) = city.view.halls
        assert (line.stream, line.name) == (STREAM, "科尔沁区综治中心")


async def test_a_hall_that_says_nothing_is_behind(ground: Ground) -> None:
    """By a memory of its own: the hall that runs here says every half minute that it is there."""
    heard, centre = Heard(), store_of(ground.centre)
    heard.note(STREAM, ground.clock.now())
    section = {"halls": halls_of(lambda: None, heard)}
    _now, told = await centre.look(centre.hall.look, section)
    assert [line.behind for line in told["halls"]] == [False]
    ground.clock.move_by(timedelta(minutes=POLICY.alarms.hall_behind_minutes + 1))
    _now, told = await centre.look(centre.hall.look, section)
    assert [line.behind for line in told["halls"]] == [True]


async def test_the_centre_hears_what_is_overdue_in_every_hall_and_a_town_what_is_its_own(
    ground: Ground,
) -> None:
    elsewhere = replace(NOISE, town="150502002")
    await begin(ground, 14, 12)
    async with at_work(ground, "s1") as hall:
        here, there = await hall.register(), await hall.register(elsewhere)
    await begin(ground, 30, 12)
    async with (
        dispatch_screen(ground, "disp") as hall_zone,
        dispatch_screen(ground, "city", ground.centre) as city,
        dispatch_screen(ground, "town") as town,
    ):
        await hall_zone.until(lambda: {here, there} <= overdue(hall_zone))
        await city.until(lambda: {here, there} <= overdue(city))
        assert town.view is not None
        assert town.view.area == TOWN
        assert (town.view.devices, town.view.zones, town.view.staff_on_duty) == ((), (), ())
        assert here in overdue(town)
        assert there not in overdue(town)
        assert {alarm.kind for alarm in town.board.open} <= {"overdue", "whistle"}
        (theirs,) = [alarm for alarm in city.open("overdue") if alarm.case_id == there]
        await city.taken(theirs)
        assert there in overdue(hall_zone)  # the hall's own dispatcher still has to
        assert refused(await town.client.command.acknowledge((theirs.alarm_id,))) == "alarm.over"


async def test_the_centre_sees_who_was_called_in_its_halls_and_has_not_come(ground: Ground) -> None:
    """吹哨未到: the number, the lines beside it and the list behind it are the same calls, in a hall and above it."""
    await begin(ground, 23, 12)
    async with (
        at_work(ground, "s1", "disp") as hall,
        dispatch_screen(ground, "city", ground.centre) as city,
        dispatch_screen(ground, "town", ground.centre) as town,
    ):
        of_city, of_town = [{line.id for line in (await listed(zone)).things} for zone in (city, town)]
        here, there = await hall.register(), await hall.register(replace(NOISE, town="150502002"))
        calls = [
            granted(
                await hall.who["disp"].whistles.call(Whistle(case_id=case_id, units=units, reason="来人"))
            )
            for case_id, units in ((here, ("justice",)), (there, ("justice", "housing")))
        ]
        of_here, of_there = ({f"{one.whistle_id}/{u.unit}" for u in one.units} for one in calls)
        await called(city, of_city | of_here | of_there)
        await called(town, of_town | of_here)
        granted(await hall.who["disp"].whistles.act(calls[1].whistle_id, CallOff(reason="不用来了")))
        await called(city, of_city | of_here)


async def called(zone: Zone, wanted: set[str]) -> None:
    """The screen comes to show these (at the centre it is told anew every minute), and the list holds the same."""
    async with asyncio.timeout(60):
        while shown(zone) != wanted:
            await zone.later(minutes=1)
            with contextlib.suppress(TimeoutError):
                await zone.until(lambda: shown(zone) == wanted, 0.2)
    page = await listed(zone)
    assert zone.view is not None
    assert zone.view.whistles_total == page.total == len(wanted)
    assert {line.id for line in page.things} == wanted


async def listed(zone: Zone) -> BehindPage:
    """吹哨未到, one by one."""
    return granted(await zone.client.figures.behind(FigureAsked(name=FigureName.WHISTLES_OPEN)))


def shown(zone: Zone) -> set[str]:
    """Calls that are shown one by one."""
    return {f"{row.whistle_id}/{row.unit}" for row in zone.view.whistles} if zone.view else set()


def overdue(zone: Zone) -> set[str]:
    """Cases whose deadline passed, and nobody here has them."""
    return {alarm.case_id for alarm in zone.open("overdue")}
