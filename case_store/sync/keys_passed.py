"""The key of a case that comes to a hall: the centre opens its own copy and wraps it for that hall (design.md §2).

A case whose key was destroyed has no copy left to open, so it is passed on unreadable.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict

import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param

from case_store.keys import CENTRE, Keys, hall_reader
from case_store.log.schema import case_key
from case_store.log.sql import upsert
from case_store.log.wrapped_keys import WRAPPED, wrapped_key
from case_store.seal import SealError, unwrap, wrap
from cases.sealed import WrappedKey

_log = structlog.get_logger(__name__)

_COPIES = sa.select(case_key.c.case_id, *WRAPPED).where(
    case_key.c.case_id.in_(param("ids", expanding=True)), case_key.c.reader.in_([param("r"), param("ours")])
)
_KEEP = upsert(case_key).on_conflict_do_nothing()


def keys_for_hall(
    connection: sa.Connection, keys: Keys, cases: Mapping[str, str], hall: str
) -> dict[str, WrappedKey]:
    """By case the copy that the hall opens, made and kept when it is first asked for; none where it cannot be made.

    `cases`: {case id: the stream that its key is kept in}.
    """
    if not cases:
        return {}
    reader = hall_reader(hall)
    copies: dict[str, dict[str, WrappedKey]] = defaultdict(dict)
    for case_id, *copy in connection.execute(_COPIES, {"ids": list(cases), "r": reader, "ours": CENTRE}):
        copies[case_id][copy[0]] = wrapped_key(copy)
    given: dict[str, WrappedKey] = {}
    for case_id, stream in cases.items():
        known = copies[case_id]
        key = known.get(reader) or _wrapped(keys, case_id, known, hall)
        if key is None:
            continue
        given[case_id] = key
        if reader not in known:
            connection.execute(_KEEP, {"stream": stream, "case_id": case_id, **asdict(key)})
    return given


def _wrapped(keys: Keys, case_id: str, known: Mapping[str, WrappedKey], hall: str) -> WrappedKey | None:
    reader = hall_reader(hall)
    if reader not in keys.readers or keys.sealing is None:
        _log.error("a case is passed on without its key: the hall's is not known here", hall=hall)
        return None
    try:
        opened = unwrap(case_id, known.values(), CENTRE, *keys.openers)
    except SealError:
        return None
    (copy,) = wrap(opened, {reader: keys.readers[reader]})
    return copy
