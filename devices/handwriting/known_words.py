"""Words that people write here, to rank what was written by what stands before it. Pure."""

from collections import defaultdict
from collections.abc import Iterable

_AFTER_ONE = 0.3
_AFTER_MORE = 0.6
_AT_THE_START = 0.15
_LONGEST = 8


class KnownWords:
    """A set of words; made once for a question."""

    def __init__(self, words: Iterable[str]) -> None:
        self._next: defaultdict[str, set[str]] = defaultdict(set)
        for word in words:
            for place, character in enumerate(word[:_LONGEST]):
                self._next[word[:place]].add(character)

    def favour(self, before: str) -> dict[str, float]:
        """Which characters go on with a known word after `before`, and by how much their score rises.

        科尔 → 沁; the more of the word stands there, the surer. At the very start: the first character of each word.
        """
        if not before:
            return dict.fromkeys(self._next.get("", ()), _AT_THE_START)
        favoured: dict[str, float] = {}
        for length in range(1, min(len(before), _LONGEST) + 1):
            for character in self._next.get(before[-length:], ()):
                favoured[character] = _AFTER_ONE if length == 1 else _AFTER_MORE
        return favoured


NO_WORDS = KnownWords(())
