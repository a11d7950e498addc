"""What is answered to a hall that asks and has nothing to say or to hear: most contacts are such, and only read.

Plain functions on a connection that reads. None: there is more to say, which a transaction that writes finds out.
"""

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.placing import read_node_head
from case_store.log.prepared import Prepared
from case_store.log.schema import downlink_head
from case_store.sync.batch import Batch
from case_store.sync.heads import same_place
from case_store.sync.pull_answer import VERSION
from case_store.sync.push import Pushed

_LIST = Prepared(
    sa.select(downlink_head.c.position, downlink_head.c.mark).where(downlink_head.c.stream == param("h"))
)


def greeted(connection: sa.Connection, batch: Batch) -> Pushed | None:
    """To an empty batch of a node whose chain stands here where it says that it stands.

    What it waits to tell is in its outbox until an answer names it: nothing is confirmed by this.
    """
    if batch.items or len(batch.heads) != 1:  # what earlier epochs lack is looked for where it is taken in
        return None
    head = read_node_head(connection, batch.stream, batch.node)
    if (batch.epoch, batch.first_seq) != (head.epoch, head.seq + 1):
        return None
    stands = same_place(head, batch.heads[-1])
    return None if stands is None else Pushed((), stands)


def nothing_new(connection: sa.Connection, hall: str, position: int, mark: str) -> bytes | None:
    """To a pull from the end of the hall's list; as pull_answer.answer says it."""
    if not is_at_end(connection, hall, position, mark):
        return None
    told = {"v": VERSION, "after": position, "position": position, "mark": mark, "more": False, "items": []}
    return orjson.dumps(told)


def is_at_end(connection: sa.Connection, hall: str, position: int, mark: str) -> bool:
    """Whether a cursor stands at the end of its hall's list. A hall that never asked has none."""
    return _LIST.first(connection, {"h": hall}) == (position, mark)
