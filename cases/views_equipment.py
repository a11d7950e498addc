"""设备检测 as staff see it: each machine of the hall with its parts, how they are and how their last trial ended."""

from dataclasses import dataclass
from datetime import datetime

from cases.alarm.device_trial import TrialAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """The last trial of a part. `result`: of device_trial.TrialResult, "" while it waits for its machine."""

    trial_id: str
    result: str
    asked_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A part of a machine. `word`: of device_health.WORDS; `error`: the last code of device_errors, also when it is
    over, or ""."""

    part: str
    word: str
    since: datetime
    error: str = ""
    error_at: datetime | None = None
    trial: TrialRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRow:
    """A screen with its parts. `condition`: of device_health.Condition; `trouble`: "" or the end of a text key under
    alarms.trouble."""

    device_id: str
    kind: str
    name: str
    condition: str
    trouble: str
    seen_at: datetime
    parts: tuple[PartRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTaken:
    """The hall's answer to a health report: what this machine is asked to try out."""

    trials: tuple[TrialAsked, ...] = ()
