"""The parts of each machine: how they are and since when, their last error, and what they are asked to try out."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.alarms.devices import machines_heard
from case_store.log.event_log import Work
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.schema import device_part
from case_store.log.sql import upsert
from case_store.views.look import Look
from cases.alarm.device_health import HealthReport
from cases.alarm.device_trial import TrialAsked, TrialResult, check_part, check_result, result_now
from cases.refusal import Refusal
from cases.views_equipment import MachineRow, PartRow, ReportTaken, TrialRow

_PART = device_part.c
_COLUMNS = [column for column in device_part.c if column.name != "stream"]
_OF_ALL = sa.select(*_COLUMNS).where(_PART.stream == param("s")).order_by(_PART.part)
_OF_ONE = _OF_ALL.where(_PART.device_id == param("i"))
_SAID = upsert(device_part)
_KEEP = _SAID.on_conflict_do_update(
    index_elements=["stream", "device_id", "part"],
    set_={column.name: _SAID.excluded[column.name] for column in device_part.c},
)
_NO_TRIAL = {
    "trial_id": "",
    "trial_result": TrialResult.WAITING.value,
    "trial_asked_at_us": None,
    "trial_ended_at_us": None,
}
Row = Mapping[str, Any]
_GONE = sa.delete(device_part).where(
    _PART.stream == param("s"), _PART.device_id == param("i"), _PART.part == param("p")
)


def keep(work: Work, report: HealthReport) -> ReportTaken | Refusal:
    """What is new of each part, and of its trial; what the machine is to try out now."""
    for result in report.trials.values():
        if (refusal := check_result(result)) is not None:
            return refusal
    before = {row["part"]: row for row in _of_one(work, report.device_id)}
    for part, word in report.conditions.items():
        was = before.get(part, {})
        now = _told(work, report, part, word, was)
        if now != was:
            work.connection.execute(_KEEP, now | {"stream": work.stream})
    for part in before.keys() - report.conditions.keys():  # taken off the machine
        work.connection.execute(_GONE, {"s": work.stream, "i": report.device_id, "p": part})
    return ReportTaken(
        trials=tuple(
            TrialAsked(trial_id=row["trial_id"], part=row["part"])
            for row in _of_one(work, report.device_id)
            if _is_waiting(row, work)
        )
    )


def ask_trial(work: Work, trial_id: str, device_id: str, part: str) -> TrialRow | Refusal:
    """One at a time: whoever asks for what waits already gets that."""
    if (refusal := check_part(part)) is not None:
        return refusal
    row = next((row for row in _of_one(work, device_id) if row["part"] == part), None)
    if row is None:
        return Refusal("device.not_heard")
    if _is_waiting(row, work):
        asked_at = from_us(row["trial_asked_at_us"])
        return TrialRow(trial_id=row["trial_id"], result=TrialResult.WAITING, asked_at=asked_at)
    asked = _NO_TRIAL | {"trial_id": trial_id, "trial_asked_at_us": to_us(work.now)}
    work.connection.execute(_KEEP, {**row, **asked, "stream": work.stream})
    return TrialRow(trial_id=trial_id, result=TrialResult.WAITING, asked_at=work.now)


def machines(look: Look) -> tuple[MachineRow, ...]:
    """Every machine that was heard lately, in the order of kinds and names."""
    parts: dict[str, list[PartRow]] = defaultdict(list)
    for row in look.connection.execute(_OF_ALL, {"s": look.stream}).mappings():
        parts[row["device_id"]].append(_part_row(dict(row), look))
    return tuple(
        MachineRow(
            device_id=line.device_id,
            kind=line.kind,
            name=line.name,
            condition=line.health.condition.value,
            trouble=line.health.trouble,
            seen_at=line.seen_at,
            parts=tuple(parts[line.device_id]),
        )
        for line in machines_heard(look)
    )


def _of_one(work: Work, device_id: str) -> list[dict[str, Any]]:
    found = work.connection.execute(_OF_ONE, {"s": work.stream, "i": device_id})
    return [dict(row) for row in found.mappings()]


def _told(work: Work, report: HealthReport, part: str, word: str, was: Row) -> dict[str, Any]:
    """The part as it is now."""
    now_us = to_us(work.now)
    fresh = {"device_id": report.device_id, "part": part, "error": "", "error_at_us": None} | _NO_TRIAL
    now: dict[str, Any] = {**fresh, **was}
    goes_on = was.get("word") == word
    if not goes_on:
        now |= {"word": word, "since_us": now_us}
    error = report.errors.get(part, "")
    if error and not (goes_on and was["error"] == error):
        now |= {"error": error, "error_at_us": now_us}
    result = report.trials.get(now["trial_id"], "")
    if result and now["trial_result"] == TrialResult.WAITING:
        now |= {"trial_result": result, "trial_ended_at_us": now_us}
    return now


def _is_waiting(row: Row, work: Work) -> bool:
    asked_at = from_us_or_none(row["trial_asked_at_us"])
    return asked_at is not None and result_now(asked_at, row["trial_result"], work.now) == TrialResult.WAITING


def _part_row(row: Row, look: Look) -> PartRow:
    asked_at = from_us_or_none(row["trial_asked_at_us"])
    trial = None
    if asked_at is not None:
        trial = TrialRow(
            trial_id=row["trial_id"],
            result=result_now(asked_at, row["trial_result"], look.now).value,
            asked_at=asked_at,
            ended_at=from_us_or_none(row["trial_ended_at_us"]),
        )
    return PartRow(
        part=row["part"],
        word=row["word"],
        since=from_us(row["since_us"]),
        error=row["error"],
        error_at=from_us_or_none(row["error_at_us"]),
        trial=trial,
    )
