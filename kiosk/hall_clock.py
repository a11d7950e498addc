"""The time that the kiosk shows: its own clock, put right by the hall's last word."""

from datetime import datetime, timedelta

from case_store.clock import Clock

SHOWN_FROM = datetime.fromisoformat("2026-01-01T00:00:00+08:00")
"""A machine that boots offline may believe that it is 1970; before this day no kiosk of ours existed."""


class HallClock:
    """For people's eyes. What is stored is stamped by the door, which knows more about time than this."""

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._ahead = timedelta()

    def heard(self, hall_time: datetime) -> None:
        """The hall has told its time."""
        self._ahead = hall_time - self._machine.now()

    def now(self) -> datetime:
        """The instant in hall time."""
        return self._machine.now() + self._ahead

    @property
    def believable(self) -> bool:
        """Whether it may be shown."""
        return self.now() >= SHOWN_FROM
