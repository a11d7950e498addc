"""Comparison of a node's log here and upstream, as a pure state machine: no socket, no disk, no clock.

Digests of everything first; where two differ, those of its parts; at last the events themselves. A matching total ends
it. What upstream lacks is pushed again, what we lack is read back, and of what reads otherwise in the two logs our
version is pushed, which upstream keeps apart for a person. Run once a night and by `admin sync compare`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

BLOCK = 1000  # places of a block
PLACES_MAX = 10**9  # of an epoch
DIGESTS_PATH = "/v1/sync/digests"
PURPOSE = "digests"
WHOLE, BLOCKS = 0, -1  # of Question.block; a block itself is told by its number, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """About an epoch up to `last`: one digest of it (WHOLE), one of each of its BLOCKS, or the events of a block."""

    epoch: int
    last: int
    block: int = WHOLE

    @property
    def said(self) -> Mapping[str, int]:
        """As it is sent."""
        return {"epoch": self.epoch, "last": self.last, "block": self.block}

    @property
    def places(self) -> range:
        """The places that a block has."""
        first = (self.block - 1) * BLOCK + 1
        return range(first, min(first + BLOCK, self.last + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What differs, as places (epoch, seq): upstream lacks it, we lack it, or it reads otherwise."""

    lacking: tuple[tuple[int, int], ...] = ()
    lost: tuple[tuple[int, int], ...] = ()
    different: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lacking or self.lost or self.different)


# What happened.


@dataclass(frozen=True, slots=True)
class Begun:
    """A comparison is wanted: (epoch, last place that upstream has confirmed) of each epoch."""

    epochs: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Told:
    """The answer of both sides: of WHOLE and BLOCKS a digest by epoch or block, else a hash by place."""

    ours: Mapping[int, str]
    theirs: Mapping[int, str]


CompareEvent = Begun | Told


# What to do.


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask both sides. Answer: Told."""

    question: Question


@dataclass(frozen=True, slots=True)
class Finish:
    """That is all; mend what was found."""

    findings: Findings


@dataclass(slots=True)
class Comparer:
    """Asked until it says Finish."""

    _asked: Question | None = None
    _todo: list[Question] = field(default_factory=list)
    _findings: Findings = field(default_factory=Findings)

    def handle(self, event: CompareEvent) -> Ask | Finish:
        """The one thing to do now."""
        match event:
            case Begun():
                self._todo = [Question(epoch=epoch, last=last) for epoch, last in event.epochs if last]
            case Told():
                self._told(event)
            case _:
                assert_never(event)
        if not self._todo:
            return Finish(self._findings)
        self._asked = self._todo.pop(0)
        return Ask(self._asked)

    def _told(self, told: Told) -> None:
        asked = self._asked
        if asked is None:
            raise ValueError("nothing was asked")
        keys = sorted({*told.ours, *told.theirs})
        differ = [key for key in keys if told.ours.get(key) != told.theirs.get(key)]
        if not differ:
            return
        if asked.block == WHOLE:
            self._todo.append(replace(asked, block=BLOCKS))
        elif asked.block == BLOCKS:
            self._todo += [replace(asked, block=block) for block in differ if block >= 1]
        else:
            self._find(asked, [key for key in differ if key in asked.places], told)

    def _find(self, asked: Question, differ: Sequence[int], told: Told) -> None:
        def places(seqs: Sequence[int]) -> tuple[tuple[int, int], ...]:
            return tuple((asked.epoch, seq) for seq in seqs)

        before = self._findings
        self._findings = Findings(
            lacking=before.lacking + places([seq for seq in differ if seq not in told.theirs]),
            lost=before.lost + places([seq for seq in differ if seq not in told.ours]),
            different=before.different
            + places([seq for seq in differ if seq in told.ours and seq in told.theirs]),
        )
