"""JPEG and PNG: whole from the first marker to the last, with nothing else behind, and how large they claim to be."""

import re
from zlib import crc32

from cases.matter.media.media_type import Flaw, Size

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0–15: they hold the size
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # the first marker that ends a scan
_ZEROS, _FILL = re.compile(rb"\x00*"), re.compile(rb"\xff*")
_FRAME_BYTES = 7
_PNG_HEAD, _PNG_CHUNK_BYTES, _IHDR_BYTES = 8, 12, 13
_CHUNK_NAME = re.compile(rb"[A-Za-z]{4}")
_IEND_BYTES = 12


def check_jpeg(content: bytes) -> Size | Flaw:
    """The size of the first picture. Phones put previews behind it, JPEG too: they are no flaw, all else is."""
    first = _jpeg(content, 0)
    if isinstance(first, Flaw):
        return first
    size, end = first
    while (end := _behind(content, end, _ZEROS)) < len(content):
        if not content.startswith(b"\xff\xd8\xff", end):
            return Flaw.MORE_BEHIND
        preview = _jpeg(content, end)
        if isinstance(preview, Flaw):
            return preview
        end = preview[1]
    return size


def check_png(content: bytes) -> Size | Flaw:
    """Every chunk with its checksum, IHDR first and IEND last."""
    size: Size | None = None
    at, has_pixels = _PNG_HEAD, False
    while at + _PNG_CHUNK_BYTES <= len(content):
        length = int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        end = at + _PNG_CHUNK_BYTES + length
        if not _CHUNK_NAME.fullmatch(name):
            return Flaw.BROKEN
        if end > len(content):
            return Flaw.TRUNCATED
        if crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end]):
            return Flaw.BROKEN
        if size is None:
            if name != b"IHDR" or length != _IHDR_BYTES:
                return Flaw.BROKEN
            size = Size(int.from_bytes(content[at + 8 : at + 12]), int.from_bytes(content[at + 12 : at + 16]))
        has_pixels = has_pixels or name == b"IDAT"
        at = end
        if name == b"IEND":
            if at != len(content):
                return Flaw.MORE_BEHIND
            return _real(size) if has_pixels else Flaw.BROKEN
    return Flaw.TRUNCATED


def png_chunk(content: bytes, name: bytes) -> bytes | None:
    """What the first chunk of that name holds, in a PNG that `check_png` has found whole."""
    at = _PNG_HEAD
    while at + _PNG_CHUNK_BYTES <= len(content):
        end = at + _PNG_CHUNK_BYTES + int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] == name:
            return content[at + 8 : end - 4]
        at = end
    return None


def with_png_chunk(content: bytes, name: bytes, data: bytes) -> bytes:
    """The same picture with one more chunk, before its end."""
    body = name + data
    chunk = len(data).to_bytes(4) + body + crc32(body).to_bytes(4)
    return content[:-_IEND_BYTES] + chunk + content[-_IEND_BYTES:]


def _jpeg(content: bytes, start: int) -> tuple[Size, int] | Flaw:
    """The size, and where the end marker ends."""
    size: Size | None = None
    at, has_scan = start + 2, False
    while at + 2 <= len(content):
        if content[at] != 0xFF:  # noqa: PLR2004 every marker begins so
            return Flaw.BROKEN
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 fill bytes before a marker
            at = _behind(content, at + 1, _FILL) - 1
            continue
        if marker == _EOI:
            real = _real(size) if has_scan else Flaw.BROKEN
            return real if isinstance(real, Flaw) else (real, at + 2)
        if marker in (_SOI, 0x00):
            return Flaw.BROKEN
        if marker in _ALONE:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4])
        if at + 2 + length > len(content):
            return Flaw.TRUNCATED
        if length < 2:  # noqa: PLR2004 the length counts its own two bytes
            return Flaw.BROKEN
        if marker in _FRAMES and size is None:
            if length < _FRAME_BYTES:
                return Flaw.BROKEN
            size = Size(int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7]))
        at += 2 + length
        if marker == _SOS:
            has_scan = True
            ends = _IN_SCAN.search(content, at)
            if ends is None:
                return Flaw.TRUNCATED
            at = ends.start()
    return Flaw.TRUNCATED


def _real(size: Size | None) -> Size | Flaw:
    return size if size is not None and size.width and size.height else Flaw.BROKEN


def _behind(content: bytes, at: int, padding: re.Pattern[bytes]) -> int:
    """Where the padding that begins there ends. Nothing is copied: a file may have a million of them."""
    found = padding.match(content, at)
    return found.end() if found else at
