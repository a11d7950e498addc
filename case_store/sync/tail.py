"""What a restored hall reads back: its own events behind a point, those that were kept apart here in their places."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.apart import event_apart
from case_store.log.rows import object_in
from case_store.log.schema import quarantine
from case_store.sync.own_tail import own_tail
from case_store.sync.push import BRANCH_REASONS

TAIL_PATH = "/v1/sync/tail"
QUESTION = "tail"
_APART = (
    sa.select(quarantine.c.epoch, quarantine.c.seq, quarantine.c.event)
    .where(
        quarantine.c.stream == param("s"),
        quarantine.c.node == param("n"),
        sa.tuple_(quarantine.c.epoch, quarantine.c.seq) > sa.tuple_(param("e"), param("q")),
        quarantine.c.reason.not_in(BRANCH_REASONS),
    )
    .order_by(quarantine.c.epoch, quarantine.c.seq)
)


def tail_of(connection: sa.Connection, stream: str, node: str, epoch: int, seq: int) -> list[dict[str, Any]]:
    """Items {"event": …, "keys": […], "epoch": …, "seq": …} in the order of the chain; empty: there is no more.

    The last one names where to go on. What was kept apart is told as it came: the hall has it or judges it itself.
    """
    placed = {}
    for item in own_tail(connection, stream, node, epoch, seq):
        place = (item["event"]["epoch"], item["event"]["seq"])
        placed[place] = {**item, "epoch": place[0], "seq": place[1]}
    last = max(placed, default=None)
    for row in connection.execute(_APART, {"s": stream, "n": node, "e": epoch, "q": seq}):
        place = (row.epoch, row.seq)
        if last is not None and place > last:
            break
        if place not in placed and (event := event_apart(row.event)):
            keys = (object_in(row.event) or {}).get("keys", [])
            placed[place] = {"event": event, "keys": keys, "epoch": place[0], "seq": place[1]}
    return [placed[place] for place in sorted(placed)]
