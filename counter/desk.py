"""The desk: what this counter knows, and its questions to the hall, one at a time.

A key that is pressed again while the hall has not answered does nothing: the question is on its way. A question that
got no answer is asked again under the same command id, until a new view says how things stand.
"""

import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, Signal, Slot

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from case_store.client.live import FeedState
from case_store.clock import SteadyClock
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.visit import VisitState
from cases.refusal import Reader, Refusal
from cases.texts import TextError
from cases.views import CounterView, MatterView, WaitingRow
from counter.fact_words import in_words
from counter.knows import Knows, Rejected, Rules
from counter.laid_over import has_row, with_row
from counter.queue_verbs import QueueVerbs
from counter.seat import SESSION_OVER, Seat
from counter.signed_in_here import SignedInHere
from screenkit.bridge import Bridge

FRESH_S = 1.0  # longer than a view can be on its way

Answer = TypeVar("Answer")
Question = Callable[[UUID], Coroutine[Any, Any, Answer | Refusal]]
_log = logging.getLogger(__name__)


class Desk(QObject):
    """`knows` changes only as a whole, and `changed` follows. Everything here runs in the UI thread."""

    changed = Signal()
    registered = Signal()  # 登记 or 修改 was done
    rejectionDone = Signal()
    visitEnded = Signal(str)  # visit id: 结束接待 was done here
    signInFailed = Signal()

    def __init__(
        self,
        rules: Rules,
        client: HallClient,
        bridge: Bridge,
        clock: SteadyClock,
        *,
        here: SignedInHere | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`here`: who signed in at this counter lately; without one it is not kept over a restart."""
        super().__init__(parent)
        self.rules, self.clock = rules, clock
        self.knows = Knows()
        self.client, self.bridge = client, bridge
        self._asking: str | None = None
        self._unanswered: dict[str, UUID] = {}
        self._opening: str | None = None
        self._fresh: tuple[WaitingRow, float] | None = None
        self.queue = QueueVerbs(self)
        self.seat = Seat(self, here or SignedInHere(clock, lambda: rules.policy.guard.offline))

    @property
    def mine(self) -> WaitingRow | None:
        """The visit at this desk."""
        return self.knows.mine(self.rules.counter_no)

    @property
    def is_quiet(self) -> bool:
        """Whether no question is on its way."""
        return self._asking is None

    # What the hall tells.

    def on_view(self, view: CounterView) -> None:
        """The hall's newest view: it settles every question that was left open."""
        self._unanswered.clear()
        self.know(view=self._with_fresh_answer(view))
        self.follow_visit()
        self.seat.ask_people()

    def on_state(self, feed: FeedState) -> None:
        """Whether the hall answers."""
        is_back = feed.connected and not self.knows.feed.connected
        self.know(feed=feed)
        if is_back:
            self.seat.hall_is_back()

    @Slot()
    def lock(self) -> None:
        """F12, or nobody has touched anything."""
        self.seat.lock()

    # The visit at this desk.

    def call_next(self) -> None:
        """呼叫下一位."""
        if (visit := self.mine) is not None:
            self.know(said=self.sentence(Refusal("desk.busy", {"ticket_no": visit.ticket_no})))
            return
        if (number := self.rules.counter_no) is None:
            return
        self.ask("call_next", lambda id_: self.client.call_next(number, id_), self.moved)

    def recall(self) -> None:
        """重呼."""
        self.at_desk("recall", self.client.recall)

    def start(self) -> None:
        """开始办理: the matter is opened with it."""
        self.at_desk("start", self.client.start)

    def no_show(self) -> None:
        """过号."""
        self.at_desk("no_show", self.client.no_show)

    def end(self) -> None:
        """结束接待."""
        self.at_desk("end", self.client.end, self._ended)

    def bring_back(self, visit_id: str) -> None:
        """过号回队."""
        self.ask(f"return:{visit_id}", lambda id_: self.client.return_to_queue(visit_id, id_), self.moved)

    # Its matter.

    def register(self, opened: OpenMatter, private: PrivateMatter) -> None:
        """登记 what was a draft, or nothing."""
        if (visit := self.mine) is None:
            return
        self.ask(
            f"register:{visit.visit_id}",
            lambda id_: self.client.register(visit.visit_id, opened, private, id_),
            self._written,
        )

    def correct(self, opened: OpenMatter, private: PrivateMatter) -> None:
        """修改."""
        if (case_id := self._case_id()) is not None:
            self.ask(
                f"correct:{case_id}",
                lambda id_: self.client.correct(case_id, opened, private, id_),
                self._written,
            )

    def accept(self) -> None:
        """受理."""
        if (case_id := self._case_id()) is not None:
            self.ask(f"accept:{case_id}", lambda id_: self.client.accept(case_id, id_), self.opened)

    def reject(self, reason_code: str, referral_code: str, remark: str) -> None:
        """不予受理, with where to go instead."""
        if (case_id := self._case_id()) is None:
            return

        def done(matter: MatterView) -> None:
            self.know(
                rejected=Rejected(case_id=case_id, reason_code=reason_code, referral_code=referral_code)
            )
            self.opened(matter)
            self.rejectionDone.emit()

        self.ask(
            f"reject:{case_id}",
            lambda id_: self.client.reject(case_id, reason_code, referral_code, remark, id_),
            done,
        )

    # What needs a person.

    def answer_help(self, help_id: str) -> None:
        """「我去」."""
        self.ask(f"help:{help_id}", lambda id_: self.client.answer_help(help_id, id_), self.nothing)

    def acknowledge(self, notice_id: str) -> None:
        """知道了."""
        self.ask(
            f"notice:{notice_id}", lambda id_: self.client.acknowledge_notice(notice_id, id_), self.nothing
        )

    # How a question is asked.

    def at_desk(
        self,
        what: str,
        verb: Callable[[str, UUID], Coroutine[Any, Any, WaitingRow | Refusal]],
        then: Callable[[WaitingRow], None] | None = None,
    ) -> None:
        """One verb on the visit at this desk; nothing while there is none."""
        if (visit := self.mine) is not None:
            self.ask(f"{what}:{visit.visit_id}", lambda id_: verb(visit.visit_id, id_), then or self.moved)

    def ask(
        self,
        what: str,
        question: Question[Answer],
        then: Callable[[Answer], None],
        unreachable: str = "counter.said.unreachable",
    ) -> None:
        """One question at a time, under one id until it is answered. `then` hears what is no refusal."""
        if self._asking is not None:
            return
        self._asking = what
        command_id = self._unanswered.setdefault(what, uuid_v7.uuid7())

        def answered(answer: Answer | Refusal) -> None:
            self._asking = None
            self._unanswered.pop(what, None)
            if isinstance(answer, Refusal):
                self._refused(what, answer)
                return
            self.know(said="")
            then(answer)

        def failed(error: Exception) -> None:
            self._asking = None
            if isinstance(error, Unreachable):
                self.say(unreachable)
            else:
                _log.error("asking the hall %s failed", what.partition(":")[0], exc_info=error)
                self.say("counter.said.broken")
            self._signal_failure(what)

        self.bridge.submit(question(command_id), answered, failed)

    def hear_refusal(self, refusal: Refusal) -> None:
        """A refusal of a question that was not asked through the desk."""
        self._refused("", refusal)

    def _refused(self, what: str, refusal: Refusal) -> None:
        if refusal.code in SESSION_OVER:
            self.lock()
        self.know(said=self.sentence(refusal))
        self._signal_failure(what)

    def _signal_failure(self, what: str) -> None:
        if what == "sign_in":
            self.signInFailed.emit()

    def sentence(self, refusal: Refusal) -> str:
        """A refusal in the words of staff."""
        try:
            return self.rules.texts.tell(in_words(refusal, self.rules.policy, self.rules.texts), Reader.STAFF)
        except TextError as error:  # a newer hall may know a refusal that we have no words for
            _log.error("%s", error)
            return self.rules.texts.get("counter.said.broken")

    # What follows from an answer.

    def moved(self, row: WaitingRow) -> None:
        """The answer is laid over the last view, so that the screen does not wait for the next one."""
        self._fresh = (row, time.monotonic())
        if self.knows.view is not None:
            self.know(view=with_row(self.knows.view, row))
        self.follow_visit()

    def _with_fresh_answer(self, view: CounterView) -> CounterView:
        """A view that was sent before the last answer must not put the visit back to where it was."""
        if self._fresh is None:
            return view
        row, answered_at = self._fresh
        if has_row(view, row) or time.monotonic() > answered_at + FRESH_S:
            self._fresh = None
            return view
        return with_row(view, row)

    def _ended(self, row: WaitingRow) -> None:
        self.moved(row)
        self.visitEnded.emit(row.visit_id)

    def _written(self, matter: MatterView) -> None:
        self.opened(matter)
        self.registered.emit()

    def opened(self, matter: MatterView) -> None:
        """An answer that comes after the screen was locked shows nothing of a person."""
        if self.knows.staff is not None and self._opening is not None:
            self.know(matter=matter)

    def follow_visit(self) -> None:
        """The matter is open while this desk serves the visit: opened when it starts, wiped when it ends."""
        visit = self.mine
        if self.knows.staff is None or visit is None or visit.visit_state != VisitState.SERVING:
            self._opening = None
            if self.knows.matter is not None or self.knows.rejected is not None:
                self.know(matter=None, rejected=None)
            return
        if self._opening == visit.visit_id:
            return
        self._opening = visit.visit_id
        visit_id = visit.visit_id

        def opened(answer: MatterView | Refusal) -> None:
            if self._opening != visit_id:
                return
            if isinstance(answer, Refusal):
                self._refused("matter", answer)
            else:
                self.opened(answer)

        def failed(error: Exception) -> None:
            self._opening = None  # the next view tries again
            if not isinstance(error, Unreachable):
                _log.error("opening the matter failed", exc_info=error)
            self.say("counter.said.unreachable")

        self.know(matter=None, rejected=None)
        self.bridge.submit(self.client.open_matter(visit_id), opened, failed)

    def forget_visit(self) -> None:
        """Whoever sits down next opens it for themselves."""
        self._opening = None

    def reopen_matter(self) -> None:
        """Read the matter at this desk again: something was done with its case elsewhere."""
        self._opening = None
        self.follow_visit()

    def _case_id(self) -> str | None:
        return self.knows.matter.case_id if self.knows.matter else None

    def nothing(self, _answer: object) -> None:
        """The live feed tells what came of it."""

    def say(self, key: str, **facts: object) -> None:
        """A sentence for who sits here, until something is done."""
        self.know(said=self.rules.texts.get(key, **facts))

    def know(self, **news: Any) -> None:
        """What the counter knows from now on, told to every page."""
        knows = replace(self.knows, **news)
        if knows != self.knows:
            self.knows = knows
            self.changed.emit()
