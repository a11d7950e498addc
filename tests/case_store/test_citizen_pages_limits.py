"""Who is counted and until when: nobody shuts the pages for all, no address is kept, a restart forgives nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from case_store.citizen_pages.limits import Counted, Limits, who_of
from case_store.log.schema import public_count
from cases.policy.citizen_page import LimitPolicy
from tests.case_store.one_hall import MONDAY, POLICY, STREAM, OneHall

LIMITS = POLICY.citizen_page.model_copy(
    update={"wrong_codes": LimitPolicy(of_one=3, everywhere=5, minutes=10)}
)


@pytest.fixture
def hall(tmp_path: Path) -> OneHall:
    return OneHall(tmp_path)


def limits(hall: OneHall, minutes: int = 0) -> Limits:
    now = MONDAY + timedelta(minutes=minutes)
    return Limits(hall.store.log.connection, STREAM, LIMITS, now)


def test_one_address_is_stopped_at_its_limit_until_the_time_is_over(hall: OneHall) -> None:
    with hall.store.log.transaction():
        for _ in range(3):
            assert limits(hall).may(Counted.CODE, "a")
            limits(hall).count(Counted.CODE, "a")
        assert not limits(hall).may(Counted.CODE, "a")
        assert limits(hall).may(Counted.CODE, "b")
        assert limits(hall).may(Counted.LOOKUP, "a"), "another thing is counted by itself"
        assert limits(hall, 3).wait_minutes(Counted.CODE) == 7
        assert not limits(hall, 9).may(Counted.CODE, "a")
        assert limits(hall, 10).may(Counted.CODE, "a")


def test_when_all_together_are_over_only_those_who_were_wrong_wait(hall: OneHall) -> None:
    with hall.store.log.transaction():
        for who in "abcde":
            limits(hall).count(Counted.CODE, who)
        assert not limits(hall).may(Counted.CODE, "a")
        assert limits(hall).may(Counted.CODE, "somebody else")


def test_what_is_long_over_is_forgotten(hall: OneHall) -> None:
    with hall.store.log.transaction() as _:
        limits(hall).count(Counted.CODE, "a")
        limits(hall, 3 * 24 * 60).count(Counted.CODE, "b")
        kept = hall.store.log.connection.execute(public_count.select()).all()
    assert {row.who for row in kept} == {"b", ""}


def test_an_address_is_a_hash_of_its_network_and_of_the_day(hall: OneHall) -> None:
    keys = hall.store.keys
    one = who_of(keys, "203.0.113.7", MONDAY)
    assert "203" not in one
    assert one == who_of(keys, "::ffff:203.0.113.7", MONDAY)
    assert one != who_of(keys, "203.0.113.8", MONDAY)
    assert one != who_of(keys, "203.0.113.7", MONDAY + timedelta(days=1))
    assert who_of(keys, "2001:db8::1", MONDAY) == who_of(keys, "2001:db8::ffff", MONDAY), "one house"
    assert who_of(keys, "2001:db8:0:1::1", MONDAY) != who_of(keys, "2001:db8::1", MONDAY)
    assert who_of(keys, "testclient", MONDAY) == who_of(keys, "", MONDAY)
