"""What a loudspeaker is to the one who speaks, and how it is with it. Two kinds: `qt_speaker` and `folder_speaker`."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from devices.announcing.sound import Samples


class SpeakerState(StrEnum):
    """How it is with the announcements, worst first; only OK is heard as policy wants it."""

    NO_DEVICE = "no_device"  # nothing to be heard with
    MUTED = "muted"  # by staff
    QUIET_HOURS = "quiet_hours"  # by policy, at this hour
    NO_VOICE = "no_voice"  # tones only
    OK = "ok"


class SpeakerLost(Exception):
    """What was to be heard was not, or not to its end; `code` is a refusal of refusals_devices.toml."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(f"{code} {why}".strip())
        self.code = code


class Speaker(Protocol):
    """Something that makes samples audible. Used by one thread; `play` may take as long as the sound."""

    def is_there(self) -> bool:
        """Whether anything would be heard."""
        ...

    def play(self, name: str, samples: Samples, is_wanted: Callable[[], bool]) -> None:
        """Return when it was heard to its end, or soon after `is_wanted` says no. Raises SpeakerLost.

        `name` is for files: letters, digits and hyphens.
        """
        ...
