"""Whoever stumbles over a row of a table that a disk has damaged has it mended, and may read again."""

from collections.abc import Callable
from time import monotonic

import structlog

from case_store.engine import is_no_text, read_damaged_text
from case_store.log.event_log import EventLog
from case_store.log.projections.torn_tables import mend

_log = structlog.get_logger(__name__)

LOOK_AGAIN_S = 3600  # after a look that found nothing: what failed then was no damaged row
_STUMBLES = (ValueError, LookupError, TypeError, AttributeError)  # pydantic's and orjson's are ValueErrors


class MendedTables:
    """Of one log. Everything here runs in the store's thread."""

    def __init__(self, log: EventLog, tell: Callable[[int], object]) -> None:
        self._log, self._tell = log, tell
        self._found_nothing_at = -float(LOOK_AGAIN_S)

    def mended_after(self, error: BaseException) -> bool:
        """Whether a damaged row may be why something failed, and is mended now."""
        no_text = is_no_text(error)
        if no_text:
            read_damaged_text(self._log.connection)
        elif not isinstance(error, _STUMBLES) or monotonic() - self._found_nothing_at < LOOK_AGAIN_S:
            return False
        try:
            rows = self._mended()
        except Exception as other:  # noqa: BLE001  whoever failed is told of that, and the thread goes on
            _log.error("damaged rows could not be looked for", error=type(other).__name__)
            rows = 0
        if not rows:
            self._found_nothing_at = monotonic()
        return rows > 0 or no_text

    def _mended(self) -> int:
        with self._log.transaction():
            rows = mend(self._log.connection)
        if rows:
            _log.error("damaged rows of tables are made anew", rows=rows)
            self._tell(rows)
        return rows
