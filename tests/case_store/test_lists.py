"""Lists of the counter: what is in them, for whom, and that they follow what happens."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uuid_utils.compat as uuid_v7

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from case_store.hall.house import OnDuty
from case_store.tokens import COUNTER
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import DispatchKind
from cases.data_taken import DataTaken
from cases.refusal import Refusal
from cases.roles import Right, Role, may
from cases.views import StaffView
from cases.views_lists import (
    ListAsked,
    ListFilters,
    ListKind,
    ListPage,
    ListRow,
    ListSort,
    SavedFilter,
    sees_names,
)
from tests.case_store.casework_hall import casework_hall, employ
from tests.case_store.one_hall import OPEN, PRIVATE, OneHall, granted
from tests.case_store.served import PIN, Ground, make_ground

ALL = ListAsked(kind=ListKind.ALL)
ME = OnDuty(staff_id="s1", role="reception", counter_no=1)
BOSS = OnDuty(staff_id="s9", role="supervisor")
NAMELESS = OnDuty(staff_id="s8", role="dispatcher")


def looked(hall: OneHall, asked: ListAsked = ALL, who: OnDuty = ME) -> ListPage:
    while not hall.store.hall.lists.catch_up():
        pass
    return hall.store.hall.lists.page(who, asked, 0, 100)


def only(page: ListPage) -> ListRow:
    assert page.total == 1
    return page.rows[0]


def test_a_case_of_the_kiosk_is_listed_with_its_ticket_and_the_masked_name(hall: OneHall) -> None:
    ticket = hall.take()
    row = only(looked(hall))
    assert (row.ticket_no, row.masked_name, row.category, row.state) == (
        ticket.ticket_no,
        "李**",
        "neighbour",
        "registered",
    )
    assert row.light == "green"


def test_a_case_is_found_by_code_ticket_name_and_pinyin(hall: OneHall) -> None:
    hall.take()
    hall.take(confirmed=False)
    for query in ("李", "li", "l", "linli", "1123-1001", "A001", "邻里 li"):
        assert only(looked(hall, replace(ALL, query=query))).ticket_no == "A001"
    assert looked(hall, replace(ALL, query="李 王")).total == 0


def test_the_table_holds_the_masked_name_and_nothing_that_is_hidden(hall: OneHall) -> None:
    hall.take()
    looked(hall)
    ((_, _, masked, pinyin),) = hall.tables()["case_search"]
    assert (masked, pinyin) == ("李**", "li l")


def test_a_corrected_name_is_listed_as_it_is_now(hall: OneHall) -> None:
    hall.take()
    looked(hall)
    desk = hall.desk(1)
    row = hall.serve(desk)
    private = replace(PRIVATE, contact_name="欧阳某甲")
    case_id = row.case_id or ""
    granted(hall.store.hall.correct(uuid_v7.uuid7(), desk, case_id, (OPEN, private)))
    assert only(looked(hall)).masked_name == "欧阳*"
    assert looked(hall, replace(ALL, query="ouyang")).total == 1


def test_the_waiting_list_follows_every_step(hall: OneHall) -> None:
    waiting = ListAsked(kind=ListKind.WAITING, descending=False)
    tickets = [hall.take().ticket_no, hall.take(confirmed=False).ticket_no]
    assert [row.ticket_no for row in looked(hall, waiting).rows] == tickets
    desk = hall.desk(1)
    row = hall.serve(desk)
    assert {r.state for r in looked(hall, waiting).rows} == {"serving", "waiting"}
    hall.end(desk, row)
    assert [r.ticket_no for r in looked(hall, waiting).rows] == tickets[1:]


def test_a_visit_that_becomes_a_case_is_one_row(hall: OneHall) -> None:
    hall.take(confirmed=False, draft=True)
    assert only(looked(hall)).case_code == ""
    desk = hall.desk(1)
    row = hall.serve(desk)
    granted(hall.store.hall.register(uuid_v7.uuid7(), desk, row.visit_id, (OPEN, PRIVATE)))
    assert only(looked(hall)).case_code != ""
    assert only(looked(hall, ListAsked(kind=ListKind.MINE))).state == "registered"
    assert looked(hall, ListAsked(kind=ListKind.MINE), replace(ME, staff_id="s2")).total == 0


def test_who_accepts_a_case_has_it_among_their_own(hall: OneHall) -> None:
    hall.take()
    desk = hall.desk(2)
    row = hall.serve(desk)
    granted(hall.store.hall.accept(uuid_v7.uuid7(), desk, row.case_id or ""))
    mine = looked(hall, ListAsked(kind=ListKind.MINE), replace(ME, staff_id="s2"))
    assert only(mine).state == "accepted"


def test_due_is_the_most_urgent_first_and_light_follows_the_clock(hall: OneHall) -> None:
    hall.take()
    hall.wait(hours=1)
    hall.take()
    due = ListAsked(kind=ListKind.DUE, sort=ListSort.DUE, descending=False)
    rows = looked(hall, due).rows
    assert [row.due_at for row in rows] == sorted(row.due_at for row in rows if row.due_at)
    hall.wait(days=30)
    assert {row.light for row in looked(hall, due).rows} == {"red"}
    assert looked(hall, replace(due, filters=ListFilters(light="green"))).total == 0


def test_a_dispatcher_sees_no_names_and_finds_nobody_by_name(hall: OneHall) -> None:
    hall.take()
    assert only(looked(hall, ALL, NAMELESS)).masked_name == ""
    assert looked(hall, replace(ALL, query="李"), NAMELESS).total == 0


def test_a_list_taken_out_is_written_down_without_what_was_in_it(hall: OneHall) -> None:
    hall.take()
    hall.take()
    looked(hall)
    page = hall.store.hall.lists.take_out(BOSS, ALL, "csv")
    assert len(page.rows) == page.total == 2
    taken = [event for event in hall.events() if isinstance(event, DataTaken)]
    assert taken == [DataTaken(staff_id="s9", what="list:all", form="csv", rows=2)]


@pytest.mark.parametrize("role", [role for role in Role if may(role, Right.EXPORT_LISTS)])
def test_what_is_taken_out_has_no_more_of_a_person_than_the_role_is_shown(hall: OneHall, role: Role) -> None:
    hall.take()
    who = OnDuty(staff_id="s9", role=role)
    assert looked(hall, who=who).total == 1
    taken = hall.store.hall.lists.take_out(who, ALL, "csv")
    assert [row.masked_name for row in taken.rows] == ["李**" if sees_names(role) else ""]
    assert not [secret for secret in (PRIVATE.contact_name, PRIVATE.contact_phone) if secret in repr(taken)]


def test_after_a_rebuild_names_are_opened_again(hall: OneHall) -> None:
    hall.take()
    looked(hall)
    hall.store.rebuild()
    hall.reopen()
    assert only(looked(hall)).masked_name == "李**"


def test_a_hall_that_starts_again_shows_the_same_lists(hall: OneHall) -> None:
    hall.take()
    hall.take(confirmed=False)
    before = looked(hall).rows
    hall.reopen()
    assert looked(hall).rows == before


def test_saved_filters_are_of_one_person_and_have_a_limit(hall: OneHall) -> None:
    lists = hall.store.hall.lists
    asked = ListAsked(kind=ListKind.DUE, query="李", filters=ListFilters(light="red"))
    granted(lists.save_filter(ME, SavedFilter(name="超期的李", asked=asked)))
    assert lists.filters(ME) == (SavedFilter(name="超期的李", asked=asked),)
    assert lists.filters(BOSS) == ()
    for number in range(19):
        granted(lists.save_filter(ME, SavedFilter(name=str(number), asked=asked)))
    full = lists.save_filter(ME, SavedFilter(name="too many", asked=asked))
    assert isinstance(full, Refusal)
    granted(lists.save_filter(ME, SavedFilter(name="0", asked=ALL)))  # over an earlier one
    assert len(lists.forget_filter(ME, "0")) == 19


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("lists"))
    made.hall.start()
    yield made
    made.stop()


async def signed_in(ground: Ground, role: str, counter_no: int | None) -> HallClient:
    assert ground.hall.store is not None
    staff_id = f"{role}-{counter_no}"
    member = StaffView(staff_id=staff_id, name="包某", role=role)
    await ground.hall.store.run(ground.hall.store.add_staff, member, PIN)
    client = ground.client(COUNTER)
    granted(await client.sign_in(staff_id, PIN, counter_no))
    return client


async def test_over_the_wire_a_counter_looks_and_a_supervisor_takes_out(
    ground: Ground, tmp_path: Path
) -> None:
    desk = await signed_in(ground, "reception", 1)
    async with desk:
        page = granted(await desk.lists.page(ALL))
        assert page.total == 0
        assert isinstance(await desk.lists.take_out(ALL, "csv"), Refusal)
        saved = granted(await desk.lists.save_filter("常用", ALL))
        assert granted(await desk.lists.filters()) == saved
        assert granted(await desk.lists.forget_filter("常用")) == ()
    async with await signed_in(ground, "supervisor", None) as boss:
        assert granted(await boss.lists.take_out(ALL, "xlsx")).total == 0


async def test_without_a_session_there_is_no_list(ground: Ground) -> None:
    async with ground.client(COUNTER) as stranger:
        answer = await stranger.lists.page(ALL)
    assert isinstance(answer, Refusal)
    assert answer.code == "auth.session_missing"


async def test_a_hall_that_is_down_is_unreachable(ground: Ground) -> None:
    async with HallClient("http://127.0.0.1:9", "token") as client:
        with pytest.raises(Unreachable):
            await client.lists.page(ALL)


async def test_a_clerk_of_a_unit_finds_what_their_unit_was_given_and_nothing_else(tmp_path: Path) -> None:
    async with casework_hall(tmp_path) as hall:
        theirs, other = await hall.register(), await hall.register()
        await hall.do("s1", theirs, acts.Accept())
        await hall.do("s1", theirs, acts.Grade(grade=CaseGrade.ORDINARY, because="要现场看"))
        sent = acts.SendTo(
            kind=DispatchKind.SINGLE,
            level=Level.BANNER,
            channel=ResolutionMethod.PEOPLES_MEDIATION,
            units=("justice",),
        )
        await hall.do("s1", theirs, sent)
        employ(hall.ground.hall, StaffView(staff_id="k1", name="赵某", role="unit_clerk", unit="justice"))
        async with hall.ground.client(COUNTER) as clerk:
            granted(await clerk.sign_in("k1", PIN, 3))
            for query in ("", "linli"):
                page = granted(await clerk.lists.page(replace(ALL, query=query)))
                assert [row.row_id for row in page.rows] == [theirs]
        page = granted(await hall.who["s1"].lists.page(ALL))
        assert {row.row_id for row in page.rows} == {theirs, other}
