"""Pictures as they are kept: decoded and written anew, so that nothing is in them but what is seen.

EXIF (place, device, time), comments, previews and whatever hides behind a picture stay outside. A JPEG is written with
its own quantisation tables, which loses next to nothing; turned pictures are turned upright first.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import get_sampling

from cases.matter.media.media_type import MediaType
from cases.policy.attachments import AttachmentsPolicy
from cases.refusal import Refusal

JPEG_QUALITY = 92  # where its own tables cannot serve
_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
_UNREADABLE = (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, EOFError, OverflowError,
               MemoryError, struct.error, zlib.error, Image.DecompressionBombError)  # fmt: skip
_AS_THEY_ARE = frozenset({"1", "L", "RGB"})


def cleaned(content: bytes, media_type: MediaType, policy: AttachmentsPolicy) -> bytes | Refusal:
    """The picture written anew. Its size in pixels was checked before (`recognise`), so memory is bounded."""
    name = _FORMATS[media_type]
    try:
        with _unwarned(), Image.open(BytesIO(content), formats=[name]) as picture:
            how = _jpeg_options(picture) if media_type is MediaType.JPEG else {"compress_level": 6}
            upright = ImageOps.exif_transpose(picture)
            plain = _plain(upright, media_type)
            if media_type is MediaType.JPEG and plain.mode != picture.mode:
                how = {"quality": JPEG_QUALITY}
            plain.info.clear()  # or comments and profiles are written again
            file = BytesIO()
            plain.save(file, name, **how)
    except _UNREADABLE:
        return Refusal("attachment.broken", {"found": media_type.name})
    clean = file.getvalue()
    if len(clean) > policy.bytes_max:
        return Refusal("attachment.too_large", {"megabytes_max": policy.bytes_max // 1_000_000})
    return clean


@contextmanager
def _unwarned() -> Iterator[None]:
    """Pillow warns of odd EXIF, which we drop anyway."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _jpeg_options(picture: Any) -> dict[str, Any]:
    sampling = get_sampling(picture)
    how = {"qtables": picture.quantization}  # without `quality`, which would scale them
    return {**how, "subsampling": sampling} if sampling >= 0 else how


def _plain(picture: Image.Image, media_type: MediaType) -> Image.Image:
    """A copy in a mode that both the format and every reader know."""
    if picture.mode in _AS_THEY_ARE:
        return picture.copy()
    if media_type is MediaType.JPEG:
        return picture.convert("RGB")
    if picture.mode.startswith("I"):  # 16 bits a sample: scans of X-rays and the like keep them
        return picture.copy()
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
