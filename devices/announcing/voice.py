"""The voice of the hall: pieces by name, a centre's own recordings first, else what the machine speaks.

Three places are asked for a piece: the folder of recordings, the cache, espeak-ng. What comes out is kept in the cache,
fitted (same level, no silence around it), so that the next start has it at once and without espeak-ng.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import structlog

from cases.queue.phrases import CHIME, NEEDED, ZONE, Phrases
from cases.refusal import Refusal
from devices.announcing.chime import chime
from devices.announcing.espeak import arguments, find_espeak, speak
from devices.announcing.sound import (
    FULL,
    NoSound,
    Samples,
    at_volume,
    fitted,
    joined,
    read_wav,
    seconds,
    silence,
    write_wav,
)

JOIN_S = 0.03
"""Between two pieces, beside the pauses of the phrase table."""
AGAIN_AFTER_S = 60.0
"""When a piece that could not be had is tried again: espeak-ng may have been installed, or the machine was busy."""
RECORDING_BYTES_MAX = 16_000_000  # 8 s of the best that is sold
_FITTED_AS = "1"  # raised when `fitted` changes: the cache is then made anew

Stamp = tuple[int, int]  # of a recording: mtime in ns, bytes

_log = structlog.get_logger(__name__)


class Voice:
    """`report` is told once of each recording that cannot be used, and of a machine that cannot speak."""

    def __init__(
        self,
        phrases: Phrases,
        cache_dir: Path,
        recordings_dir: Path | None = None,
        report: Callable[[Refusal], None] = lambda _refusal: None,
        program: Path | None = None,
    ) -> None:
        """`program` is espeak-ng where it is not on the PATH."""
        self._phrases, self._cache_dir, self._recordings_dir = phrases, cache_dir, recordings_dir
        self._report = report
        self._program = program
        self._loaded: dict[str, tuple[Stamp | None, Samples]] = {}
        self._at_volume: dict[str, tuple[Samples, int, Samples]] = {}  # piece, percent, the piece so loud
        self._in_vain: dict[str, tuple[Stamp | None, float]] = {}  # and when it was tried
        self._is_absence_told = False
        self.refused: dict[str, Refusal] = {}
        """Recordings that lie there and cannot be used, by the piece's name, as far as was looked."""

    def spoken(self, names: Iterable[str], percent: int = FULL) -> Samples:
        """The pieces joined, at a volume. Raises NoSound for a piece that cannot be said, unless it names a zone."""
        return joined(self._with_pauses(names, percent))

    def spoken_seconds(self, names: Iterable[str]) -> float:
        """How long `spoken` lasts. Raises NoSound as it does."""
        return sum(map(seconds, self._with_pauses(names, FULL)))

    def piece(self, name: str, percent: int = FULL) -> Samples:
        """One piece, or the chime. A recording that was laid in since, or changed, is heard. Raises NoSound."""
        piece = self._piece(name)
        if percent == FULL:
            return piece
        known = self._at_volume.get(name)
        if known is None or known[0] is not piece or known[1] != percent:
            known = self._at_volume[name] = piece, percent, at_volume(piece, percent)
        return known[2]

    def prepare_one(self) -> bool:
        """Load one piece that was not asked for yet; whether there was one."""
        for name in (CHIME, *self._phrases.clips):
            if name not in self._loaded and name not in self._in_vain:
                with contextlib.suppress(NoSound):  # told already; asked for again when a call needs it
                    self.piece(name)
                return True
        return False

    @property
    def is_whole(self) -> bool:
        """Whether every number can be said, as far as is known yet."""
        return not self._in_vain.keys() & set(NEEDED)

    def _with_pauses(self, names: Iterable[str], percent: int) -> Iterator[Samples]:
        for name in names:
            try:
                piece = self.piece(name, percent)
            except NoSound:
                if name.startswith(ZONE):
                    continue
                raise
            yield piece
            yield silence(JOIN_S + self._phrases.clips[name].pause_ms / 1000)

    def _piece(self, name: str) -> Samples:
        """As it was recorded or made, at full volume."""
        recording = self.recording(name)
        stamp = recording and recording[1]
        known = self._loaded.get(name)
        if recording is None:
            self.refused.pop(name, None)
        if known is not None and known[0] == stamp:
            return known[1]
        tried = self._in_vain.get(name)
        if tried is not None and tried[0] == stamp and time.monotonic() - tried[1] < AGAIN_AFTER_S:
            raise NoSound("voice.absent", name)
        try:
            samples = self._recorded(name, recording[0]) if recording else None
            if samples is None:
                samples = chime() if name == CHIME else self._machine(name)
        except NoSound:
            self._in_vain[name] = stamp, time.monotonic()
            raise
        self._in_vain.pop(name, None)
        self._loaded[name] = stamp, samples
        return samples

    def recording(self, name: str) -> tuple[Path, Stamp] | None:
        """Where the centre's own recording of a piece lies, if it lies there."""
        if self._recordings_dir is None:
            return None
        path = self._recordings_dir / f"{name}.wav"
        try:
            found = path.stat()
        except OSError:
            return None
        return path, (found.st_mtime_ns, found.st_size)

    def _recorded(self, name: str, path: Path) -> Samples | None:
        """The recording as a piece; None, and a report, where it cannot be used."""
        try:
            data = read_recording(path)
            samples = self._kept(data, lambda: fitted(read_wav(data)))
        except NoSound as error:
            _log.warning("recording refused", clip=name, why=str(error))
            self.refused[name] = refusal = Refusal(error.code, {"clip": name})
            self._report(refusal)
            return None
        self.refused.pop(name, None)
        return samples

    def _machine(self, name: str) -> Samples:
        clip, machine = self._phrases.clips[name], self._phrases.machine
        try:
            return self._kept("\0".join(arguments(clip, machine)).encode(), lambda: self._speak(name))
        except NoSound as error:
            if name in NEEDED and not self._is_absence_told:  # a zone's name can be left out
                self._is_absence_told = True
                _log.warning("the machine's voice is missing", clip=name, why=str(error))
                self._report(Refusal(error.code, {"clip": name}))
            raise

    def _speak(self, name: str) -> Samples:
        program = self._program or find_espeak()
        if program is None:
            raise NoSound("voice.absent", "espeak-ng is not installed")
        return speak(program, self._phrases.clips[name], self._phrases.machine)

    def _kept(self, what_from: bytes, make: Callable[[], Samples]) -> Samples:
        """From the cache, or made and laid there. A cache that cannot be used costs time, not the voice."""
        digest = hashlib.sha256(_FITTED_AS.encode() + what_from).hexdigest()
        path = self._cache_dir / f"{digest}.wav"
        try:
            return read_wav(path.read_bytes())
        except (OSError, NoSound):
            samples = make()
        try:
            self._cache_dir.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(write_wav(samples))
            unfinished.replace(path)
        except OSError as error:
            _log.warning("the voice is not kept", why=str(error))
        return samples


def read_recording(path: Path) -> bytes:
    """A recording's bytes. Raises NoSound where they cannot be read, or are too many to be one."""
    try:
        with path.open("rb") as file:
            data = file.read(RECORDING_BYTES_MAX + 1)
    except OSError as error:
        raise NoSound("clip.unreadable", str(error)) from error
    if len(data) > RECORDING_BYTES_MAX:
        raise NoSound("clip.too_long", f"more than {RECORDING_BYTES_MAX} bytes")
    return data
