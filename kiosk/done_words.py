"""What the last page says: number, wait, place, paper, promise; pure, so that every ending can be read in a test."""

from dataclasses import dataclass

from cases.intake import Intent, Taken
from cases.policy import Policy
from cases.refusal import Reader
from cases.texts import Texts
from cases.visit_events import PaperState
from kiosk.door import PapersOut
from kiosk.ticket_taker import Ending
from kiosk.wording import Measure, grouped, people_ahead, short_day, wait_range

CASE_CODE_GROUPS = (2, 9, 6, 4, 2)
LOOKUP_GROUPS = (3, 3)
NOTHING = Measure()
NOT_STORED = "kiosk.not_stored"  # KioskDoor: not even the kiosk's own disk could keep it


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneShown:
    """`number` empty: the citizen asks 导办台 for one. `case_code` is shown only when no receipt carries it."""

    title: str
    number: str = ""
    go_to: str = ""  # where there is no number: what to do instead
    go_why: str = ""
    ahead: Measure = NOTHING
    wait: Measure = NOTHING
    where: str = ""
    paper_strong: str = ""
    paper: str = ""
    can_deny: bool = False  # 没打出来？
    case_code: str = ""
    lookup_code: str = ""
    promise: str = ""
    has_steps: bool = False
    advice: tuple[str, ...] = ()


def done_words(ending: Ending, policy: Policy, texts: Texts, *, denied: bool = False) -> DoneShown:
    """`denied`: the citizen said that nothing came out, whatever the printer says."""
    taken = ending.taken
    if taken is None or (taken.refusal is not None and taken.refusal.code == NOT_STORED):
        return _lost(texts)
    if taken.ticket_no is None:
        return _without_number(taken, ending, texts)
    is_dispute = ending.intake.intent is Intent.DISPUTE
    queue = policy.hall.queue_or_first(taken.queue)
    confirmed = is_dispute and ending.intake.confirmed
    paper_strong, paper = _paper(taken, ending.out, texts, denied=denied)
    show_codes = _has_no_receipt(ending.out, denied=denied)
    return DoneShown(
        title=texts.get("kiosk.done.title_case" if confirmed else "kiosk.done.title_ticket"),
        number=taken.ticket_no,
        ahead=people_ahead(taken.people_ahead, texts),
        wait=wait_range(taken.wait_low_min, taken.wait_high_min, texts),
        where=texts.get("kiosk.done.where_to", place=queue.waiting_place),
        paper_strong=paper_strong,
        paper=paper,
        can_deny=ending.out is not None and ending.out.all_printed and not denied,
        case_code=_case_code(taken) if show_codes else "",
        lookup_code=_lookup_code(taken) if show_codes else "",
        promise=_promise(taken, texts),
        has_steps=confirmed and not show_codes,  # the codes need their room, and they matter more now
        advice=_advice(
            taken.ticket_no, texts, draft=is_dispute and not confirmed, short=bool(confirmed and show_codes)
        ),
    )


def _advice(ticket_no: str, texts: Texts, *, draft: bool, short: bool) -> tuple[str, ...]:
    """What to do now, and if something goes wrong. `short`: there is something more urgent on the page."""
    called = texts.get("kiosk.done.advice_call", ticket_no=ticket_no)
    if short:
        return (called,)
    last = texts.get("kiosk.done.advice_draft" if draft else "kiosk.done.advice_help")
    return (called, texts.get("kiosk.done.advice_missed"), last)


def _lost(texts: Texts) -> DoneShown:
    return DoneShown(
        title=texts.get("kiosk.done.title_lost"),
        go_to=texts.get("kiosk.done.go_to_desk"),
        go_why=texts.get("kiosk.done.lost"),
        advice=(texts.get("kiosk.done.advice_help"),),
    )


def _without_number(taken: Taken, ending: Ending, texts: Texts) -> DoneShown:
    kept = ending.intake.confirmed and ending.intake.intent is Intent.DISPUTE and taken.case_code
    why = texts.tell(taken.refusal, Reader.CITIZEN) if taken.refusal else texts.get("kiosk.done.no_number")
    printed = ending.out is not None and ending.out.receipt is PaperState.PRINTED
    strong, paper = "", ""
    if taken.case_code and printed:
        strong, paper = texts.get("kiosk.done.receipt_printed"), texts.get("kiosk.done.receipt_use")
    return DoneShown(
        title=texts.get("kiosk.done.title_kept" if kept else "kiosk.done.title_no_number"),
        go_to=texts.get("kiosk.done.go_to_desk"),
        go_why=why,
        paper_strong=strong,
        paper=paper,
        case_code="" if printed else _case_code(taken),
        lookup_code="" if printed else _lookup_code(taken),
        promise=_promise(taken, texts),
        has_steps=bool(kept),
        advice=(texts.get("kiosk.done.advice_help"),),
    )


def _paper(taken: Taken, out: PapersOut | None, texts: Texts, *, denied: bool) -> tuple[str, str]:
    """What is known of the papers, in a strong sentence and one that follows from it."""
    both = taken.case_code is not None
    if out is None:
        return texts.get("kiosk.done.printing_both" if both else "kiosk.done.printing_ticket"), ""
    if out.all_printed and not denied:
        if out.receipt is None:
            return texts.get("kiosk.done.printed_ticket"), texts.get("kiosk.done.ticket_use")
        return texts.get("kiosk.done.printed_both"), texts.get("kiosk.done.receipt_use")
    if denied or out.why is None:
        why = texts.get("kiosk.done.remember_why", ticket_no=taken.ticket_no)
        return texts.get("kiosk.done.remember"), why
    return texts.tell(out.why, Reader.CITIZEN), ""


def _has_no_receipt(out: PapersOut | None, *, denied: bool) -> bool:
    """Whether the citizen must write the codes down. While the printer is at it, nobody is frightened."""
    return denied or (out is not None and out.receipt is not PaperState.PRINTED)


def _case_code(taken: Taken) -> str:
    return grouped(taken.case_code, CASE_CODE_GROUPS) if taken.case_code else ""


def _lookup_code(taken: Taken) -> str:
    return grouped(taken.lookup_code, LOOKUP_GROUPS) if taken.lookup_code else ""


def _promise(taken: Taken, texts: Texts) -> str:
    return texts.get("kiosk.done.promise", day=short_day(taken.answer_by, texts)) if taken.answer_by else ""
