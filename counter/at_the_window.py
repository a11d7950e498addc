"""What hangs at the window for the visitor: the call display over it, and the evaluation pad on it.

The display follows what this counter knows. The pad is asked once for each visit that ends here; its key goes to the
hall without being shown to anybody, and is tried again with the hall's next word if it did not answer.
"""

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from case_store.client.connection import Unreachable
from cases.queue.visit import VisitState
from cases.refusal import Refusal
from cases.texts import Texts
from counter.knows import Knows
from counter.services import CounterServices
from devices.call_display.call_display import Shown
from devices.evaluation_pad.evaluation_pad import PadEvent, Pressed

SECONDS_A_MINUTE = 60
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Key:
    """On its way to the hall."""

    visit_id: str
    level: int


class AtTheWindow(QObject):
    """Belongs to the whole counter."""

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shown: Shown | None = None
        self._serving = ""  # visit id
        self._waiting: _Key | None = None
        self._sending = False
        services.desk.changed.connect(self._follow)
        services.desk.visitEnded.connect(self._ask)
        services.at_hand.evaluated.connect(self._hear)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Whatever the counter knows now."""
        desk, rules = self._services.desk, self._services.rules
        if (number := rules.counter_no) is None:
            return
        shown = window_words(desk.knows, number, rules.texts)
        if shown != self._shown:
            self._shown = shown
            self._services.at_hand.show_call(shown)
        mine = desk.mine
        serving = mine.visit_id if mine is not None and mine.visit_state == VisitState.SERVING else ""
        if serving and serving != self._serving:
            self._services.at_hand.end_evaluation()  # the next one is here: no key is theirs for the one before
        self._serving = serving
        if desk.knows.feed.connected:
            self._send()

    @Slot(str)
    def _ask(self, visit_id: str) -> None:
        """结束接待: whoever goes may press a key."""
        minutes = self._services.policy_in_force.policy.hall.evaluation.offered_minutes
        self._services.at_hand.ask_evaluation(visit_id, minutes * SECONDS_A_MINUTE)

    @Slot(object)
    def _hear(self, event: PadEvent) -> None:
        if isinstance(event, Pressed):
            self._waiting = _Key(event.visit_id, event.level)
            self._send()

    def _send(self) -> None:
        key, number = self._waiting, self._services.rules.counter_no
        if key is None or number is None or self._sending:
            return
        self._sending = True

        def settled() -> None:
            self._sending = False
            if self._waiting is key:
                self._waiting = None

        def answered(answer: bool | Refusal) -> None:
            settled()
            if isinstance(
                answer, Refusal
            ):  # staff need not know: it is the citizen's word, and may be given elsewhere
                _log.warning("an evaluation at the pad was not taken: %s", answer.code)

        def failed(error: Exception) -> None:
            if isinstance(error, Unreachable):
                self._sending = False
                return
            settled()
            _log.error("an evaluation at the pad was not sent", exc_info=error)

        citizens = self._services.client.citizens
        self._services.bridge.submit(
            citizens.evaluate_at_counter(key.visit_id, number, key.level), answered, failed
        )


def window_words(knows: Knows, counter_no: int, texts: Texts) -> Shown:
    """The counter's name above; below who is called, who is served, that it pauses, or that nobody sits here."""
    here, mine = knows.desk(counter_no), knows.mine(counter_no)
    number = mine.ticket_no if mine is not None else ""
    if mine is not None and mine.visit_state == VisitState.CALLED:
        said = "called"
    elif mine is not None:
        said = "serving"
    elif here is None or here.staff_id is None:
        said = "closed"
    else:
        said = "paused" if here.paused else "open"
    return Shown(
        upper=texts.get("counter.head.window", number=counter_no),
        lower=texts.get(f"counter_desk.window.{said}", ticket_no=number),
        blinks=said == "called",
    )
