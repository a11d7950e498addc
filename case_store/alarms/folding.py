"""A centre that takes in what halls tell and does not fold it: its lists stand still, and nothing else says so."""

from collections.abc import Iterator
from datetime import timedelta

from case_store.alarms.answers import answered
from case_store.log.micros import to_us
from case_store.views.look import Look
from cases.alarm.alarm import Alarm, AlarmKind

STANDS_AFTER = timedelta(minutes=1)  # a fail-over is over by then
TROUBLE = "store_not_folding"


def folding_alarms(look: Look) -> Iterator[Alarm]:
    """One since it began, gone by itself once folding goes on."""
    since = look.house.folding.stands_since
    if since is not None and look.now - since >= STANDS_AFTER:
        alarm_id = f"{AlarmKind.STORE}:folding@{to_us(since)}"
        alarm = Alarm(alarm_id=alarm_id, kind=AlarmKind.STORE, at=since, facts=(("trouble", TROUBLE),))
        yield answered(look, alarm)
