"""Area voice: a call → the loudspeaker gets the first sample; beside it, reading the WAV files of that call."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from time import monotonic

from cases.hall_time import HALL_ZONE
from cases.policy.voice import VoicePolicy, parse_voice
from cases.queue.announcement import announcement
from devices.announcing.announcer import Announcer
from devices.announcing.opening import load_phrases, open_announcer
from devices.announcing.sound import Samples, write_wav
from devices.announcing.voice import Voice
from tests.bench.measure import ROUNDS, Measurement, at_most, median_of_rounds, percentile
from tests.bench.standing_hall import DISK, ROOT

ASSETS = ROOT / "assets"
CALLS = 100  # a round
GOAL_MS = 150.0
PATIENCE_S = 30.0
ZONE = "受理区"
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE)


def measure() -> list[Measurement]:
    """p99 of calls while the hall runs, and the first call after a start with a voice that was kept."""
    policy = parse_voice((ASSETS / "policy" / "voice.toml").read_text("utf-8"), "voice.toml")
    with TemporaryDirectory(dir=DISK, prefix="bench-") as folder:
        cache = Path(folder) / "cache"
        made = _Listener(policy, cache)
        made.settled()
        try:
            rounds = [percentile([made.call(n) for n in range(1, CALLS + 1)], 99) for _ in range(ROUNDS)]
        finally:
            made.announcer.close()
        raw = _raw_wav(policy, Path(folder))
        first = median_of_rounds(lambda: _first_call(policy, cache))
    rounds.sort()
    return [
        at_most("voice.call_to_first_sample", rounds[ROUNDS // 2] * 1000, "ms", GOAL_MS, beside=raw * 1000),
        at_most("voice.start_to_first_sample", first * 1000, "ms", GOAL_MS, beside=raw * 1000),
    ]


class _Listener:
    """A loudspeaker that notes when it got the first sample, and is done at once."""

    def __init__(self, policy: VoicePolicy, cache: Path) -> None:
        self._began: SimpleQueue[float] = SimpleQueue()
        self.announcer: Announcer = open_announcer(policy, ASSETS, cache, self, lambda: NINE)

    def is_there(self) -> bool:
        """Always."""
        return True

    def play(self, name: str, samples: Samples, is_wanted: Callable[[], bool]) -> None:  # noqa: ARG002, it only looks at the clock
        """The first sample is here."""
        self._began.put(monotonic())

    def call(self, number: int) -> float:
        """Seconds from the call to its first sample."""
        called_at = monotonic()
        self.announcer.announce(f"A{number:03}", 12, ZONE)
        return self._began.get(timeout=PATIENCE_S) - called_at

    def settled(self) -> None:
        """Every piece is ready."""
        if not self.announcer.settle(PATIENCE_S):
            raise RuntimeError("the voice was not ready in time")


def _first_call(policy: VoicePolicy, cache: Path) -> float:
    listener = _Listener(policy, cache)
    try:
        return listener.call(1)
    finally:
        listener.announcer.close()


def _raw_wav(policy: VoicePolicy, folder: Path) -> float:
    """Seconds to read the WAV files of one call, one after the other, and do nothing with them."""
    phrases = load_phrases(ASSETS)
    voice = Voice(phrases, folder / "cache")
    clips = announcement("A017", 12, ZONE, phrases, policy)
    if not isinstance(clips, tuple):
        raise TypeError(f"this is never refused: {clips.code}")
    paths = [folder / f"{n}.wav" for n in range(len(clips))]
    for path, clip in zip(paths, clips, strict=True):
        path.write_bytes(write_wav(voice.piece(clip)))

    def once() -> float:
        began = monotonic()
        for path in paths:
            path.read_bytes()
        return monotonic() - began

    return median_of_rounds(once)
