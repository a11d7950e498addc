"""A dropped month comes back: the words of each event out of the archive, to the place that still has its hash."""

from datetime import date
from pathlib import Path
from typing import Any

import orjson
import psycopg

from case_store.central.archive import DAMAGED, archived_events, check_archive, signed_manifest
from case_store.central.drop_checks import Raw
from case_store.central.months import bounds_of
from case_store.central.postgres import PATIENT, conninfo
from case_store.central.roles import see_everything
from case_store.errors import StoreError
from case_store.keys import Keys
from case_store.log.dropped import DROPPED

_TOLD = """
CREATE TEMPORARY TABLE told (stream text, node text, epoch bigint, seq bigint, hash text, body text, command_id text,
policy_rev text) ON COMMIT DROP
"""
_COPY = "COPY told FROM STDIN"
_IN_MONTH = "received_at_us >= %(low)s AND received_at_us < %(high)s"
_COME_BACK = f"""
UPDATE event e SET body = t.body, command_id = t.command_id, policy_rev = t.policy_rev FROM told t
WHERE (e.stream, e.node, e.epoch, e.seq, e.hash) = (t.stream, t.node, t.epoch, t.seq, t.hash)
AND e.body = '{DROPPED}' AND {_IN_MONTH}
"""  # noqa: S608  our own words
_LEFT = f"SELECT count(*) FROM event WHERE body = '{DROPPED}' AND {_IN_MONTH}"  # noqa: S608
_MANIFEST = "SELECT manifest FROM dropped_month WHERE month = %s"
_FORGET = "DELETE FROM dropped_month WHERE month = %s"


def restore_month(database_url: str, first: date, folder: Path, keys: Keys) -> int:
    """How many events have their words again; all of the month or nothing. It may be dropped again at any time.

    `database_url`: the service's own will do. Raises StoreError `archive.month_here`, `archive.damaged`,
    `store.database_away`.
    """
    month, asked = f"{first:%Y-%m}", dict(zip(("low", "high"), bounds_of(first), strict=True))
    try:
        with psycopg.connect(conninfo(database_url)) as connection:
            connection.execute(PATIENT)
            see_everything(connection)
            known = connection.execute(_MANIFEST, (month,)).fetchone()
            if known is None:
                raise StoreError("archive.month_here", month=month)
            check_archive(folder, first, keys)
            if known[0] != signed_manifest(folder, first, keys)[0]:
                raise StoreError("archive.damaged", path=str(folder))
            _read_in(connection, folder, first)
            back = connection.execute(_COME_BACK.encode(), asked).rowcount
            left = connection.execute(_LEFT.encode(), asked).fetchone()
            if left is None or left[0]:
                raise StoreError("archive.damaged", path=str(folder))
            connection.execute(_FORGET, (month,))
    except psycopg.OperationalError as error:
        raise StoreError("store.database_away", why=type(error).__name__) from error
    return back


def _read_in(connection: Raw, folder: Path, first: date) -> None:
    connection.execute(_TOLD)
    with connection.cursor().copy(_COPY) as copy:
        for line in archived_events(folder, first):
            copy.write_row(_row(line))
    connection.execute("ANALYZE told")


def _row(line: dict[str, Any]) -> tuple[Any, ...]:
    told = line["event"]
    body = told["body"] if DAMAGED in line else orjson.dumps(told["body"]).decode()
    place = (told["stream"], told["node"], told["epoch"], told["seq"], line["hash"])
    return (*place, body, told["command_id"], told["policy_rev"])
