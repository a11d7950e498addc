"""What a wall notice may say: a template with its slots filled, or free words that carry no person. Pure.

Free words are public for whoever stands in the hall: a number that could be a telephone or an identity card is refused,
however it is written. A name cannot be told from other words: whoever writes answers for that.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.alarm.wall_notice import WallNoticeShown, WallNoticeTakenDown
from cases.free_text import clean_line
from cases.normal_form import normal
from cases.policy.hall import HallPolicy
from cases.policy.policy import Policy
from cases.policy.wall_notices import NoticeTemplatePolicy, Slot
from cases.refusal import Refusal

DIGITS_MAX = 6  # in a row: more may be a telephone or an identity card
MINUTES_MAX = 240
_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_SPOKEN = str.maketrans("〇零一二三四五六七八九幺", "001234567891")
_BETWEEN = re.compile(r"(?<=\d)[\s\-—–·•.,，、/()（）]+(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSlot:
    """A slot of a template; `choices`: (value, word) of what it may hold, empty for a time or minutes."""

    name: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTemplate:
    """A sentence for the walls, with `{slot}` where something is filled in."""

    key: str
    text: str
    slots: tuple[NoticeSlot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallNoticeBoard:
    """What may be put on the walls."""

    templates: tuple[NoticeTemplate, ...]
    minutes_default: int
    minutes_max: int
    chars_max: int
    shown_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWallNotice:
    """`template` "": `text` is shown; else `facts` fill its slots. `minutes` None: as long as is usual."""

    notice_id: str
    staff_id: str
    template: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    minutes: int | None = None


def notice_board(policy: Policy) -> WallNoticeBoard:
    """All templates with what their slots may hold here."""
    notices = policy.wall_notices
    return WallNoticeBoard(
        templates=tuple(
            NoticeTemplate(
                key=one.key,
                text=one.text,
                slots=tuple(NoticeSlot(name=s.value, choices=_choices(s, policy.hall)) for s in one.slots),
            )
            for one in notices.templates
        ),
        minutes_default=notices.minutes_default,
        minutes_max=notices.minutes_max,
        chars_max=notices.chars_max,
        shown_max=notices.shown_max,
    )


def show(shown: int, command: ShowWallNotice, policy: Policy, now: datetime) -> WallNoticeShown | Refusal:
    """Put a notice up; `shown`: how many are up now."""
    limits = policy.wall_notices
    if shown >= limits.shown_max:
        return Refusal("wall_notice.too_many", {"most": limits.shown_max})
    minutes = limits.minutes_default if command.minutes is None else command.minutes
    if not 1 <= minutes <= limits.minutes_max:
        return Refusal("wall_notice.minutes", {"most": limits.minutes_max})
    text = (
        filled(command.template, dict(command.facts), policy)
        if command.template
        else _free(command, limits.chars_max)
    )
    if isinstance(text, Refusal):
        return text
    return WallNoticeShown(
        notice_id=command.notice_id,
        text=text,
        until=now + timedelta(minutes=minutes),
        staff_id=command.staff_id,
        template=command.template,
    )


def take_down(is_up: bool | None, staff_id: str) -> list[WallNoticeTakenDown] | Refusal:
    """`is_up` None: there is none such. One that is over stays so."""
    if is_up is None:
        return Refusal("wall_notice.unknown")
    return [WallNoticeTakenDown(staff_id=staff_id)] if is_up else []


def filled(key: str, facts: Mapping[str, str], policy: Policy) -> str | Refusal:
    """A template with its slots filled; every slot holds what such a slot may, and nothing else is given."""
    template = policy.wall_notices.template(key)
    if template is None:
        return Refusal("wall_notice.template_unknown")
    if strange := sorted(facts.keys() ^ set(template.slots)):
        return Refusal("wall_notice.slots", {"slot": strange[0]})
    words = {slot: _word(slot, facts[slot], policy.hall) for slot in template.slots}
    if wrong := [slot for slot, word in words.items() if word is None]:
        return Refusal("wall_notice.slot_wrong", {"slot": wrong[0].value})
    return _said(template, {slot: word or "" for slot, word in words.items()})


def looks_personal(text: str) -> bool:
    """Whether a number stands in it that could be somebody's telephone, identity card or account."""
    plain = normal("NFKC", text).translate(_SPOKEN)
    runs = re.findall(r"\d+", _BETWEEN.sub("", plain))
    return any(len(run) > DIGITS_MAX for run in runs)


def _free(command: ShowWallNotice, chars_max: int) -> str | Refusal:
    if command.facts:
        return Refusal("wall_notice.slots", {"slot": command.facts[0][0]})
    line = clean_line(command.text, chars_max)
    if not line.text:
        return Refusal("wall_notice.empty")
    if line.cut:
        return Refusal("wall_notice.long", {"most": chars_max})
    if line.text != " ".join(normal("NFC", command.text).split()) or "\n" in command.text.strip():
        return Refusal("wall_notice.characters")
    return Refusal("wall_notice.personal") if looks_personal(line.text) else line.text


def _said(template: NoticeTemplatePolicy, words: Mapping[Slot, str]) -> str:
    return template.text.format(**{slot.value: word for slot, word in words.items()})


def _choices(slot: Slot, hall: HallPolicy) -> tuple[tuple[str, str], ...]:
    match slot:
        case Slot.COUNTER:
            return tuple((str(one.number), str(one.number)) for one in hall.counters)
        case Slot.QUEUE:
            return tuple((one.letter, one.letter) for one in hall.queues)
        case Slot.ZONE:
            return tuple((one.key, one.name) for one in hall.zones)
        case _:
            return ()


def _word(slot: Slot, value: str, hall: HallPolicy) -> str | None:
    """The word of a value, None for one that the slot may not hold."""
    match slot:
        case Slot.TIME:
            return value if _TIME.fullmatch(value) and value.isascii() else None
        case Slot.MINUTES:
            is_number = value.isascii() and value.isdigit() and len(value) <= DIGITS_MAX
            return str(int(value)) if is_number and 1 <= int(value) <= MINUTES_MAX else None
        case _:
            return dict(_choices(slot, hall)).get(value)
