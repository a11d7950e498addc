"""What a counter knows at one instant: one frozen value, from which every page is made by pure code."""

from dataclasses import dataclass
from datetime import datetime

from case_store.live_client import FeedState
from cases.policy import Policy
from cases.texts import Texts
from cases.views import CounterView, MatterView, StaffView, WaitingRow


@dataclass(frozen=True, slots=True)
class Rules:
    """What does not change while the counter runs."""

    counter_no: int
    policy: Policy
    texts: Texts


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

    `said` is the last sentence that staff must read: why something was not done.
    """

    feed: FeedState = NOT_HEARD
    view: CounterView | None = None
    people: tuple[StaffView, ...] = ()
    staff: StaffView | None = None
    signed_in_at: datetime | None = None
    matter: MatterView | None = None
    rejected: Rejected | None = None
    said: str = ""

    def mine(self, counter_no: int) -> WaitingRow | None:
        """The visit at this desk, called or being served."""
        rows = self.view.at_desks if self.view else ()
        return next((row for row in rows if row.counter_no == counter_no), None)

    def as_of(self, now: datetime) -> datetime:
        """The instant that lists are counted to: now, or when the hall was last heard."""
        return now if self.feed.connected else self.feed.last_heard_at or now
