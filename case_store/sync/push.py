"""Push as a pure state machine: told what happened, it says what to do next. No socket, no disk, no clock, no chance.

One batch is in flight at a time. Whatever gets lost, the batch is read again from the outbox, which forgets only what
an answer names; so nothing is lost, and what arrives twice is a `dup`. A quiet hall sends an empty batch now and then:
upstream knows that it has heard all, and finds a hole that neither side remembers.

Every contact begins with a greeting: both tell where the chain stands. Upstream ahead: this machine was restored from
an older backup, it adopts its own tail and goes on in a new epoch. Another story at the same place: two machines were
one node; nothing more is pushed before an operator says which goes on (`admin sync re-enrol`). Driven by HTTP in
`uplink.py`, by a seeded simulator in tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from case_store.sync.batch import EVENTS_MAX, OLDEST, VERSION, Head

BACKOFF_FIRST_S, BACKOFF_MAX_S = 0.5, 30.0
IDLE_S = 30.0  # an outbox that everybody forgot about is looked at all the same
_DOUBLINGS_MAX = 10
FORKED: Final = "forked"
OLD_EPOCH: Final = "old_epoch"
BRANCH_REASONS = (FORKED, OLD_EPOCH)  # in quarantine: of a chain that is not the node's any more
UPGRADE_FIRST = "sync.upgrade_first"


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
class UpstreamHead:
    """The newest event that upstream has of the sender, `seq` 0 for none; and whether it has the sender's newest."""

    epoch: int
    seq: int
    hash: str
    knows_yours: bool


@dataclass(frozen=True, slots=True)
class Pushed:
    """The body of an answer: verdicts in no particular order. `head` only to who told theirs."""

    verdicts: tuple[EventVerdict, ...]
    head: UpstreamHead | None = None

    def says_forked(self, theirs: Head) -> bool:
        """Whether the sender, whose head is `theirs`, stands on another story than what upstream has."""
        ours = self.head
        is_behind = ours is not None and (theirs.epoch, theirs.seq) <= (ours.epoch, ours.seq)
        return is_behind and ours is not None and not ours.knows_yours


class Standing(StrEnum):
    """How upstream's head stands to our chain."""

    CONTINUES = "continues"  # it has a beginning of our chain, or all of it
    AHEAD = "ahead"  # it has our chain and more of it: we were restored from an older backup
    FORKED = "forked"  # it has another story at the same place


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
    """200: a verdict per event, as far as the answer names them; to a greeting the driver makes it Compared."""

    verdicts: tuple[EventVerdict, ...]
    head: UpstreamHead | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """200 to a greeting: how the chains stand to each other. `ours`, `theirs`: the heads that were compared."""

    standing: Standing
    ours: Head
    theirs: UpstreamHead | None = None


@dataclass(frozen=True, slots=True)
class GapFound:
    """409: upstream has no event before `wanted_seq`; the log has them all. `epoch` 0: that of the batch."""

    wanted_seq: int
    epoch: int = 0


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
    """The last Settle, Rewind or Adopt is durable."""


PushEvent = Woken | OutboxRead | Answered | Compared | GapFound | BatchRefused | Failed | Done


# What to do.


@dataclass(frozen=True, slots=True)
class ReadOutbox:
    """Read the next batch: at most so many events. Answer: OutboxRead."""

    events_max: int


@dataclass(frozen=True, slots=True)
class Greet:
    """Send the place of what was read without its events, in version `v`, and compare the answer's head with our log.

    Answer: Compared, GapFound, BatchRefused or Failed. Upstream that tells no head continues.
    """

    v: int = VERSION


@dataclass(frozen=True, slots=True)
class Adopt:
    """Read our own tail behind `after` back from upstream, which has it as far as `until`, and go on in a new epoch.

    Answer: Done or Failed.
    """

    after: Head
    until: UpstreamHead


@dataclass(frozen=True, slots=True)
class Send:
    """Send what was read, even when it is nothing. Answer: Answered, GapFound, BatchRefused or Failed."""

    v: int = VERSION


@dataclass(frozen=True, slots=True)
class Settle:
    """Forget `forget`, and set `quarantined` aside for a person, in one transaction. Answer: Done."""

    forget: tuple[str, ...]
    quarantined: tuple[tuple[str, str], ...]  # (id, reason)


