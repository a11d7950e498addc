"""The middle column: the person in front of me, and what can be done now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from cases.casework.case_state import CaseState
from cases.queue.visit import VisitState
from cases.roles import Right, may
from cases.texts import Texts
from cases.views import DeskView, MatterView, WaitingRow
from counter.knows import Knows, Rules
from counter.matter_sheet import MatterShown, is_blank, is_finished, matter_shown, matter_state
from counter.waiting import NO_LINE, WaitingLine, WaitingShown, waiting_line, waiting_shown
from counter.wording import clock_text

_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Doable:
    """The actions that work now; the others are not shown. Kept as fields, because each has its own key."""

    call_next: bool = False  # F1
    recall: bool = False  # F2
    no_show: bool = False  # F3
    start: bool = False  # F4
    come_back: bool = False  # F4
    undo: bool = False  # Ctrl+Z
    hold: bool = False  # F6
    transfer: bool = False  # F7
    register: bool = False  # F5
    correct: bool = False  # F5
    accept: bool = False  # F8
    go_on: bool = False  # F8
    reject: bool = False  # F9
    end: bool = False  # F10


NO_MATTER = MatterShown()
NOTHING = Doable()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionShown:
    """`hint` is what to do next when there is no matter to show; `undo_left` counts the seconds of 撤回."""

    line: WaitingLine = NO_LINE
    status: str = ""
    priority: str = ""
    undo_left: str = ""
    hint: str = ""
    order: str = ""
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
        return _called(knows, visit, line, rules, now)
    return _serving(knows, visit, line, rules, now)


def _free(knows: Knows, rules: Rules, now: datetime) -> ReceptionShown:
    texts = rules.texts
    here = knows.desk(rules.counter_no)
    if here is not None and here.paused:
        return _paused(here, texts)
    waiting = (
        waiting_shown(knows.view, rules.counter_no, rules.policy, texts, now)
        if knows.view
        else WaitingShown()
    )
    following = waiting.next
    if following == NO_LINE:
        return ReceptionShown(hint=texts.get("counter.desk.nobody_hint"))
    hint = texts.get(
        "counter.desk.free_hint",
        ticket_no=following.ticket_no,
        words=following.words,
        waited=following.waited,
    )
    return ReceptionShown(hint=hint, order=waiting.order, doable=Doable(call_next=True))


def _paused(here: DeskView, texts: Texts) -> ReceptionShown:
    until = clock_text(here.paused_until)
    key = "counter_desk.desk.paused_until" if until else "counter_desk.desk.paused"
    return ReceptionShown(
        status=texts.get(key, time=until),
        hint=texts.get("counter_desk.desk.paused_hint"),
        doable=Doable(come_back=True),
    )


def _called(
    knows: Knows, visit: WaitingRow, line: WaitingLine, rules: Rules, now: datetime
) -> ReceptionShown:
    may_recall = visit.calls_count < rules.policy.hall.calling.calls_max
    key = "counter.desk.called" if may_recall else "counter.desk.called_max"
    undo_left = _undo_left(visit, rules, knows.hall_now(now))
    facts = {"call_no": visit.calls_count, "time": clock_text(visit.called_at)}
    return ReceptionShown(
        line=line,
        status=rules.texts.get(key, **facts),
        priority=_priority(visit, rules),
        undo_left=str(undo_left) if undo_left else "",
        hint=_called_hint(visit, line, rules),
        doable=Doable(recall=may_recall, no_show=True, start=True, undo=undo_left > 0, hold=True),
    )


def _undo_left(visit: WaitingRow, rules: Rules, hall_now: datetime) -> int:
    """Whole seconds in which a first call can still be taken back; the hall has the last word."""
    if visit.called_at is None or visit.calls_count != 1:
        return 0
    end = visit.called_at + timedelta(seconds=rules.policy.hall.calling.undo_seconds)
    return max(0, ceil((end - hall_now).total_seconds()))


def _priority(visit: WaitingRow, rules: Rules) -> str:
    """优先, with its category and whether it was checked."""
    if not visit.priority:
        return ""
    categories = rules.policy.hall.priority_categories
    name = next((c.name for c in categories if c.key == visit.priority), visit.priority)
    key = "priority_checked" if visit.priority_verified else "priority"
    return rules.texts.get(f"counter_desk.desk.{key}", category=name)


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
        status=_timer(started_at, now, rules.texts),
        priority=_priority(visit, rules),
        hint=hint,
        doable=_doable(matter, knows),
        has_matter=matter is not None and not is_blank(matter),
        is_serving=True,
        matter=matter_shown(matter, knows.rejected, rules.policy, rules.texts) if matter else NO_MATTER,
    )


def _timer(since: datetime, now: datetime, texts: Texts) -> str:
    minutes, seconds = divmod(max(0, int((now - since).total_seconds())), _MINUTE_S)
    return texts.get("counter_desk.desk.served_for", minutes=f"{minutes:02d}", seconds=f"{seconds:02d}")


def _doable(matter: MatterView | None, knows: Knows) -> Doable:
    sees_cases = knows.staff is not None and may(knows.staff.role, Right.SEE_CASES)
    may_register = knows.staff is not None and may(knows.staff.role, Right.REGISTER)
    if matter is None or not may_register:
        return Doable(go_on=sees_cases and _goes_on(matter), hold=True, transfer=True, end=True)
    is_open = matter.private_readable and not is_finished(matter)
    is_registered = matter_state(matter) is CaseState.REGISTERED
    return Doable(
        register=is_open and matter.case_id is None,
        correct=is_open and matter.case_id is not None,
        accept=is_registered and matter.open.category is not None,
        go_on=sees_cases and _goes_on(matter),
        reject=is_registered,
        hold=True,
        transfer=True,
        end=True,
    )


def _goes_on(matter: MatterView | None) -> bool:
    """Whether the case has steps after 受理, which its own page knows."""
    state = matter_state(matter) if matter is not None else None
    return state is not None and state not in (CaseState.REGISTERED, CaseState.REJECTED)
