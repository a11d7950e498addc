"""PDF: from its first line to its last, readable without a password, and running nothing by itself."""

import re

from cases.matter.media.media_type import Flaw

_TAIL_BYTES = 4096
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF([\s\x00]*)", re.DOTALL)
_TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
_ACTIVE = (
    b"/JavaScript",
    b"/Launch",
    b"/EmbeddedFile",
)  # what stands in the open; viewers must refuse the rest


def check_pdf(content: bytes) -> Flaw | None:
    """The end points to a cross-reference table that is there."""
    tail = content[-_TAIL_BYTES:]
    end = next(reversed(list(_END.finditer(tail))), None)
    if end is None:
        return Flaw.TRUNCATED
    if end.end() != len(tail):
        return Flaw.MORE_BEHIND
    if not _TABLE.match(content, int(end[1])):
        return Flaw.BROKEN
    if b"/Encrypt" in content:
        return Flaw.ENCRYPTED
    return Flaw.ACTIVE if any(word in content for word in _ACTIVE) else None
