"""强制接管 by two persons (secrecy/two_person_door.py): a case whose hall is gone is taken when the second confirms."""

from case_store.casework.case_door import CaseDoor
from case_store.casework.sealed_texts import TEXT, opener
from case_store.hall.house import House, OnDuty
from case_store.log.event_log import Past, Work
from cases.casework.acts import TakeOver
from cases.people.two_person import ActRequested
from cases.refusal import Refusal


class ForcedTakeOver:
    """Decided by the same rule as when one person may do it, as if the first one did."""

    def __init__(self, cases: CaseDoor, house: House) -> None:
        self._cases, self._house = cases, house

    def check(self, past: Past, request: ActRequested, first: OnDuty) -> Refusal | None:
        """Why it may not be taken."""
        decided = self._cases.decided(past, first, request.case_id, self._act(past, request))
        return decided if isinstance(decided, Refusal) else None

    def do(self, work: Work, request: ActRequested, first: OnDuty, _second: OnDuty) -> Refusal | None:
        """Taken; who confirmed stands beside the request."""
        done = self._cases.act_in(work, first, request.case_id, self._act(work, request))
        return done if isinstance(done, Refusal) else None

    def _act(self, past: Past, request: ActRequested) -> TakeOver:
        because = opener(past, self._house, request.case_id)(request.because, TEXT)
        return TakeOver(forced=True, because=because)
