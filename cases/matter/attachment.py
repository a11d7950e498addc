"""Attachments of a matter (附件): photo, scan, audio, PDF. What each is, is told by its content alone.

Accepted is a short list; all else (SVG, HTML, ZIP, programs, two files in one) is refused whatever it calls itself.
The bytes lie sealed in the store's vault (case_store/attachments); the event holds an `Attachment`.
"""

from dataclasses import dataclass

from cases.free_text import clean_line, clean_text
from cases.matter.media.document import check_pdf
from cases.matter.media.media_type import AttachmentKind, Flaw, MediaType, Size, agrees, media_type_of
from cases.matter.media.pictures import check_jpeg, check_png
from cases.matter.media.sound import check_aac, check_m4a, check_mp3, check_ogg, check_wav
from cases.policy.attachments import AttachmentsPolicy
from cases.refusal import Refusal
from cases.sealed import Sealed

_MEGA = 1_000_000
_ZIP_END, _ZIP_END_BYTES, _ZIP_COMMENT_MAX = b"PK\x05\x06", 22, 65_535
_CHECKS = {
    MediaType.JPEG: check_jpeg,
    MediaType.PNG: check_png,
    MediaType.PDF: check_pdf,
    MediaType.WAV: check_wav,
    MediaType.MP3: check_mp3,
    MediaType.M4A: check_m4a,
    MediaType.AAC: check_aac,
    MediaType.OGG: check_ogg,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentNote:
    """What is said of an attachment; sealed with the case's key, because a name may name a person."""

    name: str = ""
    remark: str = ""
    content_hash: str = ""  # SHA-256 of the content as kept, hex: for whoever may read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """The record in the event. `file_hash` is of the sealed file: whoever holds no key can still check that file.

    A hash of the content itself would tell whoever has the same photo that it lies in this case: it is in the note.
    """

    attachment_id: str
    kind: AttachmentKind
    media_type: MediaType
    bytes_count: int  # of the content
    file_hash: str  # SHA-256, hex
    note: Sealed | None = None


def recognise(
    content: bytes, kind: AttachmentKind, declared: str, policy: AttachmentsPolicy
) -> MediaType | Refusal:
    """The type of what was sent as `kind`, or why it is not taken. `declared`: the sender's media type or empty."""
    if not content:
        return Refusal("attachment.empty")
    if len(content) > policy.bytes_max:
        return Refusal("attachment.too_large", {"megabytes_max": policy.bytes_max // _MEGA})
    found = media_type_of(content)
    if found is None:
        return Refusal("attachment.type_unknown")
    if not agrees(declared, found):
        return Refusal("attachment.type_differs", {"found": found.name})
    if found not in policy.kinds[kind]:
        return Refusal("attachment.wrong_kind", {"found": found.name})
    shape = _CHECKS[found](content)
    if isinstance(shape, Flaw):
        return Refusal(shape.value, {"found": found.name})
    if isinstance(shape, Size) and shape.width * shape.height > policy.megapixels_max * _MEGA:
        return Refusal("attachment.too_many_pixels", {"megapixels_max": policy.megapixels_max})
    if _is_also_an_archive(content):
        return Refusal("attachment.more_behind", {"found": found.name})
    return found


def note_of(name: str, remark: str, content_hash: str, policy: AttachmentsPolicy) -> AttachmentNote:
    """Name and remark as they are kept: of a path the last part, one line, not longer than the policy says."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    return AttachmentNote(
        name=clean_line(last, policy.name_chars_max).text,
        remark=clean_text(remark, policy.remark_chars_max).text,
        content_hash=content_hash,
    )


def _is_also_an_archive(content: bytes) -> bool:
    """Whether a ZIP reader, which begins at the end, would open it (a document or program in disguise)."""
    end = content.rfind(_ZIP_END, max(0, len(content) - _ZIP_END_BYTES - _ZIP_COMMENT_MAX))
    if end < 0 or end + _ZIP_END_BYTES > len(content):
        return False
    comment_bytes = int.from_bytes(content[end + 20 : end + 22], "little")
    return end + _ZIP_END_BYTES + comment_bytes == len(content)
