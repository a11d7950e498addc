"""A case opened from a list, in words: facts, units, clocks, what happened, what can be done from here. No person."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.hall_time import hall_time
from cases.matter.amount import amount_text
from cases.texts import Texts
from cases.views_dispatch import CaseCard
from hall_display.dispatch.wording import left_text, long_code, moment_text, shape_of

_YES = frozenset({"superior_key", "major", "info_only"})
_COUNTED = {"returns_count": "times", "overdue_count": "times", "party_count": "people"}


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact and its value."""

    key: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock that runs: until when, under which light."""

    key: str
    name: str
    light: str
    value: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """What happened, and when; the newest first."""

    key: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """What whoever looks may do from here."""

    act: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardShown:
    """The whole card. `where` and `what` head it, `left` says its worst clock."""

    code: str = ""
    light: str = ""
    left: str = ""
    what: str = ""
    where: str = ""
    status: str = ""
    notes: str = ""
    facts: tuple[FactLine, ...] = ()
    units: tuple[FactLine, ...] = ()
    clocks: tuple[ClockLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    acts: tuple[ActLine, ...] = ()


def card_shown(card: CaseCard | None, texts: Texts, now: datetime) -> CardShown:
    """The card at an instant; empty without one."""
    if card is None:
        return CardShown()
    line = card.line
    state = _known("counter_casework.state.", line.state, texts)
    return CardShown(
        code=long_code(line.case_code),
        light=shape_of(line.light),
        left=left_text(line, texts),
        what=line.type_name or texts.get("dispatch_behind.no_type"),
        where=line.area_name or texts.get("dispatch_behind.no_area"),
        status=state,
        notes=_notes(card, texts),
        facts=tuple(_fact(number, name, value, texts) for number, (name, value) in enumerate(_facts(card))),
        units=tuple(
            FactLine(str(number), name, _known("counter_casework.share.", share, texts))
            for number, (name, share) in enumerate(card.units)
        ),
        clocks=tuple(_clock(str(number), clock, texts, now) for number, clock in enumerate(card.clocks)),
        steps=tuple(
            StepLine(number, _event(kind, texts), moment_text(at, texts, now))
            for number, (kind, at) in reversed(tuple(enumerate(card.steps)))
        ),
        acts=tuple(ActLine(act, texts.get(f"dispatch_behind.act.{act}")) for act in card.acts),
    )


def _facts(card: CaseCard) -> list[tuple[str, str]]:
    """What is known of it; the type stands in the head already."""
    return [(name, value) for name, value in card.facts if name != "type" or value != card.line.type_name]


def _fact(number: int, name: str, value: str, texts: Texts) -> FactLine:
    return FactLine(str(number), _known("dispatch_behind.fact.", name, texts), _value(name, value, texts))


def _value(name: str, value: str, texts: Texts) -> str:
    if name in _YES:
        return texts.get("dispatch_behind.fact.yes")
    if name in _COUNTED:
        return texts.get(f"dispatch_behind.fact.{_COUNTED[name]}", count=value)
    match name:
        case "amount_fen":
            return amount_text(int(value))
        case "happened_on":
            day = date.fromisoformat(value)
            return texts.get("dispatch_behind.day", month=day.month, day=day.day)
        case "source":
            return _known("sources.name.", value, texts)
        case "level":
            return _known("dispatch_behind.level.", value, texts)
        case "result":
            return _known("counter_casework.result.", value, texts)
        case _:
            return value


def _clock(key: str, clock: tuple[str, str, datetime], texts: Texts, now: datetime) -> ClockLine:
    kind, light, due_at = clock
    word = "due_past" if due_at < now else "due"
    due = texts.get(f"dispatch_behind.card.{word}", due=_due(due_at, texts, now))
    return ClockLine(key, _known("counter_casework.clock.", kind, texts), shape_of(light), due)


def _due(due_at: datetime, texts: Texts, now: datetime) -> str:
    """The end of a day is that day; any other moment has its time."""
    here = hall_time(due_at)
    if (here.hour, here.minute) in ((0, 0), (23, 59)):
        return texts.get("dispatch_behind.day", month=here.month, day=here.day)
    return moment_text(due_at, texts, now)


def _notes(card: CaseCard, texts: Texts) -> str:
    items, whistles = len(card.items), len(card.whistles)
    parts = (
        texts.get("dispatch_behind.card.items", count=items) if items else "",
        texts.get("dispatch_behind.card.whistles", count=whistles) if whistles else "",
    )
    return texts.get("dispatch_behind.title_join").join(part for part in parts if part)


def _event(kind: str, texts: Texts) -> str:
    key = f"dispatch_behind.event.{kind}"
    return texts.get(key if key in texts.keys else "dispatch_behind.event.other")


def _known(prefix: str, name: str, texts: Texts) -> str:
    """A word of the catalogue; what a newer hall calls otherwise stands as it came."""
    return texts.get(f"{prefix}{name}") if f"{prefix}{name}" in texts.keys else name
