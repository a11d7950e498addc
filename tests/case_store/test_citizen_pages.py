"""What a phone shows behind the two QR codes: steps, dates, place in line; nobody's name; one answer for every no."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import httpx2
import pytest

from case_store.citizen_pages.found import PlaceFound, ProgressFound
from case_store.citizen_pages.pages import Fact, PageWriter, PlacePage
from case_store.citizen_pages.rendering import PageRenderer
from case_store.log.schema import outbox, visit
from case_store.policy_files import load_texts
from case_store.sync.wish_book import WishState
from cases.casework.case_state import CaseState
from cases.casework.steps import STEP_OF, outcome_key
from cases.matter.intake import Taken
from cases.queue.visit import VisitState
from cases.queue.wish import WishKind
from cases.views import PlaceView, ProgressView, WaitingRow
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import (
    ASSETS,
    MONDAY,
    PATIENT_S,
    POLICY,
    Ground,
    make_ground,
    rows,
    sit_down,
    until,
)

TEXTS = load_texts(ASSETS)
WRITER = PageWriter(POLICY, TEXTS)
NOT_FOUND = "没有查到。刚登记的可能还没传到，请稍后再看，或打0475-0000000。"


class Words(HTMLParser):
    """The words of a page, and everything it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.loads, self.meta = "", [""][:0], dict[str, str]()
        self._silent = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.loads += [f"{tag} {given[name]}" for name in ("src", "href", "srcset") if given.get(name)]
        if tag == "meta":
            self.meta[given.get("http-equiv") or given.get("name") or "charset"] = given.get("content", "")
        self._silent = tag if tag in ("style", "title", "script") else self._silent

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words += data.strip("\n")


def _found(state: VisitState) -> PlaceFound:
    view = PlaceView(
        ticket_no="A017",
        visit_state=state.value,
        people_ahead=6,
        wait_low_min=10,
        wait_high_min=18,
        counter_no=3,
        as_of=MONDAY,
    )
    return PlaceFound(view=view, business_date=MONDAY.date(), waiting_place="受理区")


def place(state: VisitState, **changes: object) -> PlacePage:
    found = _found(state)
    for name, value in changes.items():
        if name == "business_date":
            found = replace(found, business_date=value)  # type: ignore[arg-type]
        else:
            found = replace(found, view=replace(found.view, **{name: value}))  # type: ignore[arg-type]
    return WRITER.place(found, MONDAY)


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [(10, 18, "10～18分钟"), (0, 9, "9分钟以内"), (0, 0, "马上叫您"), (None, None, "请听叫号")],
)
def test_the_wait_is_a_range_in_words(low: int | None, high: int | None, says: str) -> None:
    page = place(VisitState.WAITING, wait_low_min=low, wait_high_min=high)
    assert page.facts == (Fact("前面还有", "6位"), Fact("大约要等", says))
    assert place(VisitState.WAITING, people_ahead=0).facts[0] == Fact("前面还有", "没有人")


@pytest.mark.parametrize("state", list(VisitState))
def test_every_state_of_a_visit_has_a_page_with_words(state: VisitState) -> None:
    page = place(state)
    words = Words(PageRenderer().render(page)).words
    assert "A017" in words
    assert ("3号窗口" in words) == (state in (VisitState.CALLED, VisitState.SERVING))
    assert ("6位" in words) == (state is VisitState.WAITING)
    assert (page.frame.refresh_s > 0) == (not page.is_past)


def test_yesterdays_number_says_that_it_is_over() -> None:
    page = place(VisitState.WAITING, business_date=MONDAY.date() - timedelta(days=1))
    assert page.say == "这是11月22日的号，已经过了。"
    assert page.is_past


def test_figures_have_an_age_and_after_a_minute_there_are_none() -> None:
    fresh = place(VisitState.WAITING, as_of=MONDAY - timedelta(seconds=60))
    assert fresh.facts
    assert fresh.frame.as_of == "这是60秒前的情况，这一页自己会更新。"
    silent = place(VisitState.WAITING, as_of=MONDAY - timedelta(seconds=61))
    assert silent.facts == ()
    assert silent.say.startswith("大厅的消息断了")
    assert silent.frame.as_of == ""
    called = place(VisitState.CALLED, as_of=MONDAY - timedelta(seconds=61))
    assert called.where == "3号窗口"
    assert called.frame.late.startswith("大厅的消息断了")


def test_the_next_one_is_told_so() -> None:
    assert place(VisitState.WAITING, people_ahead=0).say == "下一个就是您。"
    assert place(VisitState.WAITING, people_ahead=1).say == ""


