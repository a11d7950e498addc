"""The random code in a citizen's QR (design.md §4): 80 bits as 16 characters, no person and no case code inside.

The store keeps only its SHA-256. The URL says which page: place in line (ticket) or progress (receipt).
"""

import hashlib
from enum import StrEnum

from cases.refusal import Refusal
from cases.typed import compact

CODE_BYTES = 10
CODE_CHARS = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_MISREAD = str.maketrans("ILO", "110")
_BITS_PER_CHAR = 5


class CitizenPage(StrEnum):
    """The page behind a code; the value stands in the URL."""

    PLACE_IN_LINE = "t"
    PROGRESS = "r"


def citizen_code(random_bytes: bytes) -> str:
    """The code of exactly 10 random bytes. ValueError for any other number: fewer can be guessed."""
    if len(random_bytes) != CODE_BYTES:
        raise ValueError("a citizen code is made of 10 random bytes")
    number = int.from_bytes(random_bytes, "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(75, -1, -_BITS_PER_CHAR))


def citizen_url(base_url: str, page: CitizenPage, code: str) -> str:
    """What the QR says."""
    return f"{base_url}/{page}/{code}"


def parse_citizen_code(text: str) -> str | Refusal:
    """A code as typed from paper or taken from a URL's path: small letters, blanks, O for 0, I and L for 1."""
    code = compact(text).translate(_MISREAD)
    if len(code) != CODE_CHARS or not set(code) <= set(_ALPHABET):
        return Refusal("citizen_code.unreadable")
    return code


def parse_citizen_url(text: str, base_url: str) -> tuple[CitizenPage, str] | Refusal:
    """A scanned QR. Only our own URL, whole and unchanged: anything else is a stranger's code or a torn one."""
    start = f"{base_url}/"
    scanned = text.strip()
    if not scanned.startswith(start):
        return Refusal("citizen_code.foreign")
    page, _, code = scanned.removeprefix(start).partition("/")
    if page not in list(CitizenPage) or len(code) != CODE_CHARS or not set(code) <= set(_ALPHABET):
        return Refusal("citizen_code.unreadable")
    return CitizenPage(page), code


def code_hash(code: str) -> str:
    """The stored form: SHA-256 in hex of the normalised code."""
    return hashlib.sha256(code.encode("ascii")).hexdigest()
