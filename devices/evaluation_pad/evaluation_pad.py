"""The evaluation pad as a machine: asked for one visit, one key comes, or none in time.

Each asking has a number of its own, which the pad gives back: a key pressed for the visit before is nobody's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from devices.pad_link import PadLink

LEVELS = range(1, 6)  # 非常不满意 1 … 非常满意 5, as cases.casework.evaluation.Level
_ASK, _REST, _STATUS = b"E", b"X", b"!"
_STATUS_BYTES = 2
_NUMBERS = 255  # 1…255; 0 is a pad that is asked nothing


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key for this visit, the first and only one."""

    visit_id: str
    level: int


@dataclass(frozen=True, slots=True)
class NotPressed:
    """Nobody pressed one in time, which is anybody's right."""

    visit_id: str


PadEvent = Pressed | NotPressed


@dataclass(frozen=True, slots=True)
class _Asked:
    visit_id: str
    number: int
    until: float


class EvaluationPad:
    """Lights its keys only while it is asked."""

    def __init__(self) -> None:
        self._link, self._number = PadLink(), 0
        self._asked: _Asked | None = None

    @property
    def trouble(self) -> str:
        """Whether it answers."""
        return self._link.trouble

    def ask(self, visit_id: str, seconds: float, now: float) -> Sequence[PadEvent]:
        """Light the keys for this visit; whoever was asked before has gone."""
        left = self._end()
        self._number = self._number % _NUMBERS + 1
        self._asked = _Asked(visit_id, self._number, now + seconds)
        self._light(now)
        return left

    def rest(self, _now: float) -> Sequence[PadEvent]:
        """Put the keys out: the next one is at the counter."""
        return self._end()

    def opened(self, now: float) -> Sequence[PadEvent]:
        """Asked again, if somebody is still asked."""
        self._link.opened(now)
        if self._asked is not None:
            self._light(now)
        else:
            self._link.send(_REST)
        return ()

    def received(self, data: bytes, now: float) -> Sequence[PadEvent]:
        """`! | number | key`: said when a key is pressed, and again whenever it is asked how it is."""
        events: list[PadEvent] = []
        for frame in self._link.received(data, now):
            asked = self._asked
            if bytes((frame.kind,)) != _STATUS or len(frame.data) != _STATUS_BYTES or asked is None:
                continue
            number, key = frame.data
            if number != asked.number:
                self._light(now)  # it was off meanwhile, or has not heard
            elif key in LEVELS and now < asked.until:
                self._asked = None
                self._link.send(_REST)
                events.append(Pressed(asked.visit_id, key))
        return events

    def tick(self, now: float) -> Sequence[PadEvent]:
        """Asked how it is; and nobody is asked for ever."""
        self._link.tick(now)
        return self._end() if self._asked is not None and now >= self._asked.until else ()

    def due_at(self) -> float | None:
        """The next question, or the end of the asking."""
        due = self._link.due_at()
        return due if self._asked is None else min(due, self._asked.until)

    def outgoing(self) -> bytes:
        """What goes to the pad."""
        return self._link.outgoing()

    def _light(self, now: float) -> None:
        if (asked := self._asked) is not None and asked.until > now:
            self._link.send(_ASK, bytes((asked.number, min(255, max(1, round(asked.until - now))))))

    def _end(self) -> Sequence[PadEvent]:
        asked, self._asked = self._asked, None
        if asked is None:
            return ()
        self._link.send(_REST)
        return (NotPressed(asked.visit_id),)
