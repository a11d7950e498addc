"""espeak-ng as a subprocess: one piece of the phrase table → its sound. Debian package `espeak-ng`."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from cases.queue.phrases import Clip, Machine
from devices.announcing.sound import NoSound, Samples, fitted, read_wav

PROGRAM = "espeak-ng"
PATIENCE_S = 3.0  # usual are 20 ms
_AMPLITUDE = "50"  # the usual 100 cuts the peaks of 二 off


def find_espeak() -> Path | None:
    """The program on this machine, None where it is not installed."""
    found = shutil.which(PROGRAM)
    return Path(found) if found else None


def arguments(clip: Clip, machine: Machine) -> tuple[str, ...]:
    """What espeak-ng is called with; with the program's own version this decides the sound.

    The range of pitch has no option of its own (1.51), only a mark-up.
    """
    voice, words = (machine.voice, clip.pinyin) if clip.pinyin else (machine.english_voice, clip.english)
    return (
        *("-v", voice),
        *("-s", str(machine.words_per_minute)),
        *("-p", str(machine.pitch)),
        *("-a", _AMPLITUDE),
        "-m",
        f'<speak><prosody range="{machine.pitch_range_percent}%">{words}</prosody></speak>',
    )


def speak(program: Path, clip: Clip, machine: Machine) -> Samples:
    """The piece as it can be joined with others. Raises NoSound where the program says nothing usable."""
    # Into a file: written to a pipe, the header of espeak's WAV lies about its length.
    with TemporaryDirectory(prefix="voice-") as folder:
        wav = Path(folder) / "clip.wav"
        try:
            subprocess.run(  # noqa: S603, the words are of a table whose form was checked
                [program, "-w", wav, *arguments(clip, machine)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE_S,
                check=True,
            )
            return fitted(read_wav(wav.read_bytes()))
        except (OSError, subprocess.SubprocessError, NoSound) as error:
            raise NoSound("voice.machine_failed", str(error)) from error
