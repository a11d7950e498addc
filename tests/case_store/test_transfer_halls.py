"""移交其他大厅, as people press it: two halls and their centre in three processes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import pytest

from case_store.client.hall import HallClient
from case_store.keys import CENTRE
from cases.advice.grade import CaseGrade
from cases.casework import acts
from cases.matter.matter import PrivateMatter
from cases.matter.source import Source
from cases.refusal import Refusal
from cases.views_casework import CaseView
from tests.case_store.casework_hall import NOISE
from tests.case_store.one_hall import granted
from tests.case_store.two_halls import ADMIN, DESK, LEADER, A, B, TwoHalls, two_halls

T = TypeVar("T")
WORDS = PrivateMatter(contact_name="王某甲", contact_phone="13000000021", story="天天夜里吵，睡不着。")
HAND_OVER = acts.HandOver(to_store=B, because="当事人都住在那边")
CENTRES = f"""effective_from = 2026-01-01
source = "test"
[[centres]]
code = "{A}"
level = "banner"
name = "甲中心"
[[centres]]
code = "{B}"
level = "banner"
name = "乙中心"
"""


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoHalls]:
    with two_halls(tmp_path_factory.mktemp("halls")) as running:
        yield running


@dataclass
class People:
    """Reception and the leader of each hall, and the leader at the centre."""

    desk_a: HallClient
    lead_a: HallClient
    desk_b: HallClient
    lead_b: HallClient
    above: HallClient


@asynccontextmanager
async def at_work(halls: TwoHalls) -> AsyncIterator[People]:
    """All of them are signed in, and everybody knows which centres there are: the centre above has told them."""
    people = People(
        *[
            await halls.sign_in(store, who)
            for store, who in ((A, DESK), (A, LEADER), (B, DESK), (B, LEADER), (CENTRE, LEADER))
        ]
    )
    try:
        await _introduce(halls)
        yield people
    finally:
        for client in vars(people).values():
            await client.aclose()


async def _introduce(halls: TwoHalls) -> None:
    async with await halls.sign_in(CENTRE, ADMIN) as centre, await halls.sign_in(A, ADMIN) as hall:
        if granted(await centre.policy.files())["centres.toml"] != CENTRES:
            granted(await centre.policy.revise({"centres.toml": CENTRES}, "登记各中心"))
        await until(hall.policy.files, lambda files: files["centres.toml"] == CENTRES)


async def until(ask: Callable[[], Awaitable[T | Refusal]], is_so: Callable[[T], bool]) -> T:
    """Asked again until it is so: what happens in between happens in other processes."""
    async with asyncio.timeout(60):
        while True:
            answer = await ask()
            if not isinstance(answer, Refusal) and is_so(answer):
                return answer
            await asyncio.sleep(0.05)


async def do(client: HallClient, case_id: str, act: acts.Act) -> CaseView:
    return granted(await client.casework.act(case_id, act))


async def refused(client: HallClient, case_id: str, act: acts.Act) -> str:
    answer = await client.casework.act(case_id, act)
    assert isinstance(answer, Refusal), answer
    return answer.code


def due(page: CaseView) -> dict[str, datetime]:
    return {clock.clock_id: clock.due_at for clock in page.clocks}


def said(page: CaseView) -> list[str]:
    return [line.type for line in page.timeline]


async def handed_over(people: People) -> CaseView:
    """A matter of hall A, accepted and handed to hall B; the page that B's leader sees."""
    brought = granted(await people.desk_a.casework.bring_in(Source.PHONE, NOISE, WORDS)).case
    await do(people.desk_a, brought.case_id, acts.Accept())
    page = await do(people.lead_a, brought.case_id, HAND_OVER)
    assert (page.held_here, page.primary) == (False, "")
    inbox = lambda: people.lead_b.casework.inbox("handed")  # noqa: E731
    found = await until(inbox, lambda told: brought.case_id in [row.case_id for row in told.rows])
    assert {row.primary for row in found.rows} == {"take-over"}
    return granted(await people.lead_b.casework.open(brought.case_id))


