"""好差评 of matters and visits with a few words, from phone and kiosk: once, sealed, moderated, nobody named."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import httpx2
import pytest

from case_store.client.hall import HallClient
from case_store.log.schema import case_, case_key, evaluation, event, notice, outbox, wish
from case_store.tokens import COUNTER, KIOSK
from case_store.views.kiosk import kiosk_sections
from cases.citizen_views import Evaluable
from cases.hall_time import hall_date
from cases.matter.intake import Taken
from cases.refusal import Refusal
from cases.views import StaffView
from tests.case_store.intakes import dispute, opened
from tests.case_store.one_hall import granted
from tests.case_store.served import MONDAY, PIN, Ground, folded, make_ground, rows, sit_down, until
from tests.case_store.test_citizen_pages import Words, path

RUDE = "窗口的人爱答不理，等了两个钟头。"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("evaluations"), upstream=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.1)
        patch.setattr("case_store.sync.wish_poll.BUSY_S", 0.05)
        patch.setattr("case_store.sync.wish_poll.QUIET_S", 0.05)
        patch.setattr("case_store.sync.wish_poll.HELD_S", 0.05)
        made.centre.start()
        made.hall.start()
        yield made
        made.stop()


@pytest.fixture(autouse=True)
def _monday_again(ground: Ground) -> Iterator[None]:
    yield
    ground.clock.move_to(max(ground.clock.now(), MONDAY))


@pytest.fixture
async def phone(ground: Ground) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=ground.centre.url, follow_redirects=True) as client:
        yield client


@pytest.fixture
async def kiosk(ground: Ground) -> AsyncIterator[HallClient]:
    async with ground.client(KIOSK) as client:
        yield client


@pytest.fixture
async def supervisor(ground: Ground) -> AsyncIterator[HallClient]:
    assert ground.hall.store is not None
    member = StaffView(staff_id="sup", name="赵某己", role="supervisor")
    await ground.hall.store.run(ground.hall.store.add_staff, member, PIN)
    async with ground.client(COUNTER) as client:
        await client.sign_in("sup", PIN, None)
        yield client


async def told(ground: Ground) -> None:
    await until(lambda: not rows(ground, outbox))
    await folded(ground)


async def received(ground: Ground) -> Taken:
    """Somebody was received; the matter was rejected, so it is over."""
    async with opened(ground.door()) as door:
        taken = await door.take(dispute(ground))
    desk = await sit_down(ground)
    row = granted(await desk.call_next(1))
    granted(await desk.start(row.visit_id))
    matter = granted(await desk.open_matter(row.visit_id))
    granted(await desk.reject(str(matter.case_id), "out_of_scope", "court"))
    granted(await desk.end(row.visit_id))
    await desk.aclose()
    await told(ground)
    return taken


def fields(page: str, **filled: str) -> dict[str, str]:
    count = re.search(r'name="count" value="(\d+)"', page)
    assert count is not None
    return {"count": count[1], **filled}


def given(ground: Ground) -> list[tuple[str, str, int]]:
    return [(row.subject, row.channel, row.overall) for row in rows(ground, evaluation)]


# The first of the file: of this day nobody has said anything yet.
async def test_words_are_hidden_until_a_supervisor_has_read_them_and_lead_to_nobody(
    ground: Ground, kiosk: HallClient, supervisor: HallClient
) -> None:
    taken = await received(ground)
    (subject,) = granted(
        await kiosk.citizens.evaluable_case(str(taken.case_code), str(taken.lookup_code), "s")
    )
    assert await kiosk.citizens.evaluate(subject, (("overall", 2),), "推来推去") is True
    today = hall_date(ground.clock.now())
    (shown,) = granted(await supervisor.moderation.waiting())
    assert (shown.level, shown.day, shown.text) == (2, today, "推来推去")
    for known in (taken.case_code, taken.visit_id, subject.subject_id):
        assert str(known) not in str(shown)
    assert code_of(await supervisor.moderation.withhold(shown.text_id, "mood")) == "evaluation.reason_unknown"
    assert await supervisor.moderation.release(shown.text_id) is True
    assert code_of(await supervisor.moderation.release(shown.text_id)) == "evaluation.no_text"
    assert granted(await supervisor.moderation.released(today, today)) == ()  # one voice points at somebody
    for number in range(4):
        other = await received(ground)
        visit = Evaluable(subject="visit", subject_id=other.visit_id, name=f"{number}")
        assert await kiosk.citizens.evaluate(visit, (("overall", 5),)) is True
    (released,) = granted(await supervisor.moderation.released(today, today))
    assert released.text == "推来推去"
    too_long = await supervisor.moderation.released(today - timedelta(days=100), today)
    assert code_of(too_long) == "evaluation.days"


async def test_a_matter_is_rated_on_the_phone_once_and_the_hall_keeps_it_sealed(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    taken = await received(ground)
    page = path(taken.receipt_url)
    first = Words((await phone.get(page)).text)
    assert "评价这件事办得怎么样" in first.words
    assert "请找人民法院。" in first.words
    form = (await phone.get(f"{page}/evaluate")).text
    again = await phone.post(f"{page}/evaluate", data=fields(form, text=RUDE))
    assert RUDE in again.text  # no answer was chosen: what was written is still there
    long = await phone.post(f"{page}/evaluate", data=fields(form, overall="2", text="长" * 501))
    assert "最多写500个字，请短一点。" in Words(long.text).words
    sent = fields(form, overall="2", attitude="1", text=RUDE)
    await asyncio.gather(*(phone.post(f"{page}/evaluate", data=sent) for _ in range(2)))
    await until(lambda: ("case", "phone", 2) in given(ground))
    await told(ground)
    last = Words((await phone.get(page)).text)
    assert "评价收到了，谢谢您。" in last.words
    assert "评价这件事办得怎么样" not in last.words
    assert str((await phone.get(f"{page}/evaluate")).url).endswith(page)
    (kept,) = [row for row in rows(ground, evaluation) if row.channel == "phone"]
    assert kept.has_text == 1
    for at_centre in (False, True):
        tables = [rows(ground, table, at_centre=at_centre) for table in (event, wish, evaluation)]
        assert RUDE not in str(tables)


async def test_a_visit_is_rated_on_the_phone_after_it_has_ended(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    taken = await received(ground)
    page = path(taken.ticket_url)
    assert "评价这次接待" in Words((await phone.get(page)).text).words
    form = (await phone.get(f"{page}/evaluate")).text
    await phone.post(f"{page}/evaluate", data=fields(form, overall="5"))
    await until(lambda: ("visit", "phone", 5) in given(ground))
    await told(ground)
    assert "评价收到了，谢谢您。" in Words((await phone.get(page)).text).words


async def test_torn_forms_and_wrong_codes_are_answered_by_a_page(phone: httpx2.AsyncClient) -> None:
    for where in ("/r/nothing/evaluate", "/x/0123456789ABCDEF/evaluate", "/t/0123456789ABCDEF/evaluate"):
        for answer in (
            await phone.get(where),
            await phone.post(where, content=b"overall=9&count=x&" + b"a=1&" * 100),
            await phone.post(where, content=b"\xff" * 20_000),
        ):
            assert answer.status_code == 200
            assert "没有查到" in Words(answer.text).words


async def test_words_that_tell_of_a_danger_ring_at_the_counters(
    ground: Ground, phone: httpx2.AsyncClient
) -> None:
    taken = await received(ground)
    page = path(taken.receipt_url)
    form = (await phone.get(f"{page}/evaluate")).text
    await phone.post(f"{page}/evaluate", data=fields(form, overall="1", text="办成这样，我不想活了"))
    code = next(row.case_code for row in rows(ground, case_) if row.visit_id == taken.visit_id)
    await until(lambda: any(code in row.facts for row in rows(ground, notice) if "suicide" in row.code))
    assert "不想活" not in str(rows(ground, notice))


async def test_a_visit_without_a_matter_has_a_key_of_its_own_for_its_words(
    ground: Ground, kiosk: HallClient, supervisor: HallClient
) -> None:
    desk = await sit_down(ground)
    granted(await desk.queue.issue_ticket("A"))
    row = granted(await desk.call_next(1))
    granted(await desk.start(row.visit_id))
    granted(await desk.end(row.visit_id))
    await desk.aclose()
    assert row.visit_id in await offered(ground)
    subject = Evaluable(subject="visit", subject_id=row.visit_id, name=row.ticket_no)
    assert await kiosk.citizens.evaluate(subject, (("overall", 4),), "讲得清楚", "counter") is True
    assert row.visit_id not in await offered(ground)
    assert ("visit", "counter", 4) in given(ground)
    assert f"evaluation:{row.visit_id}" in {key.case_id for key in rows(ground, case_key)}
    assert "讲得清楚" in {text.text for text in granted(await supervisor.moderation.waiting())}


async def test_a_key_of_the_pad_counts_once_for_the_visit_that_has_just_ended_at_its_counter(
    ground: Ground, kiosk: HallClient
) -> None:
    desk = await sit_down(ground)
    granted(await desk.queue.issue_ticket("A"))
    row = granted(await desk.call_next(1))
    granted(await desk.start(row.visit_id))
    press = desk.citizens.evaluate_at_counter
    assert code_of(await press(row.visit_id, 1, 5)) == "evaluation.not_here"  # not over yet
    granted(await desk.end(row.visit_id))
    assert code_of(await press(row.visit_id, 2, 5)) == "evaluation.not_here"
    assert await press(row.visit_id, 1, 2) is True
    assert await press(row.visit_id, 1, 2) is True  # an answer that was lost
    assert code_of(await press(row.visit_id, 1, 5)) == "evaluation.given_already"
    subject = Evaluable(subject="visit", subject_id=row.visit_id, name=row.ticket_no)
    again = await kiosk.citizens.evaluate(subject, (("overall", 4),), "", "counter")
    assert code_of(again) == "evaluation.given_already"
    assert given(ground).count(("visit", "counter", 2)) == 1
    assert row.visit_id not in await offered(ground)
    granted(await desk.queue.issue_ticket("A"))
    other = granted(await desk.call_next(1))
    granted(await desk.start(other.visit_id))
    granted(await desk.end(other.visit_id))
    ground.clock.move_to(ground.clock.now() + timedelta(minutes=40))
    assert code_of(await press(other.visit_id, 1, 5)) == "evaluation.not_here"
    assert code_of(await kiosk.citizens.evaluate_at_counter(other.visit_id, 1, 5)) == "auth.role"
    await desk.aclose()


async def test_for_how_long_a_visit_may_be_evaluated_is_the_halls_own_rule(ground: Ground) -> None:
    assert ground.hall.store is not None
    member = StaffView(staff_id="boss", name="白某甲", role="hall_admin")
    await ground.hall.store.run(ground.hall.store.add_staff, member, PIN)
    async with ground.client(COUNTER) as boss:
        granted(await boss.sign_in("boss", PIN, None))
        text = granted(await boss.policy.files())["hall.toml"]
        longer = text.replace("offered_minutes = 3", "offered_minutes = 10")
        granted(
            await boss.policy.revise(
                {"hall.toml": longer.replace("late_minutes = 30", "late_minutes = 5")}, "试一试"
            )
        )
        desk = await sit_down(ground)
        granted(await desk.queue.issue_ticket("A"))
        row = granted(await desk.call_next(1))
        granted(await desk.start(row.visit_id))
        granted(await desk.end(row.visit_id))
        press = desk.citizens.evaluate_at_counter
        ground.clock.move_by(timedelta(minutes=9))
        assert row.visit_id in await offered(ground)
        ground.clock.move_by(timedelta(minutes=2))
        assert row.visit_id not in await offered(ground)
        ground.clock.move_by(timedelta(minutes=5))
        assert code_of(await press(row.visit_id, 1, 5)) == "evaluation.not_here"
        ground.clock.move_by(timedelta(minutes=-2))
        assert await press(row.visit_id, 1, 5) is True
        granted(await boss.policy.revise({"hall.toml": text}, "改回来"))
        await desk.aclose()


async def offered(ground: Ground) -> set[str]:
    """What the tablets at the counters are told to offer."""
    assert ground.hall.store is not None
    _, sections = await ground.hall.store.look(ground.hall.store.hall.look, kiosk_sections("k1"))
    return {ended.visit_id for ended in sections["ended"]}


async def test_nobody_signed_in_can_give_an_evaluation_or_read_one_that_is_not_theirs_to_read(
    ground: Ground,
) -> None:
    desk = await sit_down(ground)
    subject = Evaluable(subject="visit", subject_id="v", name="A001")
    assert code_of(await desk.citizens.evaluate(subject, (("overall", 5),))) == "auth.role"
    assert code_of(await desk.moderation.waiting()) == "auth.right"
    await desk.aclose()


def code_of(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code
