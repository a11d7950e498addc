"""办理进度 on the phone: the five steps, the promised dates, the roadmap (路线图), and the way to the evaluation."""

from dataclasses import dataclass
from datetime import datetime

from case_store.citizen_pages.found import ProgressFound
from case_store.citizen_pages.page_frame import Frame, Voice
from cases.casework.case_state import CaseState
from cases.casework.standing_words import StepWords, promise_words, standing_words
from cases.casework.steps import outcome_key
from cases.citizen_views import Promise, PromisedDate
from cases.hall_time import hall_date
from cases.queue.wish import WishKind
from cases.views import ProgressView

STEPS = 5
_REGISTERED = outcome_key(CaseState.REGISTERED)
_REJECTED = outcome_key(CaseState.REJECTED)
_ENDED_EARLY = {outcome_key(s) for s in (CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.MERGED)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the five. `reach`: "past", "here" or "ahead"."""

    number: int
    name: str
    reach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPage:
    """办理进度. `dates`: what is promised. `road`: the roadmap's steps, none where this store cannot tell them."""

    frame: Frame
    heading: str
    sentence: str
    dates: tuple[str, ...]
    notes: tuple[str, ...]
    steps: tuple[Step, ...]
    happened: tuple[str, ...]
    road_title: str
    road: tuple[StepWords, ...]
    road_open: str
    evaluate: str  # where the form is, relative to the page; "": nothing can be rated
    evaluate_words: str
    evaluation: str  # what became of the one that was sent
    keep: str


def progress_page(voice: Voice, found: ProgressFound, now: datetime, code: str = "") -> ProgressPage:
    """The page as it is to be told now. `code`: of the address, for the way to the form."""
    view = found.view
    words = standing_words(view.standing, voice.texts, now) if view.standing else None
    pending = found.wish is not None and found.wish.granted is None
    may_evaluate = view.may_evaluate and not pending
    return ProgressPage(
        frame=voice.frame("progress_title", view.as_of, now),
        heading=voice.say("progress.heading"),
        sentence=voice.texts.get(view.outcome),
        dates=words.dates if words else _answer_by(voice, view, now),
        notes=words.notes if words else (),
        steps=_five(voice, view),
        happened=_happened(voice, found, now),
        road_title=voice.texts.get("progress.road.title"),
        road=words.steps if words and len(words.steps) > 1 else (),  # it ended before the road began
        road_open=words.open if words else "",
        evaluate=f"{code}/{WishKind.EVALUATE.value}" if may_evaluate else "",
        evaluate_words=voice.say("evaluate.open_case"),
        evaluation=_evaluation(voice, found),
        keep=voice.say("progress.keep"),
    )


def _answer_by(voice: Voice, view: ProgressView, now: datetime) -> tuple[str, ...]:
    if view.answer_by is None or view.outcome != _REGISTERED:
        return ()
    return (promise_words(PromisedDate(what=Promise.ACCEPT, day=view.answer_by), voice.texts, now),)


def _five(voice: Voice, view: ProgressView) -> tuple[Step, ...]:
    """None of a matter that ended early: the others will never come."""
    if view.outcome in _ENDED_EARLY:
        return ()
    return tuple(
        Step(
            number=number,
            name=voice.say(f"progress.step_{number}"),
            reach="past" if number < view.step else "here" if number == view.step else "ahead",
        )
        for number in range(1, 1 + STEPS)
    )


def _happened(voice: Voice, found: ProgressFound, now: datetime) -> tuple[str, ...]:
    """The days that are known: 登记, and 受理 or 不受理."""
    view = found.view
    lines = [voice.say("progress.registered", day=voice.day(hall_date(view.registered_at), now))]
    if found.decided_at is not None:
        word = "rejected" if view.outcome == _REJECTED else "accepted"
        lines.append(voice.say(f"progress.{word}", day=voice.day(hall_date(found.decided_at), now)))
    return tuple(lines)


def _evaluation(voice: Voice, found: ProgressFound) -> str:
    """「谢谢」 only when the hall has it."""
    if found.rated:
        return voice.say("evaluate.thanks")
    if found.wish is None:
        return ""
    return voice.say("evaluate.on_its_way" if found.wish.granted is None else "evaluate.not_taken")
