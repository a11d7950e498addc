"""The live feed's arithmetic: nothing missing, nothing twice, a burst costs little, nobody holds up the rest."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, get_args

import uuid_utils.compat as uuid_v7

from case_store.hall.house import OnDuty
from case_store.service.live import WAITING_MESSAGES_MAX, Channel, Hub, Listener
from case_store.sync.heard import Heard
from case_store.views.dispatch import dispatch_sections
from case_store.views.touched import _TOUCHED, BY_MINUTE, BY_TIME
from cases.codec import Event
from cases.device.device import DeviceEvent
from cases.figures.sight import Sight
from cases.supervision.case_review import ReviewEvent
from cases.supervision.coordination import RecordEvent
from cases.supervision.field_inspection import InspectionEvent
from cases.supervision.supervision_acts import RaiseByHand
from cases.views import UpstreamView
from tests.case_store.one_hall import MONDAY, OPEN, PRIVATE, OneHall, granted

SUPERVISOR = OnDuty(staff_id="sup", role="supervisor")


@asynccontextmanager
async def running(hall: OneHall) -> AsyncIterator[Hub]:
    hub = Hub(hall.store)
    loop = asyncio.get_running_loop()

    def committed(events: Any) -> None:
        loop.call_soon_threadsafe(hub.happened, events)

    hall.store.on_commit = committed
    task = asyncio.create_task(hub.run())
    try:
        yield hub
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def heard(listener: Listener) -> dict[str, Any]:
    async with asyncio.timeout(5):
        message = await listener.next()
    assert message is not None
    told: dict[str, Any] = json.loads(message)
    return told


def test_only_what_differs_is_told_and_n_counts_it() -> None:
    channel = Channel({})
    channel.update(MONDAY, {"calls": ("A001",), "queues": 1})
    listener = channel.join(MONDAY)
    channel.update(MONDAY, {"calls": ("A001",), "queues": 1})
    channel.update(MONDAY, {"calls": ("A001",), "queues": 2})
    channel.beat(MONDAY)
    messages = [asyncio.run(heard(listener)) for _ in range(3)]
    time = "2026-11-23T09:30:00+08:00"
    assert messages == [
        {"kind": "snapshot", "n": 1, "view": {"hall_time": time, "calls": ["A001"], "queues": 1}},
        {"kind": "delta", "n": 2, "changed": {"hall_time": time, "queues": 2}},
        {"kind": "beat", "n": 2, "hall_time": time},
    ]


def test_whoever_cannot_keep_up_is_let_go_and_holds_up_nobody() -> None:
    channel = Channel({})
    slow, quick = channel.join(MONDAY), channel.join(MONDAY)
    for n in range(WAITING_MESSAGES_MAX + 5):
        channel.update(MONDAY, {"queues": n})
        assert asyncio.run(quick.next()) is not None
    assert asyncio.run(slow.next()) is None
    assert channel.is_heard
    channel.leave(quick)
    assert not channel.is_heard


async def test_a_burst_of_commits_costs_few_messages_and_loses_nothing(hall: OneHall) -> None:
    submissions = [hall.submission(confirmed=False) for _ in range(40)]
    async with running(hall) as hub:
        _channel, listener = await hub.join("wall")
        await heard(listener)
        await asyncio.gather(*(hall.store.run(hall.store.hall.submit, s) for s in submissions))
        messages, waiting = 0, 0
        while waiting < 40:
            told = await heard(listener)
            messages += 1
            waiting = next(q["waiting"] for q in told["changed"]["queues"] if q["letter"] == "A")
        assert messages <= 40


async def test_a_kiosk_hears_its_own_answers_and_its_channel_is_forgotten_when_it_goes(hall: OneHall) -> None:
    async with running(hall) as hub:
        channel, listener = await hub.join("kiosk", "k1")
        again, _second = await hub.join("kiosk", "k1")
        assert channel is again
        view = (await heard(listener))["view"]
        assert view["on_duty"] == ["法院", "检察", "公安", "司法", "信访", "人社", "住建"]
        hub.leave(channel, listener)
        hub.leave(channel, _second)
        fresh, _third = await hub.join("kiosk", "k1")
        assert fresh is not channel


async def test_who_comes_while_the_last_one_goes_is_told_what_happens(hall: OneHall) -> None:
    async with running(hall) as hub:
        channel, first = await hub.join("kiosk", "k1")
        coming = asyncio.create_task(hub.join("kiosk", "k1"))
        await asyncio.sleep(0)  # it waits for its first look
        hub.leave(channel, first)
        _channel, second = await coming
        await heard(second)
        hub.beat()
        assert (await heard(second))["kind"] == "beat"


async def test_time_alone_changes_lights_and_a_new_day_everything(hall: OneHall) -> None:
    hall.desk(1)
    hall.take()
    async with running(hall) as hub:
        _channel, listener = await hub.join("counter")
        view = (await heard(listener))["view"]
        assert [row["ticket_no"] for row in view["waiting"]] == ["A001"]
        assert view["lights"]["normal"] == 1
        hall.wait(days=1)
        hub.time_passed()
        changed = (await heard(listener))["changed"]
        assert changed["waiting"] == []
        assert changed["lights"]["soon"] == 1
        assert changed["due"][0]["case_state"] == "to_call_back"


async def test_an_item_comes_to_the_area_that_its_case_turns_out_to_lie_in(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    case_id = hall.serve(desk).case_id
    assert case_id is not None
    by_hand = RaiseByHand(unit="justice", reason="多次反映", case_id=case_id)
    granted(hall.store.hall.supervision.raise_by_hand(uuid_v7.uuid7(), SUPERVISOR, by_hand))
    async with running(hall) as hub:
        _channel, listener = await hub.join("dispatch", sight=Sight("150521"))
        assert (await heard(listener))["view"]["ladder"]["total"] == 0
        there = (replace(OPEN, town="150521100"), PRIVATE)
        granted(hall.store.hall.correct(uuid_v7.uuid7(), desk, case_id, there))
        await asyncio.sleep(0)
        hub.time_passed()
        assert (await heard(listener))["changed"]["ladder"]["total"] == 1


async def test_how_far_the_centre_has_heard_is_shown_at_the_counter(hall: OneHall) -> None:
    async with running(hall) as hub:
        _channel, listener = await hub.join("counter")
        assert (await heard(listener))["view"]["upstream"] is None
        hub.upstream_is(UpstreamView(connected=False, backlog=7, last_ok=None))
        changed = (await heard(listener))["changed"]
        assert changed["upstream"] == {"connected": False, "backlog": 7, "last_ok": None}


def test_every_event_is_one_whose_touch_was_thought_about() -> None:
    """An event that no table names changes no screen: these do not, on purpose."""
    silent = {cls.__name__ for cls in get_args(Event) if cls not in _TOUCHED}
    assert silent == {
        *("HandlingRecorded", "AttachmentAdded", "AppointmentSet", "PaperDrawn"),
        *("PaperIssued", "ActionAsked", "CaseReminded", "CitizenWrote", "TransferDeclined"),  # additions
        *("PersonRead", "NumbersLeased", "SerialsLeased", "LeasesWithdrawn", "DataTaken"),
        *("EpochBegun", "EventReadmitted", "EventLeftOut"),
        *("AppointmentMade", "AppointmentKept", "AppointmentCancelled", "WishDecided"),
        "ModerationDecided",
        *("AccountChanged", "ActRequested", "ActConfirmed", "ActDeclined"),
        *("CaseForgotten", "HoldPlaced", "HoldLifted"),
        *("StaffSignedIn", "StaffSignedOut"),  # the desk's own event changes what is seen
        *(event.__name__ for event in get_args(RecordEvent | ReviewEvent | InspectionEvent | DeviceEvent)),
    }


def test_every_section_of_the_dispatch_screen_is_told_anew_by_something() -> None:
    """One that nothing touches stands still on a screen that nobody reloads."""
    sections = dispatch_sections(Sight(), lambda: None, Heard()).keys()
    turned = {section for touched in _TOUCHED.values() for section in touched} | {*BY_TIME, *BY_MINUTE}
    assert sections - turned == {"area", "place", "upstream"}  # fixed for who looks; the uplink tells itself
