"""How a device is: what its screen reports every few seconds, and what that means for staff. Pure.

A report is no event: nothing happened, somebody only said how things are. Its parts and words are a closed list, so
that no text of anybody's can travel in it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cases.alarm.device_errors import CODES
from cases.deadlines.work_calendar import WorkCalendar
from cases.policy.alarms import AlarmsPolicy
from cases.refusal import Refusal


class Condition(StrEnum):
    """Best first."""

    OK = "ok"
    WARNING = "warning"
    DOWN = "down"


_OK, _WARNING, _DOWN = Condition
FINE = "ok"
SILENT = "silent"  # said by the store, when nobody reports
WORDS: Mapping[str, Mapping[str, Condition]] = {
    "printer": {FINE: _OK, "offline": _DOWN, "cover_open": _DOWN, "fault": _DOWN},
    "paper": {FINE: _OK, "near_end": _WARNING, "out": _DOWN},
    "reader": {FINE: _OK, "missing": _WARNING, "fault": _WARNING},
    "scanner": {FINE: _OK, "missing": _WARNING, "fault": _WARNING},
    "keypad": {FINE: _OK, "missing": _WARNING, "fault": _WARNING},
    "signature_pad": {FINE: _OK, "missing": _WARNING, "fault": _WARNING},
    "evaluation_pad": {FINE: _OK, "missing": _WARNING, "fault": _WARNING},
    "call_display": {FINE: _OK, "missing": _WARNING, "fault": _WARNING},
    "camera": {FINE: _OK, "missing": _WARNING, "fault": _WARNING},
    "speaker": {
        FINE: _OK,
        "missing": _WARNING,
        "fault": _WARNING,
        "no_voice": _WARNING,  # its tones are heard, no words
        "recording_refused": _WARNING,  # a recording of the centre cannot be used: the machine says that piece
    },
    "handwriting": {FINE: _OK, "missing": _WARNING},  # library or model of 手写 is not installed
    "outbox": {FINE: _OK, "waiting": _WARNING, "full": _DOWN},
    "feed": {FINE: _OK, "stale": _WARNING},
}
"""Part → word → condition. `outbox`: what a kiosk could not yet tell the hall; `feed`: whether it hears the hall."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,59}")
NAME_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """What a screen says of itself. `kind`: the role of its token; `conditions`: part → word; `errors`: part → code of
    device_errors, while it is in trouble; `trials`: id → result of what was tried out here (device_trial)."""

    device_id: str
    kind: str
    name: str
    conditions: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    trials: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What it means. `trouble`: "" or 〈part〉_〈word〉, the end of a text key under alarms.trouble; `others`: how
    many parts more are in trouble."""

    condition: Condition
    trouble: str = ""
    since: datetime | None = None  # when the trouble began
    others: int = 0


def check(report: HealthReport) -> Refusal | None:
    """Why a report is not taken."""
    if not _ID.fullmatch(report.device_id):
        return Refusal("device.id_wrong")
    if len(report.name) > NAME_MAX or not report.name.isprintable():
        return Refusal("device.name_wrong", {"most": NAME_MAX})
    for part, word in report.conditions.items():
        if part not in WORDS or word not in WORDS[part]:
            return Refusal("device.word_unknown")
    if not (report.errors.keys() <= WORDS.keys() and CODES.issuperset(report.errors.values())):
        return Refusal("device.word_unknown")
    return None


def worst_of(conditions: Mapping[str, str]) -> Health:
    """The worst of what is said, the first of equals; a word that this version does not know says nothing."""
    found = [
        (WORDS[part][word], f"{part}_{word}")
        for part, word in conditions.items()
        if word in WORDS.get(part, ())
    ]
    ranks = tuple(Condition)
    condition, trouble = max(found, key=lambda one: ranks.index(one[0]), default=(_OK, ""))
    if condition is _OK:
        return Health(condition=_OK)
    others = sum(one is not _OK for one, _trouble in found) - 1
    return Health(condition=condition, trouble=trouble, others=others)


def health_now(
    said: Health, seen_at: datetime, policy: AlarmsPolicy, calendar: WorkCalendar, now: datetime
) -> Health:
    """What is said, unless nothing was said for too long while the hall was open: then it is down, since it was heard.

    While the hall is closed screens may be off: what was said last stands.
    """
    allowed = timedelta(minutes=policy.device_silent_minutes)
    if calendar.is_open(now) and now - seen_at > allowed and calendar.open_time(seen_at, now) > allowed:
        return Health(condition=_DOWN, trouble=SILENT, since=seen_at)
    return said
