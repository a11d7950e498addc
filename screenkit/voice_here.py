"""The voice of this machine: its loudspeaker, the folders of the voice, and how its sounds give way to calls."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from cases.policy.policy import Policy
from devices.announcing.audition import Audition
from devices.announcing.duck import Duck
from devices.announcing.floor import Floor
from devices.announcing.folder_speaker import FolderSpeaker
from devices.announcing.loudspeaker import Speaker
from devices.announcing.opening import PHRASES, load_phrases
from devices.announcing.qt_speaker import QtSpeaker
from screenkit.environment import ROOT
from screenkit.screen_config import ScreenConfig


class VoiceConfig(ScreenConfig):
    """`speaker`: the machine's own ("device"), none, or a "folder" (`speaker_dir`) of WAV files in place of one.

    `recordings_dir`: the centre's own recordings (assets/voice/README.md); `voice_cache_dir`: what the machine said.
    """

    speaker: Literal["none", "device", "folder"] = "none"
    speaker_dir: Path | None = None
    voice_cache_dir: Path | None = None
    recordings_dir: Path | None = None

    @model_validator(mode="after")
    def _folder_is_named(self) -> Self:
        if self.speaker == "folder" and self.speaker_dir is None:
            raise ValueError("speaker = folder 时要写 speaker_dir")
        return self

    @property
    def phrases_from(self) -> Path:
        """The assets with the phrase table: the hall's own where it has one."""
        return self.assets_dir if (self.assets_dir / PHRASES).exists() else ROOT / "assets"

    @property
    def cache_dir(self) -> Path:
        """Where pieces that the machine said are kept."""
        return self.voice_cache_dir or ROOT / "var" / "voice"

    def open_speaker(self, duck: Duck | None = None) -> Speaker | None:
        """What sounds here. `duck`: it gives way to calls."""
        if self.speaker == "folder" and self.speaker_dir is not None:
            return FolderSpeaker(self.speaker_dir)
        return QtSpeaker(duck) if self.speaker == "device" else None


def open_audition(config: VoiceConfig, duck: Duck) -> Audition:
    """试听 at this machine; a call that is said meanwhile is heard over it. Raises PolicyError."""
    phrases = load_phrases(config.phrases_from)
    return Audition(phrases, config.cache_dir, config.open_speaker(duck), config.recordings_dir)


def floor_here() -> Floor:
    """The floor of this machine's session."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return Floor(Path(folder) if folder else None)


def duck_here(policy: Callable[[], Policy]) -> Duck:
    """How a sound of this machine gives way to calls."""
    return Duck(floor_here().is_taken, lambda: policy().voice.ducking)
