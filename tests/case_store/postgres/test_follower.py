"""What is placed and not folded yet: nothing of it is lost, doubled or out of order (log/fold_later.py)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from case_store.central import follower as following
from case_store.central.follower import Follower
from case_store.log.fold_later import behind
from case_store.log.projections import rebuild
from case_store.log.schema import PROJECTIONS, event, visit
from case_store.store_thread import StoreThread
from case_store.sync.ingest import ingest
from cases.advice.grade import CaseGrade
from cases.casework import case_commands as ask
from cases.queue.visit_events import TicketIssued
from tests.case_store.test_tenures import case_at, grade, record, register, say, take_over
from tests.case_store.two_stores import NOON, STREAM, TwoStores, verdicts


@pytest.fixture
def follower(stores: TwoStores) -> Iterator[Follower]:
    thread = StoreThread(stores.centre.group)
    yield Follower(stores.centre, thread, _Noon())
    thread.shutdown()


class _Noon:
    def now(self) -> datetime:
        return NOON


def ticket(visit_id: str, ticket_no: str) -> TicketIssued:
    return TicketIssued(
        visit_id=visit_id,
        ticket_no=ticket_no,
        queue="A",
        business_date=NOON.date(),
        place_at=NOON,
        leased=False,
        kiosk_id="k1",
        ticket_code_hash="",
    )


def placed(stores: TwoStores) -> list[str]:
    """The hall pushes what the centre does not have; nobody follows."""
    signed = stores.sign(stores.batch())
    with stores.centre.writing(uuid4(), NOON) as work:
        answer = ingest(work.connection, signed, stores.centre_keys.signers, NOON)
    return verdicts(answer)


def waiting(stores: TwoStores) -> dict[str, int]:
    with stores.centre.reading() as connection:
        return behind(connection)


def tables(stores: TwoStores) -> dict[str, list[Any]]:
    with stores.centre.reading() as connection:
        return {t.name: sorted(map(tuple, connection.execute(sa.select(t))), key=repr) for t in PROJECTIONS}


def anew(stores: TwoStores) -> dict[str, list[Any]]:
    """The same tables made from the whole log."""
    with stores.centre.writing(uuid4(), NOON) as work:
        rebuild(work.connection)
    return tables(stores)


def test_what_was_pushed_is_durable_before_it_is_folded_and_folded_once(
    stores: TwoStores, follower: Follower
) -> None:
    stores.happen("visit:1", ticket("1", "A001"))
    assert placed(stores) == ["ok"]
    assert waiting(stores) == {STREAM: 1}
    assert tables(stores)["visit"] == []
    assert placed(stores) == ["dup"]
    assert follower.step() is False
    assert waiting(stores) == {}
    once = tables(stores)
    assert [row[1] for row in once["visit"]] == ["1"]
    assert follower.step() is False
    assert tables(stores) == once == anew(stores)


def test_a_step_is_short_and_the_next_one_goes_on_where_it_ended(
    stores: TwoStores, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "STEP_S", 0.0)
    monkeypatch.setattr(following, "AT_ONCE", 20)
    for number in range(60):
        stores.happen(f"visit:{number}", ticket(str(number), f"A{number:03d}"))
    placed(stores)
    left: list[int] = []
    while follower.step():
        left += waiting(stores).values()
    assert left == sorted(left, reverse=True)
    assert len(left) >= 2
    assert len(tables(stores)["visit"]) == 60
    assert tables(stores) == anew(stores)


def test_a_take_over_between_placing_and_folding_counts_nothing_twice(
    stores: TwoStores, follower: Follower
) -> None:
    say(stores.hall, register(), ask.AcceptCase(staff_id="s1"))
    assert placed(stores) == ["ok", "ok"]
    follower.step()
    say(stores.hall, grade(CaseGrade.DIFFICULT), record("r1"))
    assert placed(stores) == ["dup", "dup", "ok", "ok"]  # the centre's tables do not know them yet
    say(stores.centre, take_over(2), grade(CaseGrade.ORDINARY))
    assert case_at(stores.centre).records == frozenset()
    follower.step()
    case = case_at(stores.centre)
    assert (case.grade, set(case.records)) == (CaseGrade.ORDINARY, {"r1"})
    assert list(stores.apart().values()) == ["old_tenure"]
    assert tables(stores) == anew(stores)


def test_an_event_that_the_tables_refuse_is_set_aside_and_the_next_are_folded(
    stores: TwoStores, follower: Follower
) -> None:
    stores.happen("visit:1", ticket("1", "A001"))
    with stores.hall.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.delete(visit))  # a mistake of ours: the hall gives the number once more
    stores.happen("visit:2", ticket("2", "A001"))
    stores.happen("visit:3", ticket("3", "A003"))
    assert placed(stores) == ["ok", "ok", "ok"]
    follower.step()
    assert [row[1] for row in tables(stores)["visit"]] == ["1", "3"]
    assert list(stores.apart().values()) == ["not_placeable"]
    assert waiting(stores) == {}


def test_a_row_that_a_disk_has_torn_before_it_is_folded_holds_up_no_event_and_no_other_hall(
    stores: TwoStores, follower: Follower
) -> None:
    for number in range(1, 4):
        stores.happen(f"visit:{number}", ticket(str(number), f"A00{number}"))
    assert placed(stores) == ["ok", "ok", "ok"]
    with stores.centre.transaction():
        torn = sa.update(event).where(event.c.aggregate == "visit:2").values(body="{")
        assert stores.centre.connection.execute(torn).rowcount == 1
    assert follower.step() is False
    assert [row[1] for row in tables(stores)["visit"]] == ["1", "3"]
    assert waiting(stores) == {}
    assert tables(stores) == anew(stores)
