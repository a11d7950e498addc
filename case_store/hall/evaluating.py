"""An evaluation (好差评) is kept: by a kiosk's question at once, by a phone's wish when the hall has pulled it.

Who said it is not kept: the event's actor is the kind of device, not which one.
"""

from dataclasses import dataclass, field

from case_store.hall.emergencies import raise_alarm
from case_store.hall.evaluation_text import SealedText, seal_text
from case_store.hall.house import House
from case_store.log.event_log import Past, Work
from case_store.log.history import case_of, evaluation_name, evaluation_of, visit_of
from cases.casework.evaluation import GiveEvaluation, Subject, decide
from cases.casework.steps import EVALUABLE
from cases.hall_time import hall_date
from cases.queue.visit import VisitState
from cases.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said of a visit or a matter. `text` in clear, or `sealed` already where it was written."""

    subject: str  # Subject
    subject_id: str
    levels: tuple[tuple[str, int], ...]
    channel: str  # Channel
    text: str = field(default="", repr=False)
    sealed: SealedText | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What is evaluated: its name for staff, its case, and whether it is over."""

    name: str
    case_id: str | None
    finished: bool


def keep(work: Work, house: House, said: Said) -> bool | Refusal:
    """Once for each subject; the same levels again are answered like the first time."""
    about = evaluated(work, said.subject, said.subject_id)
    if about is None:
        return Refusal("evaluation.unknown")
    before = evaluation_of(work, said.subject, said.subject_id)
    if before is not None and dict(before.given.levels) == dict(said.levels):
        return True  # an answer that was lost, asked for again
    text = said.sealed or seal_text(
        work, house, house.policy.emergency, said.text, (said.subject_id, about.case_id)
    )
    if isinstance(text, Refusal):
        return text
    command = GiveEvaluation(
        subject=said.subject,
        subject_id=said.subject_id,
        levels=said.levels,
        channel=said.channel,
        finished=about.finished,
        text=text.sealed if text else None,
        keys=text.keys if text else (),
    )
    events = decide(before, command)
    if isinstance(events, Refusal):
        return events
    work.record(evaluation_name(said.subject, said.subject_id), events, said.channel)
    if text is not None:  # a danger is answered for before anything else: here the name of the matter is told
        raise_alarm(work, house.policy.emergency, text.emergencies, said.subject_id, about.name)
    return True


def evaluated(past: Past, subject: str, subject_id: str) -> Evaluated | None:
    """None: there is no such thing here, or it is a visit of another day."""
    if subject == Subject.VISIT:
        visit = visit_of(past, subject_id)
        if visit is None or visit.business_date != hall_date(past.now):
            return None
        return Evaluated(visit.ticket_no, visit.case_id, visit.state is VisitState.DONE)
    case = case_of(past, subject_id) if subject == Subject.CASE else None
    return Evaluated(case.case_code, case.case_id, case.state in EVALUABLE) if case else None