async def test_a_case_is_handed_over_taken_and_worked_on_with_its_persons_and_its_clocks(
    halls: TwoHalls,
) -> None:
    async with at_work(halls) as people:
        page = await handed_over(people)
        before = granted(await people.lead_a.casework.open(page.case_id))
        assert page.private.story == WORDS.story
        assert due(page) == due(before) != {}
        assert "当事人都住在那边" in [line.text for line in page.timeline]
        taken = await do(people.lead_b, page.case_id, acts.TakeOver())
        assert (taken.held_here, taken.state, due(taken)) == (True, "accepted", due(before))
        graded = await do(
            people.desk_b, page.case_id, acts.Grade(grade=CaseGrade.ORDINARY, because="现场看过")
        )
        assert graded.state == "graded"
        open_at_a = lambda: people.desk_a.casework.open(page.case_id)  # noqa: E731
        seen = await until(open_at_a, lambda told: told.holder == B)
        assert (seen.held_here, seen.private.story) == (False, WORDS.story)
        assert "case_graded" not in said(seen)
        open_above = lambda: people.above.casework.open(page.case_id)  # noqa: E731
        await until(open_above, lambda told: "case_graded" in said(told))  # A may hear of B before B is heard
        assert await refused(people.desk_a, page.case_id, acts.Accept()) == "case.not_holder"


async def test_a_hall_that_declines_says_why_and_the_other_goes_on_by_itself(halls: TwoHalls) -> None:
    async with at_work(halls) as people:
        page = await handed_over(people)
        assert await refused(people.lead_b, page.case_id, acts.Decline()) == "decline.needs_reason"
        assert await refused(people.desk_b, page.case_id, acts.Decline(because="不行")) == "auth.right"
        declined = await do(people.lead_b, page.case_id, acts.Decline(because="不是我们的辖区"))
        assert (declined.primary, "take-over" in declined.acts) == ("", False)
        open_at_a = lambda: people.desk_a.casework.open(page.case_id)  # noqa: E731
        back = await until(open_at_a, lambda told: told.held_here)
        assert "不是我们的辖区" in [line.text for line in back.timeline]
        await do(people.desk_a, page.case_id, acts.Grade(grade=CaseGrade.SIMPLE, because="双方都在"))
        inbox = lambda: people.lead_b.casework.inbox("handed")  # noqa: E731
        await until(inbox, lambda told: page.case_id not in [row.case_id for row in told.rows])


async def test_a_store_that_nobody_registered_is_not_handed_to(halls: TwoHalls) -> None:
    async with at_work(halls) as people:
        case = granted(await people.desk_a.casework.bring_in(Source.PHONE, NOISE, WORDS)).case
        for nowhere, code in (("150999000", "hand_over.unknown_store"), (A, "hand_over.itself")):
            act = acts.HandOver(to_store=nowhere, because="试试")
            assert await refused(people.lead_a, case.case_id, act) == code


async def test_a_hall_that_was_dead_learns_that_its_case_was_taken_over(halls: TwoHalls) -> None:
    async with at_work(halls) as people:
        case = granted(await people.desk_a.casework.bring_in(Source.PHONE, NOISE, WORDS)).case
        above = lambda: people.above.casework.open(case.case_id)  # noqa: E731
        await until(above, lambda _told: True)
        halls.at[A].kill()
        taken = await do(people.above, case.case_id, acts.TakeOver(forced=True, because="停电，联系不上"))
        assert taken.held_here
        halls.at[A].begin()
        halls.at[A].wait_until_ready()
        async with await halls.sign_in(A, DESK) as desk:
            seen = await until(lambda: desk.casework.open(case.case_id), lambda told: told.holder == CENTRE)
            assert (seen.held_here, seen.primary) == (False, "")
            assert "停电，联系不上" in [line.text for line in seen.timeline]
