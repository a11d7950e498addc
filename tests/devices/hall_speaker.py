"""A hall that announces into a folder: what a listener hears of it, and hands to hold the loudspeaker still."""

import threading
import wave
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.hall_time import HALL_ZONE
from cases.policy.voice import VoicePolicy
from cases.refusal import Refusal
from devices.announcing.announcer import Announcer
from devices.announcing.folder_speaker import FolderSpeaker
from devices.announcing.loudspeaker import SpeakerState
from devices.announcing.opening import open_announcer
from devices.announcing.sound import Samples

ASSETS = Path(__file__).parents[2] / "assets"
PATIENCE_S = 20.0


class HeldSpeaker:
    """The real folder, behind a hand: while it is held, what is being said does not come to its end."""

    def __init__(self, folder: Path) -> None:
        self._folder = FolderSpeaker(folder, pace=0)
        self.free = threading.Event()
        self.free.set()
        self.began = threading.Semaphore(0)
        self.cut_off: list[str] = []

    def is_there(self) -> bool:
        return self._folder.is_there()

    def play(self, name: str, samples: Samples, is_wanted: Callable[[], bool]) -> None:
        self._folder.play(name, samples, is_wanted)
        self.began.release()
        while not self.free.wait(0.005):
            if not is_wanted():
                self.cut_off.append(name)
                return

    def hold_the_next(self, announcer: Announcer, ticket_no: str, counter_no: int) -> None:
        """Call a number, and keep it being said until `free` is set."""
        self.free.clear()
        announcer.announce(ticket_no, counter_no)
        assert self.began.acquire(timeout=PATIENCE_S)


@dataclass(frozen=True)
class Heard:
    """One announcement as it left the loudspeaker."""

    name: str
    samples: Samples

    @property
    def seconds(self) -> float:
        return len(self.samples) / 22_050

    def places(self, piece: Samples) -> list[int]:
        """At which samples a piece begins, wherever it is heard whole."""
        raw, wanted = self.samples.tobytes(), piece.tobytes()
        found, at = [], raw.find(wanted)
        while at >= 0:
            found.append(at // 2)
            at = raw.find(wanted, at + len(wanted))
        return found

    def words(self, pieces: dict[str, Samples]) -> list[str]:
        """Which pieces, in the order in which they are heard. What lies between them must be silence."""
        at = sorted((place, name) for name, piece in pieces.items() for place in self.places(piece))
        rest = array("h", self.samples)
        for place, name in at:
            rest[place : place + len(pieces[name])] = array("h", bytes(2 * len(pieces[name])))
        assert not any(rest), "something else is heard beside the pieces"
        return [name for _, name in at]


class HallSpeaker:
    """An announcer at nine o'clock on a working day."""

    def __init__(
        self,
        folder: Path,
        *,
        policy: VoicePolicy,
        cache_dir: Path,
        recordings_dir: Path | None = None,
        heard_dir: Path | None = None,
    ) -> None:
        self._heard_dir = heard_dir or folder / "heard"
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE)
        self.states: list[SpeakerState] = []
        self.reports: list[Refusal] = []
        self.speaker = HeldSpeaker(self._heard_dir)
        self.announcer = open_announcer(
            policy,
            ASSETS,
            cache_dir,
            self.speaker,
            lambda: self.now,
            recordings_dir=recordings_dir,
            on_state=self.states.append,
            on_report=self.reports.append,
        )

    def call(self, *calls: tuple[str, int] | tuple[str, int, str]) -> list[Heard]:
        """Announce, let everything be said, listen to all that was heard so far."""
        for each in calls:
            self.announcer.announce(*each)
        return self.listen()

    def listen(self) -> list[Heard]:
        """Everything heard so far, when nothing is left to be said."""
        self.speaker.free.set()
        assert self.announcer.settle(PATIENCE_S)
        return [heard(path) for path in sorted(self._heard_dir.glob("*.wav"))]

    def close(self) -> None:
        self.announcer.close()


def heard(path: Path) -> Heard:
    with wave.open(str(path)) as file:
        assert file.getparams()[:3] == (1, 2, 22_050)
        return Heard(path.stem, array("h", file.readframes(file.getnframes())))


def names(sounds: Sequence[Heard]) -> list[str]:
    """A017-1, …: without the running number before it."""
    return [sound.name.split("-", 1)[1] for sound in sounds]
