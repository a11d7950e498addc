"""Who is signed in at which counter. In memory alone, on purpose: after a restart of the service staff sign in again,
which costs a PIN; a file or a backup that held live sessions would be a key to the house.

A session ends by itself when nobody asked for anything for a while, and some hours after the PIN (guard.toml), both by
the machine's steady time. It ends at once when the person's role or PIN changes, they are removed, or their day ends
(跨日清零).
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from case_store.clock import Steady
from case_store.hall.house import OnDuty
from cases.policy.guard import SessionPolicy
from cases.views import StaffView

TOKEN_BYTES = 24
_MINUTE_US = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The answer to a sign-in; `session` goes into the header X-Staff-Session.

    `credential`: what the counter may keep to know this person while the hall does not answer.
    """

    session: str
    staff: StaffView
    credential: str


@dataclass(slots=True)
class _Session:
    who: OnDuty
    begun_us: int
    asked_us: int


class Sessions:
    """One session a counter; signing in ends the earlier one there, and the person's own elsewhere."""

    def __init__(self, steady: Callable[[], Steady], policy: Callable[[], SessionPolicy]) -> None:
        self._steady, self._policy = steady, policy
        self._by_token: dict[str, _Session] = {}

    def begin(self, staff: StaffView, counter_no: int | None, credential: str) -> SignedIn:
        """A new session."""
        self._by_token = {
            token: earlier
            for token, earlier in self._by_token.items()
            if earlier.who.staff_id != staff.staff_id
            and (counter_no is None or earlier.who.counter_no != counter_no)
        }
        token, now_us = secrets.token_urlsafe(TOKEN_BYTES), self._steady().us
        who = OnDuty(staff_id=staff.staff_id, role=staff.role, counter_no=counter_no, unit=staff.unit)
        self._by_token[token] = _Session(who, now_us, now_us)
        return SignedIn(session=token, staff=staff, credential=credential)

    def find(self, token: str) -> OnDuty | None:
        """Whose session it is; None when it has ended. Being asked for keeps it."""
        session = self._by_token.get(token)
        if session is None:
            return None
        now_us, policy = self._steady().us, self._policy()
        if (
            now_us - session.asked_us >= policy.idle_minutes * _MINUTE_US
            or now_us - session.begun_us >= policy.hours_max * 60 * _MINUTE_US
        ):
            del self._by_token[token]
            return None
        session.asked_us = now_us
        return session.who

    def end_of(self, staff_id: str) -> None:
        """Every session of one person."""
        self._by_token = {
            token: session for token, session in self._by_token.items() if session.who.staff_id != staff_id
        }

    def end(self, token: str) -> None:
        """Signed out."""
        self._by_token.pop(token, None)
