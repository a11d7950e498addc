"""The types that an attachment may have, told by the first bytes; what senders call them is only compared."""

import re
from dataclasses import dataclass
from enum import StrEnum


class MediaType(StrEnum):
    """The names are said to people as they stand."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    WAV = "audio/wav"
    MP3 = "audio/mpeg"
    M4A = "audio/mp4"
    AAC = "audio/aac"
    OGG = "audio/ogg"


class AttachmentKind(StrEnum):
    """What staff call it; which types it may have is policy."""

    PHOTO = "photo"
    SCAN = "scan"
    AUDIO = "audio"
    PDF = "pdf"
    SIGNATURE = "signature"  # of a paper, with its strokes in it: cases.paper.signature


class Flaw(StrEnum):
    """Why a file of a known type cannot be taken: codes of refusals."""

    TRUNCATED = "attachment.truncated"
    BROKEN = "attachment.broken"
    MORE_BEHIND = "attachment.more_behind"  # something else is hidden in or behind it
    ENCRYPTED = "attachment.encrypted"
    ACTIVE = "attachment.active"  # a document that would run something
    VIDEO = "attachment.video"


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's size in pixels."""

    width: int
    height: int


IMAGES = frozenset({MediaType.JPEG, MediaType.PNG})
_SIGNATURES = (
    (re.compile(rb"\xff\xd8\xff"), MediaType.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), MediaType.PNG),
    (re.compile(rb"%PDF-[12]\.\d"), MediaType.PDF),
    (re.compile(rb"RIFF.{4}WAVE", re.DOTALL), MediaType.WAV),
    (re.compile(rb"OggS\x00"), MediaType.OGG),
    (re.compile(rb".{4}ftyp", re.DOTALL), MediaType.M4A),
    (re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), MediaType.MP3),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), MediaType.AAC),
)
_ALSO_CALLED = {
    "image/jpg": MediaType.JPEG,
    "image/pjpeg": MediaType.JPEG,
    "image/x-png": MediaType.PNG,
    "application/x-pdf": MediaType.PDF,
    "audio/x-wav": MediaType.WAV,
    "audio/wave": MediaType.WAV,
    "audio/vnd.wave": MediaType.WAV,
    "audio/mp3": MediaType.MP3,
    "audio/x-mp3": MediaType.MP3,
    "audio/x-m4a": MediaType.M4A,
    "audio/m4a": MediaType.M4A,
    "audio/x-aac": MediaType.AAC,
    "audio/aacp": MediaType.AAC,
    "audio/opus": MediaType.OGG,
    "audio/vorbis": MediaType.OGG,
    "application/ogg": MediaType.OGG,
}
_NO_CLAIM = frozenset({"", "application/octet-stream"})


def media_type_of(content: bytes) -> MediaType | None:
    """The type that the first bytes say, None for every other."""
    return next((media for signature, media in _SIGNATURES if signature.match(content)), None)


def agrees(declared: str, found: MediaType) -> bool:
    """Whether what the sender calls the file ("image/jpg; q=1") fits; saying nothing is no claim."""
    claim = declared.split(";", maxsplit=1)[0].strip().lower()
    return claim in _NO_CLAIM or claim == found or _ALSO_CALLED.get(claim) is found
