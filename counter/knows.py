"""What a counter knows at one instant: one frozen value, from which every page is made by pure code."""

from dataclasses import dataclass
from datetime import datetime

from case_store.client.live import FeedState
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import CounterView, DeskView, MatterView, StaffView, WaitingRow
from screenkit.policy_in_force import PolicyInForce


@dataclass(frozen=True, slots=True)
class Rules:
    """`counter_no` None: a workplace without a counter (督办, 调度, 管理)."""

    counter_no: int | None
    in_force: PolicyInForce
    texts: Texts

    @property
    def policy(self) -> Policy:
        """Read at use, never kept: the hall may revise it while the counter runs."""
        return self.in_force.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A rejection made here, so that the visitor can be told where to go. Codes of acceptance.toml."""

    case_id: str
    reason_code: str
    referral_code: str


NOT_HEARD = FeedState(connected=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knows:
    """`staff` None: nobody is signed in. `matter` is open for the visit at this desk and for nothing else.

    `by_hand_only`: who is signed in came in while the hall did not answer.
    `locked`: who is signed in has covered the screen; everything behind stays as it was.
    `said` is the last sentence that staff must read: why something was not done.
    """

    feed: FeedState = NOT_HEARD
    view: CounterView | None = None
    people: tuple[StaffView, ...] = ()
    staff: StaffView | None = None
    by_hand_only: bool = False
    locked: bool = False
    signed_in_at: datetime | None = None
    matter: MatterView | None = None
    rejected: Rejected | None = None
    said: str = ""

    def mine(self, counter_no: int | None) -> WaitingRow | None:
        """The visit at this desk, called or being served."""
        if counter_no is None:
            return None
        rows = self.view.at_desks if self.view else ()
        return next((row for row in rows if row.counter_no == counter_no), None)

    def desk(self, counter_no: int | None) -> DeskView | None:
        """What the hall says of this counter."""
        desks = self.view.desks if self.view else ()
        return next((desk for desk in desks if desk.counter_no == counter_no), None)

    def hall_now(self, now: datetime) -> datetime:
        """The hall's clock at this instant: what it said last, and the time since then."""
        if self.feed.hall_time is None or self.feed.last_heard_at is None:
            return now
        return now + (self.feed.hall_time - self.feed.last_heard_at)

    def as_of(self, now: datetime) -> datetime:
        """The instant that lists are counted to: now, or when the hall was last heard."""
        return now if self.feed.connected else self.feed.last_heard_at or now
