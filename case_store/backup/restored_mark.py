"""The mark of a hall that came back from a backup: where its chain ended in it.

Until it hears its centre it goes on at once, at places that its old life may have used since. The mark tells its uplink
that the other story there is its own past, not a second machine's: what the centre has behind the mark comes back, and
the hall's new events move behind it into a new epoch (sync/epochs.py), without an operator.
"""

import json
from pathlib import Path

from case_store.backup.manifest import write_through
from case_store.sync.batch import Head


def write_mark(database: Path, head: Head) -> None:
    """Beside the database."""
    write_through(_path(database), json.dumps([head.epoch, head.seq, head.hash]).encode())


def read_mark(database: Path) -> Head | None:
    """The last event that the backup had; None: this store was not restored, or has heard its centre since."""
    try:
        epoch, seq, hash_ = json.loads(_path(database).read_bytes())
    except FileNotFoundError:
        return None
    return Head(int(epoch), int(seq), str(hash_))


def clear_mark(database: Path) -> None:
    """It has heard its centre."""
    _path(database).unlink(missing_ok=True)


def _path(database: Path) -> Path:
    return database.with_name(database.name + ".restored")
