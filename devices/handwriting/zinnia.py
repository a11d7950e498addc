"""libzinnia through ctypes (its C interface, version 0.06): strokes of one reading in, characters with scores out.

No wheel of it exists (PyPI, 2026-11); Debian has the library (libzinnia0, BSD) and a model of the 6,763 characters of
GB 2312 (tegaki-zinnia-simplified-chinese, LGPL). Nothing else of ours knows it.
"""

import ctypes
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cases.refusal import Refusal
from devices.handwriting.ink import SIDE, Stroke

LIBRARY = "libzinnia.so.0"
MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
LIBRARY_ABSENT = "handwriting.library_absent"
MODEL_ABSENT = "handwriting.model_absent"

_POINTER, _SIZE, _INT = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
_CALLS: tuple[tuple[str, Any, tuple[Any, ...]], ...] = (
    ("zinnia_recognizer_new", _POINTER, ()),
    ("zinnia_recognizer_open", _INT, (_POINTER, ctypes.c_char_p)),
    ("zinnia_recognizer_destroy", None, (_POINTER,)),
    ("zinnia_recognizer_classify", _POINTER, (_POINTER, _POINTER, _SIZE)),
    ("zinnia_character_new", _POINTER, ()),
    ("zinnia_character_destroy", None, (_POINTER,)),
    ("zinnia_character_set_width", None, (_POINTER, _SIZE)),
    ("zinnia_character_set_height", None, (_POINTER, _SIZE)),
    ("zinnia_character_add", _INT, (_POINTER, _SIZE, _INT, _INT)),
    ("zinnia_result_size", _SIZE, (_POINTER,)),
    ("zinnia_result_value", ctypes.c_char_p, (_POINTER, _SIZE)),
    ("zinnia_result_score", ctypes.c_float, (_POINTER, _SIZE)),
    ("zinnia_result_destroy", None, (_POINTER,)),
)


class Zinnia:
    """A model that can be asked. One question at a time: others wait. Close it in the end.

    It lies in memory (26 MB) from a question on until `rest`, because few citizens write by hand; opening takes 5 ms.
    """

    def __init__(self, library: ctypes.CDLL, model: Path) -> None:
        self._library, self._model, self._asking = library, model, threading.Lock()
        self._recognizer = 0
        self._is_closed = False

    def wake(self) -> bool:
        """Whether the model is open now."""
        with self._asking:
            return self._open()

    def scores(self, strokes: Sequence[Stroke], count: int) -> dict[str, float]:
        """The `count` likeliest characters, best first, each with its score (about -2 to 2); {} for no strokes."""
        with self._asking:
            if not strokes or not self._open():
                return {}
            return self._classify(strokes, count)

    def rest(self) -> None:
        """Let the model go until the next question."""
        with self._asking:
            self._let_go()

    def close(self) -> None:
        """Let the model go; may be called twice."""
        with self._asking:
            self._is_closed = True
            self._let_go()

    def _open(self) -> bool:
        if self._recognizer or self._is_closed:
            return bool(self._recognizer)
        recognizer = self._library.zinnia_recognizer_new()
        if self._library.zinnia_recognizer_open(recognizer, str(self._model).encode()):
            self._recognizer = recognizer
        else:
            self._library.zinnia_recognizer_destroy(recognizer)
        return bool(self._recognizer)

    def _let_go(self) -> None:
        if self._recognizer:
            self._library.zinnia_recognizer_destroy(self._recognizer)
            self._recognizer = 0

    def _classify(self, strokes: Sequence[Stroke], count: int) -> dict[str, float]:
        library = self._library
        character = library.zinnia_character_new()
        try:
            library.zinnia_character_set_width(character, int(SIDE))
            library.zinnia_character_set_height(character, int(SIDE))
            for number, stroke in enumerate(strokes):
                for x, y in stroke:
                    library.zinnia_character_add(character, number, round(x), round(y))
            result = library.zinnia_recognizer_classify(self._recognizer, character, count)
        finally:
            library.zinnia_character_destroy(character)
        if not result:
            return {}
        try:
            return {
                library.zinnia_result_value(result, place).decode(): library.zinnia_result_score(
                    result, place
                )
                for place in range(library.zinnia_result_size(result))
            }
        finally:
            library.zinnia_result_destroy(result)


def open_zinnia(model: Path = MODEL, library: str = LIBRARY) -> Zinnia | Refusal:
    """The model, tried and at rest; a refusal where library or model is not on this machine."""
    try:
        loaded = ctypes.CDLL(library)
        for name, answer, arguments in _CALLS:
            call = getattr(loaded, name)
            call.restype, call.argtypes = answer, arguments
    except (OSError, AttributeError):
        return Refusal(LIBRARY_ABSENT)
    zinnia = Zinnia(loaded, model)
    if not zinnia.wake():
        return Refusal(MODEL_ABSENT, {"model": str(model)})
    zinnia.rest()
    return zinnia
