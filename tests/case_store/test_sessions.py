"""Sessions end by themselves, and at once when somebody's rights change; accounts are changed by administrators."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from case_store.client.hall import HallClient
from case_store.log.schema import desk
from case_store.tokens import COUNTER
from cases.people.account import AccountChange, AccountChanged
from cases.refusal import Refusal
from cases.views import StaffView
from cases.views_guard import AccountRow
from tests.case_store.casework_hall import PEOPLE, employ, open_hall
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import PIN, Ground, make_ground, rows

ADMIN = StaffView(staff_id="boss", name="白某甲", role="hall_admin")
OTHER = StaffView(staff_id="deputy", name="白某乙", role="hall_admin")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    employ(opened.hall, ADMIN, OTHER)
    yield opened
    opened.stop()


@asynccontextmanager
async def signed_in(
    ground: Ground, staff_id: str, pin: str = PIN, counter_no: int | None = None
) -> AsyncIterator[HallClient]:
    async with ground.client(COUNTER) as client:
        granted(await client.sign_in(staff_id, pin, counter_no))
        yield client


async def is_in(client: HallClient) -> bool:
    """Whether the session is one."""
    answer = await client.casework.inbox()
    return not isinstance(answer, Refusal) or answer.code != "auth.session_missing"


def account(ground: Ground, staff_id: str) -> AccountRow:
    store = ground.hall.store
    assert store is not None
    return {row.staff_id: row for row in store._thread.submit(store.hall.accounts.rows).result()}[staff_id]


async def test_a_session_that_nobody_uses_ends_and_one_that_is_used_goes_on(ground: Ground) -> None:
    async with signed_in(ground, "sup") as used, signed_in(ground, "lead") as idle:
        for _ in range(3):
            ground.clock.let_pass(timedelta(minutes=40))
            assert await is_in(used)
        assert not await is_in(idle)


async def test_a_session_ends_some_hours_after_the_pin_however_much_it_is_used(ground: Ground) -> None:
    async with signed_in(ground, "sup") as client:
        for _ in range(23):
            ground.clock.let_pass(timedelta(minutes=30))
            assert await is_in(client)
        ground.clock.let_pass(timedelta(minutes=31))
        assert not await is_in(client)


async def test_a_clock_that_is_set_ends_no_session(ground: Ground) -> None:
    async with signed_in(ground, "sup") as client:
        ground.clock.move_by(timedelta(days=1))
        assert await is_in(client)
        ground.clock.move_by(timedelta(days=-1))
        assert await is_in(client)


async def test_the_day_s_end_ends_the_sessions_of_the_day_and_nobody_s_who_has_signed_in_since(
    tmp_path: Path,
) -> None:
    hall = make_ground(tmp_path)
    hall.hall.config = hall.hall.config.model_copy(
        update={"tick_seconds": 3600}
    )  # the day ends when we say so
    hall.hall.start()
    employ(hall.hall, *PEOPLE)
    store = hall.hall.store
    assert store is not None
    try:
        async with (
            signed_in(hall, "sup") as supervisor,
            signed_in(hall, "s1", counter_no=1) as early,
            signed_in(hall, "lead") as leader,
        ):
            hall.clock.move_by(timedelta(days=1))
            granted(await early.sign_in("s1", PIN, 1))  # the same person at the same counter
            async with signed_in(hall, "s2", counter_no=2) as other:
                await store.run(store.hall.tick)
                assert [await is_in(who) for who in (early, other)] == [True, True]
                assert [await is_in(who) for who in (supervisor, leader)] == [False, False]
                assert len([row for row in rows(hall, desk) if row.staff_id]) == 2
    finally:
        hall.stop()


@pytest.mark.parametrize("what", ["role", "pin", "removed"])
async def test_who_gets_another_role_or_pin_or_is_removed_is_out_at_once(ground: Ground, what: str) -> None:
    async with signed_in(ground, "boss") as boss:
        granted(await boss.accounts.add(StaffView(staff_id=what, name="吴某甲", role="supervisor"), "904417"))
        async with signed_in(ground, what, "904417") as client:
            assert await is_in(client)
            match what:
                case "role":
                    view = StaffView(staff_id=what, name="吴某甲", role="mediator")
                    granted(await boss.accounts.change(view))
                case "pin":
                    granted(await boss.accounts.new_pin(what, "135792"))
                case _:
                    granted(await boss.accounts.remove(what))
            assert not await is_in(client)
        assert await is_in(boss)
        async with ground.client(COUNTER) as again:
            expected = {"role": None, "pin": "auth.pin_wrong", "removed": "auth.pin_wrong"}[what]
            counter_no = 3 if what == "role" else None
            answer = await again.sign_in(what, "904417", counter_no)
            assert (answer.code if isinstance(answer, Refusal) else None) == expected
            if expected is None:
                granted_rights = granted(await again.sign_in(what, "904417", counter_no))
                assert granted_rights.role == "mediator"


async def test_whoever_is_locked_out_is_unlocked_by_another_administrator(ground: Ground) -> None:
    async with ground.client(COUNTER) as guess:
        for _ in range(5):
            await guess.sign_in("boss", "000000", None)
        assert refused(await guess.sign_in("boss", PIN, None)) == "auth.locked"
    assert account(ground, "boss").locked_minutes == 5
    async with signed_in(ground, "deputy") as deputy:
        rows = granted(await deputy.accounts.rows())
        assert [row.staff_id for row in rows if row.locked_minutes] == ["boss"]
        granted(await deputy.accounts.unlock("boss"))
    async with signed_in(ground, "boss") as boss:
        assert await is_in(boss)
        assert refused(await boss.accounts.unlock("boss")) == "account.own"
        assert refused(await boss.accounts.remove("boss")) == "account.own"
        assert (
            refused(await boss.accounts.new_pin("boss", "904417")) == "account.own"
        )  # not without the old one
        own = StaffView(staff_id="boss", name="白某甲", role="leader")
        assert refused(await boss.accounts.change(own)) == "account.own"


async def test_one_s_own_pin_is_changed_with_the_one_of_until_now(ground: Ground) -> None:
    async with signed_in(ground, "deputy") as deputy:
        assert refused(await deputy.accounts.own_pin("000001", "904417")) == "auth.pin_wrong"
        assert refused(await deputy.accounts.own_pin(PIN, "123456")) == "auth.pin_guessable"
        assert refused(await deputy.accounts.own_pin(PIN, "9044")) == "auth.pin_form"
        granted(await deputy.accounts.own_pin(PIN, "904417"))
        assert not await is_in(deputy)
    async with signed_in(ground, "deputy", "904417") as deputy:
        granted(await deputy.accounts.own_pin("904417", PIN))


async def test_accounts_are_for_administrators_and_what_is_asked_is_checked(ground: Ground) -> None:
    someone = StaffView(staff_id="new", name="吴某乙", role="supervisor")
    async with signed_in(ground, "lead") as leader, signed_in(ground, "boss") as boss:
        assert refused(await leader.accounts.rows()) == "auth.right"
        assert refused(await leader.accounts.add(someone, "904417")) == "auth.right"
        for view, code in (
            (ADMIN, "account.exists"),
            (StaffView(staff_id="new", name="吴某乙", role="king"), "account.role_unknown"),
            (StaffView(staff_id="new", name="吴某乙", role="unit_officer", unit="?"), "account.unit_unknown"),
        ):
            assert refused(await boss.accounts.add(view, "904417")) == code
        assert refused(await boss.accounts.unlock("nobody")) == "account.unknown"
        granted(await boss.accounts.add(someone, "904417"))
        assert "new" in {person.staff_id for person in granted(await boss.staff())}
        granted(await boss.accounts.remove("new"))
        assert "new" not in {person.staff_id for person in granted(await boss.staff())}
    added = AccountChanged(staff_id="new", what=AccountChange.ADDED, role="supervisor")
    assert ("staff:boss", added) in told(ground)


async def test_a_counter_s_credential_holds_until_pin_or_role_changes(ground: Ground) -> None:
    async with signed_in(ground, "deputy") as deputy, signed_in(ground, "boss") as boss:
        kept = deputy.credential
        assert kept is not None
        assert granted(await deputy.credential_holds("deputy", kept))
        assert not granted(await deputy.credential_holds("boss", kept))
        assert not granted(await deputy.credential_holds("nobody", kept))
        assert not granted(await deputy.credential_holds("deputy", "x"))
        granted(await boss.accounts.new_pin("deputy", "904417"))
        assert not granted(await deputy.credential_holds("deputy", kept))
        granted(await boss.accounts.new_pin("deputy", PIN))
        assert not granted(await deputy.credential_holds("deputy", kept))  # another salt: it is given anew


def told(ground: Ground) -> list[tuple[str, Any]]:
    """Actor and event of every change of an account."""
    store = ground.hall.store
    assert store is not None
    names = {f"staff:{person.staff_id}" for person in (ADMIN, OTHER)} | {"staff:new"}
    return store._thread.submit(
        lambda: [
            (
                envelope.actor,
                AccountChanged(**{**envelope.body, "what": AccountChange(envelope.body["what"])}),
            )
            for name in sorted(names)
            for envelope, _told in store.log.read(name)
            if envelope.type == "account_changed"
        ]
    ).result()
