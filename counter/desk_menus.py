"""The menus of the desk page: why on hold (F6), where to and why (F7), everything else (F11). Fixed digits."""

from collections.abc import Callable, Iterator
from functools import partial

from cases.queue.visit import VisitState
from cases.roles import Right, may
from cases.views import WaitingRow
from counter.desk import Desk
from counter.menu import Choice, Menu
from counter.waiting import matter_word

PAUSES_MIN = (5, 15, 30)


def hold_menu(desk: Desk) -> Menu | None:
    """挂起: the reasons of hall.toml."""
    if (visit := desk.mine) is None:
        return None
    texts = desk.rules.texts

    def choice(number: int, reason: str, name: str, minutes: int) -> Choice:
        def pick() -> None:
            desk.queue.hold(reason)

        return Choice(
            key=str(number),
            name=name,
            note=texts.get("counter_desk.menu.minutes", minutes=minutes),
            pick=pick,
        )

    return Menu(
        title=texts.get("counter_desk.menu.hold_title", ticket_no=visit.ticket_no),
        hint=texts.get("counter_desk.menu.hold_hint"),
        choices=tuple(
            choice(number, reason.key, reason.name, reason.minutes)
            for number, reason in enumerate(desk.rules.policy.hall.hold_reasons, 1)
        ),
    )


def transfer_menu(desk: Desk) -> Menu | None:
    """转窗口 by the counter's number, 转区 by a letter."""
    if (visit := desk.mine) is None or visit.visit_state != VisitState.SERVING:
        return None
    return Menu(
        title=desk.rules.texts.get("counter_desk.menu.transfer_title", ticket_no=visit.ticket_no),
        hint=desk.rules.texts.get("counter_desk.menu.transfer_hint"),
        choices=(*_counters(desk, visit), *_zones(desk, visit)),
    )


def _counters(desk: Desk, visit: WaitingRow) -> Iterator[Choice]:
    texts = desk.rules.texts
    for counter in desk.rules.policy.hall.counters:
        if counter.number == desk.rules.counter_no:
            continue
        there = desk.knows.desk(counter.number)
        who = "closed" if there is None or there.staff_id is None else "paused" if there.paused else "open"
        name = texts.get("counter_desk.menu.counter", number=counter.number, name=counter.name)
        yield Choice(
            key=str(counter.number),
            name=name,
            note=texts.get(f"counter_desk.menu.{who}", staff_name=there.staff_name if there else ""),
            pick=partial(_reasons, desk, visit, name, counter.number, None),
        )


def _zones(desk: Desk, visit: WaitingRow) -> Iterator[Choice]:
    hall = desk.rules.policy.hall
    mine = hall.counter(desk.rules.counter_no or 0)
    staffed = {counter.zone for counter in hall.counters}
    zones = [zone for zone in hall.zones if zone.key in staffed and (mine is None or zone.key != mine.zone)]
    for letter, zone in zip("ABCDEFGHIJ", zones, strict=False):
        yield Choice(
            key=letter,
            name=zone.name,
            note=desk.rules.texts.get("counter_desk.menu.zone"),
            pick=partial(_reasons, desk, visit, zone.name, None, zone.key),
        )


def _reasons(desk: Desk, visit: WaitingRow, name: str, to_counter: int | None, to_zone: str | None) -> Menu:
    def pick(reason: str) -> Callable[[], None]:
        return lambda: desk.queue.transfer(reason, to_counter, to_zone)

    texts = desk.rules.texts
    return Menu(
        title=texts.get("counter_desk.menu.reason_title", ticket_no=visit.ticket_no, target=name),
        hint=texts.get("counter_desk.menu.transfer_rule"),
        choices=tuple(
            Choice(key=str(number), name=reason.name, pick=pick(reason.key))
            for number, reason in enumerate(desk.rules.policy.hall.transfer_reasons, 1)
        ),
    )


def more_menu(desk: Desk, actions: "dict[str, Callable[[], Menu | None]]") -> Menu:
    """更多: each keeps its digit, and what cannot be done now is not there. `actions` are the page's own."""
    texts = desk.rules.texts
    can = dict(_verbs(desk)) | actions
    return Menu(
        title=texts.get("counter_desk.more.title"),
        hint=texts.get("counter_desk.more.hint"),
        choices=tuple(
            Choice(
                key=str(number),
                name=texts.get(f"counter_desk.more.{name}"),
                note=texts.get(f"counter_desk.more.{name}_note"),
                pick=can[name],
            )
            for number, name in ORDER
            if name in can
        ),
    )


ORDER = (
    (1, "priority"),
    (2, "merge"),
    (3, "leave"),
    (4, "cancel"),
    (5, "ticket"),
    (6, "reprint"),
    (7, "appointment"),
    (8, "pause"),
    (8, "come_back"),
    (9, "case"),
)


def may_issue(desk: Desk) -> bool:
    """Whether who sits here may hand out a number."""
    return desk.knows.staff is not None and may(desk.knows.staff.role, Right.ISSUE_TICKET)


def may_appoint(desk: Desk) -> bool:
    """Whether who sits here may give an appointment."""
    return desk.knows.staff is not None and may(desk.knows.staff.role, Right.APPOINT)


