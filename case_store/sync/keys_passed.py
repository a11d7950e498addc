"""The key of a case that comes to a hall: the centre opens its own copy and wraps it for that hall (design.md §2).

A case whose key was destroyed has no copy left to open, so it is passed on unreadable.
"""

from dataclasses import asdict

import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param

from case_store.keys import CENTRE, Keys, hall_reader
from case_store.log.prepared import Prepared
from case_store.log.schema import case_key
from case_store.log.sql import upsert
from case_store.seal import SealError, unwrap, wrap
from cases.sealed import WrappedKey

_log = structlog.get_logger(__name__)

_COPIES = Prepared(
    sa.select(case_key.c.reader, case_key.c.ephemeral, case_key.c.nonce, case_key.c.ciphertext).where(
        case_key.c.case_id == param("i"), case_key.c.reader.in_([param("theirs"), param("ours")])
    )
)
_KEEP = upsert(case_key).on_conflict_do_nothing()


def key_for_hall(
    connection: sa.Connection, keys: Keys, stream: str, case_id: str, hall: str
) -> tuple[WrappedKey, ...]:
    """The copy that the hall opens, made and kept when it is first asked for; none where it cannot be made."""
    reader = hall_reader(hall)
    copies = [
        WrappedKey(reader=whose, ephemeral=ephemeral, nonce=nonce, ciphertext=ciphertext)
        for whose, ephemeral, nonce, ciphertext in _COPIES.all(
            connection, {"i": case_id, "theirs": reader, "ours": CENTRE}
        )
    ]
    theirs = next((copy for copy in copies if copy.reader == reader), None)
    if theirs is not None:
        return (theirs,)
    if reader not in keys.readers or keys.sealing is None:
        _log.error("a case is passed on without its key: the hall's is not known here", hall=hall)
        return ()
    try:
        (copy,) = wrap(unwrap(case_id, copies, CENTRE, keys.sealing), {reader: keys.readers[reader]})
    except SealError:
        return ()
    connection.execute(_KEEP, {"stream": stream, "case_id": case_id, **asdict(copy)})
    return (copy,)
