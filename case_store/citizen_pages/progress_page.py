"""办理进度 on the phone: the five steps with their dates and whom to call, what is promised, the roadmap (路线图).

And the ways on: a word more, the evaluation.
"""

from dataclasses import dataclass
from datetime import datetime

from case_store.citizen_pages.found import ProgressFound
from case_store.citizen_pages.page_frame import Frame, Urgent, Voice
from cases.casework.case_state import CaseState
from cases.casework.standing_words import StepWords, promise_words, standing_words
from cases.casework.steps import outcome_key
from cases.citizen_views import Promise, PromisedDate
from cases.hall_time import hall_date, hall_time
from cases.queue.wish import WishKind
from cases.views import ProgressView

STEPS = 5
_HANDLING = 3
_REGISTERED = outcome_key(CaseState.REGISTERED)
_REJECTED = outcome_key(CaseState.REJECTED)
_ENDED_EARLY = {outcome_key(s) for s in (CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.MERGED)}
# What happened in a step, and what is promised in it.
_HAPPENED = {
    1: ("case_accepted", "case_rejected"),
    2: ("case_dispatched",),
    3: ("dispatch_acknowledged",),
    4: ("feedback_given", "case_closed"),
    5: (),
}
_PROMISED = {1: Promise.ACCEPT, 3: Promise.RESULT, 4: Promise.FEEDBACK, 5: Promise.VISIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the five. `reach`: "past", "here" or "ahead". `dates`: what happened when, what is promised by when."""

    number: int
    name: str
    reach: str
    tag: str
    dates: tuple[str, ...]
    who: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForm:
    """补充. `hidden` goes with it; `trouble`: why it comes back; `urgent`: the words spoke of danger."""

    action: str
    hidden: tuple[tuple[str, str], ...]
    chars_max: int
    text: str = ""
    trouble: str = ""
    urgent: tuple[Urgent, ...] = ()


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
    urgent_words: str
    word: WordForm | None
    word_ask: str
    word_label: str
    word_hint: str
    word_button: str
    trap_label: str
    wrote: str  # when the newest word came in


def progress_page(
    voice: Voice, found: ProgressFound, now: datetime, code: str = "", word: WordForm | None = None
) -> ProgressPage:
    """The page as it is to be told now. `code`: from the page to what hangs below its address; "": nothing does."""
    view = found.view
    words = standing_words(view.standing, voice.texts, now) if view.standing else None
    pending = found.wish is not None and found.wish.granted is None
    may_evaluate = view.may_evaluate and not pending and bool(code)
    steps = _five(voice, found, now)
    return ProgressPage(
        frame=voice.frame("progress_title", view.as_of, now),
        heading=voice.say("progress.heading"),
        sentence=voice.texts.get(view.outcome),
        dates=words.dates if words else _answer_by(voice, view, now),
        notes=words.notes if words else (),
        steps=steps,
        happened=() if steps else _registered(voice, found, now),
        road_title=voice.texts.get("progress.road.title"),
        road=words.steps if words and len(words.steps) > 1 else (),  # it ended before the road began
        road_open=words.open if words else "",
        evaluate=f"{code}/{WishKind.EVALUATE.value}" if may_evaluate else "",
        evaluate_words=voice.say("evaluate.open_case"),
        evaluation=_evaluation(voice, found),
        keep=voice.say("progress.keep"),
        urgent_words=voice.say("message.urgent_now"),
        word=word,
        word_ask=voice.say("word.ask"),
        word_label=voice.say("word.label"),
        word_hint=voice.say("word.hint", max=word.chars_max if word else 0),
        word_button=voice.say("word.send"),
        trap_label=voice.say("message.trap_label"),
        wrote=_wrote(voice, found, now),
    )


def _answer_by(voice: Voice, view: ProgressView, now: datetime) -> tuple[str, ...]:
    if view.answer_by is None or view.outcome != _REGISTERED:
        return ()
    return (promise_words(PromisedDate(what=Promise.ACCEPT, day=view.answer_by), voice.texts, now),)


def _five(voice: Voice, found: ProgressFound, now: datetime) -> tuple[Step, ...]:
    """None of a matter that ended early: the others will never come."""
    view = found.view
    if view.outcome in _ENDED_EARLY:
        return ()
    return tuple(_step(voice, found, number, now) for number in range(1, 1 + STEPS))


def _step(voice: Voice, found: ProgressFound, number: int, now: datetime) -> Step:
    view, hall = found.view, voice.policy.hall
    reach = "past" if number < view.step else "here" if number == view.step else "ahead"
    dates = list(_registered(voice, found, now)) if number == 1 else []
    if reach != "ahead" and number > 1:
        dates += [_happened(voice, found, name, now) for name in _HAPPENED[number] if name in found.happened]
    if reach != "past":
        promised = view.standing.promises if view.standing else ()
        dates += [
            promise_words(one, voice.texts, now) for one in promised if one.what is _PROMISED.get(number)
        ]
    unit = voice.policy.units.of(found.unit) if number == _HANDLING and reach != "ahead" else None
    who = voice.say("progress.call", name=hall.short_name)
    if unit is not None:
        key = "call" if unit.phone else "call_about"
        who = voice.say(f"progress.{key}", name=unit.name, centre=hall.short_name)
    return Step(
        number=number,
        name=voice.say(f"progress.step_{number}"),
        reach=reach,
        tag=voice.say(f"progress.reach_{reach}"),
        dates=tuple(dates),
        who=who,
        phone=unit.phone if unit and unit.phone else hall.phone,
    )


def _registered(voice: Voice, found: ProgressFound, now: datetime) -> tuple[str, ...]:
    """The days that are known: 登记, and 受理 or 不受理."""
    day = voice.day(hall_date(found.view.registered_at), now)
    decided = "case_rejected" if found.view.outcome == _REJECTED else "case_accepted"
    told = [_happened(voice, found, decided, now)] if decided in found.happened else []
    return (voice.say("progress.registered", day=day), *told)


def _happened(voice: Voice, found: ProgressFound, name: str, now: datetime) -> str:
    return voice.say(f"progress.{name}", day=voice.day(hall_date(found.happened[name]), now))


def _evaluation(voice: Voice, found: ProgressFound) -> str:
    """「谢谢」 only when the hall has it."""
    if found.rated:
        return voice.say("evaluate.thanks")
    if found.wish is None:
        return ""
    return voice.say("evaluate.on_its_way" if found.wish.granted is None else "evaluate.not_taken")


def _wrote(voice: Voice, found: ProgressFound, now: datetime) -> str:
    at = found.happened.get("citizen_wrote")
    if at is None:
        return ""
    return voice.say("word.taken", day=voice.day(hall_date(at), now), time=f"{hall_time(at):%H:%M}")
