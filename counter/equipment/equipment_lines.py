"""设备检测 in words: machines with how many of their parts need a look, and the parts of one machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cases.alarm.device_health import FINE, SILENT, WORDS, Condition
from cases.alarm.device_trial import TrialResult, check_part
from cases.hall_time import hall_time
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.views_equipment import MachineRow, PartRow

_RANKS = {condition.value: rank for rank, condition in enumerate(reversed(Condition))}
_PLACES = {part: place for place, part in enumerate(WORDS)}
_MINUTE = timedelta(minutes=1)
_HOUR_MIN, _DAY_MIN = 60, 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineLine:
    """A machine on the left. `condition`: of Condition; `standing`: what of it needs a look."""

    device_id: str
    name: str
    standing: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A device of the machine that is chosen. `advice`: what is wrong and what to do; `trial`: how its trial stands."""

    part: str
    name: str
    standing: str
    condition: str
    advice: str
    last: str
    trial: str
    is_loud: bool  # the trial's words are to be seen
    can_try: bool


def remembered(
    before: Mapping[str, PartRow], words: Mapping[str, str], errors: Mapping[str, str], now: datetime
) -> dict[str, PartRow]:
    """The parts of this machine as they are here, each with since when it has been so and its last error."""
    parts = {}
    for part, word in sorted(words.items()):
        row = before.get(part, PartRow(part=part, word=word, since=now))
        if row.word != word:
            row = replace(row, word=word, since=now)
        if (error := errors.get(part, "")) and error != row.error:
            row = replace(row, error=error, error_at=now)
        parts[part] = row
    return parts


def with_this_machine(machines: Sequence[MachineRow], here: MachineRow) -> tuple[MachineRow, ...]:
    """What is known here stands before what the hall was told of it: it needs no network to be true. The hall remembers
    longer than a page that was opened just now."""
    told = next((one for one in machines if one.device_id == here.device_id), None)
    known = {part.part: part for part in told.parts} if told is not None else {}
    parts = tuple(_with_past(part, known.get(part.part)) for part in here.parts)
    return (replace(here, parts=parts), *(one for one in machines if one.device_id != here.device_id))


def _with_past(part: PartRow, told: PartRow | None) -> PartRow:
    if told is None:
        return part
    if told.word == part.word:
        part = replace(part, since=min(part.since, told.since))
    return part if part.error else replace(part, error=told.error, error_at=told.error_at)


def machine_lines(
    machines: Sequence[MachineRow], here: str, texts: Texts, now: datetime
) -> list[MachineLine]:
    """This machine first, then the worst."""
    ordered = sorted(
        machines,
        key=lambda one: (
            one.device_id != here,
            _RANKS.get(one.condition, 0),
            one.kind,
            len(one.name),
            one.name,
        ),
    )
    return [
        MachineLine(
            device_id=one.device_id,
            name=texts.get("equipment.page.here", name=one.name) if one.device_id == here else one.name,
            standing=_standing(one, texts, now),
            condition=one.condition,
        )
        for one in ordered
    ]


def part_lines(
    machine: MachineRow,
    trials: Mapping[str, tuple[str, datetime | None]],
    is_here: bool,
    texts: Texts,
    now: datetime,
) -> list[PartLine]:
    """The parts, the worst first. `trials`: part → (result, when it ended)."""
    lines = [_part_line(part, trials.get(part.part), is_here, texts, now) for part in machine.parts]
    return sorted(lines, key=lambda line: (_RANKS.get(line.condition, 0), _PLACES.get(line.part, 0)))


def heard_words(machine: MachineRow, texts: Texts, now: datetime) -> str:
    """When it was last heard, and what to do when that is too long ago."""
    if machine.trouble == SILENT:
        return texts.get("equipment.page.silent_do", span=_span(machine.seen_at, texts, now))
    if now - machine.seen_at < _MINUTE:
        return texts.get("equipment.page.heard_now")
    return texts.get("equipment.page.heard", span=_span(machine.seen_at, texts, now))


