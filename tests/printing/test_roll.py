"""How long the paper will last: counted, measured by every roll that ran out, and said before a sensor sees it."""

import sqlite3
from pathlib import Path
from queue import SimpleQueue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.texts import Texts
from printing.slips.queue_ticket import queue_ticket
from printing.spool.health import printer_words
from printing.spool.job import PrintOutcome, Reason
from printing.spool.job_store import SqliteJobStore
from printing.spool.roll import DAY_S, Roll, outlook, printed, seen
from printing.spool.roll_keeper import RollRules
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.transports.escpos_line import EscPosLine
from tests.printing.quick_head import DirectWire, QuickHead
from tests.printing.samples import sample_ticket

NEW = Roll(length_mm=50_000, began_at=0.0, from_its_beginning=True)


def printed_often(roll: Roll, times: int, mm: float = 100.0) -> Roll:
    for _ in range(times):
        roll = printed(roll, mm)
    return roll


def test_a_roll_that_ran_out_says_how_long_the_next_one_will_be() -> None:
    empty = seen(printed_often(NEW, 300), Reason.OUT_OF_PAPER, DAY_S)
    again = seen(seen(empty, Reason.OUT_OF_PAPER, DAY_S), Reason.COVER_OPEN, DAY_S)
    fresh = seen(again, None, 2 * DAY_S)
    assert (fresh.used_mm, fresh.papers, fresh.from_its_beginning, fresh.began_at) == (0, 0, True, 2 * DAY_S)
    assert fresh.length_mm == pytest.approx(40_000)  # half-way from what was believed to what was measured


def test_a_cover_that_was_opened_for_something_else_is_no_new_roll() -> None:
    used = printed_often(NEW, 10)
    assert seen(seen(used, Reason.COVER_OPEN, 5.0), None, 6.0) == used


def test_a_roll_of_unknown_beginning_or_one_that_was_torn_teaches_nothing() -> None:
    unknown = Roll(length_mm=50_000, used_mm=9_000, papers=90)
    assert seen(unknown, Reason.OUT_OF_PAPER, 1.0).length_mm == 50_000
    assert seen(printed_often(NEW, 10), Reason.OUT_OF_PAPER, 1.0).length_mm == 50_000


def test_papers_and_days_left_follow_from_what_was_used() -> None:
    assert outlook(NEW, 0.0, 125.0).papers == 400
    after = outlook(printed_often(NEW, 100), 2 * DAY_S, 125.0)
    assert after.papers == 400
    assert after.days == pytest.approx(8.0)


def test_a_busy_hall_is_told_in_the_morning_that_the_roll_may_end_today() -> None:
    used = printed_often(NEW, 300)  # 15 m in a day; 20 m are left
    busy, quiet = outlook(used, DAY_S, 125.0), outlook(used, 30 * DAY_S, 125.0)
    assert busy.papers == quiet.papers == 200
    assert busy.is_low(warn_papers=40)
    assert not quiet.is_low(warn_papers=40)
    assert quiet.is_low(warn_papers=201)


def test_a_roll_that_nobody_has_used_for_a_day_is_judged_by_its_papers_alone() -> None:
    fresh = outlook(printed_often(NEW, 5), DAY_S / 2, 125.0)
    assert fresh.days is None
    assert not fresh.is_low(warn_papers=40)


@given(
    st.lists(
        st.one_of(
            st.floats(1, 500),
            st.sampled_from([None, Reason.OUT_OF_PAPER, Reason.NEAR_END, Reason.COVER_OPEN, Reason.SILENT]),
        ),
        max_size=60,
    )
)
def test_whatever_happens_a_count_is_no_nonsense(events: list[float | Reason | None]) -> None:
    roll = NEW
    for number, event in enumerate(events):
        at = 3_600.0 * number
        roll = printed(roll, event) if isinstance(event, float) else seen(roll, event, at)
        left = outlook(roll, at, 125.0)
        assert left.papers >= 0
        assert left.days is None or left.days >= 0
        assert roll.length_mm > 0


def test_what_was_used_is_kept_over_a_restart_and_staff_are_told_before_a_sensor_sees_it(
    press: Press, texts: Texts, tmp_path: Path
) -> None:
    ticket = queue_ticket(sample_ticket(), texts)
    rules = RollRules(length_mm=10.5 * press.length_mm(ticket), paper_mm=100.0, warn_papers=8)
    low = []
    for number in range(4):
        jobs = SqliteJobStore(lambda: sqlite3.connect(tmp_path / "spool.db", check_same_thread=False))
        told: SimpleQueue[PrintOutcome] = SimpleQueue()
        spooler = Spooler(jobs, press, EscPosLine(DirectWire(QuickHead())), told.put, rules=rules)
        spooler.start()
        spooler.submit(f"visit-{number}", ticket, "A017")
        assert told.get(timeout=10).has_paper
        spooler.close()
        low.append(printer_words(spooler.trouble, is_low=spooler.roll.is_low)["paper"])
        jobs.close()
    assert low == ["ok", "ok", "near_end", "near_end"]
