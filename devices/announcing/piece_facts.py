"""What staff want to know of each piece of the voice: its words, whose voice, how long, how loud, what is wrong."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from cases.queue.phrases import CHIME, Phrases
from cases.refusal import Refusal
from devices.announcing.sound import NoSound, clipped_part, level_db, read_wav, seconds
from devices.announcing.voice import Voice, read_recording

FAINT_DB = -45.0
CLIPPED_PART = 0.002
STRAYS_MAX = 20


class Source(StrEnum):
    """Whose voice a piece is heard with."""

    RECORDING = "recording"
    MACHINE = "machine"
    TONES = "tones"
    NONE = "none"  # nothing is heard


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceFacts:
    """`seconds`, `level_db` (dB of full scale) are those of what is heard, `recorded_db` is the recording's own.

    `wrong`: what is to be said of the recording, or why nothing is heard.
    """

    name: str
    text: str
    source: Source
    seconds: float
    level_db: float
    recorded_db: float | None = None
    wrong: Refusal | None


def piece_facts(voice: Voice, phrases: Phrases, name: str) -> PieceFacts:
    """One piece as the next call would have it. May take as long as espeak-ng or the reading of a recording."""
    text = phrases.clips[name].text if name != CHIME else ""
    try:
        piece = voice.piece(name)
    except NoSound as error:
        missing = voice.refused.get(name) or Refusal(error.code, {"clip": name})
        return PieceFacts(name=name, text=text, source=Source.NONE, seconds=0, level_db=0, wrong=missing)
    wrong = voice.refused.get(name)
    recording = voice.recording(name) if wrong is None else None
    facts = PieceFacts(
        name=name,
        text=text,
        source=Source.TONES if name == CHIME else Source.MACHINE,
        seconds=seconds(piece),
        level_db=level_db(piece),
        wrong=wrong,
    )
    return _of_recording(facts, recording[0]) if recording else facts


def strays(recordings_dir: Path | None, phrases: Phrases) -> tuple[Refusal, ...]:
    """Files in the folder of recordings that no piece has the name of: misspelt, or of another form."""
    if recordings_dir is None:
        return ()
    known = {f"{name}.wav" for name in (CHIME, *phrases.clips)}
    try:
        names = sorted(path.name for path in recordings_dir.iterdir() if path.is_file())
    except OSError:
        return ()
    odd = [name for name in names if name not in known and not name.startswith(".")]
    return tuple(Refusal("clip.no_piece", {"clip": name}) for name in odd[:STRAYS_MAX])


def _of_recording(facts: PieceFacts, path: Path) -> PieceFacts:
    """With what could be better in a recording that is used."""
    try:
        raw = read_wav(read_recording(path))
    except NoSound:  # taken away or changed this moment: the next look says it
        return facts
    recorded_db, wrong = level_db(raw), None
    if clipped_part(raw) > CLIPPED_PART:
        wrong = Refusal("clip.overdriven", {"clip": facts.name})
    elif recorded_db < FAINT_DB:
        wrong = Refusal("clip.faint", {"clip": facts.name})
    return replace(facts, source=Source.RECORDING, recorded_db=recorded_db, wrong=wrong)
