"""Pictures are kept without what they say about their maker, upright, and as sharp as they came."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from case_store.attachments.intake import Incoming, take_in
from cases.matter.media.media_type import AttachmentKind, MediaType
from cases.policy.attachments import parse_attachments
from cases.refusal import Refusal
from tests import media_samples
from tests.media_samples import DEVICE, SAMPLES, SHOT_AT

ASSETS = Path(__file__).parents[2] / "assets"
FILE = "attachments.toml"
POLICY = parse_attachments((ASSETS / "policy" / FILE).read_text("utf-8"), FILE)


def kept(content: bytes, kind: AttachmentKind = AttachmentKind.PHOTO) -> bytes:
    answer = take_in(content, kind, "", POLICY)
    assert isinstance(answer, Incoming), answer
    return answer.content


def code(content: bytes, kind: AttachmentKind = AttachmentKind.PHOTO) -> str:
    answer = take_in(content, kind, "", POLICY)
    return answer.code if isinstance(answer, Refusal) else answer.media_type.name


@pytest.mark.parametrize("content", [media_samples.jpeg(), media_samples.png()], ids=["jpeg", "png"])
def test_place_device_and_time_are_taken_out_of_a_picture(content: bytes) -> None:
    assert DEVICE.encode() in content
    clean = kept(content)
    for trace in (DEVICE, SHOT_AT, "HomePhone", "Exif"):
        assert trace.encode() not in clean
    picture = Image.open(BytesIO(clean))
    picture.load()
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert picture.size == (64, 48)


def test_a_preview_behind_a_photo_and_a_thumbnail_in_it_are_gone() -> None:
    assert kept(media_samples.jpeg() + media_samples.jpeg(16, 12)).count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize(("turn", "corner"), [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))])
def test_a_picture_taken_sideways_is_kept_upright(turn: int, corner: tuple[int, int]) -> None:
    picture = Image.open(BytesIO(kept(media_samples.jpeg(turn=turn)))).convert("RGB")
    assert picture.size == ((64, 48) if turn in (1, 3) else (48, 64))
    x, y = (corner[0] * (picture.width - 4) + 1, corner[1] * (picture.height - 4) + 1)
    pixel = picture.getpixel((x, y))
    assert isinstance(pixel, tuple)
    assert pixel[0] > pixel[1] + 80, "the red corner"


def test_a_photo_loses_next_to_nothing_and_a_png_nothing() -> None:
    for content, loss_max in ((media_samples.jpeg(640, 480), 1.0), (media_samples.png(640, 480), 0.0)):
        before = Image.open(BytesIO(content)).convert("RGB")
        after = Image.open(BytesIO(kept(content))).convert("RGB")
        assert max(ImageStat.Stat(ImageChops.difference(before, after)).mean) <= loss_max


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_scans_of_every_kind_of_png_are_taken(mode: str) -> None:
    file = BytesIO()
    Image.new(mode, (30, 20), 1 if mode not in ("RGB", "RGBA", "LA") else (1,) * len(mode)).save(file, "PNG")
    assert Image.open(BytesIO(kept(file.getvalue(), AttachmentKind.SCAN))).size == (30, 20)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_print_coloured_photos_are_taken(mode: str) -> None:
    file = BytesIO()
    media_samples.picture().convert(mode).save(file, "JPEG")
    assert Image.open(BytesIO(kept(file.getvalue()))).mode == ("L" if mode == "L" else "RGB")


def test_a_picture_whose_pixels_are_missing_is_refused() -> None:
    whole = media_samples.png(200, 200)
    at = whole.index(b"IDAT") + 4
    short = bytearray(whole)
    short[at : at + 2] = b"\0\0"  # no longer a zlib stream; the checksum says so too
    assert code(bytes(short)) == "attachment.broken"


def test_recordings_and_documents_are_kept_as_they_are() -> None:
    for media in (MediaType.WAV, MediaType.MP3, MediaType.PDF):
        kind, content = SAMPLES[media]
        assert kept(content, kind) == content


def test_a_picture_that_grows_beyond_the_limit_is_refused() -> None:
    content = media_samples.jpeg(400, 300)
    small = POLICY.model_copy(update={"bytes_max": len(content) - 2000})
    answer = take_in(content, AttachmentKind.PHOTO, "", small)
    assert isinstance(answer, Refusal)
    assert answer.code == "attachment.too_large"


@settings(max_examples=60)
@given(st.data(), st.sampled_from([MediaType.JPEG, MediaType.PNG]))
def test_whatever_is_wrong_with_a_picture_nothing_breaks(data: st.DataObject, media: MediaType) -> None:
    content = bytearray(SAMPLES[media][1])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(2, len(content) - 1))] = data.draw(st.integers(0, 255))
    answer = take_in(bytes(content), AttachmentKind.PHOTO, "", POLICY)
    assert isinstance(answer, Incoming) or answer.code.startswith("attachment.")
