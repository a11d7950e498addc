"""Below the waiting list: handed to me, on hold, handed on by me, called and not there. Each line has its action."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.policy.policy import Policy
from cases.queue.queue_order import Caller
from cases.queue.visit_events import POSTPONED
from cases.texts import Texts
from cases.views import CounterView, WaitingRow
from counter.waiting import caller_at, matter_word
from counter.wording import clock_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLine:
    """One ticket. `kind` says what is done with it: "acknowledge", "resume", "take_back" or "bring_back"."""

    visit_id: str
    kind: str
    ticket_no: str
    words: str
    note: str
    action: str
    action_named: str  # what a screen reader says
    key: str = ""  # of the first one that waits to be acknowledged
    head: str = ""  # the title of its part, on the first line of it


def side_lines(
    view: CounterView, counter_no: int | None, policy: Policy, texts: Texts
) -> tuple[SideLine, ...]:
    """All four parts, in the order of their urgency. Within a part the last call first: that one is out of breath."""
    caller = caller_at(counter_no, policy)
    if caller is None:
        return ()
    return tuple(
        line
        for part in (
            _to_me(view, caller, policy, texts),
            _held(view, caller, policy, texts),
            _by_me(view, caller, policy, texts),
            _absent(view, policy, texts),
        )
        for line in part
    )


def _to_me(view: CounterView, caller: Caller, policy: Policy, texts: Texts) -> Iterator[SideLine]:
    """转来, 待签收: until then the first desk owns the citizen (首问负责)."""
    counter = policy.hall.counter(caller.counter_no)
    zone = counter.zone if counter else ""
    rows = [
        row
        for row in view.transferred
        if row.counter_no != caller.counter_no
        and (row.to_counter == caller.counter_no or (row.to_zone is not None and row.to_zone == zone))
    ]
    for number, row in enumerate(sorted(rows, key=lambda row: row.place_at)):
        yield _line(
            row,
            "acknowledge",
            texts,
            words=texts.get("counter_desk.side.from", number=row.counter_no or 0),
            note=matter_word(row, policy, texts),
            is_first=not number,
            key="" if number else "Ctrl+R",
        )


def _held(view: CounterView, caller: Caller, policy: Policy, texts: Texts) -> Iterator[SideLine]:
    """挂起, with the reason and when they return by themselves."""
    mine = [
        row
        for row in view.held
        if row.for_counter == caller.counter_no or (row.for_counter is None and row.queue in caller.serves)
    ]
    for number, row in enumerate(sorted(mine, key=lambda row: row.hold_until or row.place_at)):
        yield _line(
            row,
            "resume",
            texts,
            words=hold_word(row.hold_reason, policy, texts),
            note=texts.get("counter_desk.side.until", time=clock_text(row.hold_until))
            if row.hold_until
            else "",
            is_first=not number,
        )


def _by_me(view: CounterView, caller: Caller, policy: Policy, texts: Texts) -> Iterator[SideLine]:
    """转出, not yet acknowledged."""
    rows = [row for row in view.transferred if row.counter_no == caller.counter_no]
    for number, row in enumerate(rows):
        yield _line(
            row,
            "take_back",
            texts,
            words=target_word(row, policy, texts),
            note="",
            is_first=not number,
        )


def _absent(view: CounterView, policy: Policy, texts: Texts) -> Iterator[SideLine]:
    """叫过没到."""
    latest = sorted(view.not_present, key=lambda row: row.called_at or row.place_at, reverse=True)
    for number, row in enumerate(latest):
        yield _line(
            row,
            "bring_back",
            texts,
            words=texts.get("counter.absent.called_at", time=clock_text(row.called_at))
            if row.called_at
            else "",
            note=matter_word(row, policy, texts),
            is_first=not number,
        )


def hold_word(reason: str | None, policy: Policy, texts: Texts) -> str:
    """The name of a reason; a citizen's own wish has one of ours."""
    if reason == POSTPONED:
        return texts.get("counter_desk.side.postponed")
    return next((r.name for r in policy.hall.hold_reasons if r.key == reason), reason or "")


def target_word(row: WaitingRow, policy: Policy, texts: Texts) -> str:
    """Where it was handed over to."""
    if row.to_counter is not None:
        return texts.get("counter_desk.side.to_counter", number=row.to_counter)
    zone = next((zone.name for zone in policy.hall.zones if zone.key == row.to_zone), row.to_zone or "")
    return texts.get("counter_desk.side.to_zone", zone=zone)


def _line(
    row: WaitingRow, kind: str, texts: Texts, *, words: str, note: str, is_first: bool, key: str = ""
) -> SideLine:
    action = texts.get(f"counter_desk.side.{kind}")
    return SideLine(
        visit_id=row.visit_id,
        kind=kind,
        ticket_no=row.ticket_no,
        words=words,
        note=note,
        action=action,
        action_named=texts.get("counter_desk.side.named", ticket_no=row.ticket_no, action=action),
        key=key,
        head=texts.get(f"counter_desk.side.head_{kind}") if is_first else "",
    )
