"""The left column: who is next and why, whom I can take, who was called and did not come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.policy.policy import Policy
from cases.queue.queue_order import (
    SHOWN_CANDIDATES,
    Caller,
    CallsSoFar,
    Waiting,
    caller_of,
    in_order,
    next_call,
)
from cases.texts import Texts
from cases.views import CounterView, WaitingRow
from counter.wording import category_name, clock_text, minutes_since, waited_text


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A ticket in a list. No person: persons are read one at a time, by the desk that serves them."""

    visit_id: str = ""
    ticket_no: str = ""
    words: str = ""
    leased: bool = False
    group: str = ""  # 群体 n 人, empty below the policy's number
    priority: str = ""  # 优先
    appointment: str = ""  # 预约 10:00
    here: str = ""  # 指定本窗口
    waited: str = ""


NO_LINE = WaitingLine()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingShown:
    """`why` is one line: why the next one is the next. `order` names the first ones with their ages (叫号说明)."""

    next: WaitingLine = NO_LINE
    why: str = ""
    order: str = ""
    others: tuple[WaitingLine, ...] = ()


def waiting_shown(
    view: CounterView, counter_no: int | None, policy: Policy, texts: Texts, now: datetime
) -> WaitingShown:
    """The column of one counter, by the same rule as the hall's own (cases.queue.queue_order)."""
    caller = caller_at(counter_no, policy)
    if caller is None:
        return WaitingShown()
    rows = {row.visit_id: row for row in view.waiting}
    waiting = [as_waiting(row) for row in view.waiting]
    so_far = CallsSoFar(first_calls=dict(view.calls_count), since_priority=view.since_priority)
    order = in_order(waiting, caller, so_far, policy.hall, now)
    lines = [waiting_line(rows[w.visit_id], policy, texts, now, counter_no) for w in order]
    following = next_call(waiting, caller, so_far, policy.hall, now)
    return WaitingShown(
        next=lines[0] if lines else NO_LINE,
        why=texts.get(f"counter.{following.why}") if following else "",
        order=_order(lines, texts),
        others=tuple(lines[1:]),
    )


def caller_at(counter_no: int | None, policy: Policy) -> Caller | None:
    """What a counter calls, None for a workplace without one."""
    counter = policy.hall.counter(counter_no) if counter_no is not None else None
    return None if counter is None else caller_of(counter)


def _order(lines: Sequence[WaitingLine], texts: Texts) -> str:
    if len(lines) < 2:  # noqa: PLR2004  one has no order
        return ""
    first = [
        texts.get("counter_desk.waiting.place", ticket_no=line.ticket_no, waited=line.waited)
        for line in lines[:SHOWN_CANDIDATES]
    ]
    return texts.get("counter_desk.waiting.order", places=texts.get("counter_desk.waiting.then").join(first))


def waiting_line(
    row: WaitingRow, policy: Policy, texts: Texts, now: datetime, counter_no: int | None = None
) -> WaitingLine:
    """One ticket in words. A few people are said beside the category, many get a mark of their own."""
    people = row.party_count or 0
    is_group = people >= policy.hall.group_people_min
    words = [matter_word(row, policy, texts)]
    if people > 1 and not is_group:
        words.append(texts.get("counter.waiting.people_short", count=people))
    return WaitingLine(
        visit_id=row.visit_id,
        ticket_no=row.ticket_no,
        words=texts.get("counter.waiting.between").join(words),
        leased=row.leased,
        group=texts.get("counter.waiting.group", count=people) if is_group else "",
        priority=texts.get("counter_desk.waiting.priority") if row.priority else "",
        appointment=texts.get("counter_desk.waiting.appointment", time=clock_text(row.appointment_at))
        if row.appointment_at
        else "",
        here=texts.get("counter_desk.waiting.here")
        if counter_no is not None and row.for_counter == counter_no
        else "",
        waited=waited_text(minutes_since(row.place_at, now), texts),
    )


def matter_word(row: WaitingRow, policy: Policy, texts: Texts) -> str:
    """What it is about: the category, else the queue's name, else that nothing was filled in."""
    if row.category:
        return category_name(row.category, policy)
    if any(queue.letter == row.queue for queue in policy.hall.queues) and not row.has_matter:
        return policy.hall.queue(row.queue).name
    return texts.get("counter.waiting.no_matter")


def as_waiting(row: WaitingRow) -> Waiting:
    """What the rule of calling sees of a row."""
    return Waiting(
        visit_id=row.visit_id,
        ticket_no=row.ticket_no,
        queue=row.queue,
        place_at=row.place_at,
        eligible_from_call=row.eligible_from_call,
        for_counter=row.for_counter,
        appointment_at=row.appointment_at,
        overtaken=row.overtaken,
        emergency=row.emergency,
    )
