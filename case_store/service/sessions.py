"""Who is signed in at which counter, in memory: after a restart of the service staff sign in again."""

import secrets
from dataclasses import dataclass

from case_store.hall.house import AtDesk
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
        self._by_token: dict[str, AtDesk] = {}

    def begin(self, staff: StaffView, counter_no: int) -> SignedIn:
        """A new session."""
        self._by_token = {
            token: at_desk
            for token, at_desk in self._by_token.items()
            if at_desk.counter_no != counter_no and at_desk.staff_id != staff.staff_id
        }
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._by_token[token] = AtDesk(staff_id=staff.staff_id, counter_no=counter_no)
        return SignedIn(session=token, staff=staff)

    def find(self, token: str) -> AtDesk | None:
        """Whose session it is; None when it has ended."""
        return self._by_token.get(token)

    def end(self, token: str) -> None:
        """Signed out."""
        self._by_token.pop(token, None)
