"""The life of a warning: drafted → edited* → approved with a number, or dropped with a reason. Pure.

A draft's numbers never change; people change its words, and a person approves it (domain.md §9.2).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from cases.casework.by import By
from cases.hall_time import hall_date
from cases.paper.paper_record import DocumentKind, content_hash
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.risk import warning as happened
from cases.risk.warning import WarningEvent, WarningState
from cases.risk.warning_report import Section
from cases.risk.warning_text import checked
from cases.supervision.document_number import document_number

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskWarning:
    """A warning as it stands. `words`: (section, text) that a person wrote; the others say what the program says.

    `touched_by`: whoever asked for it by hand or wrote words of it.
    """

    warning_id: str
    area: str
    group: str
    index: float
    level: str
    day: date
    figures: str
    state: WarningState = WarningState.DRAFTED
    words: Words = ()
    touched_by: frozenset[str] = frozenset()
    crossed_again: int = 0
    number: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWarning:
    """From the daily assessment, or from a person (`by`). `open_id`: a draft of this area and group that lies open."""

    warning_id: str
    area: str
    group: str
    index: float
    level: str
    day: date
    figures: str
    open_id: str = ""
    by: By | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCrossing:
    """The index crossed again while the draft lies open."""

    index: float
    level: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EditWords:
    """The words of a section; "" gives it back to the program."""

    by: By
    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveWarning:
    """`last_serial`: the last number of this word in this year."""

    by: By
    last_serial: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DropWarning:
    """Not sent."""

    by: By
    reason: str


WarningCommand = DraftWarning | NoteCrossing | EditWords | ApproveWarning | DropWarning


def evolve(state: RiskWarning | None, event: WarningEvent) -> RiskWarning | None:
    """What an event makes of a warning; the first draft stands, what is decided stays."""
    if isinstance(event, happened.WarningDrafted):
        return state or RiskWarning(
            warning_id=event.warning_id,
            area=event.area,
            group=event.group,
            index=event.index,
            level=event.level,
            day=event.day,
            figures=event.figures,
            touched_by=frozenset({event.staff_id} - {""}),
        )
    if state is None or state.state is not WarningState.DRAFTED:
        return state
    match event:
        case happened.WarningCrossedAgain():
            return replace(state, crossed_again=state.crossed_again + 1)
        case happened.WarningEdited():
            return replace(
                state,
                words=_with(state.words, event.section, event.text),
                touched_by=state.touched_by | {event.staff_id},
            )
        case happened.WarningApproved():
            return replace(
                state,
                state=WarningState.APPROVED,
                number=event.number.text,
                content_hash=event.content_hash,
            )
        case happened.WarningDropped():
            return replace(state, state=WarningState.DROPPED)
        case _:
            return state  # an assessment of the day is no warning's


def decide(
    state: RiskWarning | None, command: WarningCommand, policy: Policy, now: datetime
) -> list[WarningEvent] | Refusal:
    """What a command causes. Asked twice, a crossing that is drafted already causes nothing."""
    if isinstance(command, DraftWarning):
        return _drafted(state, command)
    if state is None:
        return Refusal("warning.unknown")
    if isinstance(command, NoteCrossing):
        if state.state is not WarningState.DRAFTED or command.day <= state.day:
            return []
        return [happened.WarningCrossedAgain(index=command.index, level=command.level, day=command.day)]
    if state.state is not WarningState.DRAFTED:
        return Refusal("warning.decided", {"number": state.number})
    match command:
        case EditWords():
            return _edited(state, command, policy)
        case ApproveWarning():
            return _approved(state, command, policy, now)
        case DropWarning():
            return _dropped(command, policy)


def record_hash(number: str, figures: str, words: Words) -> str:
    """The digest of what was approved: number, figures, words."""
    fields = {"figures": figures, "words": [[section, text] for section, text in words]}
    return content_hash(DocumentKind.RISK_WARNING, number, fields)


def may_decide(by: By, policy: Policy) -> bool:
    """Whether somebody's role approves warnings."""
    return not by.unit and by.role in policy.warnings.approvers


def is_own_work(state: RiskWarning, by: By, policy: Policy) -> bool:
    """Whether it waits for another person than this one, who wrote it."""
    return policy.warnings.approver_is_another and by.staff_id in state.touched_by


def _drafted(state: RiskWarning | None, command: DraftWarning) -> list[WarningEvent] | Refusal:
    if command.open_id:
        return Refusal("warning.open_already")
    if state is not None:
        return []
    return [
        happened.WarningDrafted(
            warning_id=command.warning_id,
            area=command.area,
            group=command.group,
            index=command.index,
            level=command.level,
            day=command.day,
            figures=command.figures,
            staff_id=command.by.staff_id if command.by else "",
        )
    ]


def _edited(state: RiskWarning, command: EditWords, policy: Policy) -> list[WarningEvent] | Refusal:
    if command.section not in set(Section):
        return Refusal("warning.section_unknown", {"section": command.section})
    text = checked(command.text, policy.warnings.words_chars_max)
    if isinstance(text, Refusal):
        return text
    if text == dict(state.words).get(command.section, ""):
        return []
    return [happened.WarningEdited(staff_id=command.by.staff_id, section=command.section, text=text)]


def _approved(
    state: RiskWarning, command: ApproveWarning, policy: Policy, now: datetime
) -> list[WarningEvent] | Refusal:
    if not may_decide(command.by, policy):
        return Refusal("warning.not_approver")
    if is_own_work(state, command.by, policy):
        return Refusal("warning.own_words")
    number = document_number(
        policy.warnings.number_word,
        hall_date(now).year,
        command.last_serial,
        policy.coordination.number_format,
    )
    digest = record_hash(number.text, state.figures, state.words)
    return [happened.WarningApproved(staff_id=command.by.staff_id, number=number, content_hash=digest)]


def _dropped(command: DropWarning, policy: Policy) -> list[WarningEvent] | Refusal:
    if not may_decide(command.by, policy):
        return Refusal("warning.not_approver")
    reason = checked(command.reason, policy.warnings.words_chars_max)
    if isinstance(reason, Refusal):
        return reason
    if not reason:
        return Refusal("warning.reason_missing")
    return [happened.WarningDropped(staff_id=command.by.staff_id, reason=reason)]


def _with(words: Words, section: str, text: str) -> Words:
    """The words with those of one section, in the order of the report."""
    kept = {**dict(words), section: text}
    return tuple((one.value, kept[one]) for one in Section if kept.get(one))
