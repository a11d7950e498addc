"""How a matter stands, in words: the same at the kiosk and on the phone (assets/texts/progress.toml)."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.citizen_views import PromisedDate, Reach, RoadStep, Standing
from cases.hall_time import hall_date
from cases.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """A step of the roadmap. `tag` says in a word how it stands, so that nobody has to read a colour.

    `who`: by whom, and how long it may take.
    """

    number: int
    name: str
    reach: Reach
    tag: str
    text: str
    who: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingWords:
    """`dates`: what is promised by when. `notes`: what the citizen must know. `steps`: the road; `open` under it."""

    dates: tuple[str, ...]
    notes: tuple[str, ...]
    steps: tuple[StepWords, ...]
    open: str = ""


def standing_words(standing: Standing, texts: Texts, now: datetime) -> StandingWords:
    """All of it; empty where there is nothing to say."""
    ended = all(step.reach is Reach.DONE for step in standing.steps)
    return StandingWords(
        dates=tuple(promise_words(promised, texts, now) for promised in standing.promises),
        notes=tuple(_notes(standing, texts)),
        steps=tuple(_step(number, step, texts) for number, step in enumerate(standing.steps, start=1)),
        open="" if standing.graded or ended or standing.info_only else texts.get("progress.road.open"),
    )


def day_words(day: date, texts: Texts, now: datetime) -> str:
    """「12月3日」, with the year when it is not this one."""
    key = "day" if day.year == hall_date(now).year else "day_of_year"
    return texts.get(f"progress.{key}", year=day.year, month=day.month, day=day.day)


def promise_words(promised: PromisedDate, texts: Texts, now: datetime) -> str:
    """「最迟12月3日办出结果」; a day that is over is said to be over."""
    passed = promised.day < hall_date(now)
    key = "passed" if passed else "extended" if promised.extended else "promise"
    return texts.get(f"progress.{key}.{promised.what.value}", day=day_words(promised.day, texts, now))


def _notes(standing: Standing, texts: Texts) -> list[str]:
    notes: list[str] = []
    if standing.info_only:
        notes.append(texts.get("progress.info_only_note"))
    if standing.stopped_for:
        notes.append(texts.get("progress.stopped_for", reason=standing.stopped_for))
    if (instead := standing.instead) is not None:
        notes.append(texts.get("progress.instead.reason", reason=instead.reason))
        notes.append(texts.get("progress.instead.way", organ=instead.organ, way=instead.way))
        notes.append(texts.get("progress.instead.disagree"))
    if standing.result:
        notes.append(texts.get(f"progress.result.{standing.result}"))
        notes.append(texts.get("progress.reopen"))
    return notes


def _step(number: int, step: RoadStep, texts: Texts) -> StepWords:
    who = texts.get("progress.road.who", organ=step.organ)
    if step.limit is not None:
        key, amount = step.limit
        who = texts.get("progress.road.who_within", organ=step.organ, limit=texts.get(key, amount=amount))
    return StepWords(
        number=number,
        name=step.name,
        reach=step.reach,
        tag=texts.get(f"progress.reach.{step.reach.value}"),
        text=step.text,
        who=who,
        basis=texts.get("progress.road.basis", basis=step.basis),
    )
