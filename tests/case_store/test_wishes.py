"""From the citizen's phone to the hall and back: leave the queue, ten minutes more; with both stores really served."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa

from case_store.log.schema import outbox, visit, wish, wish_decided
from case_store.store import Store
from case_store.sync.question import sign
from case_store.sync.wish_poll import PURPOSE
from case_store.tokens import HALL, KIOSK
from cases.hall_time import hall_time
from cases.matter.intake import Taken
from cases.queue.wish import Wish
from cases.views import WaitingRow
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import POLICY, STREAM, Ground, folded, make_ground, rows, sit_down, until
from tests.case_store.test_citizen_pages import Words, path

WISHES = "/v1/sync/wishes"
PAGE_BYTES_MAX = 50_000


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("wishes"), upstream=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.1)
        patch.setattr("case_store.sync.wish_poll.BUSY_S", 0.05)
        patch.setattr("case_store.sync.wish_poll.QUIET_S", 0.05)
        patch.setattr("case_store.sync.wish_poll.HELD_S", 0.05)
        made.centre.start()
        made.hall.start()
        yield made
        made.stop()


@pytest.fixture
def ground(standing: Ground) -> Ground:
    """A new day at 09:30: nobody waits."""
    now = standing.clock.now()
    day = POLICY.calendar.next_working(now.date())
    standing.clock.move_to(
        now.replace(month=day.month, day=day.day, hour=9, minute=30, second=0, microsecond=0)
    )
    return standing


@pytest.fixture
async def phone(ground: Ground) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=ground.centre.url, follow_redirects=True) as client:
        yield client


async def take(ground: Ground, count: int = 1) -> list[Taken]:
    """Citizens with tickets; the centre knows of them."""
    before = len(rows(ground, visit))
    async with opened(ground.door()) as door:
        taken = [await door.take(dispute(ground)) for _ in range(count)]
    await until(lambda: len(rows(ground, visit)) == before + count and not rows(ground, outbox))
    await folded(ground)
    return taken


def store_of(ground: Ground) -> Store:
    assert ground.hall.store is not None
    return ground.hall.store


async def press(phone: httpx2.AsyncClient, taken: Taken, words: str) -> str:
    """Press a button of the page, as a browser does; the page that follows."""
    page = (await phone.get(path(taken.ticket_url))).text
    form = next(f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if words in f)
    action = re.search(r'action="([^"]+)"', form)
    count = re.search(r'name="count" value="(\d+)"', form)
    assert action is not None
    assert count is not None
    answer = await phone.post(f"/t/{action[1]}", data={"count": count[1]})
    assert str(answer.url).endswith(path(taken.ticket_url))
    return Words(answer.text).words


def of(taken: Taken, found: list[Any]) -> list[Any]:
    """The rows of one ticket."""
    return [row for row in found if row.visit_id == taken.visit_id]


async def decided(ground: Ground, taken: Taken) -> None:
    """The centre has the hall's answer to every wish of this ticket."""

    def wished(table: sa.Table) -> int:
        return len(of(taken, rows(ground, table, at_centre=True)))

    await until(lambda: wished(wish_decided) == wished(wish) > 0)


def state_of(ground: Ground, taken: Taken) -> str:
    """Of the visit, at the hall."""
    return str(of(taken, rows(ground, visit))[0].state)


async def seen(phone: httpx2.AsyncClient, taken: Taken) -> Words:
    answer = await phone.get(path(taken.ticket_url))
    assert len(answer.content) < PAGE_BYTES_MAX
    assert "<script" not in answer.text
    return Words(answer.text)


