"""The middle column: the person in front of me, and what can be done now."""

from dataclasses import dataclass
from datetime import datetime

from cases.case import CaseState
from cases.views import MatterView, WaitingRow
from cases.visit import VisitState
from counter.knows import Knows, Rules
from counter.matter_sheet import MatterShown, is_blank, is_finished, matter_shown, matter_state
from counter.waiting import NO_LINE, WaitingLine, waiting_line, waiting_shown
from counter.wording import clock_text, minutes_since


@dataclass(frozen=True, slots=True, kw_only=True)
class Doable:
    """The actions that work now; the others are not shown. Kept as fields, because each has its own key."""

    call_next: bool = False  # F1
    recall: bool = False  # F2
    no_show: bool = False  # F3
    start: bool = False  # F4
    register: bool = False  # F5
    correct: bool = False  # F5
    accept: bool = False  # F8
    reject: bool = False  # F9
    end: bool = False  # F10


NO_MATTER = MatterShown()
NOTHING = Doable()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionShown:
    """`hint` is what to do next when there is no matter to show."""

    line: WaitingLine = NO_LINE
    status: str = ""
    hint: str = ""
    doable: Doable = NOTHING
    has_matter: bool = False
    is_serving: bool = False
    matter: MatterShown = NO_MATTER


def reception_shown(knows: Knows, rules: Rules, now: datetime) -> ReceptionShown:
    """The column at an instant."""
    visit = knows.mine(rules.counter_no)
    if visit is None:
        return _free(knows, rules, now)
    line = waiting_line(visit, rules.policy, rules.texts, now)
    if visit.visit_state == VisitState.CALLED:
        return _called(visit, line, rules)
    return _serving(knows, visit, line, rules, now)


def _free(knows: Knows, rules: Rules, now: datetime) -> ReceptionShown:
    texts = rules.texts
    following = (
        waiting_shown(knows.view, rules.counter_no, rules.policy, texts, now).next if knows.view else NO_LINE
    )
    if following == NO_LINE:
        return ReceptionShown(hint=texts.get("counter.desk.nobody_hint"))
    hint = texts.get(
        "counter.desk.free_hint",
        ticket_no=following.ticket_no,
        words=following.words,
        waited=following.waited,
    )
    return ReceptionShown(hint=hint, doable=Doable(call_next=True))


def _called(visit: WaitingRow, line: WaitingLine, rules: Rules) -> ReceptionShown:
    may_recall = visit.calls_count < rules.policy.hall.calling.calls_max
    key = "counter.desk.called" if may_recall else "counter.desk.called_max"
    facts = {"call_no": visit.calls_count, "time": clock_text(visit.called_at)}
    return ReceptionShown(
        line=line,
        status=rules.texts.get(key, **facts),
        hint=_called_hint(visit, line, rules),
        doable=Doable(recall=may_recall, no_show=True, start=True),
    )


def _called_hint(visit: WaitingRow, line: WaitingLine, rules: Rules) -> str:
    """Three lines: since when they wait, what is there, what to do. Nothing of a person before they are here."""
    there = "has_case" if visit.case_id else "has_draft" if visit.has_matter else "has_nothing"
    return "\n".join(
        (
            rules.texts.get("counter.desk.came_at", time=clock_text(visit.place_at), waited=line.waited),
            rules.texts.get(f"counter.desk.{there}"),
            rules.texts.get("counter.desk.start_hint"),
        )
    )


def _serving(
    knows: Knows, visit: WaitingRow, line: WaitingLine, rules: Rules, now: datetime
) -> ReceptionShown:
    started_at = visit.started_at or visit.called_at or now
    matter = knows.matter
    hint = rules.texts.get("counter.desk.opening") if matter is None else ""
    if matter is not None and is_blank(matter):
        hint = rules.texts.get("counter.matter.nothing")
    return ReceptionShown(
        line=line,
        status=rules.texts.get("counter.desk.serving", minutes=minutes_since(started_at, now)),
        hint=hint,
        doable=_doable(matter),
        has_matter=matter is not None and not is_blank(matter),
        is_serving=True,
        matter=matter_shown(matter, knows.rejected, rules.policy, rules.texts) if matter else NO_MATTER,
    )


def _doable(matter: MatterView | None) -> Doable:
    if matter is None:
        return Doable(end=True)
    is_open = matter.private_readable and not is_finished(matter)
    is_registered = matter_state(matter) is CaseState.REGISTERED
    return Doable(
        register=is_open and matter.case_id is None,
        correct=is_open and matter.case_id is not None,
        accept=is_registered and matter.open.category is not None,
        reject=is_registered,
        end=True,
    )
