"""A folder in place of a loudspeaker: each announcement as a WAV file. For demo, tests and machines without sound."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from devices.announcing.loudspeaker import SpeakerLost
from devices.announcing.sound import Samples, seconds, write_wav

KEPT_MAX = 500
_LOOK_S = 0.02


class FolderSpeaker:
    """Writes 00001-A017-1.wav, 00002-…, whole or not at all; the oldest go when there are more than `KEPT_MAX`.

    `pace`: how much of a sound's length `play` takes. 1 as a loudspeaker would, 0 at once.
    """

    def __init__(self, folder: Path, pace: float = 1.0) -> None:
        self._folder, self._pace = folder, pace
        self._last_no: int | None = None

    def is_there(self) -> bool:
        """A folder that can be written, or made."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self._folder, os.W_OK)

    def play(self, name: str, samples: Samples, is_wanted: Callable[[], bool]) -> None:
        """Write it, then wait as long as it would be heard."""
        if not self.is_there():
            raise SpeakerLost("speaker.absent", str(self._folder))
        try:
            files = self._files()
            number = 1 + max([self._last_no or 0, *(int(path.name.split("-")[0]) for path in files)])
            unfinished = self._folder / f".{name}.part"
            unfinished.write_bytes(write_wav(samples))
            unfinished.replace(self._folder / f"{number:05}-{name}.wav")
            self._last_no = number
            for old in files[: len(files) + 1 - KEPT_MAX]:
                old.unlink(missing_ok=True)
        except OSError as error:
            raise SpeakerLost("speaker.failed", str(error)) from error
        over_at = time.monotonic() + self._pace * seconds(samples)
        while is_wanted() and (left := over_at - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK_S))

    def _files(self) -> list[Path]:
        """Ours, oldest first."""
        return sorted(self._folder.glob("[0-9][0-9][0-9][0-9][0-9]-*.wav"))
