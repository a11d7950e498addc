"""The door of the screens: a rule's no is a value, trouble on the way is named, and nothing is counted twice."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from pydantic_core import to_json

from case_store.client.connection import Unreachable
from case_store.client.hall import PARTS, HallClient
from case_store.log.schema import event
from case_store.tokens import COUNTER, KIOSK, WALL
from cases.queue.submission import Submission
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import MatterView, StaffView, TicketAnswer, WaitingRow
from tests.case_store.intakes import dispute, opened
from tests.case_store.one_hall import MONDAY
from tests.case_store.served import PIN, Fault, Ground, free_port, line_to, make_ground, rows, sit_down


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("client"))
    made.hall.start()
    yield made
    made.stop()


Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def speaking(handler: Handler) -> AsyncIterator[str]:
    """A server of our own; every connection is at its end when this is."""
    ended: list[asyncio.Event] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(asyncio.Event())
        mine = ended[-1]
        await handler(reader, writer)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        mine.set()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for event in ended:
            await event.wait()


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """A server that gives everybody the same bytes."""

    async def say_it(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()

    async with speaking(say_it) as url:
        yield url


def http(status: str, body: str, kind: str = "application/json", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n{more}\r\n"
    return (head + body).encode()


PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (http("500 Oops", '{"code":"store.accident"}', PROBLEM), "http 500"),
        (http("503 Later", "", "text/plain"), "http 503"),
        (http("404 No", "<html>", "text/html"), "http 404"),
        (http("409 No", "not json", PROBLEM), "http 409"),
        (http("200 OK", '{"store": 1}'), "answer not understood"),
        (http("200 OK", "{"), "answer not understood"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", "RemoteProtocolError"),
        (b"SSH-2.0-OpenSSH\r\n", "RemoteProtocolError"),
        (b"", "RemoteProtocolError"),
    ],
)
async def test_what_settles_nothing_is_unreachable(answer: bytes, reason: str) -> None:
    async with answering(answer) as url:
        async with HallClient(url, "t") as client:
            with pytest.raises(Unreachable) as trouble:
                await client.health()
        assert trouble.value.reason == reason


async def test_nobody_there_and_nobody_who_speaks_are_unreachable() -> None:
    async with HallClient(f"http://127.0.0.1:{free_port()}", "t") as client:
        with pytest.raises(Unreachable):
            await client.health()

    async def say_nothing(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with speaking(say_nothing) as url:
        client = HallClient(url, "t", timeout_s=0.2)
        with pytest.raises(Unreachable):
            await client.health()
        await client.aclose()


async def test_a_refusal_carries_code_and_facts() -> None:
    body = '{"code":"queue.empty","facts":{"queue":"A","waiting":0},"status":409}'
    async with answering(http("409 Conflict", body, PROBLEM)) as url, HallClient(url, "t") as client:
        assert await client.call_next(1) == Refusal("queue.empty", {"queue": "A", "waiting": 0})


async def test_a_number_of_somebody_else_is_no_answer() -> None:
    """Something on the way has mixed two answers up: the matter is still owed, and that number is not ours."""
    ours = Submission(
        command_id=uuid4(),
        visit_id="v1",
        kiosk_id="k1",
        queue="A",
        business_date=MONDAY.date(),
        place_at=MONDAY,
        confirmed_at=MONDAY,
        ticket_code_hash="h",
    )
    theirs = TicketAnswer(
        visit_id="v2",
        ticket_no="A002",
        queue="A",
        people_ahead=0,
        wait_low_min=None,
        wait_high_min=None,
        leased=False,
        answer_by=None,
        business_date=MONDAY.date(),
    )
    async with answering(http("200 OK", to_json(theirs).decode())) as url, HallClient(url, "t") as client:
        with pytest.raises(Unreachable, match="another question"):
            await client.submit(ours)


async def test_a_busy_hall_says_when_to_come_back() -> None:
    answer = http("503 Later", "{}", PROBLEM, "Retry-After: 7\r\n")
    async with answering(answer) as url, HallClient(url, "t") as client:
        with pytest.raises(Unreachable) as trouble:
            await client.health()
        assert trouble.value.retry_after_s == 7


async def test_a_command_whose_answer_was_lost_is_asked_again_and_happens_once(ground: Ground) -> None:
    counter = await sit_down(ground)
    async with opened(ground.door()) as door:
        taken = await door.take(dispute(ground))
    async with line_to(ground.hall) as line:
        through = ground.client(COUNTER, line.url)
        await through.sign_in("s1", PIN, 1)
        line.on_fault = lambda: setattr(line, "fault", Fault.NONE)
        line.fault, line.only = Fault.ANSWER_LOST, b"POST /v1/call-next"
        row = await through.call_next(1)
        assert isinstance(row, WaitingRow)
        assert (row.ticket_no, row.calls_count) == (taken.ticket_no, 1)
        await through.aclose()
    assert [r.type for r in rows(ground, event)].count("number_called") == 1
    await counter.end(row.visit_id)
    await counter.aclose()


async def test_a_wrong_code_is_not_asked_twice_by_itself(ground: Ground) -> None:
    async with line_to(ground.hall) as line:
        kiosk = ground.client(KIOSK, line.url)
        line.fault, line.only = Fault.ANSWER_LOST, b"POST /v1/progress"
        with pytest.raises(Unreachable):
            await kiosk.progress("ZZ150502000261123001724", "000000", "stay")
        assert line.met == 1
        await kiosk.aclose()


async def test_a_whole_day_at_the_desk(ground: Ground) -> None:
    async with opened(ground.door()) as door:
        await door.take(dispute(ground))
        await door.take(dispute(ground, confirmed=False))
    counter = await sit_down(ground, 2)
    staff = await counter.staff()
    assert not isinstance(staff, Refusal)
    assert StaffView(staff_id="s2", name="斯琴", role="reception") in staff
    row = await counter.call_next(2, uuid4())
    assert isinstance(row, WaitingRow)
    assert isinstance(await counter.recall(row.visit_id), WaitingRow)
    assert isinstance(await counter.no_show(row.visit_id), WaitingRow)
    assert isinstance(await counter.return_to_queue(row.visit_id), WaitingRow)
    row = await counter.call_next(2)
    assert isinstance(row, WaitingRow)
    started = await counter.start(row.visit_id)
    assert isinstance(started, WaitingRow)
    refusal = await counter.sign_out()
    assert refusal is not None
    assert refusal.code == "desk.still_serving"
    matter = await counter.open_matter(row.visit_id)
    assert isinstance(matter, MatterView)
    if matter.case_id is None:
        registered = await counter.register(row.visit_id, matter.open, matter.private)
        assert isinstance(registered, MatterView)
        matter = registered
    assert matter.case_id is not None
    corrected = await counter.correct(matter.case_id, matter.open, matter.private)
    assert isinstance(corrected, MatterView)
    accepted = await counter.accept(matter.case_id)
    assert isinstance(accepted, MatterView)
    assert accepted.case_state == "accepted"
    again = await counter.reject(matter.case_id, "x", "y")
    assert isinstance(again, Refusal)
    assert isinstance(await counter.end(row.visit_id), WaitingRow)
    assert await counter.sign_out() is None
    assert isinstance(await counter.call_next(2), Refusal)
    await counter.aclose()


async def test_another_roles_token_opens_nothing(ground: Ground) -> None:
    async with ground.client(WALL) as wall:
        assert isinstance(await wall.call_next(1), Refusal)
        with pytest.raises(Unreachable):
            await wall.report_paper(
                uuid4(), visit_id="v", paper="receipt", job_id="j", result=PaperState.PRINTED
            )
        assert (await wall.health()).store == "150502000"


async def test_every_part_of_the_door_is_there_when_it_is_asked_for() -> None:
    async with HallClient("http://127.0.0.1:9", "") as client:
        for name, annotation in HallClient.__annotations__.items():
            part = getattr(client, name)
            assert type(part).__name__ == annotation
            assert getattr(client, name) is part
        assert set(PARTS) == set(HallClient.__annotations__)
        with pytest.raises(AttributeError, match="acounts"):
            client.acounts  # type: ignore[attr-defined]  # noqa: B018