@pytest.mark.parametrize("state", list(VisitState))
def test_only_what_the_hall_could_grant_is_offered(state: VisitState) -> None:
    actions = [form.action for form in place(state).forms]
    may_leave = state in (VisitState.WAITING, VisitState.ON_HOLD, VisitState.CALLED)
    assert ("/leave" in actions) == may_leave
    assert ("/postpone" in actions) == (state is VisitState.WAITING)


def test_a_visit_that_is_held_or_handed_over_is_not_said_to_be_gone() -> None:
    until = MONDAY + timedelta(minutes=10)
    view = replace(_found(VisitState.ON_HOLD), hold_until=until)
    assert WRITER.place(view, MONDAY).say == "给您留到09:40。"
    assert place(VisitState.TRANSFERRED).say == "正在给您换一个窗口。"


def test_every_reason_of_a_refused_wish_is_a_sentence_for_the_citizen() -> None:
    for reason in (
        *("visit.not_waiting", "visit.postponed_too_often", "visit.cannot_leave", "visit.unknown"),
        *("wish.too_late", "wish.day_over", "wish.unknown_kind", "a.code.of.a.newer.hall"),
    ):
        refused = WishState(count=1, kind=WishKind.POSTPONE, at=MONDAY, granted=False, reason=reason)
        page = WRITER.place(replace(_found(VisitState.WAITING), wish=refused), MONDAY)
        assert page.wish.startswith("已送到大厅。")
        assert page.wish.endswith("。")
        assert len(page.wish) > len("已送到大厅。")


@pytest.mark.parametrize("state", list(CaseState))
def test_every_state_of_a_case_has_a_page_with_words(state: CaseState) -> None:
    view = ProgressView(
        case_code="ZZ1",
        registered_at=MONDAY,
        step=STEP_OF[state],
        outcome=outcome_key(state),
        answer_by=date(2027, 1, 4),
        as_of=MONDAY,
    )
    page = WRITER.progress(ProgressFound(view=view), MONDAY)
    words = Words(PageRenderer().render(page)).words
    assert page.sentence in words
    assert "11月23日登记" in words
    assert "ZZ1" not in words
    assert ("最迟2027年1月4日告诉您是否受理" in words) == (state is CaseState.REGISTERED)
    ended = state in (CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.MERGED)
    assert ("录入" in words) == ("评价" in words) == (not ended)


def test_the_pages_colours_are_those_of_the_theme() -> None:
    theme = (ASSETS / "ui" / "Theme.qml").read_text("utf-8")
    # Of a colour for dark and one for light the dark one stands first in its line; of one for both there is one.
    line = r'readonly property color (\w+):[^"\n]*"(#[0-9A-Fa-f]{6})"(?:[^"\n]*"(#[0-9A-Fa-f]{6})")?'
    named = {name: (dark, light or dark) for name, dark, light in re.findall(line, theme)}
    style = (Path(PageRenderer.__module__.replace(".", "/")).parent / "style.css").read_text("utf-8")
    blocks = re.findall(r":root \{([^}]*#[^}]*)\}", style)
    light, dark = (dict(re.findall(r"--(\w+): (#[0-9A-Fa-f]{6});", block)) for block in blocks)
    assert {name: named[name][1] for name in light} == light
    assert {name: named[name][0] for name in dark} == dark
    same = {name for name in light if named[name][0] == named[name][1]}
    assert {*dark} == {*light} - same, "every colour is told for dark"
    rest = re.sub(r":root \{[^}]*#[^}]*\}", "", style)
    assert "#" not in rest
    own = {"title", "mark", "soft", "pad", "dot"}
    assert {*re.findall(r"var\(--(\w+)\)", rest)} == {*light} | own


# Served for real.


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("pages"), upstream=True)
    made.hall.start()
    made.centre.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def taken(ground: Ground) -> Taken:
    """One citizen's papers; the centre knows of them."""

    async def take() -> Taken:
        async with opened(ground.door()) as door:
            taken = await door.take(dispute(ground))
        await until(lambda: len(rows(ground, visit, at_centre=True)) == 1 and not rows(ground, outbox))
        return taken

    return asyncio.run(take())


@pytest.fixture
async def phone(ground: Ground) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=ground.centre.url, timeout=PATIENT_S) as client:
        yield client


def path(url: str | None) -> str:
    return (url or "").removeprefix(POLICY.hall.citizen_base_url)


