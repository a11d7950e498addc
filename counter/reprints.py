"""补打: the print journal. Which tickets did not come out, and why; one key makes one anew at this counter."""

from collections.abc import Callable
from functools import partial

from cases.texts import Texts
from cases.views import CounterView, PaperRow
from counter.desk import Desk
from counter.menu import Choice, Menu
from counter.wording import clock_text

LAST_KEY = "0"  # the one that was printed here last
NO_REASON = "counter_desk.reprint.no_reason"
_TICKET = "queue_ticket"


def tickets_missing(view: CounterView | None) -> tuple[PaperRow, ...]:
    """Of those who are still to be called or come back; whoever sits at a desk needs no ticket."""
    if view is None:
        return ()
    there = {row.visit_id for row in (*view.waiting, *view.held, *view.not_present)}
    return tuple(row for row in view.papers if row.paper == _TICKET and row.visit_id in there)


def reprint_menu(desk: Desk, remake: Callable[[str], None], last: Callable[[], None] | None) -> Menu:
    """By ticket number. `remake` takes a visit; `last` prints the last ticket of this counter once more."""
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
    if last is not None:
        choices.append(Choice(key=LAST_KEY, name=texts.get("counter_desk.reprint.last"), pick=last))
    return Menu(
        title=texts.get("counter_desk.reprint.title"),
        hint=texts.get("counter_desk.reprint.hint" if choices else "counter_desk.reprint.none"),
        choices=tuple(choices),
        narrows=True,
    )


def _why(row: PaperRow, texts: Texts) -> str:
    """「缺纸」: a few words; the whole sentence came as a notice."""
    key = f"counter_desk.reprint.why.{row.reason.partition('.')[2]}"
    if key in texts.keys:
        return texts.get(key)
    return texts.get(NO_REASON)
