"""What an operator does with a store: rebuild its projections, check its assets."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from case_store import check_assets
from case_store.admin import rebuild
from tests.case_store.hall_process import write_config
from tests.case_store.one_hall import ASSETS, OneHall


def test_projections_that_were_spoilt_are_made_again_from_the_log(
    hall: OneHall, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    hall.serve(hall.desk(1))
    whole, events = hall.tables(), len(hall.events())
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text("DELETE FROM visit"))
        hall.store.log.connection.execute(sa.text("UPDATE case_ SET state = 'closed'"))
    hall.store.close()
    assert rebuild.main(write_config(hall)) == 0
    assert capsys.readouterr().out == f"{events} events\n"
    hall.store = hall.opened()
    assert hall.tables() == whole
    assert hall.take().ticket_no == "A002"


def test_a_log_that_is_not_whole_is_named_and_nothing_is_rebuilt_from_it(
    hall: OneHall, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text("UPDATE event SET actor = 'kiosk:k9' WHERE seq = 1"))
        hall.store.log.connection.execute(sa.text("DELETE FROM visit"))
    hall.store.close()
    assert rebuild.main(write_config(hall)) == 1
    assert "seq 1: changed" in capsys.readouterr().err
    hall.store = hall.opened()
    assert hall.rows("SELECT 1 FROM visit") == []


def test_a_store_that_runs_is_not_rebuilt(hall: OneHall, capsys: pytest.CaptureFixture[str]) -> None:
    assert rebuild.main(write_config(hall)) == 1
    assert "held by another process" in capsys.readouterr().err


def test_the_assets_command_is_silent_when_all_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_assets.main(ASSETS, date(2026, 6, 1)) == 0
    assert capsys.readouterr().err == ""
    assert check_assets.main(tmp_path) == 1
    assert "policy" in capsys.readouterr().err


def test_the_assets_command_names_a_year_whose_notice_was_withdrawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assets = shutil.copytree(
        ASSETS, tmp_path / "assets", ignore=shutil.ignore_patterns("fonts", "ui", "voice")
    )
    (assets / "policy" / "calendar" / "2026.toml").unlink()
    assert check_assets.main(assets, date(2026, 6, 1)) == 0
    assert "calendar/2026.toml" in capsys.readouterr().err


def test_the_assets_command_says_which_day_has_no_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_assets.main(ASSETS, date(2019, 1, 1)) == 1
    assert "2019-01-01 这一天还没有版本生效" in capsys.readouterr().err
