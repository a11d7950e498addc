"""Push as a pure state machine: told what happened, it says what to do next. No socket, no disk, no clock, no chance.

One batch is in flight at a time. Whatever gets lost, the batch is read again from the outbox, which forgets only what
an answer names; so nothing is lost, and what arrives twice is a `dup`. A quiet hall sends an empty batch now and then:
upstream knows that it has heard all, and finds a hole that neither side remembers. Driven by HTTP in `uplink.py`, by a
seeded simulator in tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from case_store.sync.batch import EVENTS_MAX

BACKOFF_FIRST_S, BACKOFF_MAX_S = 0.5, 30.0
IDLE_S = 30.0  # an outbox that everybody forgot about is looked at all the same
_DOUBLINGS_MAX = 10


class Verdict(StrEnum):
    """What upstream did with an event."""

    OK = "ok"
    DUP = "dup"  # it was there before
    QUARANTINED = "quarantined"  # kept apart for a person, never asked for again


@dataclass(frozen=True, slots=True)
class EventVerdict:
    """One event of an answer, by its id and place in the chain. `reason` only with QUARANTINED."""

    seq: int
    id: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pushed:
    """The body of an answer: verdicts in no particular order."""

    verdicts: tuple[EventVerdict, ...]


# What happened.


@dataclass(frozen=True, slots=True)
class Woken:
    """The program started, a wait is over, or something new is in the outbox."""


@dataclass(frozen=True, slots=True)
class OutboxRead:
    """What waits: ids of consecutive events of one node, the first with `first_seq`. None: what would come next."""

    first_seq: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """200: a verdict per event, as far as the answer names them."""

    verdicts: tuple[EventVerdict, ...]


@dataclass(frozen=True, slots=True)
class GapFound:
    """409: upstream has no event before `wanted_seq`; the log has them all."""

    wanted_seq: int


@dataclass(frozen=True, slots=True)
class BatchRefused:
    """400, 413, 422: upstream could not take this batch as it was."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Nobody answered, or with "not now" (401, 403, 429, 5xx). `retry_after_s` is upstream's own wish."""

    reason: str
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The last Settle or Rewind is durable."""


PushEvent = Woken | OutboxRead | Answered | GapFound | BatchRefused | Failed | Done


# What to do.


@dataclass(frozen=True, slots=True)
class ReadOutbox:
    """Read the next batch: at most so many events. Answer: OutboxRead."""

    events_max: int


@dataclass(frozen=True, slots=True)
class Send:
    """Send what was read, even when it is nothing. Answer: Answered, GapFound, BatchRefused or Failed."""


@dataclass(frozen=True, slots=True)
class Settle:
    """Forget `forget`, and set `quarantined` aside for a person, in one transaction. Answer: Done."""

    forget: tuple[str, ...]
    quarantined: tuple[tuple[str, str], ...]  # (id, reason)


@dataclass(frozen=True, slots=True)
class Rewind:
    """Put the node's events from `from_seq` on back into the outbox. Answer: Done."""

    from_seq: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait so long, then Woken. `until_new`: something new in the outbox ends it early."""

    seconds: float
    until_new: bool


PushCommand = ReadOutbox | Send | Settle | Rewind | Wait


class Pusher:
    """`jitter` gives a number in 0..1: full jitter, so that many halls do not come back in one instant."""

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._first_seq = 0
        self._in_flight: tuple[str, ...] = ()
        self._greets = True  # the next empty outbox is told, not only noted
        self._events_max = EVENTS_MAX
        self._failures = 0
        self._rewound_to = 0
        self.trouble = ""  # why the last attempt failed; "" after a success

    def handle(self, event: PushEvent) -> PushCommand:
        """The one thing to do now."""
        match event:
            case Woken():
                self._greets = True
                return ReadOutbox(self._events_max)
            case Done():
                return ReadOutbox(self._events_max)
            case OutboxRead():
                self._first_seq, self._in_flight = event.first_seq, event.ids
                return Send() if event.ids or self._greets else Wait(IDLE_S, until_new=True)
            case Answered():
                return self._answered(event)
            case GapFound():
                return self._gap(event)
            case BatchRefused():
                return self._refused(event)
            case Failed():
                return self._failed(event.reason, event.retry_after_s)
            case _:
                assert_never(event)

    def _answered(self, answer: Answered) -> PushCommand:
        sent = dict(enumerate(self._in_flight, start=self._first_seq))
        named = [v for v in answer.verdicts if sent.get(v.seq) == v.id]
        if sent and not named:
            return self._failed("the answer names nothing that was sent")
        self._in_flight, self._greets = (), False
        self._failures, self._rewound_to, self.trouble = 0, 0, ""
        if not sent:
            return Wait(IDLE_S, until_new=True)
        self._events_max = min(EVENTS_MAX, self._events_max * 2)
        return Settle(
            forget=tuple(v.id for v in named if v.verdict is not Verdict.QUARANTINED),
            quarantined=tuple((v.id, v.reason) for v in named if v.verdict is Verdict.QUARANTINED),
        )

    def _gap(self, gap: GapFound) -> PushCommand:
        again = gap.wanted_seq == self._rewound_to
        if again or not 1 <= gap.wanted_seq < self._first_seq:
            self._rewound_to = 0
            return self._failed(f"upstream wants event {gap.wanted_seq}")
        self._rewound_to = (
            gap.wanted_seq
        )  # the same hole twice in a row is a failure: no circle without a pause
        return Rewind(gap.wanted_seq)

    def _refused(self, refused: BatchRefused) -> PushCommand:
        """Smaller batches, until the event that upstream cannot take travels alone."""
        if len(self._in_flight) <= 1:
            return self._failed(refused.reason)
        self._events_max = max(1, len(self._in_flight) // 2)
        return ReadOutbox(self._events_max)

    def _failed(self, reason: str, retry_after_s: float | None = None) -> Wait:
        self._in_flight = ()
        self._failures += 1
        self.trouble = reason
        longest = min(BACKOFF_MAX_S, BACKOFF_FIRST_S * 2 ** min(self._failures, _DOUBLINGS_MAX))
        return Wait(max(retry_after_s or 0.0, longest * self._jitter()), until_new=False)