async def test_ten_minutes_are_on_their_way_and_then_kept_and_only_then_delivered(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    first, second = await take(ground, 2)
    assert "下一个就是您。" in (await seen(phone, first)).words
    assert "前面还有1位" in (await seen(phone, second)).words
    ground.hall.stop()
    words = await press(phone, first, "请等我10分钟")
    assert "已送到大厅" not in words
    assert "正在送到大厅" in words
    ground.hall.start()
    await decided(ground, first)
    page = await seen(phone, first)
    assert "已送到大厅，办好了。" in page.words
    assert "给您留到09:40。" in page.words
    assert state_of(ground, first) == "on_hold"
    assert "请等我" not in page.words


async def test_who_leaves_is_out_of_the_line_and_the_page_offers_nothing_more(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    await press(phone, taken, "离开队伍")
    await decided(ground, taken)
    page = await seen(phone, taken)
    assert "您已经离开队伍。" in page.words
    assert "form" not in (await phone.get(path(taken.ticket_url))).text.split("</style>")[1]
    counter = await sit_down(ground)
    assert not isinstance(await counter.call_next(1), WaitingRow)
    await counter.aclose()


async def test_pressed_twice_reloaded_and_pressed_in_two_tabs_it_is_one_wish(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    address = f"{path(taken.ticket_url)}/postpone"
    await asyncio.gather(*(phone.post(address, data={"count": "0"}) for _ in range(5)))
    await decided(ground, taken)
    await phone.post(address, data={"count": "0"})
    assert len(of(taken, rows(ground, wish, at_centre=True))) == 1
    assert len(of(taken, rows(ground, wish_decided))) == 1
    assert of(taken, rows(ground, visit))[0].postponements == 1


async def test_a_wish_that_came_too_late_is_refused_with_the_reason(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    ground.hall.stop()
    await press(phone, taken, "请等我10分钟")
    ground.clock.move_by(timedelta(minutes=11))
    ground.hall.start()
    await decided(ground, taken)
    words = (await seen(phone, taken)).words
    assert "已送到大厅。" in words
    assert "十分钟已经过了" in words
    assert state_of(ground, taken) == "waiting"


async def test_who_is_being_served_cannot_leave_by_phone(ground: Ground, phone: httpx2.AsyncClient) -> None:
    (taken,) = await take(ground)
    counter = await sit_down(ground)
    await counter.call_next(1)
    await counter.start(taken.visit_id)
    await until(lambda: not rows(ground, outbox))
    await phone.post(f"{path(taken.ticket_url)}/leave", data={"count": "0"})
    await decided(ground, taken)
    assert of(taken, rows(ground, wish_decided))[0].reason == "visit.cannot_leave"
    assert "正在办理或已经办完" in (await seen(phone, taken)).words
    assert state_of(ground, taken) == "serving"
    await counter.aclose()


async def test_a_flood_of_presses_is_bounded_and_a_postponement_is_granted_once(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    for number in range(9):
        await phone.post(f"{path(taken.ticket_url)}/postpone", data={"count": str(number)})
        await decided(ground, taken)
    assert len(of(taken, rows(ground, wish, at_centre=True))) == 6
    assert [row.granted for row in of(taken, rows(ground, wish_decided))].count(1) == 1
    assert "<form" not in (await phone.get(path(taken.ticket_url))).text


async def test_forged_codes_verbs_and_fields_make_no_wish(ground: Ground, phone: httpx2.AsyncClient) -> None:
    (taken,) = await take(ground)
    good = path(taken.ticket_url)
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    for address, data in (
        (f"{wrong}/leave", {"count": "0"}),
        (f"{good}/cancel", {"count": "0"}),
        (f"/r/{good[3:]}/leave", {"count": "0"}),
        (f"/t/{'A' * 3000}/leave", {"count": "0"}),
        (f"{good}/leave", {"count": "7"}),
        (f"{good}/leave", {"count": "-1"}),
        (f"{good}/leave", {"count": "零"}),
        (f"{good}/leave", {}),
    ):
        answer = await phone.post(address, data=data)
        assert answer.status_code == 200
    assert of(taken, rows(ground, wish, at_centre=True)) == []


async def test_a_hall_that_is_not_heard_for_a_minute_is_not_told_about(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    await until(lambda: not rows(ground, outbox))
    ground.hall.stop()
    assert "大约要等" in (await seen(phone, taken)).words
    ground.clock.move_by(timedelta(seconds=61))
    silent = (await seen(phone, taken)).words
    assert "大厅的消息断了" in silent
    assert "大约要等" not in silent
    assert "前面还有" not in silent
    words = await press(phone, taken, "请等我10分钟")
    assert "大厅这会儿联系不上" in words
    ground.hall.start()
    await decided(ground, taken)
    assert "秒前的情况" in (await seen(phone, taken)).words


async def test_a_quiet_hall_tells_the_centre_that_it_is_alive(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    ground.clock.move_by(timedelta(minutes=5))
    await asyncio.sleep(0.3)
    assert "秒前的情况" in (await seen(phone, taken)).words


async def test_a_wish_that_is_handed_over_again_changes_nothing(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    store = store_of(ground)
    last = await store.run(store.hall.wishes.cursor)
    asked = Wish(position=last + 1, wish_id="w1", visit_id=taken.visit_id, kind="leave", at=store.clock.now())
    await store.run(store.hall.wishes.answer, [asked])
    again = replace(asked, position=last + 4)
    await store.run(store.hall.wishes.answer, [asked, again])
    assert len(of(taken, rows(ground, wish_decided))) == 1
    nobody = Wish(position=last + 5, wish_id="w2", visit_id="nobody", kind="leave", at=store.clock.now())
    strange = Wish(
        position=last + 6, wish_id="w3", visit_id=taken.visit_id, kind="dance", at=store.clock.now()
    )
    await store.run(store.hall.wishes.answer, [nobody, strange])
    reasons = {row.wish_id: row.reason for row in rows(ground, wish_decided)}
    assert {name: reasons[name] for name in ("w1", "w2", "w3")} == {
        "w1": "",
        "w2": "visit.unknown",
        "w3": "wish.unknown_kind",
    }


async def test_a_centre_that_lost_its_book_is_asked_from_the_beginning(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    first, second = await take(ground, 2)
    await press(phone, first, "离开队伍")
    await decided(ground, first)
    centre = ground.centre.store
    assert centre is not None
    await centre.in_log(lambda connection: connection.execute(wish.delete()))
    await press(phone, second, "离开队伍")
    await decided(ground, second)
    assert state_of(ground, second) == "left"


async def test_only_a_hall_itself_is_told_what_its_citizens_wish(ground: Ground) -> None:
    store = store_of(ground)
    good = sign(store.keys.signing, PURPOSE, STREAM, 0, 0)
    async with httpx2.AsyncClient(base_url=ground.centre.url) as line:
        for token, signer, signature, status in (
            (HALL, f"hall:{STREAM}", good, 200),
            (KIOSK, f"hall:{STREAM}", good, 401),
            (HALL, "hall:150521000", good, 403),
            (HALL, "centre", good, 403),
            (HALL, f"hall:{STREAM}", sign(store.keys.signing, PURPOSE, STREAM, 5, 0), 403),
            (HALL, f"hall:{STREAM}", "no signature", 403),
        ):
            headers = {
                "Authorization": f"Bearer {ground.tokens[token]}",
                "X-Signer": signer,
                "X-Signature": signature,
            }
            answer = await line.get(WISHES, params={"after": "0", "told": "0"}, headers=headers)
            assert answer.status_code == status, (signer, answer.text)


async def test_a_question_is_held_until_somebody_wishes_something(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    before = max((row.position for row in rows(ground, wish, at_centre=True)), default=0)
    signature = sign(store_of(ground).keys.signing, PURPOSE, STREAM, before, 0)
    headers = {
        "Authorization": f"Bearer {ground.tokens[HALL]}",
        "X-Signer": f"hall:{STREAM}",
        "X-Signature": signature,
    }
    asked = {"after": str(before), "told": "0", "wait": "20"}
    async with httpx2.AsyncClient(base_url=ground.centre.url, headers=headers, timeout=30) as line:
        held = asyncio.create_task(line.get(WISHES, params=asked))
        await asyncio.sleep(0.2)
        assert not held.done()
        await press(phone, taken, "离开队伍")
        answer = await held
    assert [one["visit_id"] for one in answer.json()] == [taken.visit_id]


async def test_tomorrows_number_says_so_and_may_be_given_back(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    (taken,) = await take(ground)
    day = POLICY.calendar.next_open_day(hall_time(ground.clock.now()).date())
    tomorrow = day.isoformat()
    for served in (ground.centre, ground.hall):
        assert served.store is not None
        await served.store.in_log(
            lambda c: c.execute(
                visit.update().where(visit.c.visit_id == taken.visit_id).values(business_date=tomorrow)
            )
        )
    words = (await seen(phone, taken)).words
    assert f"这是{day.month}月{day.day}日的号，那天08:30开门。" in words
    assert "大约要等" not in words
