"""网上枫桥留言板 and what is typed, over real HTTP: written once, handed to its hall, followed; nobody guesses."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from case_store.log.schema import (
    case_,
    case_key,
    downlink_head,
    event,
    notice,
    outbox,
    public_count,
    quarantine,
)
from case_store.tokens import COUNTER
from cases.casework import acts
from cases.matter.intake import Taken
from cases.views import StaffView
from tests.case_store.casework_hall import employ
from tests.case_store.intakes import dispute, opened
from tests.case_store.one_hall import granted
from tests.case_store.plain_phone import Phone
from tests.case_store.served import PATIENT_S, PIN, POLICY, STREAM, Ground, make_ground, rows, until
from tests.case_store.test_citizen_pages import NOT_FOUND, Words, path

TOWN, OTHER_BANNER = "150502003", "150522-0"
STORY = "楼上夜里砸墙，说了三次不听，想让他们白天装修。"
DANGER = "他拿刀上门威胁我，我不敢回家。"
PERSON = {"name": "王某甲", "phone": "13000000021"}
LEADER = StaffView(staff_id="h9", name="敖某戊", role="leader")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.1)
        made = make_ground(tmp_path_factory.mktemp("board"), upstream=True)
        made.centre.start()
        made.hall.start()
        employ(made.hall, LEADER)
        yield made
        made.stop()


@pytest.fixture
async def http(ground: Ground) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(
        base_url=ground.centre.url, follow_redirects=True, timeout=PATIENT_S
    ) as client:
        yield client


ADDRESSES = iter(f"203.0.113.{number}" for number in range(1, 250))


@pytest.fixture
def phone(http: httpx2.AsyncClient) -> Phone:
    """The web server in front of the centre says from where somebody asks."""
    http.headers["X-Forwarded-For"] = next(ADDRESSES)
    return Phone(http)


async def write(browser: Phone, town: str = TOWN, story: str = STORY, **typed: str) -> Words:
    """As far as the page where it is looked at once more."""
    await browser.go(f"/m/{town}")
    return await browser.press("写好了，看一遍", story=story, **typed)


def codes(page: str) -> tuple[str, str, str]:
    """(case code, lookup code, path of the progress page) of the page that tells them."""
    case_code, lookup = re.findall(r"<dd[^>]*>([^<]+)</dd>", page)
    link = re.search(r'href="\.\.(/r/\w+)"', page)
    assert link
    return case_code, lookup, link[1]


def at_hall(ground: Ground, table: Any) -> list[Any]:
    return rows(ground, table)


async def test_a_matter_is_written_without_an_account_and_goes_to_the_hall_of_its_place(
    ground: Ground, phone: Phone
) -> None:
    await until(lambda: len(rows(ground, downlink_head, at_centre=True)) == 1)  # the hall has asked
    assert "a m/150502" in (await phone.go("/m")).loads
    assert f"a {TOWN}" in (await phone.go("/m/150502")).loads
    looked = await write(phone, **PERSON)
    for word in (POLICY.hall.full_name, "科尔沁区永清街道", STORY, *PERSON.values()):
        assert word in looked.words
    assert rows(ground, case_, at_centre=True) == [], "nothing is kept before it is sent"
    await phone.press("改一改")
    assert STORY in phone.page
    await phone.press("写好了，看一遍", story=STORY, **PERSON)
    form = phone.page
    told = await phone.press("对，送出")
    assert "收到了" in told.words
    assert "最迟11月" in told.words
    case_code, lookup, progress = codes(phone.page)
    phone.page = form
    await phone.press("对，送出")
    assert codes(phone.page) == (case_code, lookup, progress), "sent twice it is one"
    (row,) = rows(ground, case_, at_centre=True)
    assert (row.source, row.town, row.handed_to, row.case_code) == (
        "message_board",
        TOWN,
        STREAM,
        case_code.replace(" ", ""),
    )
    await until(lambda: [r.code for r in at_hall(ground, notice)] == ["notice.case_handed_here"])
    leader = ground.client(COUNTER)
    granted(await leader.sign_in(LEADER.staff_id, PIN, None))
    page = granted(await leader.casework.open(row.case_id))
    assert (page.private.story, page.private.contact_phone) == (STORY, PERSON["phone"])
    granted(await leader.casework.act(row.case_id, acts.TakeOver()))
    await until(lambda: not rows(ground, outbox) and rows(ground, case_, at_centre=True)[0].stream == STREAM)

    seen = await phone.go(progress)
    assert "已经登记" in seen.words
    assert "11月23日登记" in seen.words
    await phone.press("送出补充", word="他今天又砸了一下午。")
    assert "补充的话收到了" in Words(phone.page).words
    await until(lambda: "notice.citizen_wrote" in [r.code for r in at_hall(ground, notice)])
    page = granted(await leader.casework.open(row.case_id))
    assert "他今天又砸了一下午。" in [line.text for line in page.timeline]
    await leader.aclose()
    assert rows(ground, quarantine, at_centre=True) == rows(ground, quarantine) == []

    await phone.go("/q")
    seen = await phone.press("查", case_code=case_code.lower(), lookup_code=lookup)
    assert "11月23日登记" in seen.words
    await phone.press("送出补充", word="第二次补充。")
    assert phone.at == "/q"
    words = [r for r in rows(ground, event, at_centre=True) if r.type == "citizen_wrote"]
    assert len(words) == 2


async def test_what_was_written_is_nowhere_in_clear(ground: Ground, phone: Phone) -> None:
    await write(phone, **PERSON)
    await phone.press("对，送出")
    _, lookup, progress = codes(phone.page)
    said = [row.body for row in rows(ground, event, at_centre=True)]
    for secret in (STORY[:6], *PERSON.values(), lookup.replace(" ", ""), progress[3:]):
        assert not [body for body in said if secret in body]
    counted = [row.who for row in rows(ground, public_count, at_centre=True)]
    assert counted
    assert not [who for who in counted if phone.http.headers["X-Forwarded-For"] in who]


async def test_what_was_written_opens_for_the_centre_and_for_no_hall_before_it_is_theirs(
    ground: Ground, phone: Phone
) -> None:
    centre = ground.centre.store
    assert centre is not None
    for number in range(3):  # halls that were let in
        centre.keys.readers[f"hall:15050{number}999"] = X25519PrivateKey.generate().public_key()
    await write(phone, OTHER_BANNER)
    await phone.press("对，送出")
    (row,) = [
        r for r in rows(ground, case_, at_centre=True) if r.case_code == codes(phone.page)[0].replace(" ", "")
    ]
    copies = [r.reader for r in rows(ground, case_key, at_centre=True) if r.case_id == row.case_id]
    assert copies == ["centre"]


async def test_words_of_danger_are_answered_with_the_telephone_and_ring_on_both_sides(
    ground: Ground, phone: Phone
) -> None:
    before = [row.code for row in at_hall(ground, notice)].count("notice.emergency_violence")
    looked = await write(phone, story=DANGER)
    assert "现在就打" in looked.words
    assert {"a tel:110", "a tel:120", "a tel:12345"} <= {*looked.loads}
    assert "没法给您答复" in looked.words
    told = await phone.press("对，送出")
    assert "现在就打" in told.words
    assert "notice.emergency_violence" in [row.code for row in rows(ground, notice, at_centre=True)]
    await until(
        lambda: [r.code for r in at_hall(ground, notice)].count("notice.emergency_violence") == before + 1
    )
    await phone.go(codes(phone.page)[2])
    assert "现在就打" not in Words(phone.page).words
    await phone.press("送出补充", word="我不想活了。")
    assert "现在就打" in Words(phone.page).words
    await until(lambda: "notice.emergency_suicide" in [r.code for r in at_hall(ground, notice)])


async def test_where_no_hall_asks_the_centre_keeps_it(ground: Ground, phone: Phone) -> None:
    looked = await write(phone, OTHER_BANNER)
    assert "市综治中心" in looked.words
    await phone.press("对，送出")
    code = codes(phone.page)[0].replace(" ", "")
    (row,) = [r for r in rows(ground, case_, at_centre=True) if r.case_code == code]
    assert (row.town, row.handed_to, row.stream, row.info_only) == ("150522", None, "centre", 1)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"story": " \n "}, "还没有写"),
        ({"story": "字" * 2001}, "最多写"),
        ({"phone": "12"}, "手机号是11位"),
        ({"name": "12"}, "姓名"),
        ({"website": "http://spam"}, "有一栏应当空着"),
    ],
)
async def test_what_cannot_be_taken_comes_back_with_a_sentence_and_every_word(
    phone: Phone, typed: dict[str, str], says: str
) -> None:
    await phone.go(f"/m/{TOWN}")
    seen = await phone.press("写好了，看一遍", **({"story": STORY} | PERSON | typed))
    assert says in seen.words
    kept = ({"story": STORY} | PERSON | typed)["story"].strip()
    assert kept[:20] in phone.page


async def test_a_form_that_nobody_was_given_or_that_is_old_keeps_nothing_and_loses_nothing(
    ground: Ground, phone: Phone
) -> None:
    before = len(rows(ground, case_, at_centre=True))
    await write(phone)
    page = phone.page
    for stamp in ("", "1.2.3", "0.0.é", "a" * 200):
        phone.page = page
        seen = await phone.press("对，送出", stamp=stamp)
        assert "还没有送出" in seen.words
        assert STORY in seen.words
    phone.page = page
    ground.clock.move_to(ground.clock.now() + timedelta(minutes=121))
    await phone.press("对，送出")
    assert "还没有送出" in Words(phone.page).words
    assert len(rows(ground, case_, at_centre=True)) == before
    await phone.press("对，送出")
    assert len(rows(ground, case_, at_centre=True)) == before + 1
    phone.page = page.replace(STORY, "又想起一件事。")
    await phone.press("对，送出")
    for town in ("150502999", "150502-1", "0", "%2e%2e"):
        assert NOT_FOUND in (await phone.go(f"/m/{town}")).words
    assert (await phone.http.post(f"/m/{TOWN}", content=b"story=" + b"%41" * 40_000)).status_code == 200


async def test_who_floods_waits_and_after_a_restart_too(ground: Ground, phone: Phone) -> None:
    limit = POLICY.citizen_page.messages.of_one
    for number in range(limit):
        await write(phone, story=f"第{number}件。")
        assert "收到了" in (await phone.press("对，送出")).words
    await write(phone)
    assert "试得太多了" in (await phone.press("对，送出")).words
    ground.centre.stop()
    ground.centre.start()
    assert "试得太多了" in (await phone.press("对，送出")).words
    assert STORY in Words(phone.page).words, "nothing that was written is lost"
    phone.http.headers["X-Forwarded-For"] = next(ADDRESSES)
    assert "收到了" in (await phone.press("对，送出")).words


async def taken_at_kiosk(ground: Ground) -> Taken:
    async with opened(ground.door()) as door:
        taken = await door.take(dispute(ground))
    await until(lambda: not rows(ground, outbox))
    await until(lambda: taken.case_code in [r.case_code for r in rows(ground, case_, at_centre=True)])
    return taken


def other_digits(lookup_code: str | None) -> str:
    """A 查询码 that is not this one."""
    return f"{(int(lookup_code or 0) + 1) % 10**6:06d}"


def unknown_case(case_code: str) -> str:
    """A case code as it should be, of no case."""
    digits = case_code[:-6] + "9001"
    return digits + f"{98 - int(digits[2:]) * 100 % 97:02d}"


async def test_a_receipt_of_the_kiosk_is_followed_by_typing_and_six_wrong_tries_close_that_case_only(
    ground: Ground, phone: Phone
) -> None:
    taken = await taken_at_kiosk(ground)
    assert taken.case_code
    assert taken.lookup_code
    wrong, unknown = other_digits(taken.lookup_code), unknown_case(taken.case_code)
    pages = set()
    for case_code in (unknown, taken.case_code, taken.case_code):
        await phone.go("/q")
        await phone.press("查", case_code=case_code, lookup_code=wrong)
        assert phone.status == 200
        pages.add(phone.page.replace(case_code, ""))
    assert len(pages) == 1, "a case that is not there answers like a wrong code"
    await phone.press("查", case_code=taken.case_code, lookup_code=taken.lookup_code)
    assert "登记" in Words(phone.page).words
    for _ in range(POLICY.lookup.wrong_tries_per_case_max - 2):
        await phone.go("/q")
        await phone.press("查", case_code=taken.case_code, lookup_code=wrong)
    phone.http.headers["X-Forwarded-For"] = next(ADDRESSES)
    await phone.go("/q")
    await phone.press("查", case_code=taken.case_code, lookup_code=taken.lookup_code)
    assert "暂时不能输码查询" in Words(phone.page).words
    assert "登记" in (await phone.go(path(taken.receipt_url))).words, "the QR still works"


async def test_guessing_codes_ends_for_one_address_and_for_nobody_else(
    ground: Ground, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "case_store.citizen_pages.answering.NO_AFTER_S", 0.0
    )  # the time has a test of its own
    taken = await taken_at_kiosk(ground)
    limit = POLICY.citizen_page.wrong_codes.of_one
    asked = [
        "/r/00000000000000",
        "/t/0000000000000000",
        "/v/0000000000000000",
        "/r/0000000000000000/evaluate",
    ]
    for number in range(limit):
        answer = await phone.http.get(asked[number % len(asked)])
        assert (answer.status_code, NOT_FOUND in Words(answer.text).words) == (200, True)
    refused = await phone.http.get(path(taken.receipt_url))
    assert (refused.status_code, "试得太多了" in Words(refused.text).words) == (429, True)
    assert int(refused.headers["retry-after"]) <= 600
    assert {(await phone.http.get(one)).status_code for one in asked} == {429}
    phone.http.headers["X-Forwarded-For"] = next(ADDRESSES)
    assert (await phone.http.get(path(taken.receipt_url))).status_code == 200


async def test_no_no_is_told_sooner_than_another(
    ground: Ground, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_store.citizen_pages.answering.NO_AFTER_S", 0.5)  # far more than any look takes
    taken = await taken_at_kiosk(ground)
    assert taken.case_code
    code = path(taken.receipt_url)[3:]
    wrong = {"case_code": taken.case_code, "lookup_code": other_digits(taken.lookup_code)}
    unknown = {**wrong, "case_code": unknown_case(taken.case_code)}
    asked = [
        *(phone.http.get(f"/{page}/0123456789ABCDEF") for page in "trqv"),
        *(phone.http.get(f"/{page}") for page in ("t/0123", f"t/{code}", f"v/{code}", "r/0000/evaluate")),
        *(phone.http.post("/q", data=typed) for typed in (wrong, unknown)),
    ]

    async def seconds(asking: Awaitable[httpx2.Response]) -> float:
        began = monotonic()
        assert "没有查到" in Words((await asking).text).words
        return monotonic() - began

    assert min(await asyncio.gather(*map(seconds, asked))) >= 0.5


async def test_the_centre_of_a_place_says_what_is_known_and_whether_it_is_open(
    ground: Ground, phone: Phone
) -> None:
    assert {"a q", "a m", "a c", "a v"} < {*(await phone.go("/")).loads}
    assert "a c/150502" in (await phone.go("/c")).loads
    assert "a 150502-0" in (await phone.go("/c/150502")).loads
    own = await phone.go("/c/150502-0")
    for word in (POLICY.hall.full_name, POLICY.hall.address, POLICY.hall.phone, "08:30～12:00"):
        assert word in own.words
    now = ground.clock.now()
    day = POLICY.calendar.next_working(now.date())
    for hour, says in ((10, "现在开着门，到12:00"), (13, "今天14:30开门"), (20, "08:30开门")):
        ground.clock.move_to(now.replace(month=day.month, day=day.day, hour=hour, minute=0))
        assert says in (await phone.go("/c/150502-0")).words
        day = POLICY.calendar.next_working(day)
    other = await phone.go("/c/150522100")
    assert "待公布" in other.words
    assert "开着门" not in other.words
    assert "a ../m/150522100" in other.loads
    for nowhere in ("/c/150599", "/c/150502999", "/c/x"):
        assert NOT_FOUND in (await phone.go(nowhere)).words
