"""Who is signed in at which counter, in memory: after a restart of the service staff sign in again."""

import secrets
from dataclasses import dataclass

from case_store.hall.house import OnDuty
from cases.views import StaffView

TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The answer to a sign-in; `session` goes into the header X-Staff-Session."""

    session: str
    staff: StaffView


class Sessions:
    """One session a counter; signing in ends the earlier one there, and the person's own elsewhere."""

    def __init__(self) -> None:
        self._by_token: dict[str, OnDuty] = {}

    def begin(self, staff: StaffView, counter_no: int | None) -> SignedIn:
        """A new session."""
        self._by_token = {
            token: earlier
            for token, earlier in self._by_token.items()
            if earlier.staff_id != staff.staff_id and (counter_no is None or earlier.counter_no != counter_no)
        }
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._by_token[token] = OnDuty(
            staff_id=staff.staff_id, role=staff.role, counter_no=counter_no, unit=staff.unit
        )
        return SignedIn(session=token, staff=staff)

    def find(self, token: str) -> OnDuty | None:
        """Whose session it is; None when it has ended."""
        return self._by_token.get(token)

    def end_all(self) -> None:
        """The day is over: everybody signs in again (跨日清零)."""
        self._by_token.clear()

    def end(self, token: str) -> None:
        """Signed out."""
        self._by_token.pop(token, None)
