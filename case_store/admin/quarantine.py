"""`python main.py admin quarantine --config FILE`: what was kept apart for a person; the store must be stopped.

Nothing of it is dropped or changed here. No person is printed: ids, types and reasons, and the code of the case.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import orjson
import sqlalchemy as sa

from case_store.config import load_config
from case_store.errors import StoreError
from case_store.log.micros import from_us
from case_store.log.schema import case_, quarantine
from case_store.run import sentence
from case_store.store import Store
from cases.hall_time import hall_time
from cases.policy.policy_file import PolicyError

_ASIDE = sa.select(quarantine).order_by(quarantine.c.received_at_us, quarantine.c.id)
_CODES = sa.select(case_.c.case_id, case_.c.case_code)


def main(config_file: Path) -> int:
    """0; 1 when the store does not open."""
    try:
        store = Store(load_config(config_file))
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    try:
        with store.log.reading() as connection:
            lines = list(_lines(connection))
    finally:
        store.close()
    for line in lines:
        print("\t".join(line))
    print(f"{len(lines)} events", file=sys.stderr)
    return 0


def _lines(connection: sa.Connection) -> Iterator[tuple[str, ...]]:
    """When it came, from which node, why it is here, its type and place in the chain, and what it is about."""
    for row in connection.execute(_ASIDE):
        told = orjson.loads(row.event)
        event = told.get("event") if isinstance(told, dict) else None
        event = event if isinstance(event, dict) else {}
        about = str(event.get("aggregate", ""))
        code = connection.execute(_CODES.where(case_.c.case_id == about.removeprefix("case:"))).first()
        yield (
            hall_time(from_us(row.received_at_us)).isoformat(timespec="seconds"),
            row.node,
            row.reason,
            str(event.get("type", "")),
            f"{event.get('epoch', '')}/{event.get('seq', '')}",
            code.case_code if code else about,
            row.id,
        )
