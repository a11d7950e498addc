"""Going on as the one machine of a node (`admin sync re-enrol`): what two machines told comes together.

The last event that both stories have is found by asking upstream which of ours it knows; behind it upstream's story
comes back, and ours goes on in a new epoch (epochs.py).
"""

from collections.abc import Sequence
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import StoreError
from case_store.log.schema import event
from case_store.store import Store
from case_store.sync import epochs
from case_store.sync.batch import VERSION, Batch, Head
from case_store.sync.epochs import Adopted
from case_store.sync.heads import heads, standing
from case_store.sync.line import Line
from case_store.sync.push import Answered, Standing, UpstreamHead

_AT_OR_BEFORE = (
    sa.select(event.c.epoch, event.c.seq, event.c.hash)
    .where(
        event.c.stream == param("s"),
        event.c.node == param("n"),
        event.c.epoch == param("e"),
        event.c.seq <= param("q"),
    )
    .order_by(event.c.seq.desc())
    .limit(1)
)


class Outcome(StrEnum):
    """What there was to do."""

    NOTHING = "nothing"  # upstream has our chain, or a beginning of it
    RESTORED = epochs.RESTORED
    FORKED = epochs.FORKED


async def re_enrol(store: Store, line: Line, actor: str) -> tuple[Outcome, Adopted | None]:
    """Compare with upstream and go on. Raises StoreError `sync.unreachable` when upstream does not answer."""
    config = store.config
    with store.log.reading() as connection:
        ours = heads(connection, config.name, config.node)
    theirs = await _told(store, line, ours[-1])
    with store.log.reading() as connection:
        stands = standing(connection, config.name, config.node, ours[-1], theirs)
    if stands is Standing.CONTINUES:
        return Outcome.NOTHING, None
    common = ours[-1] if stands is Standing.AHEAD else await _last_common(store, line, ours)
    why = epochs.RESTORED if stands is Standing.AHEAD else epochs.FORKED
    try:
        adopted = store.hall.chains.go_on(await line.tail(common, theirs), common, why=why, actor=actor)
    except ValueError as error:  # what came is not that tail: nothing was changed
        raise StoreError("sync.unreachable", why=str(error)) from error
    if adopted.moved and config.role == "hall":
        store.hall.registration.rebuild()
    return Outcome(why), adopted


async def _last_common(store: Store, line: Line, ours: Sequence[Head]) -> Head:
    for end in reversed(ours):
        found = await _last_known(store, line, end)
        if found is not None:
            return found
    return Head(1, 0, "")


async def _last_known(store: Store, line: Line, end: Head) -> Head | None:
    """The last event of an epoch that upstream knows, by halves."""
    known: Head | None = None
    low, high = 0, end.seq
    while low < high:
        tried = _at_or_before(store, end.epoch, (low + high + 1) // 2)
        if tried is None or tried.seq <= low:
            low = (low + high + 1) // 2  # nothing of ours stands there
        elif (await _told(store, line, tried)).knows_yours:
            known, low = tried, max(tried.seq, (low + high + 1) // 2)
        else:
            high = tried.seq - 1
    return known


def _at_or_before(store: Store, epoch: int, seq: int) -> Head | None:
    asked = {"s": store.config.name, "n": store.config.node, "e": epoch, "q": seq}
    with store.log.reading() as connection:
        row = connection.execute(_AT_OR_BEFORE, asked).first()
    return None if row is None else Head(row.epoch, row.seq, row.hash)


async def _told(store: Store, line: Line, head: Head) -> UpstreamHead:
    """What upstream says to a greeting with this head."""
    greeting = Batch(
        stream=store.config.name,
        node=store.config.node,
        epoch=head.epoch,
        first_seq=1,
        items=(),
        heads=(head,),
    )
    answer = await line.push(greeting, VERSION)
    if not isinstance(answer, Answered) or answer.head is None:
        raise StoreError("sync.unreachable", why=getattr(answer, "reason", type(answer).__name__))
    return answer.head