def may_open_case(desk: Desk) -> bool:
    """Whether the matter at this desk is a case that who sits here may open."""
    staff, matter = desk.knows.staff, desk.knows.matter
    is_case = matter is not None and matter.case_id is not None
    return is_case and staff is not None and may(staff.role, Right.SEE_CASES)


def _verbs(desk: Desk) -> "Iterator[tuple[str, Callable[[], Menu | None]]]":
    visit, view = desk.mine, desk.knows.view
    if visit is not None and visit.priority and not visit.priority_verified:
        yield "priority", lambda: _priority(desk, visit)
    waiting = (*view.waiting, *view.held) if view else ()
    if visit is not None and waiting:
        yield "merge", lambda: _merge(desk, visit, waiting)
    called = (visit,) if visit is not None and visit.visit_state == VisitState.CALLED else ()
    if called or waiting:
        yield "leave", lambda: _leave(desk, (*called, *waiting))
    if waiting:
        yield "cancel", lambda: _cancel(desk, waiting)
    here = desk.knows.desk(desk.rules.counter_no)
    if here is not None and here.paused:
        yield "come_back", _done(desk.queue.come_back)
    elif visit is None:
        yield "pause", lambda: _pause(desk)


def _priority(desk: Desk, visit: WaitingRow) -> Menu:
    texts = desk.rules.texts
    categories = desk.rules.policy.hall.priority_categories
    named = next((c.name for c in categories if c.key == visit.priority), visit.priority or "")
    granted = Choice(
        key="1",
        name=texts.get("counter_desk.priority.yes"),
        note=texts.get("counter_desk.priority.yes_note"),
        pick=_done(lambda: desk.queue.check_priority(True)),
    )
    refused = Choice(
        key="2",
        name=texts.get("counter_desk.priority.no"),
        note=texts.get("counter_desk.priority.no_note"),
        pick=_done(lambda: desk.queue.check_priority(False)),
    )
    being_served = visit.visit_state == VisitState.SERVING
    return Menu(
        title=texts.get("counter_desk.priority.title", ticket_no=visit.ticket_no, category=named),
        hint=texts.get("counter_desk.priority.served_hint" if being_served else "counter_desk.priority.hint"),
        choices=(granted,) if being_served else (granted, refused),
    )


def _merge(desk: Desk, into: WaitingRow, rows: tuple[WaitingRow, ...]) -> Menu:
    texts = desk.rules.texts
    return _of_tickets(
        desk,
        rows,
        texts.get("counter_desk.more.merge_title", ticket_no=into.ticket_no),
        lambda row: _done(lambda: desk.queue.merge(row.visit_id, into.ticket_no)),
    )


def _leave(desk: Desk, rows: tuple[WaitingRow, ...]) -> Menu:
    return _of_tickets(
        desk,
        rows,
        desk.rules.texts.get("counter_desk.more.leave_title"),
        lambda row: _done(lambda: desk.queue.leave(row.visit_id)),
    )


def _cancel(desk: Desk, rows: tuple[WaitingRow, ...]) -> Menu:
    texts = desk.rules.texts

    def reasons(row: WaitingRow) -> Menu:
        return Menu(
            title=texts.get("counter_desk.more.cancel_reason", ticket_no=row.ticket_no),
            hint=texts.get("counter_desk.menu.hint"),
            choices=tuple(
                Choice(
                    key=str(number),
                    name=reason.name,
                    pick=_done(partial(desk.queue.cancel, row.visit_id, reason.key)),
                )
                for number, reason in enumerate(desk.rules.policy.hall.cancel_reasons, 1)
            ),
        )

    return _of_tickets(
        desk, rows, texts.get("counter_desk.more.cancel_title"), lambda row: lambda: reasons(row)
    )


def _of_tickets(
    desk: Desk,
    rows: tuple[WaitingRow, ...],
    title: str,
    picked: "Callable[[WaitingRow], Callable[[], Menu | None]]",
) -> Menu:
    rules = desk.rules
    return Menu(
        title=title,
        hint=rules.texts.get("counter_desk.more.type_number"),
        narrows=True,
        choices=tuple(
            Choice(
                key=row.ticket_no,
                name=matter_word(row, rules.policy, rules.texts),
                note=rules.texts.get("counter_desk.more.held")
                if row.visit_state == VisitState.ON_HOLD
                else "",
                pick=picked(row),
            )
            for row in sorted(rows, key=lambda row: row.ticket_no)
        ),
    )


def _pause(desk: Desk) -> Menu:
    texts = desk.rules.texts
    lengths: tuple[int | None, ...] = (*PAUSES_MIN, None)
    return Menu(
        title=texts.get("counter_desk.pause.title"),
        hint=texts.get("counter_desk.pause.hint"),
        choices=tuple(
            Choice(
                key=str(number),
                name=texts.get("counter_desk.pause.minutes", minutes=minutes)
                if minutes
                else texts.get("counter_desk.pause.open"),
                pick=_done(partial(desk.queue.pause, minutes)),
            )
            for number, minutes in enumerate(lengths, 1)
        ),
    )


def _done(action: "Callable[[], None]") -> "Callable[[], Menu | None]":
    """Do it, and no menu follows."""

    def pick() -> None:
        action()

    return pick
