"""Small real files of every type that an attachment may have, made anew for each test."""

import struct
import wave
from io import BytesIO

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from cases.matter.media.media_type import AttachmentKind, MediaType

SHOT_AT = "2026:03:05 10:20:30"
DEVICE = "HomePhone 12"
_EXIF_DEVICE, _EXIF_TURN, _EXIF_AT, _EXIF_GPS = 0x0110, 0x0112, 0x0132, 0x8825


def picture(width: int = 64, height: int = 48) -> Image.Image:
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((200, 30, 30), (0, 0, width // 4, height // 4))  # the upper left corner is red
    return image


def jpeg(width: int = 64, height: int = 48, *, turn: int = 1, **options: object) -> bytes:
    """With all that a phone writes into it: place, device, time, and which way up."""
    exif = Image.Exif()
    exif[_EXIF_DEVICE], exif[_EXIF_AT], exif[_EXIF_TURN] = DEVICE, SHOT_AT, turn
    exif[_EXIF_GPS] = {1: "N", 2: (43.0, 37.0, 12.0), 3: "E", 4: (122.0, 15.0, 30.0)}
    file = BytesIO()
    picture(width, height).save(file, "JPEG", quality=85, exif=exif, comment=b"from HomePhone", **options)
    return file.getvalue()


def png(width: int = 64, height: int = 48) -> bytes:
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

    info = PngInfo()
    info.add_text("Author", DEVICE)
    file = BytesIO()
    picture(width, height).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def pdf() -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 720, "agreement")
    canvas.save()
    return file.getvalue()


def wav() -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(400))
    return file.getvalue()


def mp3() -> bytes:
    """An ID3 tag, four frames of 128 kbit/s silence, an old tag."""
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 0, 20]) + bytes(20)
    return tag + (b"\xff\xfb\x90\x00" + bytes(413)) * 4 + b"TAG".ljust(128, b"\0")


def aac() -> bytes:
    length = 64
    head = bytes([0xFF, 0xF1, 0x50, 0x80 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, 0xFC])
    return (head + bytes(length - len(head))) * 3


def ogg() -> bytes:
    def page(flags: int, number: int, body: bytes) -> bytes:
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, 7, number, 0, 1)
        return head + bytes([len(body)]) + body

    return page(2, 0, b"OpusHead" + bytes(11)) + page(0, 1, b"OpusTags" + bytes(8)) + page(4, 2, bytes(200))


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def m4a(handler: bytes = b"soun") -> bytes:
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13))))
    return box(b"ftyp", b"M4A \0\0\0\0M4A isom") + box(b"moov", track) + box(b"mdat", bytes(100))


SAMPLES: dict[MediaType, tuple[AttachmentKind, bytes]] = {
    MediaType.JPEG: (AttachmentKind.PHOTO, jpeg()),
    MediaType.PNG: (AttachmentKind.PHOTO, png()),
    MediaType.PDF: (AttachmentKind.PDF, pdf()),
    MediaType.WAV: (AttachmentKind.AUDIO, wav()),
    MediaType.MP3: (AttachmentKind.AUDIO, mp3()),
    MediaType.AAC: (AttachmentKind.AUDIO, aac()),
    MediaType.M4A: (AttachmentKind.AUDIO, m4a()),
    MediaType.OGG: (AttachmentKind.AUDIO, ogg()),
}
