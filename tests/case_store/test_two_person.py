"""Two persons: one asks, another confirms with their own PIN; never the same one, never too late, never twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from case_store.client.hall import HallClient
from case_store.log.schema import event
from cases.casework import acts
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.policy.guard import TwoPersonAct
from cases.views import StaffView
from tests.case_store.casework_hall import NOISE, NOISE_WORDS, CaseworkHall, at_work, employ, open_hall
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import PIN, Ground, rows

ADMIN = StaffView(staff_id="boss", name="白某甲", role="hall_admin")
OTHER_PIN = "904417"
FORGET, ERROR = TwoPersonAct.FORGET, "registered_in_error"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all of these: each test has cases of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    employ(opened.hall, ADMIN)
    yield opened
    opened.stop()


async def withdrawn(
    hall: CaseworkHall, opened: OpenMatter = NOISE, words: PrivateMatter = NOISE_WORDS
) -> tuple[str, str]:
    """A case that its citizen took back: id and code."""
    case_id = await hall.register(opened, words)
    page = await hall.do("s1", case_id, acts.Withdraw(because="自己和好了"))
    return case_id, page.case_code


def types_of(ground: Ground, case_id: str) -> list[str]:
    return [row.type for row in rows(ground, event) if row.aggregate == f"case:{case_id}"]


async def test_the_second_person_confirms_at_whichever_counter_with_their_own_pin(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss") as hall:
        case_id, code = await withdrawn(hall)
        boss = hall.who["boss"]
        request_id = granted(await boss.two_person.ask(FORGET, code, ERROR))
        (row,) = granted(await boss.two_person.rows())
        assert (row.request_id, row.act, row.case_code, row.asked_by) == (request_id, "forget", code, "boss")
        assert row.until - row.asked_at == timedelta(minutes=30)
        assert types_of(ground, case_id)[-1] != "case_forgotten"  # nothing happens by asking
        done = granted(await boss.two_person.confirm(request_id, "lead", PIN))
        assert (done.act, done.case_id) == (FORGET, case_id)
        assert types_of(ground, case_id)[-1] == "case_forgotten"
        assert granted(await boss.two_person.rows()) == ()
        told = [(r.type, r.actor) for r in rows(ground, event) if r.aggregate == f"two_person:{request_id}"]
        assert told == [("act_requested", "staff:boss"), ("act_confirmed", "staff:lead")]


async def test_nobody_is_both_also_from_another_device(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss", "lead") as hall:
        case_id, code = await withdrawn(hall)
        request_id = granted(await hall.who["boss"].two_person.ask(FORGET, code, ERROR))
        for at in ("boss", "lead"):  # at their own screen, and at somebody else's
            assert (
                refused(await hall.who[at].two_person.confirm(request_id, "boss", PIN)) == "two_person.same"
            )
        assert "case_forgotten" not in types_of(ground, case_id)


async def test_it_takes_the_right_pin_and_the_right_to_confirm(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss") as hall:
        case_id, code = await withdrawn(hall)
        boss = hall.who["boss"].two_person
        request_id = granted(await boss.ask(FORGET, code, ERROR))
        assert refused(await boss.confirm(request_id, "lead", OTHER_PIN)) == "auth.pin_wrong"
        assert refused(await boss.confirm(request_id, "nobody", PIN)) == "auth.pin_wrong"
        assert refused(await boss.confirm(request_id, "sup", PIN)) == "auth.right"
        assert "case_forgotten" not in types_of(ground, case_id)
        assert refused(await hall.who["s1"].two_person.ask(FORGET, code, ERROR)) == "auth.right"
        assert refused(await hall.who["s1"].two_person.rows()) == "auth.right"


async def test_a_request_is_confirmed_once_and_in_time(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss") as hall:
        boss = hall.who["boss"].two_person
        _, first = await withdrawn(hall)
        request_id = granted(await boss.ask(FORGET, first, ERROR))
        granted(await boss.confirm(request_id, "lead", PIN))
        assert refused(await boss.confirm(request_id, "lead", PIN)) == "two_person.settled"
        _, second = await withdrawn(hall)
        late = granted(await boss.ask(FORGET, second, ERROR))
        ground.clock.move_by(timedelta(minutes=30))
        assert granted(await boss.rows()) == ()
        assert refused(await boss.confirm(late, "lead", PIN)) == "two_person.late"
        taken_back = granted(await boss.ask(FORGET, second, ERROR))
        granted(await boss.decline(taken_back))
        assert refused(await boss.confirm(taken_back, "lead", PIN)) == "two_person.settled"
        assert refused(await boss.confirm("none", "lead", PIN)) == "two_person.unknown"


async def test_what_was_allowed_when_it_was_asked_is_looked_at_again_when_it_is_confirmed(
    ground: Ground,
) -> None:
    async with at_work(ground, "s1", "boss", "lead") as hall:
        case_id, code = await withdrawn(hall)
        boss = hall.who["boss"].two_person
        request_id = granted(await boss.ask(FORGET, code, ERROR))
        (hold,) = (await hall.do("lead", case_id, acts.Hold(reason_code="court"))).holds
        assert refused(await boss.confirm(request_id, "lead", PIN)) == "forget.held"
        await hall.do("lead", case_id, acts.LiftHold(hold_id=hold.hold_id))
        granted(await boss.confirm(request_id, "lead", PIN))  # a refusal leaves the request as it was


async def of(client: HallClient, code: str, reason: str = ERROR) -> str:
    return refused(await client.two_person.ask(FORGET, code, reason))


async def test_what_is_open_held_or_to_be_kept_is_not_forgotten(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss", "sup") as hall:
        boss = hall.who["boss"]
        open_id = await hall.register()
        open_code = granted(await hall.who["s1"].casework.open(open_id)).case_code
        assert await of(boss, open_code) == "forget.open"
        assert await of(boss, "none") == "case.unknown"
        case_id, code = await withdrawn(hall)
        assert await of(boss, code, "whim") == "forget.reason_unknown"
        assert await of(boss, code, "period_over") == "forget.period"
        (hold,) = (await hall.do("sup", case_id, acts.Hold(reason_code="court"))).holds
        assert await of(boss, code) == "forget.held"
        lift = acts.LiftHold(hold_id=hold.hold_id)
        await hall.do("sup", case_id, lift)
        assert await hall.refused("sup", case_id, lift) == "hold.unknown"
        granted(await boss.two_person.ask(FORGET, code, ERROR))
