"""What was probably written: every reading of the ink asked, the answers put in one order."""

from collections.abc import Sequence

from cases.refusal import Refusal
from devices.handwriting.ink import Stroke, neat
from devices.handwriting.known_words import NO_WORDS, KnownWords
from devices.handwriting.readings import readings
from devices.handwriting.zinnia import Zinnia, open_zinnia

CANDIDATES = 20
_ASKED = 60  # of each reading: a known word may lift one from far below
_RARE = 0.2  # that much a character of GB 2312's second level must be likelier
_SECOND_LEVEL = 0xD8  # first byte in GB 2312: from here on by radical, the rarer half


class HandwritingReader:
    """Reads one character at a time; from any thread."""

    def __init__(self, zinnia: Zinnia) -> None:
        self._zinnia = zinnia

    def read(
        self,
        strokes: Sequence[Stroke],
        before: str = "",
        words: KnownWords = NO_WORDS,
        *,
        count: int = CANDIDATES,
    ) -> tuple[str, ...]:
        """The likeliest characters, best first, for strokes written behind the text `before`; () for none."""
        best: dict[str, float] = {}
        for reading in readings(neat(strokes)):
            for character, score in self._zinnia.scores(reading, _ASKED).items():
                best[character] = max(score, best.get(character, score))
        favoured = words.favour(before)
        ranked = {
            character: score + favoured.get(character, 0.0) - (_RARE if _is_rare(character) else 0.0)
            for character, score in best.items()
        }
        return tuple(sorted(ranked, key=lambda character: -ranked[character])[:count])

    def rest(self) -> None:
        """Nobody writes now: the model need not lie in memory until somebody does."""
        self._zinnia.rest()

    def close(self) -> None:
        """Let the model go."""
        self._zinnia.close()


def open_reader() -> HandwritingReader | Refusal:
    """A reader, or why this machine has none."""
    opened = open_zinnia()
    return opened if isinstance(opened, Refusal) else HandwritingReader(opened)


def _is_rare(character: str) -> bool:
    return character.encode("gb2312", "replace")[0] >= _SECOND_LEVEL
