"""What was pulled, taken in: each event checked, placed once or kept apart, and the cursor with them (design.md §4).

Of other stores' streams a hall has only what concerns it. So each event is checked by itself: its hash, not its chain;
positions are this store's own. A poison event goes into quarantine alone and blocks nothing; one of a newer version is
stored as it is. Plain functions on the connection of one transaction.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

import orjson
import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.placed import Placed
from case_store.log.placing import place
from case_store.log.prepared import Prepared
from case_store.log.projections.case_histories import OLD_TENURE, Takings, is_late, refold, takings
from case_store.log.schema import event, pull_cursor, quarantine
from case_store.log.sql import upsert
from case_store.log.wire import from_wire, keys_from_wire, keys_to_wire, to_wire
from case_store.sync.batch import NUMBER_MAX
from case_store.sync.pull import CursorRead, Told
from case_store.trouble import is_machine_trouble
from cases.casework.case_events import CaseEvent
from cases.views_quarantine import ApartReason

_log = structlog.get_logger(__name__)

VERSION = 1
_CURSOR = Prepared(
    sa.select(pull_cursor.c.position, pull_cursor.c.mark).where(pull_cursor.c.stream == param("s"))
)
_SET = upsert(pull_cursor)
_MOVE = _SET.on_conflict_do_update(
    index_elements=["stream"], set_={name: _SET.excluded[name] for name in ("position", "mark")}
)
_HERE = sa.select(event.c.id).where(event.c.stream == param("s"), event.c.id == param("i"))
_CASE = "case:"
_STOOD_BEHIND = (
    sa.select(event.c.aggregate)
    .where(
        event.c.stream == param("s"),
        event.c.aggregate.in_(param("aggregates", expanding=True)),
        sa.tuple_(event.c.epoch, event.c.seq) > sa.tuple_(param("e"), param("q")),
    )
    .distinct()
)
_SET_ASIDE = upsert(quarantine).on_conflict_do_nothing()
_UNNAMED = "downlink"  # the stream of what does not even say its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """An answer: `items` are {"event": …, "hash": …, "keys": […]} as they came, not looked at yet."""

    after: int
    position: int
    mark: str
    more: bool
    items: Sequence[Any]

    @property
    def told(self) -> Told:
        """What the state machine hears of it."""
        return Told(self.after, self.position, self.mark, self.more)


@dataclass(slots=True, kw_only=True)
class Applied:
    """What became of it: events that are new here, and (stream, id) of decisions that came too late."""

    placed: list[Placed] = field(default_factory=list)
    late: list[tuple[str, str]] = field(default_factory=list)
    apart: int = 0  # events in quarantine for another reason


def read_pulled(content: bytes) -> Pulled:
    """Raises ValueError when it is not an answer of a version that is known here."""
    told = orjson.loads(content)
    numbers = [told.get(name) for name in ("v", "after", "position")] if isinstance(told, dict) else [None]
    if not all(type(n) is int and 0 <= n <= NUMBER_MAX for n in numbers) or told["v"] != VERSION:
        raise ValueError("v, after, position")
    mark, items = told.get("mark"), told.get("items")
    if not isinstance(mark, str) or not isinstance(items, list):
        raise ValueError("mark, items")  # noqa: TRY004  one error for whatever is no answer
    return Pulled(
        after=told["after"],
        position=told["position"],
        mark=mark,
        more=told.get("more") is True,
        items=items,
    )


def read_cursor(connection: sa.Connection, own: str) -> CursorRead:
    """How far this store has been told."""
    row = _CURSOR.first(connection, {"s": own})
    return CursorRead(0, "") if row is None else CursorRead(*row)


def apply_pulled(connection: sa.Connection, own: str, pulled: Pulled, now: datetime) -> Applied:
    """Events and cursor, in the caller's write transaction. `own`: the stream of this store.

    Raises ValueError for an answer that does not go on where the cursor stands: nothing is skipped.
    """
    if pulled.after not in (0, read_cursor(connection, own).position):
        raise ValueError("the answer is not to our question")
    applied = Applied()
    good = list(_checked(connection, own, pulled.items, now, applied))
    taken = takings(connection, {one.envelope.aggregate for one in good})
    timely = [one for one in good if not _comes_late(connection, one, taken, now, applied)]
    for stream, some in groupby(timely, key=lambda one: one.envelope.stream):
        _place_in_order(connection, stream, list(some), now, applied)
    connection.execute(_MOVE, {"stream": own, "position": pulled.position, "mark": pulled.mark})
    return applied


def _checked(
    connection: sa.Connection, own: str, items: Sequence[Any], now: datetime, applied: Applied
) -> Iterator[Placed]:
    """What is new here and sound."""
    seen: set[tuple[str, str]] = set()
    for raw in items:
        try:
            placed = Placed.of(from_wire(raw["event"]), keys_from_wire(raw["keys"]))
            sound = placed.hash == raw["hash"]
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # pydantic's are ValueErrors
            _set_aside(connection, raw, "shape", now, applied)
            continue
        named = (placed.envelope.stream, str(placed.envelope.id))
        if not sound:
            _set_aside(connection, raw, "changed", now, applied)
        elif placed.envelope.stream != own and named not in seen and not _is_here(connection, named):
            seen.add(named)
            yield placed


def _comes_late(
    connection: sa.Connection, one: Placed, taken: Takings, now: datetime, applied: Applied
) -> bool:
    if not isinstance(one.happened, CaseEvent) or not is_late(one.envelope, one.happened, taken):
        return False
    applied.late.append((one.envelope.stream, str(one.envelope.id)))
    _keep_apart(connection, one, OLD_TENURE, now)
    return True


def _place_in_order(
    connection: sa.Connection, stream: str, some: list[Placed], now: datetime, applied: Applied
) -> None:
    """What was told late, a mended hole say, may stand before decisions that are folded here already."""
    some.sort(key=lambda one: (one.envelope.epoch, one.envelope.seq))
    first, names = some[0].envelope, {one.envelope.aggregate for one in some}
    cases = [name for name in names if name.startswith(_CASE)]
    place_ = {"s": stream, "aggregates": cases, "e": first.epoch, "q": first.seq}
    out_of_turn = connection.scalars(_STOOD_BEHIND, place_).all() if cases else ()
    _place(connection, stream, some, now, applied)
    for name in out_of_turn:
        refold(connection, name.removeprefix(_CASE))


def _place(
    connection: sa.Connection, stream: str, some: list[Placed], now: datetime, applied: Applied
) -> None:
    """Events of one stream, all at once; when the tables refuse one of them, one by one, to find it."""
    try:
        with connection.begin_nested():
            place(connection, stream, some, now, push_on=False, chained=False)
    except Exception as error:
        if is_machine_trouble(error):
            raise
        if len(some) > 1:
            for one in some:
                _place(connection, stream, [one], now, applied)
            return
        _log.warning("event not placeable", stream=stream, error=type(error).__name__)
        _keep_apart(connection, some[0], "not_placeable", now)
        applied.apart += 1
    else:
        applied.placed += some


def _is_here(connection: sa.Connection, named: tuple[str, str]) -> bool:
    return connection.execute(_HERE, {"s": named[0], "i": named[1]}).first() is not None


def _keep_apart(connection: sa.Connection, one: Placed, reason: ApartReason, now: datetime) -> None:
    _quarantine(
        connection,
        stream=one.envelope.stream,
        id=str(one.envelope.id),
        node=one.envelope.node,
        reason=reason,
        received_at_us=to_us(now),
        epoch=one.envelope.epoch,
        seq=one.envelope.seq,
        hash=one.hash,
        event=orjson.dumps({"event": to_wire(one.envelope), "keys": keys_to_wire(one.keys)}).decode(),
    )


def _set_aside(
    connection: sa.Connection, raw: Any, reason: ApartReason, now: datetime, applied: Applied
) -> None:
    """What cannot be read is named by what it says of itself, and without that by what it is."""
    told = raw.get("event") if isinstance(raw, dict) else None
    said = told if isinstance(told, dict) else {}
    content = orjson.dumps(raw, option=orjson.OPT_SORT_KEYS)

    def text(name: str, otherwise: str) -> str:
        value = said.get(name)
        return value if isinstance(value, str) and value else otherwise

    applied.apart += 1
    _log.error("event from above is kept apart", reason=reason, id=text("id", ""))
    _quarantine(
        connection,
        stream=text("stream", _UNNAMED),
        id=text("id", hashlib.sha256(content).hexdigest()),
        node=text("node", _UNNAMED),
        reason=reason,
        received_at_us=to_us(now),
        event=content.decode(),
    )


def _quarantine(connection: sa.Connection, **row: Any) -> None:
    connection.execute(_SET_ASIDE, row)
