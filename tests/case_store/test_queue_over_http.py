"""The places in line over HTTP: each verb by the client that the counter uses, races of desks, and a store killed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from case_store.client.hall import HallClient
from case_store.client.queue import IssuedTicket
from case_store.tokens import COUNTER
from cases.refusal import Refusal
from cases.roles import Role
from cases.views import StaffView, WaitingRow
from tests.case_store.hall_process import HallProcess, command
from tests.case_store.one_hall import OneHall, granted, refused
from tests.case_store.served import PIN, Ground, make_ground, sit_down


@asynccontextmanager
async def hall_with_desks(folder: Path, *numbers: int) -> AsyncIterator[tuple[Ground, list[HallClient]]]:
    ground = make_ground(folder)
    ground.hall.start()
    desks = [await sit_down(ground, number) for number in numbers]
    try:
        yield ground, desks
    finally:
        for desk in desks:
            await desk.aclose()
        await asyncio.to_thread(ground.stop)


async def ticket(desk: HallClient, queue: str = "A") -> IssuedTicket:
    return granted(await desk.queue.issue_ticket(queue))


async def served(desk: HallClient, counter_no: int) -> WaitingRow:
    row = granted(await desk.call_next(counter_no))
    return granted(await desk.start(row.visit_id))


async def test_every_verb_travels(tmp_path: Path) -> None:
    async with hall_with_desks(tmp_path, 1, 2) as (ground, (one, two)):
        queue = one.queue
        issued = await ticket(one)
        assert issued.ticket_url.startswith("https://")
        row = granted(await one.call_next(1))
        assert granted(await queue.undo(row.visit_id)).visit_state == "waiting"
        row = await served(one, 1)
        assert granted(await queue.hold(row.visit_id, "rest")).visit_state == "on_hold"
        assert granted(await queue.resume(row.visit_id)).visit_state == "waiting"
        row = await served(one, 1)
        assert granted(await queue.transfer(row.visit_id, "mediation", to_counter=2)).to_counter == 2
        assert granted(await queue.take_back(row.visit_id)).visit_state == "serving"
        granted(await queue.transfer(row.visit_id, "mediation", to_counter=2))
        assert granted(await two.queue.acknowledge_transfer(row.visit_id)).for_counter == 2
        granted(await queue.issue_ticket("A", priority="elderly", party_count=3))
        priority = granted(await one.call_next(1))
        assert granted(await queue.check_priority(priority.visit_id, True)).priority_verified
        granted(await one.no_show(priority.visit_id))
        second, third, fourth = await ticket(one), await ticket(one), await ticket(one)
        merged = await queue.merge(second.answer.visit_id, third.answer.ticket_no)
        assert granted(merged).visit_state == "merged"
        assert granted(await queue.leave(third.answer.visit_id)).visit_state == "left"
        assert granted(await queue.cancel(fourth.answer.visit_id, "asked")).visit_state == "cancelled"
        fifth = await ticket(one)
        at = ground.clock.now() - timedelta(seconds=1)
        assert granted(await queue.enter_by_hand(fifth.answer.ticket_no, at, came=True)).by_hand
        assert await queue.pause(10) is None
        assert refused(await one.call_next(1)) == "desk.paused"
        assert await queue.resume_desk() is None


async def test_desks_that_press_at_the_same_instant_get_different_tickets(tmp_path: Path) -> None:
    async with hall_with_desks(tmp_path, 1, 2, 3, 4) as (_ground, desks):
        for _ in range(3):
            await ticket(desks[0])
        answers = await asyncio.gather(*(desk.call_next(n + 1) for n, desk in enumerate(desks)))
        got = [answer.ticket_no for answer in answers if isinstance(answer, WaitingRow)]
        assert sorted(got) == ["A001", "A002", "A003"]
        assert [a.code for a in answers if isinstance(a, Refusal)] == ["queue.empty"]


async def test_two_desks_that_acknowledge_one_transfer_do_not_both_get_it(tmp_path: Path) -> None:
    async with hall_with_desks(tmp_path, 1, 5) as (_ground, (one, five)):
        await ticket(one)
        row = await served(one, 1)
        granted(await one.queue.transfer(row.visit_id, "mediation", to_zone="mediation_zone"))
        taken, back = await asyncio.gather(
            five.queue.acknowledge_transfer(row.visit_id), one.queue.take_back(row.visit_id)
        )
        assert [isinstance(taken, Refusal), isinstance(back, Refusal)].count(True) == 1


async def test_a_ticket_at_the_counter_needs_the_right_and_not_a_counter(tmp_path: Path) -> None:
    async with hall_with_desks(tmp_path) as (ground, _desks):
        store = ground.hall.store
        assert store is not None
        for role in (Role.DISPATCHER, Role.SUPERVISOR):
            await store.run(store.add_staff, StaffView(staff_id=role, name="斯琴", role=role), PIN)
            async with ground.client(COUNTER) as client:
                granted(await client.sign_in(role, PIN, None))
                issued = await client.queue.issue_ticket("B")
                if role is Role.SUPERVISOR:
                    assert refused(issued) == "auth.right"
                else:
                    assert granted(issued).answer.ticket_no == "B001"
                assert refused(await client.queue.hold("x", "rest")) == "auth.right"


async def test_the_day_ends_for_everybody_who_is_signed_in(tmp_path: Path) -> None:
    async with hall_with_desks(tmp_path, 1) as (ground, (one,)):
        await ticket(one)
        await served(one, 1)
        ground.clock.move_by(timedelta(days=1))
        async with asyncio.timeout(5):
            while refused(await one.call_next(1)) != "auth.session_missing":  # noqa: ASYNC110  asked, not told
                await asyncio.sleep(0.05)


def test_a_store_killed_in_the_middle_of_a_call_knows_the_call_or_nothing_of_it(tmp_path: Path) -> None:
    one = OneHall(tmp_path)
    one.take()
    process = HallProcess(one).start()
    pressed = {**command(), "counter_no": 1}
    with process.signed_in(1) as desk:
        row = desk.post("/v1/call-next", json=pressed).json()
    process.kill()
    process.start()
    with process.signed_in(1) as desk:
        assert desk.post("/v1/call-next", json=pressed).json() == row  # asked again, answered as before
        busy = desk.post("/v1/call-next", json={**command(), "counter_no": 1}).json()
        assert (busy["code"], busy["facts"]) == ("desk.busy", {"ticket_no": "A001"})
        start = f"/v1/visits/{row['visit_id']}/start"
        assert desk.post(start, json=command()).json()["visit_state"] == "serving"
        endless = {"ticket_no": "A001", "called_at": "9999-12-31T23:59:59Z", "came": True}
        answer = desk.post("/v1/by-hand", json={**command(), **endless}).json()
        assert answer["code"] == "request.invalid"
    process.stop()
    one.store = one.opened()
    assert one.faults() == []
    one.store.close()
