"""What every panel of the dispatch screen stands on. Made once by `app.build`."""

from __future__ import annotations

from dataclasses import dataclass

from case_store.client.hall import HallClient
from case_store.clock import Clock
from cases.texts import Texts
from screenkit.bridge import Bridge
from screenkit.policy_in_force import PolicyInForce


@dataclass(frozen=True, slots=True)
class DispatchGround:
    """`client` carries the session of whoever is signed in; answers come back through `bridge`, on the UI thread."""

    client: HallClient
    bridge: Bridge
    in_force: PolicyInForce
    texts: Texts
    clock: Clock
