"""What every page of the counter app is handed: the same hall, the same clock, the same desk."""

from dataclasses import dataclass, field
from pathlib import Path

from case_store.client.hall import HallClient
from case_store.clock import Clock
from counter.casework.paper_desk import PaperDesk
from counter.desk import Desk
from counter.knows import Rules
from devices.announcing.audition import Audition
from screenkit.at_hand import DevicesAtHand
from screenkit.bridge import Bridge
from screenkit.local_devices import LocalDevices
from screenkit.policy_in_force import PolicyInForce


@dataclass(frozen=True, slots=True)
class CounterServices:
    """A page's view-model takes this and a parent: `ListsViewModel(services, parent)`.

    `policy_in_force.policy` is read at use and never kept; `rules.policy` is the same policy. `desk.knows` is what this
    counter knows, `desk.ask` puts one question to the hall.
    """

    rules: Rules
    client: HallClient
    bridge: Bridge
    clock: Clock
    policy_in_force: PolicyInForce
    desk: Desk
    exports_dir: Path | None = None  # where lists and reports that are taken out are written; None: nowhere
    paper_desk: PaperDesk | None = None  # papers of cases; None: this counter makes none
    at_hand: DevicesAtHand = field(default_factory=DevicesAtHand)  # card reader and code scanner
    local: LocalDevices | None = None  # all of this machine, as they are told to the hall
    audition: Audition | None = None  # 试听 of the voice of calls
