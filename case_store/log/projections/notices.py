"""notice: what needs a person of staff, open until somebody says 知道了."""

from typing import assert_never

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import notice
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.notice import NoticeAcknowledged, NoticeEvent, NoticeRaised

_RAISE = Prepared(upsert(notice).on_conflict_do_nothing())
_CLOSE = (
    sa.update(notice).where(notice.c.stream == param("s"), notice.c.notice_id == param("i")).values(open=0)
)


def fold(connection: sa.Connection, envelope: Envelope, happened: NoticeEvent) -> None:
    """One event of a notice."""
    match happened:
        case NoticeRaised():
            row = {
                "stream": envelope.stream,
                "notice_id": happened.notice_id,
                "code": happened.code,
                "facts": orjson.dumps(happened.facts).decode(),
                "at_us": to_us(envelope.at),
                "open": 1,
            }
            _RAISE.run(connection, row)
        case NoticeAcknowledged():
            connection.execute(
                _CLOSE, {"s": envelope.stream, "i": envelope.aggregate.removeprefix("notice:")}
            )
        case _:
            assert_never(happened)
