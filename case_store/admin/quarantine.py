"""`python main.py admin quarantine --config FILE`: what was kept apart for a person, and what a person decides on it.

The store must be stopped (one that runs has the same on the page 管理). No person is printed: ids, types and reasons,
and the code of the case.
"""

import sys
from pathlib import Path

import uuid_utils.compat as uuid_v7

from case_store.config import load_config
from case_store.errors import StoreError
from case_store.hall.house import OnDuty
from case_store.keys import CENTRE, hall_reader
from case_store.run import sentence
from case_store.store import Store
from cases.hall_time import hall_time
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.roles import Role
from cases.views_quarantine import ApartAsked, ApartRow


def main(config_file: Path, *, readmit: str = "", leave_out: str = "", why: str = "", by: str = "") -> int:
    """List everything, or decide on the event with an id. 0; 1 when the store does not open or says no."""
    try:
        store = Store(load_config(config_file))
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    try:
        rows = store.hall.quarantine.rows()
        if readmit or leave_out:
            return _decide(store, rows, (readmit, leave_out), why, by)
    finally:
        store.close()
    for row in rows:
        print("\t".join(_columns(row)))
    print(f"{len(rows)} events", file=sys.stderr)
    return 0


def _decide(store: Store, rows: tuple[ApartRow, ...], ids: tuple[str, str], why: str, by: str) -> int:
    readmit, leave_out = ids
    door, who = store.hall.quarantine, OnDuty(staff_id=by or "operator", role=Role.HALL_ADMIN.value)
    stream = next((row.stream for row in rows if row.event_id in ids), store.config.name)
    asked = ApartAsked(stream=stream, event_id=readmit or leave_out, why=why)
    done = (door.readmit if readmit else door.leave_out)(uuid_v7.uuid7(), who, asked)
    if isinstance(done, Refusal):
        print(store.texts.tell(done, Reader.OPERATOR), file=sys.stderr)
        return 1
    print("readmitted" if readmit else "left out")
    return 0


def _columns(row: ApartRow) -> tuple[str, ...]:
    """When it came, from which node, why it is here, its type and place, what it is about; and what was decided."""
    node = CENTRE if row.stream == CENTRE else hall_reader(row.stream)
    reason = f"upstream: {row.reason}" if row.upstream else row.reason
    at = hall_time(row.at).isoformat(timespec="seconds")
    said = (at, node, reason, row.type, row.place, row.about, row.event_id)
    return (*said, row.decided, row.why) if row.decided else said
