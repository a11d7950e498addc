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
from PySide6.QtCore import QObject, Signal

from case_store.client import HallClient
from case_store.clock import Clock
from case_store.connection import Unreachable
from case_store.live_client import FeedState
from cases.matter import OpenMatter, PrivateMatter
from cases.refusal import Reader, Refusal
from cases.texts import TextError
from cases.views import CounterView, MatterView, StaffView, WaitingRow
from cases.visit import AT_A_DESK, VisitState
from counter.knows import Knows, Rejected, Rules
from screenkit.bridge import Bridge

FRESH_S = 1.0  # longer than a view can be on its way
SESSION_OVER = frozenset({"auth.session_missing"})

Answer = TypeVar("Answer")
Question = Callable[[UUID], Coroutine[Any, Any, Answer | Refusal]]
_log = logging.getLogger(__name__)


class Desk(QObject):
    """`knows` changes only as a whole, and `changed` follows. Everything here runs in the UI thread."""

    changed = Signal()
    registered = Signal()  # 登记 or 修改 was done
    rejectionDone = Signal()
    signInFailed = Signal()

    def __init__(
        self, rules: Rules, client: HallClient, bridge: Bridge, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.rules, self.clock = rules, clock
        self.knows = Knows()
        self._client, self._bridge = client, bridge
        self._asking: str | None = None
        self._unanswered: dict[str, UUID] = {}
        self._opening: str | None = None
        self._fresh: tuple[WaitingRow, float] | None = None
        self._people_wanted = True

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
        self._know(view=self._with_fresh_answer(view))
        self._follow_visit()
        self._ask_people()

    def on_state(self, feed: FeedState) -> None:
        """Whether the hall answers."""
        self._know(feed=feed)

    # Sign in, sign out.

    def sign_in(self, staff_id: str, pin: str) -> None:
        """PIN of one member of staff for this counter."""

        async def ask(_command_id: UUID) -> StaffView | Refusal:
            return await self._client.sign_in(staff_id, pin, self.rules.counter_no)

        def signed_in(staff: StaffView) -> None:
            self._know(staff=staff, signed_in_at=self.clock.now(), said="")
            self._follow_visit()

        self._ask("sign_in", ask, signed_in, unreachable="counter.said.sign_in_unreachable")

    def lock(self) -> None:
        """F12: at once nothing is to be seen. Who has nobody at the desk is signed out as well."""
        said = ""
        if (visit := self.mine) is not None:
            said = self.rules.texts.get("counter.sign_in.still_here", ticket_no=visit.ticket_no)
        self._opening = None
        self._people_wanted = True  # somebody may have been added since
        self._know(staff=None, signed_in_at=None, matter=None, rejected=None, said=said)
        if visit is None:
            self._bridge.submit(self._client.sign_out(), self._nothing, self._not_signed_out)

    # The visit at this desk.

    def call_next(self) -> None:
        """呼叫下一位."""
        if (visit := self.mine) is not None:
            self._know(said=self._sentence(Refusal("desk.busy", {"ticket_no": visit.ticket_no})))
            return
        number = self.rules.counter_no
        self._ask("call_next", lambda id_: self._client.call_next(number, id_), self._moved)

    def recall(self) -> None:
        """重呼."""
        self._at_desk("recall", self._client.recall)

    def start(self) -> None:
        """开始办理: the matter is opened with it."""
        self._at_desk("start", self._client.start)

    def no_show(self) -> None:
        """过号."""
        self._at_desk("no_show", self._client.no_show)

    def end(self) -> None:
        """结束接待."""
        self._at_desk("end", self._client.end)

    def bring_back(self, visit_id: str) -> None:
        """过号回队."""
        self._ask(f"return:{visit_id}", lambda id_: self._client.return_to_queue(visit_id, id_), self._moved)

    # Its matter.

    def register(self, opened: OpenMatter, private: PrivateMatter) -> None:
        """登记 what was a draft, or nothing."""
        if (visit := self.mine) is None:
            return
        self._ask(
            f"register:{visit.visit_id}",
            lambda id_: self._client.register(visit.visit_id, opened, private, id_),
            self._written,
        )

    def correct(self, opened: OpenMatter, private: PrivateMatter) -> None:
        """修改."""
        if (case_id := self._case_id()) is not None:
            self._ask(
                f"correct:{case_id}",
                lambda id_: self._client.correct(case_id, opened, private, id_),
                self._written,
            )

    def accept(self) -> None:
        """受理."""
        if (case_id := self._case_id()) is not None:
            self._ask(f"accept:{case_id}", lambda id_: self._client.accept(case_id, id_), self._opened)

    def reject(self, reason_code: str, referral_code: str, remark: str) -> None:
        """不予受理, with where to go instead."""
        if (case_id := self._case_id()) is None:
            return

        def done(matter: MatterView) -> None:
            self._know(
                rejected=Rejected(case_id=case_id, reason_code=reason_code, referral_code=referral_code)
            )
            self._opened(matter)
            self.rejectionDone.emit()

        self._ask(
            f"reject:{case_id}",
            lambda id_: self._client.reject(case_id, reason_code, referral_code, remark, id_),
            done,
        )

    # What needs a person.

    def answer_help(self, help_id: str) -> None:
        """「我去」."""
        self._ask(f"help:{help_id}", lambda id_: self._client.answer_help(help_id, id_), self._nothing)

    def acknowledge(self, notice_id: str) -> None:
        """知道了."""
        self._ask(
            f"notice:{notice_id}", lambda id_: self._client.acknowledge_notice(notice_id, id_), self._nothing
        )

    # How a question is asked.

    def _at_desk(
        self, what: str, verb: Callable[[str, UUID], Coroutine[Any, Any, WaitingRow | Refusal]]
    ) -> None:
        if (visit := self.mine) is not None:
            self._ask(f"{what}:{visit.visit_id}", lambda id_: verb(visit.visit_id, id_), self._moved)

    def _ask(
        self,
        what: str,
        question: Question[Answer],
        then: Callable[[Answer], None],
        unreachable: str = "counter.said.unreachable",
    ) -> None:
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
            self._know(said="")
            then(answer)

        def failed(error: Exception) -> None:
            self._asking = None
            if isinstance(error, Unreachable):
                self._say(unreachable)
            else:
                _log.error("asking the hall %s failed", what.partition(":")[0], exc_info=error)
                self._say("counter.said.broken")
            self._signal_failure(what)

        self._bridge.submit(question(command_id), answered, failed)

    def _refused(self, what: str, refusal: Refusal) -> None:
        if refusal.code in SESSION_OVER:
            self.lock()
        self._know(said=self._sentence(refusal))
        self._signal_failure(what)

    def _signal_failure(self, what: str) -> None:
        if what == "sign_in":
            self.signInFailed.emit()

    def _sentence(self, refusal: Refusal) -> str:
        try:
            return self.rules.texts.tell(refusal, Reader.STAFF)
        except TextError as error:  # a newer hall may know a refusal that we have no words for
            _log.error("%s", error)
            return self.rules.texts.get("counter.said.broken")

    # What follows from an answer.

    def _moved(self, row: WaitingRow) -> None:
        """The answer is laid over the last view, so that the screen does not wait for the next one."""
        self._fresh = (row, time.monotonic())
        if self.knows.view is not None:
            self._know(view=_with_row(self.knows.view, row))
        self._follow_visit()

    def _with_fresh_answer(self, view: CounterView) -> CounterView:
        """A view that was sent before the last answer must not put the visit back to where it was."""
        if self._fresh is None:
            return view
        row, answered_at = self._fresh
        if (
            row in (*view.waiting, *view.at_desks, *view.not_present)
            or time.monotonic() > answered_at + FRESH_S
        ):
            self._fresh = None
            return view
        return _with_row(view, row)

    def _written(self, matter: MatterView) -> None:
        self._opened(matter)
        self.registered.emit()

    def _opened(self, matter: MatterView) -> None:
        """An answer that comes after the screen was locked shows nothing of a person."""
        if self.knows.staff is not None and self._opening is not None:
            self._know(matter=matter)

    def _follow_visit(self) -> None:
        """The matter is open while this desk serves the visit: opened when it starts, wiped when it ends."""
        visit = self.mine
        if self.knows.staff is None or visit is None or visit.visit_state != VisitState.SERVING:
            self._opening = None
            if self.knows.matter is not None or self.knows.rejected is not None:
                self._know(matter=None, rejected=None)
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
                self._opened(answer)

        def failed(error: Exception) -> None:
            self._opening = None  # the next view tries again
            if not isinstance(error, Unreachable):
                _log.error("opening the matter failed", exc_info=error)
            self._say("counter.said.unreachable")

        self._know(matter=None, rejected=None)
        self._bridge.submit(self._client.open_matter(visit_id), opened, failed)

    def _ask_people(self) -> None:
        """Who may sign in: with the first view, after every lock, and again until somebody answers."""
        if not self._people_wanted:
            return
        self._people_wanted = False

        def told(answer: tuple[StaffView, ...] | Refusal) -> None:
            if isinstance(answer, Refusal):
                self._refused("people", answer)
            else:
                self._know(people=answer)

        def failed(_error: Exception) -> None:
            self._people_wanted = True

        self._bridge.submit(self._client.staff(), told, failed)

    def _case_id(self) -> str | None:
        return self.knows.matter.case_id if self.knows.matter else None

    def _nothing(self, _answer: object) -> None:
        """The live feed tells what came of it."""

    def _not_signed_out(self, error: Exception) -> None:
        _log.warning("signing out did not reach the hall: %s", type(error).__name__)

    def _say(self, key: str, **facts: object) -> None:
        self._know(said=self.rules.texts.get(key, **facts))

    def _know(self, **news: Any) -> None:
        knows = replace(self.knows, **news)
        if knows != self.knows:
            self.knows = knows
            self.changed.emit()


def _with_row(view: CounterView, row: WaitingRow) -> CounterView:
    """The view with this visit where its new state puts it."""

    def without(rows: tuple[WaitingRow, ...]) -> tuple[WaitingRow, ...]:
        return tuple(other for other in rows if other.visit_id != row.visit_id)

    waiting, at_desks, absent = without(view.waiting), without(view.at_desks), without(view.not_present)
    state = VisitState(row.visit_state)
    if state is VisitState.WAITING:
        waiting = (*waiting, row)
    elif state in AT_A_DESK:
        at_desks = (*at_desks, row)
    elif state is VisitState.NO_SHOW:
        absent = (*absent, row)
    return replace(view, waiting=waiting, at_desks=at_desks, not_present=absent)
