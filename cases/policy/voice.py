"""voice.toml: how calls are said aloud, and how loud at which hour (domain.md §7, pitfalls.md §1)."""

from datetime import time
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file


class VolumeFrom(Part):
    """From this time of day on, so loud; 0 is quiet."""

    from_: time = Field(alias="from")
    percent: int = Field(ge=0, le=100)


class Ducking(Part):
    """While a call is said, other sounds of the house go down to `percent` and come back, softly."""

    percent: int = Field(default=40, ge=0, le=100)
    down_ms: int = Field(default=200, ge=20, le=2000)
    up_ms: int = Field(default=1200, ge=20, le=5000)


class VoicePolicy(PolicyFile):
    """What the loudspeaker says of a call, how often, and what it does when more is to be said than it can."""

    repeats: int = Field(ge=1, le=3)
    repeat_gap_ms: int = Field(ge=100, le=5000)
    calls_gap_ms: int = Field(ge=100, le=10000)
    chime: bool
    say_zone: bool
    ones: Literal["yi", "yao"]
    shorten_over_seconds: int = Field(ge=1)
    stale_seconds: int = Field(ge=10)
    waiting_max: int = Field(ge=1, le=200)
    volume: tuple[VolumeFrom, ...] = Field(min_length=1)
    ducking: Ducking = Ducking()  # a hall's revision may be older than it

    @model_validator(mode="after")
    def _volume_covers_the_day_in_order(self) -> "VoicePolicy":
        starts = [step.from_ for step in self.volume]
        if starts[0] != time(0):
            raise Mistake("volume", "第一段要从 00:00:00 开始")
        if any(later <= earlier for earlier, later in pairwise(starts)):
            raise Mistake("volume", "各段要按时间先后排，不能有两段从同一时刻开始")
        return self

    def volume_percent(self, at: time) -> int:
        """How loud at a time of day (hall time)."""
        return next(step.percent for step in reversed(self.volume) if step.from_ <= at)


def parse_voice(text: str, file: str) -> VoicePolicy:
    """voice.toml as its model. Raises PolicyError."""
    return parse_file(VoicePolicy, text, file)
