"""补充 from a citizen's phone: whoever decides on the case is told, and words of danger ring."""

from case_store.hall.emergencies import raise_alarm
from case_store.hall.notices import raise_notice
from case_store.log.event_log import Work
from cases.casework.case_additions import CitizenWrote
from cases.policy.emergency import EmergencyPolicy

WROTE = "notice.citizen_wrote"


def tell_word(work: Work, policy: EmergencyPolicy, case_code: str, word: CitizenWrote) -> None:
    """A notice, once; never a word of what was written."""
    raise_notice(work, WROTE, word.word_id, work.now, case_code=case_code)
    raise_alarm(work, policy, word.emergencies, word.word_id, case_code)
