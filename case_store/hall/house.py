"""What a hall works with beside its log: policy, keys and vault. Handed down, never looked up."""

from collections.abc import Callable
from dataclasses import dataclass, field

from case_store.attachments.vault import Vault
from case_store.clock import Steady, SystemClock
from case_store.hall.waits import Waits
from case_store.keys import Keys
from case_store.log.fold_later import Folding
from case_store.policy_files import PolicyFiles, PolicyHeld
from case_store.risk.risk_held import RiskHeld
from cases.figures.sight import Sight, sight_of
from cases.policy.policy import Policy
from cases.texts import Texts


@dataclass(slots=True, kw_only=True)
class House:
    """One hall. `node` is also the name under which case keys are wrapped for it.

    `held` is replaced by the policy door alone, in the store's thread: read `policy` at use, keep no copy.
    """

    stream: str
    node: str
    files: PolicyFiles = field(repr=False)
    held: PolicyHeld = field(repr=False)
    texts: Texts = field(repr=False)
    keys: Keys = field(repr=False)
    vault: Vault = field(repr=False)
    kiosk_names: dict[str, str] = field(default_factory=dict)  # with those of enrolled kiosks
    waits: Waits = field(default_factory=Waits, repr=False)
    risk: RiskHeld = field(default_factory=RiskHeld, repr=False)
    folding: Folding = field(default_factory=Folding, repr=False)
    steady: Callable[[], Steady] = field(default=SystemClock().steady, repr=False)

    def sight(self, who: "OnDuty") -> Sight | None:
        """How far somebody sees in the command zone; None: not at all."""
        return sight_of(who.unit, self.policy.units, self.policy.hall.home_banner)

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.held.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDesk:
    """Who gives a command at a counter: from the session, never from the request's body."""

    staff_id: str
    counter_no: int

    @property
    def actor(self) -> str:
        """As the envelope names it."""
        return f"staff:{self.staff_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Who gives a command, from the session. `counter_no` None: signed in without a counter (cases.roles)."""

    staff_id: str
    role: str
    counter_no: int | None = None
    unit: str = ""

    @property
    def actor(self) -> str:
        """As the envelope names it."""
        return f"staff:{self.staff_id}"
