"""From what the hall tells to what is said aloud: each call once, in the order of the calls, and none from long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from cases.views import CallView, WallView

NOT_OLDER_THAN = timedelta(seconds=60)
"""A wall that was away for a while does not say what was called meanwhile: it shows it."""
REMEMBERED_MAX = 200


class Says(Protocol):
    """What `devices.announcing.announcer.Announcer` is to a wall."""

    def announce(self, ticket_no: str, counter_no: int, zone: str = "") -> None:
        """Say a call when its turn comes."""
        ...

    def withdraw(self, ticket_no: str) -> None:
        """What is not begun is not said any more."""
        ...


class Announcing:
    """Feed it with every view. The first one after a start only tells what is old."""

    def __init__(self, says: Says) -> None:
        self._says = says
        self._said: dict[tuple[str, int, str], None] = {}
        self._called: dict[str, datetime] = {}

    def on_view(self, view: WallView) -> None:
        """The hall's newest view; several calls may have come with it."""
        for call in reversed(view.calls):
            key = (call.ticket_no, call.call_no, call.called_at.isoformat())
            if key in self._said:
                continue
            self._said[key] = None
            if view.hall_time - call.called_at <= NOT_OLDER_THAN:
                self._says.announce(call.ticket_no, call.counter_no, call.zone_name)
        for old in list(self._said)[: max(0, len(self._said) - REMEMBERED_MAX)]:
            del self._said[old]
        self._withdraw_what_is_over(view.calls)

    def _withdraw_what_is_over(self, calls: tuple[CallView, ...]) -> None:
        """A call that was taken back or passed over leaves the wall, and not as the oldest one that makes room."""
        oldest = min((call.called_at for call in calls), default=None)
        now = {call.ticket_no: call.called_at for call in calls}
        for ticket_no, called_at in self._called.items():
            if ticket_no not in now and (oldest is None or called_at > oldest):
                self._says.withdraw(ticket_no)
        self._called = now
