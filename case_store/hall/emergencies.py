"""Emergency words raise an alarm (domain.md §3.4): a notice at every counter and the dispatch screen, which rings.

Only the kind, and where the person is to be found; never a word of what was said.
"""

from collections.abc import Iterable

from case_store.hall.notices import raise_notice
from case_store.log.event_log import Work
from cases.notice import EMERGENCY
from cases.policy.emergency import EmergencyKind, EmergencyPolicy


def raise_alarm(work: Work, policy: EmergencyPolicy, kinds: Iterable[str], subject: str, name: str) -> None:
    """Tell staff of each kind once. `subject`: id of what was said; `name`: a ticket number or a case code."""
    known = set(kinds)
    for kind in EmergencyKind:
        if kind.value in known:
            phone = policy.of(kind).advise_phone
            raise_notice(
                work, f"{EMERGENCY}{kind.value}", f"{subject}/{kind.value}", work.now, name=name, phone=phone
            )
