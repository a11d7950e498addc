"""What comes in as an attachment: recognised, cleaned, and only then worth keeping."""

from dataclasses import dataclass

from case_store.attachments.pictures import cleaned
from cases.matter.attachment import recognise
from cases.matter.media.media_type import IMAGES, AttachmentKind, MediaType
from cases.policy.attachments import AttachmentsPolicy
from cases.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Content that may be kept. Not for a log: it may show a person."""

    media_type: MediaType
    content: bytes


def take_in(
    content: bytes, kind: AttachmentKind, declared: str, policy: AttachmentsPolicy
) -> Incoming | Refusal:
    """Up to a second of work for the largest picture: not for the store's own thread."""
    found = recognise(content, kind, declared, policy)
    if isinstance(found, Refusal):
        return found
    clean = cleaned(content, found, policy) if found in IMAGES else content
    return clean if isinstance(clean, Refusal) else Incoming(media_type=found, content=clean)
