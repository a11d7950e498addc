"""What the wall has said aloud: the call of our citizen, as the WAV file that its loudspeaker was given."""

import shutil
import wave
from pathlib import Path

from demo.stage import Stage

SPOKEN_WITHIN_S = 60.0  # calls are said one after the other, and the story calls faster than a voice can
SHORTEST_S = 3.0


def spoken(stage: Stage) -> None:
    """The announcement of the dispute's number."""
    ticket_no = stage.taken["dispute"].ticket_no or ""
    if shutil.which("espeak-ng") is None:
        stage.report.check("播报：这台机器没有 espeak-ng，没有查", True)
        return
    stage.wait(lambda: bool(_files(stage, ticket_no)), "the announcement", SPOKEN_WITHIN_S)
    file = _files(stage, ticket_no)[0]
    with wave.open(str(file)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
    stage.report.check("叫号有普通话播报", seconds > SHORTEST_S, f"{file.name} {seconds:.1f} 秒")


def _files(stage: Stage, ticket_no: str) -> list[Path]:
    return sorted(stage.ground.spoken.glob(f"*-{ticket_no}-*.wav"))
