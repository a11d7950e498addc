"""case_forgotten: whose key was destroyed; and the destroying itself, on every replica that hears of it.

Gone are the wrapped keys of the case, those that lie in quarantine, what it can be found by, its masked name, and what
its citizen wrote on the phone. What stays in the log is sealed for ever. A key that comes later is not kept (placing).
"""

from collections.abc import Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.gathered import settle
from case_store.log.prepared import Prepared
from case_store.log.rows import object_in
from case_store.log.schema import case_, case_forgotten, case_key, case_search, quarantine, search_key, wish
from case_store.log.sql import upsert
from cases.envelope import Envelope

_CASE = "case:"
_REMEMBER = upsert(case_forgotten).on_conflict_do_nothing()
_IS_FORGOTTEN = Prepared(
    sa.select(case_forgotten.c.case_id).where(case_forgotten.c.case_id == param("i")).limit(1)
)
_IS_ANY = Prepared(sa.select(case_forgotten.c.case_id).limit(1))
_KEYS = sa.delete(case_key).where(case_key.c.case_id == param("i"))
_FOUND_BY = tuple(
    sa.delete(table).where(table.c.case_id == param("i")) for table in (search_key, case_search)
)
_VISIT = sa.select(case_.c.visit_id).where(case_.c.case_id == param("i"), case_.c.visit_id.is_not(None))
_WISHED = sa.update(wish).where(wish.c.visit_id == param("v"), wish.c.evaluation != "").values(evaluation="")
_ASIDE = sa.select(quarantine.c.stream, quarantine.c.id, quarantine.c.event).where(
    quarantine.c.event.contains(param("i"))
)
_WITHOUT_KEYS = (
    sa.update(quarantine)
    .where(quarantine.c.stream == param("s"), quarantine.c.id == param("q"))
    .values(event=param("e"))
)


def fold(connection: sa.Connection, envelope: Envelope) -> None:
    """The event that a case is forgotten, from wherever."""
    case_id = envelope.aggregate.removeprefix(_CASE)
    settle(connection)
    row = {"stream": envelope.stream, "case_id": case_id, "event_id": envelope.id}
    connection.execute(_REMEMBER, row)
    this = {"i": case_id}
    for statement in (_KEYS, *_FOUND_BY):
        connection.execute(statement, this)
    visits = connection.execute(_VISIT, this).scalars().all()
    # Texts about the visit have keys of their own: the words are the same citizen's.
    for visit_id in visits:
        connection.execute(_KEYS, {"i": f"evaluation:{visit_id}"})
        connection.execute(_WISHED, {"v": visit_id})
    for stream, id_, told in connection.execute(_ASIDE, this).all():
        known = object_in(told)
        if known is None:  # torn, and the key may be in it: nothing is kept of what cannot be read
            connection.execute(_WITHOUT_KEYS, {"s": stream, "q": id_, "e": "{}"})
        elif known.get("keys"):
            values = {"s": stream, "q": id_, "e": orjson.dumps({**known, "keys": []}).decode()}
            connection.execute(_WITHOUT_KEYS, values)


def is_forgotten(connection: sa.Connection, case_id: str) -> bool:
    """Whether its key was destroyed."""
    return _IS_FORGOTTEN.first(connection, {"i": case_id}) is not None


def still_wanted(connection: sa.Connection, keys: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of case_key without those of forgotten cases."""
    if not keys or _IS_ANY.first(connection, {}) is None:
        return list(keys)
    return [row for row in keys if not is_forgotten(connection, str(row["case_id"]))]
