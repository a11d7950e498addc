"""A paper on a desk → a page: corners found, straight, small, nothing in it but what is seen, and still legible."""

from io import BytesIO
from typing import Any

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image
from pypdf import PdfReader

from case_store.attachments.intake import Incoming, take_in
from case_store.policy_files import load_policy
from cases.matter.media.media_type import AttachmentKind, MediaType
from cases.refusal import Refusal
from devices.document_camera.binding import bound
from devices.document_camera.page import compressed, straightened
from devices.document_camera.paper_edges import find_paper, refined, whole
from devices.document_camera.photograph import Scene, photograph
from devices.document_camera.picture import KEPT_PIXELS_MAX, Picture, bounded, decoded, turned, usable
from tests.devices.camera_samples import DESKS, QR_WORDS, a4, card, scenes
from tests.real_hall import ASSETS

POLICY = load_policy(ASSETS).attachments
PAGE_BYTES = 2_000_000
SMALL = (1296, 972)


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return a4()


def off_by_px(picture: Image.Image, found: Any, quad: Any) -> float:
    """The worst corner, whichever of them is called the first."""
    placed = found * np.array(picture.size)
    return min(float(np.linalg.norm(np.roll(placed, n, axis=0) - quad, axis=1).max()) for n in range(4))


@pytest.mark.parametrize(("desk", "scene"), scenes(len(DESKS)), ids=list(DESKS))
def test_the_paper_is_found_on_a_desk_of_any_colour(desk: str, scene: Scene, page: Image.Image) -> None:
    picture, quad = photograph(page, scene)
    found = find_paper(np.array(picture))
    assert found is not None, desk
    assert off_by_px(picture, found, quad) < 3  # of 1296: a millimetre on the paper


def test_a_card_is_found_as_well_as_a_page() -> None:
    picture, quad = photograph(card(), Scene(size=SMALL, fills=0.4, turn_deg=12))
    found = find_paper(np.array(picture))
    assert found is not None
    assert off_by_px(picture, found, quad) < 3


def test_an_empty_desk_has_no_paper() -> None:
    nothing, _ = photograph(
        a4().resize((210, 297)), Scene(size=SMALL, fills=0.001, paper_shadow_px=0, grain=12)
    )
    assert find_paper(np.array(nothing)) is None


def test_rough_corners_are_drawn_to_the_edge_beside_them(page: Image.Image) -> None:
    picture, quad = photograph(page, Scene(size=SMALL, turn_deg=7, tilt_deg=6))
    rough = (quad + np.array([(5, -4), (-5, 4), (4, 5), (-4, -5)])) / np.array(picture.size)
    assert off_by_px(picture, refined(np.array(picture), rough), quad) < 2


def test_nine_points_stay_legible_and_the_code_is_read_back(page: Image.Image) -> None:
    scene = Scene(size=(2592, 1944), turn_deg=6, tilt_deg=8, shadow=0.3, light=0.75, fills=0.92)
    picture, _ = photograph(page, scene)
    corners = find_paper(np.array(picture))
    assert corners is not None
    content = compressed(straightened(np.array(picture), corners), PAGE_BYTES)
    assert len(content) <= PAGE_BYTES
    seen = Image.open(BytesIO(content))
    assert max(seen.size) / min(seen.size) == pytest.approx(297 / 210, abs=0.002)
    [code] = zxingcpp.read_barcodes(seen)
    assert code.text == QR_WORDS
    as_drawn = page.resize(seen.size, Image.Resampling.LANCZOS)
    assert contrast_of_words(seen) > 0.6 * contrast_of_words(as_drawn)


def contrast_of_words(image: Image.Image) -> float:
    """Between strokes and gaps in a line of 9 points: share of full black on white, robust against single pixels."""
    width, height = image.size
    line = image.convert("L").crop(
        (width * 10 // 100, height * 20 // 100, width * 80 // 100, height * 30 // 100)
    )
    grey = np.array(line, dtype=np.float64)
    paper = np.percentile(grey, 95)
    return float((paper - np.percentile(grey, 3)) / paper)


def test_a_page_is_never_larger_than_allowed_even_of_pure_noise() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (1600, 1200, 3), dtype=np.uint8)
    for most in (2_000_000, 300_000, 20_000):
        assert len(compressed(noise, most)) <= most


def test_what_is_kept_has_no_exif_and_passes_the_door_of_attachments(page: Image.Image) -> None:
    content = compressed(np.array(page), PAGE_BYTES)
    assert not Image.open(BytesIO(content)).getexif()
    taken = take_in(content, AttachmentKind.SCAN, "image/jpeg", POLICY)
    assert isinstance(taken, Incoming)
    assert len(taken.content) <= PAGE_BYTES


def test_several_pages_are_one_pdf_that_the_door_takes_and_none_is_encoded_again(page: Image.Image) -> None:
    upright = compressed(np.array(page.resize((827, 1170))), PAGE_BYTES)
    lying = compressed(np.array(card()), PAGE_BYTES)
    file = bound([upright, lying, upright])
    taken = take_in(file, AttachmentKind.SCAN, "application/pdf", POLICY)
    assert isinstance(taken, Incoming)
    assert taken.media_type is MediaType.PDF
    leaves = PdfReader(BytesIO(file)).pages
    assert [float(leaf.mediabox.width) < float(leaf.mediabox.height) for leaf in leaves] == [
        True,
        False,
        True,
    ]
    raw = [leaf["/Resources"]["/XObject"]["/P"].get_object() for leaf in leaves]  # type: ignore[index]
    assert [one._data for one in raw] == [upright, lying, upright]


@given(arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(3))))
@settings(max_examples=60, deadline=None)
def test_any_picture_is_looked_at_without_a_mistake(picture: Picture) -> None:
    found = find_paper(picture)
    assert found is None or ((found >= 0) & (found <= 1)).all()
    usable(picture)
    assert straightened(picture, whole()).size


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_four_corners_make_a_page_of_bounded_size(corners: list[tuple[float, float]]) -> None:
    made = straightened(np.full((90, 120, 3), 200, np.uint8), np.array(corners))
    assert 0 < made.shape[0] * made.shape[1] <= KEPT_PIXELS_MAX


def test_no_picture_a_black_one_and_a_torn_one_are_refused_by_name(page: Image.Image) -> None:
    assert usable(np.zeros((0, 0, 3), np.uint8)) == Refusal("camera.no_picture")
    night = np.random.default_rng(1).integers(0, 12, (480, 640, 3), dtype=np.uint8)
    assert usable(night) == Refusal("camera.dark")
    whole_file = compressed(np.array(page.resize((420, 594))), PAGE_BYTES)
    assert decoded(whole_file[: len(whole_file) // 2]) == Refusal("camera.torn")
    assert decoded(b"") == decoded(b"\xff\xd8\xff" + bytes(90)) == Refusal("camera.torn")


def test_8k_is_made_smaller_and_more_is_not_even_decoded() -> None:
    frame = np.full((4320, 7680, 3), 180, np.uint8)
    height, width = bounded(frame).shape[:2]
    assert width * height <= KEPT_PIXELS_MAX
    assert width / height == pytest.approx(7680 / 4320, abs=0.001)
    file = BytesIO()
    Image.new("L", (8000, 6000)).save(file, "PNG")
    assert decoded(file.getvalue()) == Refusal("camera.too_large", {"megapixels_max": 40})


def test_four_quarters_are_a_full_turn() -> None:
    picture = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    assert (turned(turned(turned(turned(picture)))) == picture).all()
    assert (turned(picture)[0, -1] == picture[0, 0]).all()  # clockwise: the top left goes to the top right
