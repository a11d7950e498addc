"""Unicode's normal forms, in a time that grows with the text.

`unicodedata` puts marks that stand one behind the other in order by exchanging neighbours: a megabyte of them in a
field held up the whole process for ten minutes, an address of a citizen's page for a quarter of a second, by anybody.
So a long text is normalised piece by piece, each up to a character that never joins the one before it.
"""

import re
import unicodedata
from typing import Literal

_PIECE_CHARS = 256
# Up to an ASCII or a Chinese character or the end; where none of them comes in so many, it is no text of anybody.
_PIECES = re.compile(rf"[\s\S]{{1,{_PIECE_CHARS}}}(?=[\x00-\x7f\u3400-\u9fff]|\Z)|[\s\S]{{1,{_PIECE_CHARS}}}")


def normal(form: Literal["NFC", "NFKC"], text: str) -> str:
    """The text in this form."""
    if len(text) <= _PIECE_CHARS:
        return unicodedata.normalize(form, text)
    return "".join(unicodedata.normalize(form, piece) for piece in _PIECES.findall(text))
