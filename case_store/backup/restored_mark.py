"""The mark of a hall that came back from a backup: where its chain ended in it.

Until it hears its centre it goes on at once, at places that its old life may have used since. The mark tells its uplink
that the other story there is its own past, not a second machine's: what the centre has behind the mark comes back, and
the hall's new events move behind it into a new epoch (sync/epochs.py), without an operator.
"""

import json
from pathlib import Path

import structlog

from case_store.backup.manifest import write_through
from case_store.sync.batch import Head

_log = structlog.get_logger(__name__)


class RestoredMark:
    """A small file beside the database."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".restored")

    def write(self, head: Head) -> None:
        """The backup ended with this event."""
        write_through(self._path, json.dumps([head.epoch, head.seq, head.hash]).encode())

    def head(self) -> Head | None:
        """The last event that the backup had; None: this store was not restored, or has heard its centre since."""
        try:
            epoch, seq, hash_ = json.loads(self._path.read_bytes())
            return Head(int(epoch), int(seq), str(hash_))
        except FileNotFoundError:
            return None
        except (
            ValueError,
            TypeError,
        ):  # torn: a fork is then for an operator to settle, and nothing else waits
            _log.error("the mark of a backup cannot be read", file=self._path.name)
            return None

    def clear(self) -> None:
        """It has heard its centre."""
        self._path.unlink(missing_ok=True)
