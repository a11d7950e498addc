"""What comes in as an attachment: recognised, cleaned, and only then worth keeping."""

from dataclasses import dataclass

from case_store.attachments.pictures import cleaned
from cases.matter.attachment import recognise
from cases.matter.media.media_type import IMAGES, AttachmentKind, MediaType
from cases.matter.media.pictures import png_chunk, with_png_chunk
from cases.paper.signature import CHUNK, check, decode, encode
from cases.policy.attachments import AttachmentsPolicy
from cases.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Content that may be kept. Not for a log: it may show a person. `signs`: print hash of the paper it signs."""

    media_type: MediaType
    content: bytes
    signs: str = ""


def take_in(
    content: bytes, kind: AttachmentKind, declared: str, policy: AttachmentsPolicy
) -> Incoming | Refusal:
    """Up to a second of work for the largest picture: not for the store's own thread."""
    found = recognise(content, kind, declared, policy)
    if isinstance(found, Refusal):
        return found
    clean = cleaned(content, found, policy) if found in IMAGES else content
    if isinstance(clean, Refusal):
        return clean
    if kind is AttachmentKind.SIGNATURE:
        return _signed(content, Incoming(media_type=found, content=clean))
    return Incoming(media_type=found, content=clean)


def _signed(content: bytes, picture: Incoming) -> Incoming | Refusal:
    """The clean picture, with the strokes that came in it, read and written anew."""
    signature = decode(png_chunk(content, CHUNK) or b"")
    if isinstance(signature, Refusal):
        return signature
    if (refused := check(signature)) is not None:
        return refused
    whole = with_png_chunk(picture.content, CHUNK, encode(signature))
    return Incoming(media_type=picture.media_type, content=whole, signs=signature.print_hash)
