"""Everything a kiosk is made of, made once in kiosk.app and handed down."""

from collections.abc import Callable
from dataclasses import dataclass

from case_store.clock import Clock
from cases.policy import Policy
from cases.texts import Texts
from kiosk.door import Door, Papers
from kiosk.flow import Flow
from kiosk.hall_clock import HallClock
from screenkit.bridge import Bridge


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskParts:
    """Three clocks: `monotonic` seconds for waiting, the hall's time for people's eyes, and the machine's stamps,

    which the door puts right.
    """

    policy: Policy
    texts: Texts
    flow: Flow
    machine_clock: Clock
    hall_clock: HallClock
    bridge: Bridge
    door: Door
    papers: Papers
    monotonic: Callable[[], float]
