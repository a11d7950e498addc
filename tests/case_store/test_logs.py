"""The operator's log: no values of variables, and nobody stops for it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from case_store.engine import open_engine
from case_store.logs import configure_logs


@pytest.fixture(autouse=True)
def logs() -> Iterator[None]:
    configure_logs()
    yield
    structlog.reset_defaults()


def test_a_traceback_in_the_log_shows_no_local_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with_a_local_variable("钱一直没给")
    line = capsys.readouterr().err
    assert "ZeroDivisionError" in line
    assert "钱一直没给" not in line


def with_a_local_variable(story: str) -> None:
    try:
        len(story) // 0
    except ZeroDivisionError:
        structlog.get_logger().exception("something broke")


def test_a_statement_that_failed_shows_nothing_of_its_row_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_a_row(tmp_path, "钱一直没给")
    line = capsys.readouterr().err
    assert "INSERT INTO nowhere" in line
    assert "钱一直没给" not in line


def with_a_row(folder: Path, story: str) -> None:
    try:
        with open_engine(folder / "hall.db", bytes(32)).begin() as connection:
            connection.execute(sa.text("INSERT INTO nowhere VALUES (:story)"), {"story": story})
    except sa.exc.OperationalError:
        structlog.get_logger().exception("something broke")


class BrokenPipe:
    def write(self, _text: str) -> int:
        raise BrokenPipeError

    def flush(self) -> None:
        raise BrokenPipeError


def test_a_log_that_cannot_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    log = structlog.get_logger()
    monkeypatch.setattr(sys, "stderr", BrokenPipe())
    log.info("a ticket is printed")
    closed = open(__file__)  # noqa: SIM115, PTH123 - it is to be closed before it is written to
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    log.warning("another one")