def _span(since: datetime, texts: Texts, now: datetime) -> str:
    """4分钟, 1小时05分, 2天."""
    minutes = max(0, (now - since) // _MINUTE)
    if minutes < _HOUR_MIN:
        return texts.get("dispatch.time.minutes", minutes=minutes)
    if minutes < _DAY_MIN:
        return texts.get("dispatch.time.hours", hours=minutes // _HOUR_MIN, minutes=minutes % _HOUR_MIN)
    return texts.get("dispatch.time.days", days=minutes // _DAY_MIN)


def _standing(machine: MachineRow, texts: Texts, now: datetime) -> str:
    if machine.trouble == SILENT:
        return texts.get("equipment.page.silent", span=_span(machine.seen_at, texts, now))
    troubled = [part for part in machine.parts if part.word != FINE]
    if not troubled:
        return texts.get("equipment.page.all_well")
    if len(troubled) > 1:
        return texts.get("equipment.page.some", count=len(troubled))
    return _word(troubled[0], texts)


def _part_line(
    part: PartRow, trial: tuple[str, datetime | None] | None, is_here: bool, texts: Texts, now: datetime
) -> PartLine:
    is_fine = part.word == FINE
    sentence = _sentence(part.error, texts)
    last = ""
    if is_fine and sentence and part.error_at is not None:
        last = texts.get("equipment.state.last", time=_clock(part.error_at, texts, now), sentence=sentence)
    return PartLine(
        part=part.part,
        name=_part_name(part.part, texts),
        standing=texts.get(
            "equipment.state.since", word=_word(part, texts), time=_clock(part.since, texts, now)
        ),
        condition=WORDS.get(part.part, {}).get(part.word, Condition.WARNING).value,
        advice="" if is_fine else _advice(part, sentence, texts),
        last=last,
        trial=_trial_words(part.part, trial, is_here, texts, now),
        is_loud=trial is not None and trial[0] not in (TrialResult.PASSED, TrialResult.LOOK),
        can_try=check_part(part.part) is None and (trial is None or trial[0] != TrialResult.WAITING),
    )


def _part_name(part: str, texts: Texts) -> str:
    key = f"equipment.part.{part}"
    return texts.get(key) if key in texts.keys else part


def _word(part: PartRow, texts: Texts) -> str:
    if part.word == FINE:
        return texts.get("equipment.state.ok")
    key = f"alarms.trouble.{part.part}_{part.word}"
    return texts.get(key) if key in texts.keys else part.word


def _sentence(code: str, texts: Texts) -> str:
    """A code for staff. The printer's sentences are about somebody's ticket: here it has words of its own."""
    if f"equipment.error.{code}" in texts.keys:
        return texts.get(f"equipment.error.{code}")
    return texts.tell(Refusal(code), Reader.STAFF) if code in texts.refusal_codes else ""


def _advice(part: PartRow, sentence: str, texts: Texts) -> str:
    """The error's sentence, which says what to do, and what to do where it does not."""
    key = f"equipment.todo.{part.part}.{part.word}"
    todo = texts.get(key) if key in texts.keys else ""
    if not todo:
        return sentence
    return f"{sentence}{todo}" if f"equipment.error.{part.error}" in texts.keys else todo


def _trial_words(
    part: str, trial: tuple[str, datetime | None] | None, is_here: bool, texts: Texts, now: datetime
) -> str:
    if trial is None:
        return ""
    result, ended_at = trial
    if result == TrialResult.WAITING:
        words = texts.get("equipment.trial.waiting_here" if is_here else "equipment.trial.waiting_there")
        key = f"equipment.ask.{part}"
        return words + (texts.get(key) if key in texts.keys else "")
    return texts.get(
        f"equipment.trial.{result}", time=_clock(ended_at, texts, now) if ended_at is not None else ""
    )


def _clock(at: datetime, texts: Texts, now: datetime) -> str:
    """09:31 for today, else with its day."""
    here = hall_time(at)
    if here.date() == hall_time(now).date():
        return f"{here:%H:%M}"
    return texts.get("dispatch.time.moment", month=here.month, day=here.day, time=f"{here:%H:%M}")
