"""保全: while it stands nobody forgets the case, and whoever tries is told why, since when, and whom to ask."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import uuid_utils.compat as uuid_v7

from case_store.client.hall import HallClient
from case_store.log.schema import event
from case_store.policy_files import load_texts
from case_store.tokens import COUNTER
from cases.casework import acts
from cases.policy.guard import TwoPersonAct
from cases.refusal import Reader, Refusal
from cases.views import StaffView
from tests.case_store.casework_hall import CaseworkHall, at_work, employ, open_hall
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import PIN, Ground, folded, rows, until

BOSS = StaffView(staff_id="boss", name="白某甲", role="hall_admin")
ELSEWHERE = StaffView(staff_id="sup_labour", name="包某丁", role="supervisor", unit="labour")
COURT, REVIEW = acts.Hold(reason_code="court"), acts.Hold(reason_code="review")
ERROR = "registered_in_error"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A hall and its centre; each test has a case of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"), centre=True)
    employ(opened.hall, BOSS, ELSEWHERE)
    employ(opened.centre, StaffView(staff_id="h1", name="敖某戊", role="leader"))
    yield opened
    opened.stop()


async def withdrawn(hall: CaseworkHall) -> tuple[str, str]:
    case_id = await hall.register()
    return case_id, (await hall.do("s1", case_id, acts.Withdraw(because="自己和好了"))).case_code


async def asked_to_forget(boss: HallClient, code: str) -> str | Refusal:
    return await boss.two_person.ask(TwoPersonAct.FORGET, code, ERROR)


async def test_who_asks_to_forget_a_held_case_hears_why_since_when_and_whom_to_ask(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss", "sup", "lead") as hall:
        case_id, code = await withdrawn(hall)
        page = await hall.do("sup", case_id, COURT)
        ground.clock.move_by(timedelta(minutes=1))
        page = await hall.do("lead", case_id, REVIEW)
        first, second = page.holds
        assert [(one.reason_code, one.name) for one in page.holds] == [
            ("court", "赵某己"),
            ("review", "孟某庚"),
        ]
        assert second.since - first.since >= timedelta(minutes=1)
        told = [(line.type, dict(line.facts), line.by_name) for line in page.timeline[-2:]]
        assert told == [
            ("hold_placed", {"reason_code": "court"}, "赵某己"),
            ("hold_placed", {"reason_code": "review"}, "孟某庚"),
        ]

        answer = await asked_to_forget(hall.who["boss"], code)
        assert isinstance(answer, Refusal)
        said = load_texts(ground.hall.config.assets_dir).tell(answer, Reader.STAFF)
        assert f"{code} 正在保全" in said
        assert "共2条，最早一条：诉讼、仲裁或复议中，2026-11-23由工号sup提出" in said

        await hall.do("lead", case_id, acts.LiftHold(hold_id=first.hold_id))  # not only by who placed it
        answer = await asked_to_forget(hall.who["boss"], code)
        assert isinstance(answer, Refusal)
        assert (answer.code, answer.facts["reason"]) == ("forget.held", "评查、信访复查复核中")
        page = await hall.do("sup", case_id, acts.LiftHold(hold_id=second.hold_id))
        assert (page.holds, page.timeline[-1].type) == ((), "hold_lifted")
        assert "lift-hold" not in page.acts
        granted(await asked_to_forget(hall.who["boss"], code))


async def test_a_case_is_held_in_every_state_and_nothing_else_stops(ground: Ground) -> None:
    async with at_work(ground, "s1", "sup") as hall:
        case_id = await hall.register()
        page = await hall.do("sup", case_id, COURT)
        assert (page.state, "hold" in page.acts, "lift-hold" in page.acts) == ("registered", True, True)
        assert (await hall.do("s1", case_id, acts.Accept())).state == "accepted"


async def test_it_takes_the_right_and_a_case_that_one_may_open(ground: Ground) -> None:
    async with at_work(ground, "s1", "disp", "boss", "c_labour", "sup_labour", "sup") as hall:
        case_id, _ = await withdrawn(hall)
        (hold,) = (await hall.do("sup", case_id, COURT)).holds
        for act in (REVIEW, acts.LiftHold(hold_id=hold.hold_id)):
            for nobody in ("s1", "disp", "boss", "c_labour"):
                assert await hall.refused(nobody, case_id, act) == "auth.right"
            assert await hall.refused("sup_labour", case_id, act) == "case.unknown"
        assert "hold" not in granted(await hall.who["s1"].casework.open(case_id)).acts
        assert granted(await hall.who["sup"].casework.open(case_id)).holds == (hold,)


async def test_what_makes_no_sense_is_refused_and_what_is_sent_twice_happens_once(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss", "sup") as hall:
        case_id, code = await withdrawn(hall)
        assert await hall.refused("sup", case_id, acts.Hold(reason_code="whim")) == "forget.reason_unknown"
        assert await hall.refused("sup", case_id, acts.LiftHold(hold_id="none")) == "hold.unknown"
        id_ = uuid_v7.uuid7()
        sup = hall.who["sup"].casework
        (hold,) = granted(await sup.act(case_id, COURT, id_)).holds
        assert granted(await sup.act(case_id, COURT, id_)).holds == (hold,)
        await hall.do("sup", case_id, acts.LiftHold(hold_id=hold.hold_id))

        request_id = granted(await asked_to_forget(hall.who["boss"], code))
        employ(ground.hall, StaffView(staff_id="lead2", name="乌某丙", role="leader"))
        granted(await hall.who["boss"].two_person.confirm(request_id, "lead2", PIN))
        assert await hall.refused("sup", case_id, COURT) == "case.forgotten"
        assert "hold" not in granted(await sup.open(case_id)).acts


async def test_many_cases_are_held_at_once_as_an_inspection_asks(ground: Ground) -> None:
    async with at_work(ground, "s1", "sup") as hall:
        ids = tuple([await hall.register() for _ in range(2)])
        lines = granted(
            await hall.who["sup"].casework.act_on_many((*ids, "none"), acts.Hold(reason_code="inspection"))
        )
        assert [line.code for line in lines] == ["", "", "case.unknown"]
        for case_id in ids:
            assert len(granted(await hall.who["sup"].casework.open(case_id)).holds) == 1


async def test_what_the_centre_holds_the_hall_does_not_forget(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss", "lead") as hall:
        case_id, code = await withdrawn(hall)
        of_case = f"case:{case_id}"
        await until(
            lambda: any(
                (row.aggregate, row.type) == (of_case, "case_withdrawn")
                for row in rows(ground, event, at_centre=True)
            )
        )
        await folded(ground)
        async with ground.client(COUNTER, ground.centre.url) as above:
            granted(await above.sign_in("h1", PIN, None))
            (hold,) = granted(await above.casework.act(case_id, COURT)).holds
        await until(
            lambda: any(row.type == "hold_placed" for row in rows(ground, event) if row.aggregate == of_case)
        )
        assert refused(await asked_to_forget(hall.who["boss"], code)) == "forget.held"
        (here,) = granted(await hall.who["lead"].casework.open(case_id)).holds
        assert (here.hold_id, here.since) == (hold.hold_id, hold.since)
