"""alarms.toml: when something alarms, goes upwards, or is told as one line with others (issue 6)."""

from datetime import timedelta

from pydantic import Field

from cases.policy.policy_file import Part, PolicyFile, parse_file


class FloodPolicy(Part):
    """More than `more_than` alarms of a kind within the window, or more than `listed_max` at all, are one line."""

    more_than: int = Field(ge=1, le=50)
    window_seconds: int = Field(ge=1, le=3600)
    listed_max: int = Field(ge=1, le=100)

    @property
    def window(self) -> timedelta:
        """The window as a span."""
        return timedelta(seconds=self.window_seconds)


class EscalatePolicy(Part):
    """Opening minutes without an acknowledgement, by kind; the keys are those of alarm.AlarmKind."""

    emergency: int = Field(ge=1, le=1440)
    help: int = Field(ge=1, le=1440)
    group: int = Field(ge=1, le=1440)
    whistle: int = Field(ge=1, le=1440)
    overdue: int = Field(ge=1, le=1440)
    store: int = Field(default=60, ge=1, le=1440)
    device: int = Field(ge=1, le=1440)

    def after(self, kind: str) -> timedelta:
        """How long an alarm of this kind waits for a person."""
        minutes: int = getattr(self, kind)
        return timedelta(minutes=minutes)


class AlarmsPolicy(PolicyFile):
    """Minutes are opening minutes of the hall, except where a line says otherwise."""

    whistle_after_minutes: int = Field(ge=1, le=1440)
    device_silent_minutes: int = Field(ge=1, le=240)
    device_forgotten_days: int = Field(ge=1, le=90)
    hall_behind_minutes: int = Field(ge=1, le=1440)  # of every day, whether a hall is open or not
    remind_again_minutes: int = Field(ge=1, le=1440)  # likewise
    room_minutes: int = Field(ge=5, le=480)  # of the clock
    load_design: int = Field(ge=1, le=100)
    acknowledged_shown: int = Field(ge=1, le=200)
    escalate_minutes: EscalatePolicy
    flood: FloodPolicy


def parse_alarms(text: str, file: str) -> AlarmsPolicy:
    """alarms.toml as its model. Raises PolicyError."""
    return parse_file(AlarmsPolicy, text, file)
