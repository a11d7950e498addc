"""Notices that stand on the public walls now."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.event_log import Past
from case_store.log.micros import from_us, to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import wall_notice
from case_store.views.look import Look
from cases.views import WallNotice

_UP = Prepared(
    sa.select(wall_notice.c.notice_id, wall_notice.c.text, wall_notice.c.until_us)
    .where(
        wall_notice.c.stream == param("s"),
        wall_notice.c.until_us > param("now"),
        wall_notice.c.taken_down == 0,
    )
    .order_by(wall_notice.c.at_us.desc(), wall_notice.c.notice_id)
)
_ONE = Prepared(
    sa.select(wall_notice.c.until_us, wall_notice.c.taken_down).where(
        wall_notice.c.stream == param("s"), wall_notice.c.notice_id == param("i")
    )
)


def wall_notices(look: Look) -> tuple[WallNotice, ...]:
    """Not over and not taken down, the newest first."""
    return _up(look.connection, look.stream, look.now_us)


def how_many_up(past: Past) -> int:
    """How many stand there."""
    return len(_up(past.connection, past.stream, to_us(past.now)))


def is_up(past: Past, notice_id: str) -> bool | None:
    """Whether it still stands there; None for one that never did."""
    row = _ONE.first(past.connection, {"s": past.stream, "i": notice_id})
    return None if row is None else bool(row[0] > to_us(past.now) and not row[1])


def _up(connection: sa.Connection, stream: str, now_us: int) -> tuple[WallNotice, ...]:
    rows = _UP.all(connection, {"s": stream, "now": now_us})
    return tuple(WallNotice(notice_id=id_, text=text, until=from_us(until)) for id_, text, until in rows)
