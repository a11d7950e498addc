"""The page 播报 in words: a line for each piece of the voice, and what is to be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.queue.phrases import CHIME
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from devices.announcing.piece_facts import PieceFacts, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLine:
    """A piece, or a file that is none's. `wrong`: a word, "" where all is well."""

    name: str
    words: str
    file: str
    source: str
    seconds: str
    level: str
    wrong: str
    can_play: bool


def piece_lines(pieces: Sequence[PieceFacts], strays: Sequence[Refusal], texts: Texts) -> list[PieceLine]:
    """What somebody should look at first, then the order of the phrase table."""
    lines = [_piece_line(piece, texts) for piece in pieces]
    odd = [_stray_line(stray, texts) for stray in strays]
    return sorted([*odd, *lines], key=lambda line: not line.wrong)


def summary(pieces: Sequence[PieceFacts], strays: Sequence[Refusal], texts: Texts) -> str:
    """How many are recorded, how many the machine says, how many want a look."""
    return texts.get(
        "voice.page.summary",
        count=len(pieces),
        recorded=sum(piece.source is Source.RECORDING for piece in pieces),
        machine=sum(piece.source is Source.MACHINE for piece in pieces),
        wrong=sum(piece.wrong is not None for piece in pieces) + len(strays),
    )


def advice(refusal: Refusal | None, texts: Texts) -> str:
    """The sentence for staff: what is wrong, and what to do."""
    return texts.tell(refusal, Reader.STAFF) if refusal else ""


def _piece_line(piece: PieceFacts, texts: Texts) -> PieceLine:
    is_heard = piece.source is not Source.NONE
    return PieceLine(
        name=piece.name,
        words=texts.get("voice.page.chime") if piece.name == CHIME else piece.text,
        file=f"{piece.name}.wav",
        source=texts.get(f"voice.page.source.{piece.source}"),
        seconds=texts.get("voice.page.seconds", seconds=f"{piece.seconds:.2f}") if is_heard else "",
        level=_level(piece, texts) if is_heard else "",
        wrong=texts.get(f"voice.page.wrong.{piece.wrong.code.replace('.', '_')}") if piece.wrong else "",
        can_play=is_heard,
    )


def _level(piece: PieceFacts, texts: Texts) -> str:
    """As loud as it is heard; of a recording also as loud as it was recorded."""
    heard = _decibels(piece.level_db)
    if piece.recorded_db is None:
        return texts.get("voice.page.level", level=heard)
    return texts.get("voice.page.level_made", recorded=_decibels(piece.recorded_db), level=heard)


def _decibels(level: float) -> str:
    return f"{level:.0f}".replace("-", "−")


def _stray_line(stray: Refusal, texts: Texts) -> PieceLine:
    return PieceLine(
        name=f"/{stray.facts['clip']}",  # no piece has such a name
        words="",
        file=str(stray.facts["clip"]),
        source="",
        seconds="",
        level="",
        wrong=texts.get(f"voice.page.wrong.{stray.code.replace('.', '_')}"),
        can_play=False,
    )
