"""The right column: deadlines with their lights, notices that need a person, and calls for help."""

import logging
from dataclasses import dataclass
from datetime import datetime

from cases.deadlines.deadline_light import Light
from cases.notice import EMERGENCY
from cases.policy.emergency import EmergencyKind
from cases.policy.policy import Policy
from cases.refusal import Reader
from cases.texts import TextError, Texts
from cases.views import CounterView, DueRow, HelpRow, LightsView, NoticeRow
from counter.wording import (
    LIGHT_SHAPES,
    category_name,
    clock_text,
    minutes_since,
    short_case_code,
    time_left,
)

_log = logging.getLogger(__name__)
TO_CALL_BACK = "to_call_back"  # the hall's word in DueRow.case_state for 待核登记


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """An open case by its worst clock. `light` is the name of a shape, `light_word` what a screen reader says."""

    case_id: str
    code: str
    words: str
    clock: str
    light: str
    light_word: str
    time_left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """Something that a member of staff must know."""

    notice_id: str
    sentence: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpShown:
    """What rings: the oldest emergency, else the oldest unanswered 叫人帮忙, and how many more there are.

    One of the ids, or none: nothing rings.
    """

    help_id: str = ""
    notice_id: str = ""  # of an emergency that no kiosk calls for
    sentence: str = ""
    waited: str = ""
    more: str = ""

    @property
    def rings(self) -> bool:
        """Whether somebody has to go."""
        return bool(self.help_id or self.notice_id)


def due_line(row: DueRow, policy: Policy, texts: Texts) -> DueLine:
    """One line of 期限."""
    shape = LIGHT_SHAPES[Light(row.light)]
    return DueLine(
        case_id=row.case_id,
        code=short_case_code(row.case_code),
        words=category_name(row.category, policy),
        clock=_clock(row, texts),
        light=shape,
        light_word=texts.get(f"counter.light.{shape}"),
        time_left=time_left(row, texts),
    )


def _clock(row: DueRow, texts: Texts) -> str:
    """What the clock waits for; a visitor who left without being received is called back."""
    if row.case_state == TO_CALL_BACK:
        return texts.get("counter.due.to_call_back")
    key = f"counter_casework.clock.{row.clock}"
    return texts.get(key) if key in texts.keys else ""  # a newer hall may run clocks that we do not know


def due_all(view: CounterView) -> int:
    """How many cases are open; the list itself ends at 200."""
    return _open(view.lights) if view.lights else len(view.due)


def _open(lights: LightsView) -> int:
    return lights.normal + lights.soon + lights.overdue + lights.stopped


def notice_line(row: NoticeRow, texts: Texts) -> NoticeLine:
    """A notice is told with the staff sentence of its code. One that we have no words for must be seen all the same."""
    try:
        sentence = texts.refusal(row.code, Reader.STAFF, **dict(row.facts))
    except TextError as error:
        _log.error("notice %s: %s", row.code, error)
        sentence = texts.get("counter.notice.no_words", code=row.code)
    return NoticeLine(notice_id=row.notice_id, sentence=sentence, at=clock_text(row.at))


def help_shown(
    calls: tuple[HelpRow, ...], texts: Texts, now: datetime, notices: tuple[NoticeRow, ...] = ()
) -> HelpShown:
    """The banner at every counter: emergencies before everything."""
    alarms = [notice for notice in notices if notice.code.startswith(EMERGENCY)]
    if not calls and not alarms:
        return HelpShown()
    if alarms and not any(call.reason for call in calls):
        first = min(alarms, key=lambda notice: notice.at)
        return HelpShown(
            notice_id=first.notice_id,
            sentence=notice_line(first, texts).sentence,
            waited=clock_text(first.at),
            more=_more(len(alarms) + len(calls) - 1, texts),
        )
    oldest = min(calls, key=lambda call: (not call.reason, call.called_at))
    minutes = minutes_since(oldest.called_at, now)
    seconds = max(0, int((now - oldest.called_at).total_seconds())) // 10 * 10
    called = f"counter.help.{oldest.reason}" if oldest.reason in set(EmergencyKind) else "counter.help.called"
    return HelpShown(
        help_id=oldest.help_id,
        sentence=texts.get(called, kiosk_name=oldest.kiosk_name),
        waited=texts.get("counter.help.waited_minutes", minutes=minutes)
        if minutes
        else texts.get("counter.help.waited_seconds", seconds=seconds),
        more=_more(len(calls) + len(alarms) - 1, texts),
    )


def _more(count: int, texts: Texts) -> str:
    return texts.get("counter.help.more", count=count) if count > 0 else ""
