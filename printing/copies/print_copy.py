"""The only form in which an attachment is printed: with words over it that say what for, which case and which day.

The store keeps and gives the content as it is (`HallClient.attachments.read(…, to_print=True)` leaves a trace that a
copy was made); whoever prints makes the copy, because rooms beside each other do not know each other.
"""

from datetime import date

from cases.matter.media.media_type import IMAGES, MediaType
from cases.texts import Texts
from printing.copies.pdf_watermark import watermarked_pdf
from printing.copies.watermark import watermarked
from printing.faces import Faces

PRINTABLE = IMAGES | {MediaType.PDF}
"""A sound has no paper."""


def print_copy(content: bytes, media_type: MediaType, lines: tuple[str, ...], faces: Faces) -> bytes:
    """The content with the lines over it, in the same format. ValueError for a sound, OSError for what is broken."""
    if media_type not in PRINTABLE:
        raise ValueError(f"{media_type.name} cannot be printed")
    mark = watermarked_pdf if media_type is MediaType.PDF else watermarked
    return mark(content, lines, faces)


def print_mark(case_code: str, day: date, texts: Texts) -> tuple[str, ...]:
    """The two lines (domain.md §8.2)."""
    what = texts.get("attachments.print_mark", case_code=case_code, day=day.isoformat())
    return texts.get("papers.file.watermark"), what