@dataclass(frozen=True, slots=True)
class Rewind:
    """Put the node's events from `from_seq` on back into the outbox. `epoch` 0: that of the batch. Answer: Done."""

    from_seq: int
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait so long, then Woken. `until_new`: something new in the outbox ends it early."""

    seconds: float
    until_new: bool


PushCommand = ReadOutbox | Greet | Adopt | Send | Settle | Rewind | Wait


class Pusher:
    """`jitter` gives a number in 0..1: full jitter, so that many halls do not come back in one instant."""

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._first_seq = 0
        self._in_flight: tuple[str, ...] = ()
        self._is_greeting, self._has_greeted = False, False
        self._tells_empty = True  # the next empty outbox is told, not only noted
        self._v = VERSION  # what upstream understands, as far as is known
        self._events_max = EVENTS_MAX
        self._failures = 0
        self._rewound_to = (0, 0)
        self.trouble = ""  # why the last attempt failed; "" after a success

    def handle(self, event: PushEvent) -> PushCommand:
        """The one thing to do now."""
        match event:
            case Woken():
                self._tells_empty = True
                return ReadOutbox(self._events_max)
            case Done():
                return ReadOutbox(self._events_max)
            case OutboxRead():
                return self._read(event)
            case Compared():
                return self._compared(event)
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

    def _read(self, read: OutboxRead) -> PushCommand:
        self._first_seq, self._in_flight = read.first_seq, read.ids
        self._is_greeting = not self._has_greeted
        if self._is_greeting:
            return Greet(self._v)
        return Send(self._v) if read.ids or self._tells_empty else Wait(IDLE_S, until_new=True)

    def _compared(self, compared: Compared) -> PushCommand:
        self._is_greeting = False
        if compared.standing is Standing.FORKED:  # asked again in a while: an operator may have decided
            self.trouble, self._in_flight = FORKED, ()
            return Wait(IDLE_S, until_new=False)
        if compared.standing is Standing.AHEAD and compared.theirs is not None:
            return Adopt(compared.ours, compared.theirs)
        self._has_greeted = True
        if self._in_flight:
            return Send(self._v)
        self._well()
        return Wait(IDLE_S, until_new=True)

    def _answered(self, answer: Answered) -> PushCommand:
        sent = dict(enumerate(self._in_flight, start=self._first_seq))
        named = [v for v in answer.verdicts if sent.get(v.seq) == v.id]
        if sent and not named:
            return self._failed("the answer names nothing that was sent")
        self._in_flight = ()
        self._well()
        if not sent:
            if answer.head is None or answer.head.knows_yours:
                return Wait(IDLE_S, until_new=True)
            # It came back from a backup, and another machine with our name may have told its story first.
            self._has_greeted = False
            return ReadOutbox(self._events_max)
        if any(v.reason in BRANCH_REASONS for v in named):
            self._has_greeted = False  # are we still the one whose chain this is?
        self._events_max = min(EVENTS_MAX, self._events_max * 2)
        return Settle(
            forget=tuple(v.id for v in named if v.verdict is not Verdict.QUARANTINED),
            quarantined=tuple((v.id, v.reason) for v in named if v.verdict is Verdict.QUARANTINED),
        )

    def _well(self) -> None:
        self._tells_empty, self._failures, self._rewound_to, self.trouble = False, 0, (0, 0), ""

    def _gap(self, gap: GapFound) -> PushCommand:
        again = (gap.epoch, gap.wanted_seq) == self._rewound_to
        if again or gap.wanted_seq < 1 or not (gap.epoch or gap.wanted_seq < self._first_seq):
            self._rewound_to = (0, 0)
            return self._failed(f"upstream wants event {gap.wanted_seq}")
        # The same hole twice in a row is a failure: no circle without a pause.
        self._rewound_to = (gap.epoch, gap.wanted_seq)
        return Rewind(gap.wanted_seq, gap.epoch)

    def _refused(self, refused: BatchRefused) -> PushCommand:
        """Smaller batches, until the event that upstream cannot take travels alone.

        A greeting is spoken in older words, as upstream may not have been upgraded yet.
        """
        if self._is_greeting and self._v > OLDEST:
            self._v -= 1
            return Greet(self._v)
        if self._is_greeting or refused.reason == UPGRADE_FIRST or len(self._in_flight) <= 1:
            return self._failed(refused.reason)
        self._events_max = max(1, len(self._in_flight) // 2)
        return ReadOutbox(self._events_max)

    def _failed(self, reason: str, retry_after_s: float | None = None) -> Wait:
        """The next contact is a new one: whoever answers then may be another machine, or older. A busy one is not."""
        self._in_flight = ()
        if retry_after_s is None:
            self._has_greeted, self._v = False, VERSION
        self._failures += 1
        self.trouble = reason
        longest = min(BACKOFF_MAX_S, BACKOFF_FIRST_S * 2 ** min(self._failures, _DOUBLINGS_MAX))
        return Wait((retry_after_s or 0.0) + longest * self._jitter(), until_new=False)
