"""The operator's log: one JSON line an event on stderr. Codes, counts and ids; no person, no citizen's code."""

import logging
import sys
from contextlib import suppress

import structlog


class StderrLogger:
    """Writes a line to the stderr of this moment. A log that cannot be written stops nobody's ticket."""

    def msg(self, message: str) -> None:
        """One line."""
        with suppress(OSError, ValueError):  # a pipe that broke, a file that was closed
            print(message, file=sys.stderr, flush=True)

    debug = info = warning = error = critical = exception = msg


def configure_logs() -> None:
    """For every process of ours, before it logs: structlog's own default would show local variables."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: StderrLogger(),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
