"""Everything a kiosk is made of, made once in kiosk.app and handed down."""

from collections.abc import Callable
from dataclasses import dataclass, field

from case_store.clock import Clock
from cases.policy.policy import Policy
from cases.texts import Texts
from kiosk.door import Citizens, Door, Papers
from kiosk.flow import Flow
from kiosk.hall_clock import HallClock
from screenkit.at_hand import DevicesAtHand
from screenkit.bridge import Bridge
from screenkit.policy_in_force import PolicyInForce


@dataclass(slots=True, kw_only=True)
class KioskParts:
    """Three clocks: `monotonic` seconds for waiting, the hall's time for people's eyes, and the machine's stamps,

    which the door puts right. `policy` and `flow` are those of this citizen's session: read them at use. `counter_no`:
    of a tablet on a counter; 0: a kiosk.
    """

    in_force: PolicyInForce
    texts: Texts
    machine_clock: Clock
    hall_clock: HallClock
    bridge: Bridge
    door: Door
    papers: Papers
    citizens: Citizens
    monotonic: Callable[[], float]
    counter_no: int = 0
    at_hand: DevicesAtHand = field(default_factory=DevicesAtHand)
    policy: Policy = field(init=False)
    flow: Flow = field(init=False)

    def __post_init__(self) -> None:
        """Begin with what is in force."""
        self._take(self.in_force.policy)

    def next_citizen(self) -> bool:
        """Between two citizens, never within a session: what the hall has revised holds from here on, if it has."""
        if self.policy is self.in_force.policy:
            return False
        self._take(self.in_force.policy)
        return True

    def _take(self, policy: Policy) -> None:
        self.policy, self.flow = policy, Flow(policy.categories, policy.places)
