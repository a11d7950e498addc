"""What happens to the log of a store itself: its chain goes on in a new epoch; people decide on what was kept apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochBegun:
    """The first event of a node's new epoch. `prev` of its envelope is the hash of the event (after_epoch, after_seq).

    `why`: "restored" (from an older backup; upstream had the rest) or "forked" (two machines were the same node).
    `moved`: how many events of the own branch go on in this epoch.
    """

    node: str
    epoch: int
    after_epoch: int
    after_seq: int
    why: str
    moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReadmitted:
    """重新收入: an event that was kept apart for `reason` is in the log now. `stream`: the store that told it."""

    event_id: str
    stream: str
    reason: str
    staff_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLeftOut:
    """留存不收: a person decided that it stays apart."""

    event_id: str
    stream: str
    reason: str
    staff_id: str
    why: str


LogEvent = EpochBegun | EventReadmitted | EventLeftOut
