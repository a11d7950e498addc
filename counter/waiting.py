"""The left column: who is next and why, whom I can take, who was called and did not come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.policy import Policy
from cases.queue_order import Caller, CallsSoFar, Waiting, in_order, next_call
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
    waited: str = ""


NO_LINE = WaitingLine()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentLine:
    """A ticket that was called and passed over (过号)."""

    visit_id: str
    ticket_no: str
    words: str
    called_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingShown:
    """`why` is one line: why the next one is the next."""

    next: WaitingLine = NO_LINE
    why: str = ""
    others: tuple[WaitingLine, ...] = ()
    absent: tuple[AbsentLine, ...] = ()


def waiting_shown(
    view: CounterView, counter_no: int | None, policy: Policy, texts: Texts, now: datetime
) -> WaitingShown:
    """The column of one counter, by the same rule as the hall's own (cases.queue_order)."""
    counter = policy.hall.counter(counter_no) if counter_no is not None else None
    if counter_no is None or counter is None:
        return WaitingShown()
    caller = Caller(
        counter_no=counter_no,
        serves=counter.serves,
        weights=counter.weights,
    )
    rows = {row.visit_id: row for row in view.waiting}
    waiting = [_as_waiting(row) for row in view.waiting]
    so_far = CallsSoFar(first_calls=dict(view.calls_count), since_priority=view.since_priority)
    order = in_order(waiting, caller, so_far, policy.hall, now)
    lines = [waiting_line(rows[w.visit_id], policy, texts, now) for w in order]
    following = next_call(waiting, caller, so_far, policy.hall, now)
    return WaitingShown(
        next=lines[0] if lines else NO_LINE,
        why=texts.get(f"counter.{following.why}") if following else "",
        others=tuple(lines[1:]),
        absent=_absent(view.not_present, policy, texts),
    )


def waiting_line(row: WaitingRow, policy: Policy, texts: Texts, now: datetime) -> WaitingLine:
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
        waited=waited_text(minutes_since(row.place_at, now), texts),
    )


def matter_word(row: WaitingRow, policy: Policy, texts: Texts) -> str:
    """What it is about: the category, else the queue's name, else that nothing was filled in."""
    if row.category:
        return category_name(row.category, policy)
    if any(queue.letter == row.queue for queue in policy.hall.queues) and not row.has_matter:
        return policy.hall.queue(row.queue).name
    return texts.get("counter.waiting.no_matter")


def _as_waiting(row: WaitingRow) -> Waiting:
    return Waiting(
        visit_id=row.visit_id,
        ticket_no=row.ticket_no,
        queue=row.queue,
        place_at=row.place_at,
        eligible_from_call=row.eligible_from_call,
        for_counter=row.for_counter,
        appointment_at=row.appointment_at,
        overtaken=row.overtaken,
    )


def _absent(rows: Sequence[WaitingRow], policy: Policy, texts: Texts) -> tuple[AbsentLine, ...]:
    """The last one called first: that is who comes back out of breath."""
    latest = sorted(rows, key=lambda row: row.called_at or row.place_at, reverse=True)
    return tuple(
        AbsentLine(
            visit_id=row.visit_id,
            ticket_no=row.ticket_no,
            words=matter_word(row, policy, texts),
            called_at=texts.get("counter.absent.called_at", time=clock_text(row.called_at))
            if row.called_at
            else "",
        )
        for row in latest
    )
