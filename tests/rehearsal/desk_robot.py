"""A desk that works like a practised member of staff: calls, waits for the person, serves, and all the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time

from cases.refusal import Refusal
from cases.views import WaitingRow
from tests.rehearsal.clockwork import Clockwork
from tests.rehearsal.hands import Hands
from tests.rehearsal.ledger import Ledger
from tests.rehearsal.people import Visitor

RECALL_AFTER_S = 30.0
TIDY_S = 8.0  # between two people
BACK_AFTER_S = 300.0  # who missed the call comes to the desk
FETCH_S = 600.0
WALK_OVER_S = 20.0  # to the other counter
LUNCH, AFTERNOON = time(12, 0), time(14, 30)
CALLS = 3


@dataclass(slots=True)
class DeskRobot:
    """One counter's day. `visitors` by visit id tells how the person called will behave."""

    counter_no: int
    hands: Hands
    clockwork: Clockwork
    ledger: Ledger
    visitors: Mapping[str, Visitor]
    send_to: int | None  # where it sends who belongs elsewhere
    on_given_up: Callable[[WaitingRow], None]  # somebody missed three calls
    on_sent: Callable[[int], None]  # to a counter
    has: WaitingRow | None = None
    idle: bool = True
    fetched: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Call the next one, if the desk is free and it is not lunch."""
        if not self.idle or LUNCH <= self.clockwork.now.time() < AFTERNOON:
            return
        row = self.hands.call_next()
        self.ledger.verbs["call_next"] += 1
        if isinstance(row, Refusal):
            if row.code != "queue.empty":
                self._trouble("call_next", row)
            return
        self.idle, self.has = False, row
        self._called(row)

    def _called(self, row: WaitingRow) -> None:
        now, visitor = self.clockwork.now, self.visitors[row.visit_id]
        self.ledger.called(row.visit_id, self.counter_no, now)
        misses = visitor.misses_the_call and len(self.ledger.stays[row.visit_id].calls) <= CALLS
        if misses:
            self.clockwork.after(RECALL_AFTER_S, lambda: self._again(row))
        else:
            self.clockwork.after(visitor.walk_s, lambda: self._start(row))

    def _again(self, row: WaitingRow) -> None:
        if row.calls_count < CALLS:
            again = self._do("recall", self.hands.recall(row))
            if again is not None:
                self.has = again
                self._called(again)
            return
        if self._do("no_show", self.hands.no_show(row)) is not None:
            self.on_given_up(row)
        self._free()

    def _start(self, row: WaitingRow) -> None:
        visitor = self.visitors[row.visit_id]
        if row.priority and not row.priority_verified and not visitor.truly_priority:
            if self._do("check_priority", self.hands.check_priority(row, granted=False)) is not None:
                self._free()
            return
        if self._do("start", self.hands.start(row)) is None:
            self._free()
            return
        if visitor.is_sent_on and self.send_to is not None and not row.transfers:
            self.clockwork.after(40, lambda: self._send_on(row))
        elif visitor.fetches_papers and row.visit_id not in self.fetched:
            self.clockwork.after(60, lambda: self._hold(row))
        else:
            self.clockwork.after(visitor.service_s, lambda: self._end(row))

    def _send_on(self, row: WaitingRow) -> None:
        target = self.send_to or 0
        if self._do("transfer", self.hands.transfer(row, target)) is not None:
            self.clockwork.after(WALK_OVER_S, lambda: self.on_sent(target))
        self._free()

    def _hold(self, row: WaitingRow) -> None:
        self.fetched.add(row.visit_id)
        self._do("hold", self.hands.hold(row))
        self.clockwork.after(FETCH_S, lambda: self._bring_back(row))
        self._free()

    def _bring_back(self, row: WaitingRow) -> None:
        self._do("resume", self.hands.resume(row))
        self.look()

    def acknowledge_all(self) -> None:
        """签收 whoever was sent here, when nobody is in front of this desk."""
        if not self.idle:
            return
        for row in self.hands.sent_here():
            self._do("acknowledge", self.hands.acknowledge(row))

    def _end(self, row: WaitingRow) -> None:
        if self._do("end", self.hands.end(row)) is not None:
            self.ledger.stays[row.visit_id].end = "done"
        self._free()

    def _free(self) -> None:
        self.has = None
        self.clockwork.after(TIDY_S, self._ready)

    def _ready(self) -> None:
        self.idle = True
        self.acknowledge_all()
        self.look()

    def _do(self, verb: str, answer: WaitingRow | Refusal) -> WaitingRow | None:
        self.ledger.verbs[verb] += 1
        if isinstance(answer, Refusal):
            self._trouble(verb, answer)
            return None
        return answer

    def _trouble(self, verb: str, refusal: Refusal) -> None:
        self.ledger.troubles.append(
            f"{self.clockwork.now:%H:%M:%S} {self.counter_no} 号窗口 {verb}: {refusal.code} {dict(refusal.facts)}"
        )
