"""What the last page says: number, wait, place, paper, promise; pure, so that every ending can be read in a test."""

from dataclasses import dataclass
from datetime import datetime

from cases.hall_time import hall_date
from cases.matter.intake import Intent, Taken
from cases.policy.policy import Policy
from cases.queue.visit_events import PaperState
from cases.refusal import Reader
from cases.texts import Texts
from kiosk.door import PapersOut
from kiosk.ticket_taker import Ending
from kiosk.wording import Measure, clock_time, grouped, people_ahead, short_day, wait_range

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
    phone_url: str = ""  # the ticket's code, to be taken along on a phone where no paper came out
    case_code: str = ""
    lookup_code: str = ""
    promise: str = ""
    has_steps: bool = False
    advice: tuple[str, ...] = ()
    day: str = ""  # of a number for another day, in large type
    day_time: str = ""


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
    has_ticket = ending.out is None or (ending.out.ticket is PaperState.PRINTED and not denied)
    day, day_time = _other_day(taken, policy, texts)
    return DoneShown(
        day=day,
        day_time=day_time,
        title=texts.get(_title(confirmed=confirmed, other_day=bool(day))),
        number=taken.ticket_no,
        ahead=people_ahead(taken.people_ahead, texts),
        wait=_wait(taken, ending.intake.appointment_at, texts),
        where=texts.get("kiosk.done.where_to", place=queue.waiting_place),
        paper_strong=paper_strong,
        paper=paper,
        phone_url="" if has_ticket else taken.ticket_url,
        can_deny=ending.out is not None and ending.out.all_printed and not denied,
        case_code=_case_code(taken) if show_codes else "",
        lookup_code=_lookup_code(taken) if show_codes else "",
        promise=_promise(taken, texts),
        # The codes need their room, and they matter more now; a matter of nobody goes no steps.
        has_steps=confirmed and not show_codes and not taken.info_only,
        advice=_advice(
            taken, texts, draft=is_dispute and not confirmed, short=bool(confirmed and show_codes)
        ),
    )


def _wait(taken: Taken, slot: datetime | None, texts: Texts) -> Measure:
    """About how long; of an appointment when its slot is."""
    if slot is not None:
        return Measure(words=texts.get("kiosk.done.slot", time=clock_time(slot)))
    return wait_range(taken.wait_low_min, taken.wait_high_min, texts)


def _title(*, confirmed: bool, other_day: bool) -> str:
    if other_day:
        return "kiosk.done.title_other_day"
    return "kiosk.done.title_case" if confirmed else "kiosk.done.title_ticket"


def _other_day(taken: Taken, policy: Policy, texts: Texts) -> tuple[str, str]:
    """「11月24日」, 「08:30开门」 of a number that is not for today: today's had run out."""
    if taken.business_date is None or taken.business_date <= hall_date(taken.taken_at):
        return "", ""
    segments = policy.calendar.segments(taken.business_date)
    time = texts.get("kiosk.done.day_time", time=clock_time(segments[0].opens_at)) if segments else ""
    return short_day(taken.business_date, texts), time


def _advice(taken: Taken, texts: Texts, *, draft: bool, short: bool) -> tuple[str, ...]:
    """What to do now, and if something goes wrong. `short`: there is something more urgent on the page."""
    called = texts.get("kiosk.done.advice_call", ticket_no=taken.ticket_no)
    if taken.for_counter is not None:
        called = texts.get("kiosk.done.advice_counter", counter_no=taken.for_counter)
    lines = [called]
    if taken.priority:
        lines.append(texts.get("kiosk.done.advice_priority"))
    if short:
        return tuple(lines)
    last = texts.get("kiosk.done.advice_draft" if draft else "kiosk.done.advice_help")
    if taken.info_only:
        last = texts.get("kiosk.done.advice_info_only")
    missed = () if taken.priority else (texts.get("kiosk.done.advice_missed"),)
    return (*lines, *missed, last)


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
        has_steps=bool(kept) and not taken.info_only,
        advice=(texts.get("kiosk.done.advice_help"),),
    )


def _paper(taken: Taken, out: PapersOut | None, texts: Texts, *, denied: bool) -> tuple[str, str]:
    """What is known of the papers, in a strong sentence and one that follows from it."""
    both = taken.case_code is not None
    if out is None:
        return texts.get("kiosk.done.printing_both" if both else "kiosk.done.printing_ticket"), ""
    if out.all_printed and not denied:
        if out.is_again:
            return texts.get("kiosk.done.printed_again"), texts.get("kiosk.done.again_use")
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
    if taken.info_only:
        return texts.get("kiosk.done.info_only")
    return texts.get("kiosk.done.promise", day=short_day(taken.answer_by, texts)) if taken.answer_by else ""
