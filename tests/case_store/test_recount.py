"""A new annual notice: what runs is counted again, a part at a time, once; what moved is told and can be taken out."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import uuid_utils.compat as uuid_v7

from case_store.admin import recount
from case_store.hall.house import OnDuty
from case_store.hall.policy_door import Revision
from case_store.store import Store
from cases.casework.case_events import ClocksRecounted
from cases.refusal import Refusal
from cases.views import DueRow
from tests.case_store.hall_process import write_config
from tests.case_store.one_hall import ASSETS, OneHall, granted

ADMIN = OnDuty(staff_id="s5", role="hall_admin")
FILE = "calendar/2026.toml"
DAYS_OFF = (  # Thursday and Friday of this week
    ("working_days_total = 248", "working_days_total = 246"),
    ("off = [", 'off = [\n    { name = "那达慕", first = 2026-11-26, last = 2026-11-27 },'),
)
TAKEN_BACK = tuple((new, old) for old, new in DAYS_OFF)


def notice(hall: OneHall, changes: tuple[tuple[str, str], ...]) -> None:
    """The State Council's office changes this year's days."""
    text = hall.store.hall.policy.files[FILE]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    answer = hall.store.hall.policy.revise(
        uuid_v7.uuid7(), ADMIN, Revision(files={FILE: text}, why="国务院办公厅通知")
    )
    assert not isinstance(answer, Refusal), answer


def count(hall: OneHall) -> None:
    """The store's ticker, until nothing is left to do."""
    while hall.store.hall.tick():
        pass


def recounts(hall: OneHall) -> list[ClocksRecounted]:
    return [event for event in hall.events() if isinstance(event, ClocksRecounted)]


def due(hall: OneHall) -> list[DueRow]:
    return sorted(hall.counter_view().due, key=lambda row: row.case_code)


@pytest.fixture
def busy(hall: OneHall) -> OneHall:
    """Three matters of today wait to be accepted; a fourth was rejected, so that its clock has stopped."""
    count(hall)
    for _ in range(4):
        hall.take()
        hall.wait(seconds=1)
    desk = hall.desk(1)
    row = hall.serve(desk)
    case_id = hall.open_matter(desk, row).case_id
    assert case_id is not None
    policy = hall.store.policy.acceptance
    why = (next(iter(policy.reasons)), next(iter(policy.referrals)), "")
    granted(hall.store.hall.reject(uuid_v7.uuid7(), desk, case_id, why))
    return hall


def test_days_off_that_are_added_move_what_runs_and_nothing_that_has_stopped(busy: OneHall) -> None:
    stopped = "SELECT * FROM clock WHERE running = 0"
    before, closed = due(busy), busy.rows(stopped)
    notice(busy, DAYS_OFF)
    count(busy)
    after = due(busy)
    assert [row.case_code for row in after] == [row.case_code for row in before]
    assert {now.due_at - was.due_at for was, now in zip(before, after, strict=True)} == {timedelta(days=4)}
    assert busy.rows(stopped) == closed
    report = busy.store.hall.recounts.report()
    assert (report.moved, report.earlier, report.running, len(report.rows)) == (3, 0, False, 3)
    (span,) = report.rows[0].why
    assert (span.first, span.last, span.why.facts) == (
        date(2026, 11, 26),
        date(2026, 11, 27),
        {"name": "那达慕"},
    )
    assert "notice.clocks_recounted" in busy.notice_codes()


def test_a_date_that_comes_earlier_is_for_a_person_to_look_at(busy: OneHall) -> None:
    notice(busy, DAYS_OFF)
    count(busy)
    busy.wait(seconds=1)
    notice(busy, TAKEN_BACK)
    count(busy)
    report = busy.store.hall.recounts.report()
    assert (report.moved, report.earlier) == (3, 3)
    assert all(row.due_at < row.was_due_at for row in report.rows)
    _later, told = [dict(n.facts) for n in busy.notices() if n.code == "notice.clocks_recounted"]
    assert (told["moved"], told["earlier"]) == ("3", "3")
    table = busy.store.hall.recounts.take_out(ADMIN, busy.store.texts).decode()
    assert table.count("提前了，请人工核对") == 3
    assert table.count("11月26日至27日 改为工作日") == 3


def test_it_is_counted_once_whoever_looks_and_after_a_restart(busy: OneHall) -> None:
    notice(busy, DAYS_OFF)
    count(busy)
    tables = busy.tables()
    for _ in range(2):
        busy.reopen()
        count(busy)
    assert len(recounts(busy)) == 3
    assert busy.tables() == tables
    busy.store.rebuild()
    assert busy.tables() == tables


def test_a_process_that_dies_in_the_middle_goes_on_where_it_was(
    busy: OneHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_store.casework.recounting.CASES_TOGETHER", 1)
    notice(busy, DAYS_OFF)
    assert busy.store.hall.tick()
    assert len(recounts(busy)) == 1
    assert busy.store.hall.recounts.report().running
    busy.take()  # commands are answered in between, by the new calendar
    busy.reopen()
    count(busy)
    assert len(recounts(busy)) == 3
    assert busy.store.hall.recounts.report().moved == 3
    (span,) = busy.store.hall.recounts.report().rows[-1].why
    assert span.why.facts == {"name": "那达慕"}


def test_a_notice_that_was_withdrawn_leaves_what_runs_provisional(busy: OneHall, tmp_path: Path) -> None:
    busy.store.close()
    without = tmp_path / "assets"
    shutil.copytree(ASSETS, without, ignore=shutil.ignore_patterns("fonts", "sounds", "voice", "ui", "icons"))
    (without / "policy" / FILE).unlink()
    busy.store = Store(busy.config.model_copy(update={"assets_dir": without}))
    count(busy)
    assert {row.provisional for row in busy.rows("SELECT provisional FROM clock WHERE running = 1")} == {1}
    assert busy.store.hall.recounts.report().moved == 0  # no day of these weeks counts otherwise by weekends
    assert len(recounts(busy)) == 3


def test_a_stopped_store_is_counted_on_the_command_line_and_first_only_asked(
    busy: OneHall, capsys: pytest.CaptureFixture[str]
) -> None:
    notice(busy, DAYS_OFF)
    busy.store.close()
    config = write_config(busy)
    for dry_run, moved in ((True, 3), (False, 3), (True, 0)):
        assert recount.main(config, dry_run=dry_run) == 0
        assert capsys.readouterr().err == f"{moved} clocks\n"
    busy.store = busy.opened()
    assert len(recounts(busy)) == 3
