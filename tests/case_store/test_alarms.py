"""Each kind of alarm from its real cause over HTTP to the dispatch screen: acknowledged, handed upwards, gone."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime

import orjson
import pytest
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.client.connection import adapter
from case_store.client.hall import HallClient
from case_store.client.health import HealthReporter
from case_store.tokens import KIOSK
from case_store.views.counter import notice_rows
from cases.alarm.alarm import AlarmAcknowledged, AlarmEscalated
from cases.alarm.device_health import HealthReport
from cases.casework import acts
from cases.codec import decode
from cases.hall_time import HALL_ZONE
from cases.supervision import whistle_acts
from cases.supervision.supervision_acts import Close, Rectified
from tests.case_store.casework_hall import NOISE_WORDS, at_work, open_hall
from tests.case_store.command_zone import Zone, dispatch_screen, store_of
from tests.case_store.one_hall import POLICY, granted, refused
from tests.case_store.served import KIOSK_ID, Ground

VIOLENT = replace(NOISE_WORDS, story="他拿着菜刀说要砍死我")
FLOOD = 100
HEALTHY = {"printer": "ok", "paper": "ok"}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all of these: each test has a day of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


async def begin(ground: Ground, day: int, hour: int = 9) -> None:
    """A working day of November or December."""
    at = (
        datetime(2026, 11, day, hour, tzinfo=HALL_ZONE)
        if day < 31
        else datetime(2026, 12, day - 30, hour, tzinfo=HALL_ZONE)
    )
    ground.clock.move_to(at)
    store = store_of(ground.hall)
    await store.run(store.hall.tick)


@pytest.fixture
async def kiosk(ground: Ground) -> AsyncIterator[HallClient]:
    client = ground.client(KIOSK)
    yield client
    await client.aclose()


async def told(ground: Ground, code: str) -> list[dict[str, str]]:
    """The facts of what every counter is told under a code."""
    store = store_of(ground.hall)
    _now, seen = await store.run(store.hall.look, {"notices": notice_rows})
    return [dict(row.facts) for row in seen["notices"] if row.code == code]


async def unanswered(ground: Ground) -> list[tuple[str, str]]:
    """(kind, count) of what was handed upwards."""
    return [(facts["alarm"], facts["count"]) for facts in await told(ground, "notice.alarms_unanswered")]


async def test_a_call_for_help_is_taken_by_one_person_and_ends_when_somebody_goes(
    ground: Ground, kiosk: HallClient
) -> None:
    await begin(ground, 24)
    async with at_work(ground, "s1") as hall, dispatch_screen(ground, "disp") as zone:
        rang = zone.board.sound
        await kiosk.call_help("h1", KIOSK_ID, "home", ground.clock.now())
        alarm = await zone.alarm("help")
        assert (alarm.alarm_id, dict(alarm.facts)["name"]) == ("help:h1", KIOSK_ID)
        assert zone.board.sound > rang
        assert zone.board.total_open == 1
        had = await zone.taken(alarm)
        assert had.acknowledged_by == "disp"
        assert (zone.board.total_open, zone.board.load) == (0, 1)
        assert granted(await zone.client.command.acknowledge((alarm.alarm_id,))) == 0  # the first stands
        assert await hall.who["s1"].answer_help("h1") is None
        await zone.gone(alarm)
        assert refused(await zone.client.command.acknowledge((alarm.alarm_id,))) == "alarm.over"


async def test_what_nobody_takes_goes_upwards_once_and_what_somebody_has_does_not(
    ground: Ground, kiosk: HallClient
) -> None:
    await begin(ground, 25)
    async with dispatch_screen(ground, "disp") as zone:
        await kiosk.call_help("h2", KIOSK_ID, "home", ground.clock.now())
        await kiosk.call_help("h3", KIOSK_ID, "home", ground.clock.now())
        await zone.until(lambda: len(zone.open("help")) == 2)
        (mine,) = [alarm for alarm in zone.open("help") if alarm.alarm_id == "help:h2"]
        await zone.taken(mine)
        await zone.later(minutes=POLICY.alarms.escalate_minutes.help)
        await zone.until(lambda: zone.open("help")[0].escalated_at is not None)
        assert await unanswered(ground) == [("help", "1")]
        await zone.later(minutes=30)
        assert await unanswered(ground) == [("help", "1")]
        for help_id in ("h2", "h3"):
            await kiosk.withdraw_help(help_id, "citizen")
        await zone.until(lambda: not (zone.board.open or zone.board.acknowledged))
    events = [e for e in await happened(ground) if isinstance(e, AlarmEscalated | AlarmAcknowledged)]
    assert [e.alarm_id for e in events if isinstance(e, AlarmEscalated)] == ["help:h3"]


async def happened(ground: Ground) -> list[object]:
    """All events of alarms."""
    store = store_of(ground.hall)

    def read() -> list[object]:
        with store.log.reading() as connection:
            rows = connection.execute(
                sa.text("SELECT type, v, body FROM event WHERE aggregate LIKE 'alarm:%' ORDER BY position")
            ).all()
        return [decode(type_, v, orjson.loads(body)) for type_, v, body in rows]

    return await store.run(read)


async def test_emergency_words_alarm_until_a_counter_has_read_the_notice(ground: Ground) -> None:
    await begin(ground, 26)
    async with at_work(ground, "s1") as hall, dispatch_screen(ground, "disp") as zone:
        await hall.register(words=VIOLENT)
        alarm = await zone.alarm("emergency")
        facts = dict(alarm.facts)
        assert facts["reason"] == "violence"
        assert "菜刀" not in str(alarm)
        await zone.taken(alarm)
        notice_id = alarm.alarm_id.removeprefix("emergency:")
        assert await hall.who["s1"].acknowledge_notice(notice_id) is None
        await zone.gone(alarm)


async def test_a_group_alarms_while_it_is_in_the_house(ground: Ground) -> None:
    await begin(ground, 27)
    persons = POLICY.hall.groups.announce_from
    async with at_work(ground, "s1") as hall, dispatch_screen(ground, "disp") as zone:
        desk = hall.who["s1"]
        granted(await desk.queue.issue_ticket("A", party_count=persons - 1))
        ticket = granted(await desk.queue.issue_ticket("A", party_count=persons))
        alarm = await zone.alarm("group")
        assert dict(alarm.facts) == {"name": ticket.answer.ticket_no, "persons": str(persons)}
        await zone.taken(alarm)
        for _ in range(2):
            row = granted(await desk.call_next(1))
            granted(await desk.start(row.visit_id))
            granted(await desk.end(row.visit_id))
        await zone.gone(alarm)


async def test_a_whistle_that_nobody_answers_alarms_until_the_unit_confirms(ground: Ground) -> None:
    await begin(ground, 30)
    async with at_work(ground, "s1", "c_housing") as hall, dispatch_screen(ground, "disp") as zone:
        case_id = await hall.register()
        call = whistle_acts.Whistle(case_id=case_id, units=("housing",), reason="要懂房屋鉴定的")
        page = granted(await zone.client.whistles.call(call))
        await zone.later(minutes=POLICY.alarms.whistle_after_minutes - 1)
        assert zone.open("whistle") == []
        await zone.later(minutes=1)
        alarm = await zone.alarm("whistle")
        assert (alarm.case_id, alarm.at) == (case_id, page.units[0].called_at)
        await zone.later(minutes=POLICY.alarms.escalate_minutes.whistle)
        await zone.until(lambda: zone.open("whistle")[0].escalated_at is not None)
        assert ("whistle", "1") in await unanswered(ground)
        granted(await hall.who["c_housing"].whistles.act(page.whistle_id, whistle_acts.Confirm()))
        await zone.gone(alarm)


async def test_a_missed_whistle_alarms_until_its_item_is_settled(ground: Ground) -> None:
    await begin(ground, 31)
    async with at_work(ground, "s1", "sup", "c_housing") as hall, dispatch_screen(ground, "lead") as zone:
        case_id = await hall.register()
        call = whistle_acts.Whistle(case_id=case_id, units=("housing",), reason="要懂房屋鉴定的")
        granted(await hall.who["sup"].whistles.call(call))
        await zone.later(hours=2)
        await zone.until(lambda: any(dict(a.facts)["state"] == "missed" for a in zone.open("whistle")))
        alarm = await zone.alarm("whistle")
        (item,) = granted(await hall.who["sup"].supervision.board(trigger="whistle_missed")).rows
        await zone.taken(alarm)
        rectified = Rectified(text="已安排专人值守")
        granted(await hall.who["c_housing"].supervision.act(item.item_id, rectified))
        granted(await hall.who["sup"].supervision.act(item.item_id, Close(evidence="已整改")))
        await zone.gone(alarm)


async def test_what_is_overdue_alarms_from_its_item_to_the_end_of_it_and_a_restart_forgets_nothing(
    ground: Ground,
) -> None:
    await begin(ground, 32)
    async with at_work(ground, "s1") as hall:
        case_id = await hall.register()
    await begin(ground, 50)
    async with dispatch_screen(ground, "disp") as zone:
        await zone.until(lambda: any(a.case_id == case_id for a in zone.open("overdue")))
        (alarm,) = [a for a in zone.open("overdue") if a.case_id == case_id]
        assert alarm.case_code
        assert zone.view is not None
        assert zone.view.ladder is not None
        assert dict(zone.view.ladder.by_trigger)["deadline_passed"] >= 1
        assert alarm.alarm_id.removeprefix("overdue:") in {row.item_id for row in zone.view.ladder.worst}
        await zone.taken(alarm)
    ground.hall.stop()
    ground.hall.start()
    async with dispatch_screen(ground, "lead") as zone:
        await zone.until(lambda: any(a.alarm_id == alarm.alarm_id for a in zone.board.acknowledged))
        (had,) = [a for a in zone.board.acknowledged if a.alarm_id == alarm.alarm_id]
        assert had.acknowledged_by == "disp"
        async with at_work(ground, "s1", "sup") as hall:
            await hall.do("s1", case_id, acts.Accept())
            item_id = alarm.alarm_id.removeprefix("overdue:")
            granted(await hall.who["sup"].supervision.act(item_id, Close(evidence="已受理")))
        await zone.gone(alarm)


async def test_a_device_that_has_no_paper_or_is_silent_alarms_until_it_is_well(
    ground: Ground, kiosk: HallClient
) -> None:
    await begin(ground, 51)
    said = HealthReport(device_id=KIOSK_ID, kind=KIOSK, name="1号自助机", conditions=HEALTHY)
    reporter = HealthReporter(kiosk, lambda: said, every_s=60)
    async with dispatch_screen(ground, "disp") as zone:
        task = asyncio.create_task(reporter.run())
        await zone.until(lambda: lines(zone) == [(KIOSK_ID, "ok", "")])
        said = replace(said, conditions=HEALTHY | {"paper": "near_end"})
        reporter.wake()
        await zone.until(lambda: lines(zone) == [(KIOSK_ID, "warning", "alarms.trouble.paper_near_end")])
        assert zone.open("device") == []
        said = replace(said, conditions=HEALTHY | {"paper": "out"})
        reporter.wake()
        alarm = await zone.alarm("device")
        assert dict(alarm.facts) == {
            "name": "1号自助机",
            "kind": "kiosk",
            "trouble": "paper_out",
            "device_id": KIOSK_ID,
        }
        await zone.taken(alarm)
        said = replace(said, conditions=HEALTHY)
        reporter.wake()
        await zone.gone(alarm)
        task.cancel()
        await zone.later(minutes=POLICY.alarms.device_silent_minutes + 1)
        silent = await zone.alarm("device")
        assert dict(silent.facts)["trouble"] == "silent"
        assert lines(zone) == [(KIOSK_ID, "down", "alarms.trouble.silent")]
        await zone.later(minutes=POLICY.alarms.escalate_minutes.device)
        assert ("device", "1") in await unanswered(ground)


def lines(zone: Zone) -> list[tuple[str, str, str]]:
    assert zone.view is not None
    return [(one.device_id, one.condition, one.trouble) for one in zone.view.devices if one.kind == KIOSK]


async def test_a_flood_of_calls_is_one_line_and_one_act_takes_them_all(
    ground: Ground, kiosk: HallClient
) -> None:
    await begin(ground, 52)
    async with dispatch_screen(ground, "disp") as zone:
        for number in range(FLOOD):
            await kiosk.call_help(f"f{number}", KIOSK_ID, "home", ground.clock.now())
        await zone.until(lambda: [(g.kind, g.count) for g in zone.board.groups] == [("help", FLOOD)])
        assert zone.open("help") == []
        load = zone.board.load
        taken = await zone.client.command.acknowledge((zone.board.groups[0].group_id,))
        assert granted(taken) == FLOOD
        await zone.until(lambda: not zone.board.groups)
        assert zone.board.load == load + 1
        await zone.later(minutes=POLICY.alarms.escalate_minutes.help)
        assert ("help", str(FLOOD)) not in await unanswered(ground)
        for number in range(FLOOD):
            await kiosk.withdraw_help(f"f{number}", "wiped")


async def test_a_command_sent_twice_happens_once(ground: Ground, kiosk: HallClient) -> None:
    await begin(ground, 53)
    async with dispatch_screen(ground, "disp") as zone:
        await kiosk.call_help("h9", KIOSK_ID, "home", ground.clock.now())
        alarm = await zone.alarm("help")
        command_id = uuid_v7.uuid7()
        answers = [
            granted(await zone.client.command.acknowledge((alarm.alarm_id,), command_id)) for _ in range(2)
        ]
        assert answers == [1, 1]
        assert (
            refused(await zone.client.command.acknowledge(("help:other",), command_id)) == "command.id_reused"
        )


async def test_only_those_of_the_command_zone_acknowledge(ground: Ground) -> None:
    async with at_work(ground, "s1", "c_labour") as hall:
        for who in hall.who.values():
            assert refused(await who.command.acknowledge(("help:h1",))) == "auth.right"
    async with at_work(ground, "sup") as hall:  # at a counter's screen, too
        assert (
            refused(await hall.who["sup"].command.acknowledge(("help:nobody", "flood:help:1-2")))
            == "alarm.over"
        )


@pytest.mark.parametrize(
    "body",
    [
        {"device_id": "k 1", "kind": "kiosk", "name": "", "conditions": {}},
        {"device_id": "k1", "kind": "wall", "name": "", "conditions": {}},
        {"device_id": "k1", "kind": "kiosk", "name": "长" * 30, "conditions": {}},
        {"device_id": "k1", "kind": "kiosk", "name": "", "conditions": {"paper": "李某甲"}},
        {"device_id": "k1", "kind": "kiosk", "name": "", "conditions": {"paper": {"a": 1}}},
        {"device_id": "k1", "kind": "kiosk", "name": "", "conditions": {str(n): "ok" for n in range(99)}},
        {"device_id": 7, "kind": "kiosk"},
        [],
    ],
)
async def test_garbage_about_a_device_is_refused(ground: Ground, kiosk: HallClient, body: object) -> None:
    answer = await kiosk.connection.ask("POST", "/v1/devices/health", adapter(bool), body)
    assert refused(answer) in {
        *(
            "device.id_wrong",
            "device.kind_wrong",
            "device.name_wrong",
            "device.word_unknown",
            "request.invalid",
        ),
    }