async def test_from_the_ticket_to_the_window_as_the_phone_sees_it(
    ground: Ground, taken: Taken, phone: httpx2.AsyncClient
) -> None:
    counter = await sit_down(ground)
    await until(lambda: not rows(ground, outbox))

    async def seen() -> Words:
        return Words((await phone.get(path(taken.ticket_url))).text)

    waiting = await seen()
    assert taken.ticket_no is not None
    assert taken.ticket_no in waiting.words
    assert waiting.meta["refresh"] == "20"
    called = await counter.call_next(1)
    assert isinstance(called, WaitingRow)
    await until(lambda: rows(ground, visit, at_centre=True)[0].state == "called")
    assert "1号窗口" in (await seen()).words
    await counter.start(called.visit_id)
    await counter.end(called.visit_id)
    await until(lambda: rows(ground, visit, at_centre=True)[0].state == "done")
    assert "refresh" not in (await seen()).meta
    await counter.aclose()


async def test_the_receipt_shows_steps_and_promise_and_nobody(
    taken: Taken, phone: httpx2.AsyncClient
) -> None:
    response = await phone.get(path(taken.receipt_url))
    words = Words(response.text)
    for word in ("录入", "分流", "办理", "反馈", "评价", "最迟11月26日告诉您是否受理", "0475-0000000"):
        assert word in words.words
    secrets = ("李某甲", "1300", "楼上", "邻里", taken.case_code, taken.lookup_code, taken.visit_id)
    for secret in secrets:
        assert secret
        assert secret not in response.text
    assert {*words.loads} == {"link data:,", "a tel:0475-0000000"}
    assert "script" not in response.text


async def test_every_wrong_code_is_answered_alike(taken: Taken, phone: httpx2.AsyncClient) -> None:
    ticket, receipt = path(taken.ticket_url), path(taken.receipt_url)
    torn = [
        *(receipt[:-1], receipt[:-1] + ("0" if receipt[-1] != "0" else "1"), receipt + "0", "/r/", "/q/"),
        *("/r" + ticket[2:], "/t" + receipt[2:]),  # the right code on the other page
        *(
            "/r/..%2F..%2Fetc%2Fpasswd",
            "/r/%00",
            "/r/李某甲",
            "/r/" + "A" * 3000,
            *("/r/李某甲/word", "/r/%0D%0AX:1/word", "/t/李某甲/leave"),  # as if a form had been sent there
            "/q/<script>alert(1)</script>",
        ),
    ]
    answers = [await phone.get(wrong) for wrong in torn]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert NOT_FOUND in Words(answers[0].text).words
    for either in (ticket, receipt):
        assert NOT_FOUND not in Words((await phone.get("/q" + either[2:].lower())).text).words


async def test_who_reloads_where_a_form_was_sent_comes_back_to_the_page(
    taken: Taken, phone: httpx2.AsyncClient
) -> None:
    for page, form in ((path(taken.receipt_url), "word"), (path(taken.ticket_url), "leave")):
        code = page[3:]
        wide = "".join(chr(ord(char) + 0xFEE0) for char in code)  # as a Chinese keyboard types it
        for typed in (code, wide):
            answer = await phone.get(f"{page[:3]}{typed}/{form}")
            assert (answer.status_code, answer.headers["location"]) == (303, f"../{code}")


async def test_what_the_browser_may_do_is_next_to_nothing(taken: Taken, phone: httpx2.AsyncClient) -> None:
    for asked in (path(taken.receipt_url), path(taken.ticket_url), "/q/nothing"):
        headers = (await phone.get(asked)).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in headers["content-security-policy"]


async def test_an_accident_of_ours_is_a_sentence_too_and_logs_no_code(
    ground: Ground, taken: Taken, phone: httpx2.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ground.centre.store
    assert store is not None
    await store.in_log(lambda connection: connection.exec_driver_sql("ALTER TABLE case_ RENAME TO broken"))
    answer = await phone.get(path(taken.receipt_url))
    assert answer.status_code == 503
    assert "这会儿查不了" in Words(answer.text).words
    out, err = capsys.readouterr()
    assert path(taken.receipt_url)[3:] not in out + err
    await store.in_log(lambda connection: connection.exec_driver_sql("ALTER TABLE broken RENAME TO case_"))


async def test_the_hall_itself_serves_no_pages(ground: Ground, taken: Taken) -> None:
    async with httpx2.AsyncClient(base_url=ground.hall.url) as client:
        assert (await client.get(path(taken.ticket_url))).status_code == 404


async def test_the_centres_notice_is_for_everybody_and_says_only_what_it_knows(
    phone: httpx2.AsyncClient,
) -> None:
    page = Words((await phone.get(f"/n/{POLICY.hall.stream}")).text)
    for word in (
        "有矛盾纠纷",
        "讨薪劳动",
        POLICY.hall.address,
        "08:30～12:00",
        "矛盾纠纷多元化解区",
        "0475-0000000",
    ):
        assert word in page.words, word
    for nowhere in ("/n/150521000", "/n/", "/n/..%2F", "/n/李某甲"):
        assert NOT_FOUND in Words((await phone.get(nowhere)).text).words
