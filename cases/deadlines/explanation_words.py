"""「怎么算的」 in words: an explanation said with the sentences of assets/texts/deadlines.toml."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cases.deadlines.deadline_light import LightState
from cases.deadlines.explanation import MINUTES, DaySpan, ExplainedDay, Explanation, Said
from cases.deadlines.work_calendar import Weekday, years_of
from cases.hall_time import hall_time, midnight_after
from cases.texts import Texts

_LIST = "deadlines.list"
_MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """One line of the table: the date, what was made of it, whether it was counted."""

    day: str
    what: str
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationWords:
    """All of it in the order of reading: the facts with their labels, then the days one by one."""

    title: str
    rows: tuple[Row, ...]
    days: tuple[DayWords, ...]


def explanation_words(explanation: Explanation, texts: Texts) -> ExplanationWords:
    """The explanation for a person. Raises TextError for a sentence that is missing."""
    return ExplanationWords(
        title=texts.get("deadlines.title"),
        rows=tuple(
            Row(texts.get(f"deadlines.label.{label}"), words) for label, words in _rows(explanation, texts)
        ),
        days=tuple(_day_words(line, texts) for line in explanation.lines),
    )


def day_words(day: date, texts: Texts) -> str:
    """A date with its weekday."""
    return texts.get(
        "deadlines.date",
        year=day.year,
        month=day.month,
        day=day.day,
        weekday=texts.get(f"deadlines.weekday.{Weekday.of(day)}"),
    )


def spans_words(spans: Iterable[DaySpan], texts: Texts) -> str:
    """Several spans with what is said of each, e.g. 2月15日至23日 春节放假；2月28日 调休上班."""
    words = (
        texts.get("deadlines.because", span=span_words(one.first, one.last, texts), why=_say(one.why, texts))
        for one in spans
    )
    return texts.get(_LIST).join(words)


def span_words(first: date, last: date, texts: Texts) -> str:
    """Days in a row, e.g. 2月15日至23日; with their years where these differ."""
    if first == last:
        form = "one"
    elif first.year != last.year:
        form = "years"
    else:
        form = "month" if first.month == last.month else "year"
    return texts.get(
        f"deadlines.span.{form}",
        year=first.year,
        month=first.month,
        day=first.day,
        last_year=last.year,
        last_month=last.month,
        last_day=last.day,
    )


def time_words(minutes: int, texts: Texts) -> str:
    """A length of time, e.g. 30分钟, 2小时, 1小时30分."""
    hours, rest = divmod(minutes, _MINUTES_PER_HOUR)
    form = "minutes" if not hours else "hours" if not rest else "both"
    return texts.get(f"deadlines.time.{form}", hours=hours, minutes=rest)


def light_words(state: LightState, texts: Texts) -> str:
    """The light's name and how much time is left, or how long it is past."""
    light = texts.get(f"deadlines.light.{state.light}")
    if state.left is None:
        return light
    form = "past" if state.left.past else "left"
    return texts.get(
        f"deadlines.{form}.{state.left.unit}",
        light=light,
        amount=state.left.amount,
        time=time_words(state.left.amount, texts),
    )


def _rows(explanation: Explanation, texts: Texts) -> list[tuple[str, str]]:
    rows = [("limit", _say(explanation.limit, texts)), ("rule", _say(explanation.rule, texts))]
    if explanation.basis:
        rows.append(("basis", texts.get(explanation.basis)))
    rows.append(("start", _instant(explanation.started_at, texts)))
    rows += [("extension", _say(extension, texts)) for extension in explanation.extensions]
    rows.append(("due", _end(explanation.due_at, explanation.due_date, texts)))
    rows.append(("counted", _say(explanation.counted, texts)))
    if explanation.skipped:
        rows.append(("skipped", spans_words(explanation.skipped, texts)))
    rows.append(("calendar", _calendar(explanation, texts)))
    for note in ("provisional", "suspended"):
        if getattr(explanation, note):
            rows.append(("note", texts.get(f"deadlines.note.{note}")))
    return rows


def _calendar(explanation: Explanation, texts: Texts) -> str:
    """The notices that the counted years have."""
    counted = {str(line.day.year) for line in explanation.lines}
    known = [
        texts.get("deadlines.calendar.year", year=year, since=since)
        for year, since in years_of(explanation.calendar_version)
        if year in counted
    ]
    return texts.get(_LIST).join(known) or texts.get("deadlines.calendar.none")


def _end(due_at: datetime, due_date: date, texts: Texts) -> str:
    """A limit by days ends with its day; one by hours at an instant."""
    if due_at == midnight_after(due_date):
        return texts.get("deadlines.whole_day", day=day_words(due_date, texts))
    return _instant(due_at, texts)


def _instant(at: datetime, texts: Texts) -> str:
    at = hall_time(at)
    return texts.get("deadlines.instant", day=day_words(at.date(), texts), time=f"{at:%H:%M}")


def _day_words(line: ExplainedDay, texts: Texts) -> DayWords:
    what = _say(line.what, texts)
    if line.provisional:
        what = texts.get("deadlines.provisional_day", what=what)
    return DayWords(day=day_words(line.day, texts), what=what, counted=line.counted)


def _say(said: Said, texts: Texts) -> str:
    facts = dict(said.facts)
    if MINUTES in facts:
        facts["time"] = time_words(int(facts[MINUTES]), texts)
    return texts.get(said.key, **facts)
