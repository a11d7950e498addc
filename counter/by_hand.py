"""人工叫号: the counter goes on calling from its kept list while the hall does not answer, and tells it afterwards.

A call is on disk before it is shown, with the id of its command: however often counter or hall are restarted, the hall
enters it once.
"""

import logging
from asyncio import Lock, to_thread
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, Signal, Slot

from case_store.client.connection import Unreachable
from cases.hall_time import hall_date
from cases.refusal import Refusal
from cases.roles import needs_counter
from cases.views import WaitingRow
from counter.kept_list import HandCall, KeptFile, KeptList, kept_of, next_by_hand, settled, with_call
from counter.services import CounterServices

KEEP_EVERY_S = 20.0  # where only the age of the list has changed
ONCE, TWICE = "once", "twice"
_log = logging.getLogger(__name__)


class ByHand(QObject):
    """`kept` is what the counter has to go on with. Everything here runs in the UI thread; the file is the worker's."""

    changed = Signal()

    def __init__(
        self, services: CounterServices, data_dir: Path | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._file = KeptFile(data_dir) if data_dir is not None else None
        self._turn = Lock()
        self._is_writing = self._is_entering = False
        self._written: KeptList | None = None
        self.kept: KeptList | None = None
        if self._file is not None:
            services.bridge.submit(to_thread(self._file.read), self._found)
        services.desk.changed.connect(self._follow)

    @property
    def is_needed(self) -> bool:
        """Whether the hall does not answer, and there is a list to go on with."""
        return not self._services.desk.knows.feed.connected and self.kept is not None

    @property
    def is_allowed(self) -> bool:
        """Whether somebody sits here whose PIN was right, by the hall or by what this counter knows."""
        knows = self._services.desk.knows
        return knows.staff is not None and not knows.locked and needs_counter(knows.staff.role)

    @property
    def current(self) -> HandCall | None:
        """Who was called last and may still be said to be absent."""
        last = self.kept.calls[-1] if self.kept is not None and self.kept.calls else None
        return last if last is not None and last.came is None and not last.entered else None

    def call(self) -> None:
        """F1: the next one of the kept list by the hall's own rule, durable before it is shown."""
        kept, number = self.kept, self._services.rules.counter_no
        if kept is None or number is None or self._is_writing or not self.is_allowed:
            return
        now = self._services.clock.now()
        following = next_by_hand(kept, number, self._services.rules.policy, now)
        if following is not None:
            self._keep(with_call(kept, following, now, str(uuid_v7.uuid7())))

    def say(self, came: bool) -> None:
        """F4 or F3: who was called has come, or not."""
        kept = self.kept
        if kept is not None and self.current is not None and not self._is_writing and self.is_allowed:
            self._keep(replace(kept, calls=(*kept.calls[:-1], replace(kept.calls[-1], came=came))))

    def forget(self) -> None:
        """What was entered has been read: only what the hall does not know yet is kept on."""
        if self.kept is not None:
            self._keep(replace(self.kept, calls=self.kept.to_enter))

    # What the hall tells.

    def _found(self, kept: KeptList | None) -> None:
        """The file, after a start. A view that came before it is newer; its calls are not."""
        if kept is None:
            return
        newer = self.kept
        self.kept = kept if newer is None else replace(newer, calls=(*kept.calls, *newer.calls))
        self.changed.emit()
        self._enter()

    @Slot()
    def _follow(self) -> None:
        knows, now = self._services.desk.knows, self._services.clock.now()
        if knows.feed.connected and knows.view is not None and self._services.rules.counter_no is not None:
            calls = self.kept.calls if self.kept is not None else ()
            heard_at = knows.feed.last_heard_at or now
            self.kept = kept_of(knows.view, heard_at, hall_date(now), calls)
            # Never behind a call that is on its way to the disk: it would be overwritten without it.
            if not self._is_writing and _is_worth_a_write(self.kept, self._written):
                self._written = self.kept
                self._write(self.kept)
            self._enter()
        self.changed.emit()

    # The file.

    def _keep(self, kept: KeptList) -> None:
        """On disk first, then on the screen."""

        def written(_nothing: None) -> None:
            self._is_writing = False
            # A view may have come meanwhile; the calls are what was just written.
            self.kept = kept if self.kept is None else replace(self.kept, calls=kept.calls)
            self.changed.emit()
            self._enter()

        self._is_writing = True
        self._write(kept, written)

    def _write(self, kept: KeptList, then: Callable[[None], None] | None = None) -> None:
        file = self._file

        async def write() -> None:
            async with self._turn:
                if file is not None:
                    await to_thread(file.write, kept)

        def failed(error: Exception) -> None:
            """It goes on in memory, which is still better than nothing."""
            _log.error("the kept list cannot be written: %s", error)
            if then is not None:
                then(None)

        self._services.bridge.submit(write(), then, failed)

    # Afterwards.

    def _enter(self) -> None:
        """One call after the other, as soon as the hall is there and somebody sits here."""
        desk = self._services.desk
        kept = self.kept
        if self._is_entering or self._is_writing or kept is None or not desk.knows.feed.connected:
            return
        if not self.is_allowed:
            return
        call = next((call for call in kept.calls if not call.entered), None)
        if call is None:
            return
        self._is_entering = True

        def answered(answer: WaitingRow | Refusal) -> None:
            self._is_entering = False
            if isinstance(answer, Refusal) and answer.code.startswith("auth."):
                desk.hear_refusal(answer)  # the PIN first, then again
                return
            self._entered(call, _outcome(answer, desk.sentence))

        def failed(error: Exception) -> None:
            self._is_entering = False  # the next view tries again, under the same id
            if not isinstance(error, Unreachable):
                _log.error("entering a call by hand failed", exc_info=error)

        came = settled(call).came is True
        asked = self._services.client.queue.enter_by_hand(
            call.ticket_no, call.called_at, came, UUID(call.command_id)
        )
        self._services.bridge.submit(asked, answered, failed)

    def _entered(self, call: HandCall, outcome: str) -> None:
        if self.kept is not None:
            calls = tuple(
                replace(settled(other), entered=outcome) if other.command_id == call.command_id else other
                for other in self.kept.calls
            )
            self._keep(replace(self.kept, calls=calls))


def _is_worth_a_write(kept: KeptList, written: KeptList | None) -> bool:
    """Numbers that changed, or a list that would look too old."""
    if written is None or kept.numbers != written.numbers:
        return True
    return (kept.heard_at - written.heard_at).total_seconds() >= KEEP_EVERY_S


def _outcome(answer: WaitingRow | Refusal, sentence: Callable[[Refusal], str]) -> str:
    if isinstance(answer, Refusal):
        return sentence(answer)
    return TWICE if answer.twice else ONCE
