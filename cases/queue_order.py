"""Who is called next (叫号顺序): by first touch within the queues that a counter serves, with the reason kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One waiting ticket as the order sees it."""

    visit_id: str
    ticket_no: str
    queue: str
    place_at: datetime
    eligible_from_call: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCall:
    """`why` is a text key; `candidates` are the first five in order, their ages in whole seconds."""

    visit_id: str
    ticket_no: str
    why: str
    candidates: tuple[str, ...]
    ages_s: tuple[int, ...]


SHOWN_CANDIDATES = 5


def in_order(
    waiting: Sequence[Waiting], queues: Sequence[str], calls_count: Mapping[str, int]
) -> list[Waiting]:
    """The tickets that this counter may call, next first.

    `calls_count` is the number of first calls made today per queue; a returned ticket (过号回队) waits until its
    count is reached, unless nobody else is there.
    """
    mine = sorted((w for w in waiting if w.queue in queues), key=lambda w: (w.place_at, w.ticket_no))
    ready = [w for w in mine if w.eligible_from_call <= calls_count.get(w.queue, 0)]
    return ready + [w for w in mine if w.eligible_from_call > calls_count.get(w.queue, 0)]


def next_call(
    waiting: Sequence[Waiting], queues: Sequence[str], calls_count: Mapping[str, int], now: datetime
) -> NextCall | None:
    """The next ticket and why. None when nobody waits in these queues."""
    order = in_order(waiting, queues, calls_count)
    if not order:
        return None
    first = order[0]
    if first.eligible_from_call:
        why = (
            "why.returned"
            if first.eligible_from_call <= calls_count.get(first.queue, 0)
            else "why.nobody_else"
        )
    else:
        why = "why.first_touch"
    shown = order[:SHOWN_CANDIDATES]
    return NextCall(
        visit_id=first.visit_id,
        ticket_no=first.ticket_no,
        why=why,
        candidates=tuple(w.ticket_no for w in shown),
        ages_s=tuple(max(0, int((now - w.place_at).total_seconds())) for w in shown),
    )
