"""The operator's log: no values of variables, and nobody stops for it."""

import sys
from collections.abc import Iterator

import pytest
import structlog

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
