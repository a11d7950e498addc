"""An alarm in one sentence, the same wherever it is read. Pure."""

from datetime import datetime, timedelta

from cases.alarm.alarm import Alarm, AlarmKind
from cases.texts import Texts

_MINUTE = timedelta(minutes=1)


def alarm_sentence(alarm: Alarm, texts: Texts, now: datetime) -> str:
    """What needs a person and where: its facts in words, no person."""
    facts = dict(alarm.facts)
    minutes = max(0, (now - alarm.at) // _MINUTE)
    if alarm.kind is AlarmKind.EMERGENCY:
        facts["reason"] = texts.get(f"alarms.reason.{facts.get('reason')}")
    if alarm.kind is AlarmKind.DEVICE:
        facts["trouble"] = texts.get(f"alarms.trouble.{facts.get('trouble')}", minutes=minutes)
    return texts.get(f"alarms.line.{alarm.kind}", **facts)
