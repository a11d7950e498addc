"""重新收入 and 强制接管 take two persons where guard.toml says so: one asks and says why, another confirms."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from case_store.client.hall import HallClient
from case_store.log.schema import event, outbox
from case_store.tokens import COUNTER
from cases.casework import acts
from cases.policy.guard import TwoPersonAct
from cases.views import PolicyView, StaffView
from tests.case_store.casework_hall import at_work, employ, open_hall
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import PIN, Ground, Served, rows, until

BOSS = StaffView(staff_id="boss", name="白某甲", role="hall_admin")
OTHER = StaffView(staff_id="other", name="乌某丙", role="hall_admin")
HEAD = StaffView(staff_id="h1", name="敖某戊", role="leader")
CHECKED = "checked with the hall"
WHY = "主机坏了，三天内修不好"
OVER = acts.TakeOver(forced=True, because=WHY)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A hall and its centre."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.1)
        opened = open_hall(tmp_path_factory.mktemp("hall"), centre=True)
        for served in (opened.hall, opened.centre):
            employ(served, BOSS, OTHER, HEAD)
        yield opened
        opened.stop()


async def signed_in(ground: Ground, served: Served, staff_id: str) -> HallClient:
    client = ground.client(COUNTER, served.url)
    granted(await client.sign_in(staff_id, PIN, None))
    return client


async def two_are_needed(boss: HallClient, acts_named: str) -> None:
    """The administrator revises guard.toml."""
    text = granted(await boss.policy.files())["guard.toml"]
    before = next(line for line in text.splitlines() if line.startswith("acts = "))
    done = await boss.policy.revise({"guard.toml": text.replace(before, f"acts = [{acts_named}]")}, "试一试")
    assert isinstance(done, PolicyView), done


async def test_what_was_kept_apart_is_taken_in_when_a_second_person_agrees(ground: Ground) -> None:
    boss = await signed_in(ground, ground.hall, "boss")
    await until(lambda: not rows(ground, outbox))
    store = ground.hall.store
    assert store is not None
    told = next(row for row in rows(ground, event) if row.stream == store.config.name)
    apart = {"stream": told.stream, "position": told.position, "verdict": "quarantined", "reason": "chain"}
    await store.in_log(lambda c: c.execute(sa.insert(outbox), apart))
    (row,) = granted(await boss.quarantine.rows())
    await two_are_needed(boss, '"forget", "readmit"')

    assert refused(await boss.quarantine.readmit(row, CHECKED, uuid4())) == "two_person.needed"
    assert refused(await boss.two_person.ask_to_readmit(row, "  ")) == "quarantine.why_missing"
    request_id = granted(await boss.two_person.ask_to_readmit(row, CHECKED))
    (shown,) = granted(await boss.two_person.rows())
    assert (shown.act, shown.why, shown.asked_by, shown.apart) == ("readmit", CHECKED, "boss", row)
    assert refused(await boss.two_person.confirm(request_id, "boss", PIN)) == "two_person.same"
    assert len(granted(await boss.quarantine.rows())) == 1
    done = granted(await boss.two_person.confirm(request_id, "other", PIN))
    assert (done.act, done.proof) == (TwoPersonAct.READMIT, None)
    assert granted(await boss.quarantine.rows()) == ()
    said = {one.type: one for one in rows(ground, event) if one.actor == "staff:boss"}
    assert said["event_readmitted"].aggregate == f"log:{store.config.name}"
    assert refused(await boss.two_person.ask_to_readmit(row, CHECKED)) == "quarantine.unknown"
    await two_are_needed(boss, '"forget"')
    await boss.aclose()


async def test_a_dead_halls_case_is_taken_by_force_when_a_second_person_agrees(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        case_id = await hall.register()
        code = granted(await hall.who["s1"].casework.open(case_id)).case_code
    await until(
        lambda: any(row.aggregate == f"case:{case_id}" for row in rows(ground, event, at_centre=True))
    )
    ground.hall.stop()
    boss = await signed_in(ground, ground.centre, "boss")
    head = await signed_in(ground, ground.centre, "h1")
    await two_are_needed(boss, '"forget", "take_over"')

    assert refused(await head.casework.act(case_id, OVER)) == "two_person.needed"
    assert refused(await boss.two_person.ask(TwoPersonAct.TAKE_OVER, code, why=WHY)) == "auth.right"
    assert refused(await head.two_person.ask(TwoPersonAct.TAKE_OVER, code)) == "take_over.needs_reason"
    request_id = granted(await head.two_person.ask(TwoPersonAct.TAKE_OVER, code, why=WHY))
    (shown,) = granted(await boss.two_person.rows())
    assert (shown.act, shown.case_code, shown.why, shown.asked_by) == ("take_over", code, WHY, "h1")
    assert all(WHY not in row.body for row in rows(ground, event, at_centre=True))  # sealed, as all free text
    assert not granted(await head.casework.open(case_id)).held_here
    granted(await head.two_person.confirm(request_id, "boss", PIN))
    page = granted(await head.casework.open(case_id))
    assert page.held_here
    assert [(line.by, line.text) for line in page.timeline if line.type == "taken_over"] == [
        ("staff:h1", WHY)
    ]
    assert refused(await head.two_person.ask(TwoPersonAct.TAKE_OVER, code, why=WHY)) == "take_over.held"
    for client in (boss, head):
        await client.aclose()


async def test_who_asked_must_still_have_the_right_when_it_is_confirmed(ground: Ground) -> None:
    ground.hall.start()
    async with at_work(ground, "s1", "boss", "lead") as hall:
        case_id = await hall.register()
        page = await hall.do("s1", case_id, acts.Withdraw(because="自己和好了"))
        asked = await hall.who["boss"].two_person.ask(TwoPersonAct.FORGET, page.case_code, "person_asked")
        async with ground.client(COUNTER) as client:
            granted(await client.sign_in("other", PIN, None))
            granted(await client.accounts.remove("boss"))
        answer = await hall.who["lead"].two_person.confirm(granted(asked), "lead", PIN)
        assert refused(answer) == "two_person.first_gone"
        assert not granted(await hall.who["lead"].casework.open(case_id)).forgotten
