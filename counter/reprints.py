"""补打: the print journal. Which papers did not come out, and why.

A key makes a ticket anew at this counter; a receipt leads to its case, for there stands whom it is for.
"""

from collections.abc import Callable
from functools import partial

from cases.casework.by import By
from cases.paper.receipt_rules import may_reissue
from cases.roles import Right, may
from cases.texts import Texts
from cases.views import CounterView, PaperRow
from counter.desk import Desk
from counter.menu import Choice, Menu
from counter.wording import clock_text

LAST_KEY = "0"  # the one that was printed here last
NO_REASON = "counter_desk.reprint.no_reason"
RECEIPT_KEY = "R"  # after the number
_TICKET, _RECEIPT = "queue_ticket", "receipt"


def tickets_missing(view: CounterView | None) -> tuple[PaperRow, ...]:
    """Of those who are still to be called or come back; whoever sits at a desk needs no ticket."""
    if view is None:
        return ()
    there = {row.visit_id for row in (*view.waiting, *view.held, *view.not_present)}
    return tuple(row for row in view.papers if row.paper == _TICKET and row.visit_id in there)


def receipts_missing(desk: Desk) -> tuple[PaperRow, ...]:
    """Of today, whoever of them is still here; for staff who give receipts and may open cases."""
    staff, view = desk.knows.staff, desk.knows.view
    if staff is None or view is None or not may(staff.role, Right.SEE_CASES):
        return ()
    if not may_reissue(By(staff_id=staff.staff_id, role=staff.role, unit=staff.unit)):
        return ()
    return tuple(row for row in view.papers if row.paper == _RECEIPT and row.case_id)


def reprint_menu(
    desk: Desk,
    remake: Callable[[str], None],
    last: Callable[[], None] | None,
    receipt: Callable[[str], None],
) -> Menu:
    """By ticket number. `remake` takes a visit, `receipt` a case; `last` prints this counter's last ticket again."""
    texts = desk.rules.texts
    choices = [
        Choice(
            key=row.ticket_no,
            name=texts.get(f"counter_desk.reprint.{row.result}", time=clock_text(row.at)),
            note=_why(row, texts),
            pick=partial(remake, row.visit_id),
        )
        for row in tickets_missing(desk.knows.view)
    ]
    receipts = receipts_missing(desk)
    choices += [
        Choice(
            key=row.ticket_no + RECEIPT_KEY,
            name=texts.get(f"counter_desk.reprint.receipt_{row.result}", time=clock_text(row.at)),
            note=_why(row, texts),
            pick=partial(receipt, row.case_id or ""),
        )
        for row in receipts
    ]
    if last is not None:
        choices.append(Choice(key=LAST_KEY, name=texts.get("counter_desk.reprint.last"), pick=last))
    hint = "hint_receipts" if receipts else "hint" if choices else "none"
    return Menu(
        title=texts.get("counter_desk.reprint.title"),
        hint=texts.get(f"counter_desk.reprint.{hint}"),
        choices=tuple(choices),
        narrows=True,
    )


def _why(row: PaperRow, texts: Texts) -> str:
    """「缺纸」: a few words; the whole sentence came as a notice."""
    key = f"counter_desk.reprint.why.{row.reason.partition('.')[2]}"
    if key in texts.keys:
        return texts.get(key)
    return texts.get(NO_REASON)
