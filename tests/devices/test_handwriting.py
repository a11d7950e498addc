"""A finger writes, characters are offered: with the real libzinnia and its model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_store.policy_files import load_texts
from cases.refusal import Reader, Refusal
from devices.handwriting.ink import SIDE, Stroke, neat
from devices.handwriting.known_words import KnownWords
from devices.handwriting.reader import CANDIDATES, HandwritingReader, open_reader
from devices.handwriting.zinnia import MODEL, open_zinnia

ASSETS = Path(__file__).parents[2] / "assets"
POINTS = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
INK = st.lists(st.lists(POINTS, max_size=12).map(tuple), max_size=60)

# In the order that is taught at school, in a square of 100.
WRITTEN: dict[str, list[Stroke]] = {
    "一": [((10, 50), (90, 49))],
    "十": [((10, 45), (90, 44)), ((50, 8), (50, 95))],
    "工": [((20, 20), (80, 20)), ((50, 20), (50, 80)), ((8, 82), (92, 82))],
    "土": [((22, 38), (78, 37)), ((50, 8), (50, 85)), ((8, 87), (92, 86))],
    "王": [((15, 15), (85, 14)), ((22, 48), (78, 47)), ((50, 15), (50, 88)), ((8, 90), (92, 89))],
    "大": [((10, 38), (90, 36)), ((50, 8), (48, 40), (35, 70), (10, 92)), ((50, 38), (65, 68), (92, 92))],
}


@pytest.fixture(scope="module")
def reader() -> Iterator[HandwritingReader]:
    opened = open_reader()
    if isinstance(opened, Refusal):
        pytest.skip(f"{opened.code}: python3 tools/debian_packages.py handwriting")
    yield opened
    opened.close()


def moved(strokes: list[Stroke], scale: float, right: float, down: float) -> list[Stroke]:
    return [tuple((x * scale + right, y * scale + down) for x, y in stroke) for stroke in strokes]


@pytest.mark.parametrize("character", WRITTEN)
def test_what_is_written_plainly_comes_first(reader: HandwritingReader, character: str) -> None:
    assert reader.read(WRITTEN[character])[0] == character


@pytest.mark.parametrize("character", WRITTEN)
def test_it_does_not_matter_how_large_or_where_on_the_pad(reader: HandwritingReader, character: str) -> None:
    strokes = WRITTEN[character]
    assert reader.read(moved(strokes, 0.8, 300, 20))[0] == character
    assert reader.read(moved(strokes, 7.0, 0, 0))[0] == character


@pytest.mark.parametrize("character", ["十", "工", "土", "王", "大"])
def test_another_order_of_strokes_is_still_among_the_candidates(
    reader: HandwritingReader, character: str
) -> None:
    assert character in reader.read([*reversed(WRITTEN[character])])


@pytest.mark.parametrize("character", ["工", "土", "王"])
def test_a_hand_that_does_not_lift_the_pen_is_read_too(reader: HandwritingReader, character: str) -> None:
    strokes = WRITTEN[character]
    joined = [*strokes[:-2], strokes[-2] + strokes[-1]]
    assert character in reader.read(joined)


def test_a_trembling_hand_is_read(reader: HandwritingReader) -> None:
    def trembling(stroke: Stroke) -> Stroke:
        return tuple(
            (x + (to_x - x) * i / 40 + 2.5 * math.sin(9 * i), y + (to_y - y) * i / 40 + 2.5 * math.cos(7 * i))
            for (x, y), (to_x, to_y) in pairwise(stroke)
            for i in range(41)
        )

    for character, strokes in WRITTEN.items():
        assert character in reader.read([trembling(stroke) for stroke in strokes])[:10], character


def test_never_more_candidates_than_the_row_shows_and_none_twice(reader: HandwritingReader) -> None:
    found = reader.read(WRITTEN["王"])
    assert len(found) == len(set(found)) == CANDIDATES


def test_nothing_written_offers_nothing(reader: HandwritingReader) -> None:
    assert reader.read([]) == () == reader.read([()])


@settings(max_examples=25, deadline=None)
@given(INK)
def test_no_scribble_breaks_it(reader: HandwritingReader, strokes: list[Stroke]) -> None:
    assert len(reader.read(strokes)) <= CANDIDATES


@settings(max_examples=40, deadline=None)
@given(INK)
def test_ink_is_looked_at_within_the_square(strokes: list[Stroke]) -> None:
    for stroke in neat(strokes):
        assert all(0 <= x <= SIDE and 0 <= y <= SIDE for x, y in stroke)


def test_after_a_closed_reader_nothing_is_offered() -> None:
    opened = open_reader()
    if isinstance(opened, Refusal):
        pytest.skip(opened.code)
    opened.close()
    opened.close()
    assert opened.read(WRITTEN["王"]) == ()


def test_the_model_lies_in_memory_only_while_somebody_writes() -> None:
    opened = open_reader()
    if isinstance(opened, Refusal):
        pytest.skip(opened.code)

    def times_in_memory() -> int:
        return Path("/proc/self/maps").read_text("utf-8").count(str(MODEL))

    before = times_in_memory()  # of another reader's
    first = opened.read(WRITTEN["王"])
    assert times_in_memory() == before + 1
    opened.rest()
    assert times_in_memory() == before
    assert opened.read(WRITTEN["王"]) == first
    opened.close()
    assert times_in_memory() == before


def test_the_more_of_a_known_word_stands_there_the_surer_is_the_next_character() -> None:
    words = KnownWords(["科尔沁区", "保护", "尔后"])
    assert words.favour("我在科尔")["沁"] > words.favour("卡尔")["后"] > words.favour("")["科"] > 0
    assert "护" not in words.favour("科尔")
    assert KnownWords([]).favour("科尔") == {}


def test_a_known_word_lifts_what_was_written_unclearly(reader: HandwritingReader) -> None:
    # 土 and 士 differ by which line is longer; here both are the same.
    unclear: list[Stroke] = [((15, 38), (85, 38)), ((50, 8), (50, 85)), ((15, 87), (85, 87))]
    plain = reader.read(unclear)
    assert {"土", "士"} <= set(plain)
    assert reader.read(unclear, "一些战", KnownWords(["战士"]))[0] == "士"
    assert reader.read(unclear, "承包的", KnownWords(["的土地"]))[0] == "土"


def test_a_machine_without_library_or_model_says_so_in_three_sentences(tmp_path: Path) -> None:
    broken = tmp_path / "broken.model"
    broken.write_bytes(b"\x21\x18\x0a\xef" + bytes(500))
    texts = load_texts(ASSETS)
    codes = []
    for refusal in (
        open_zinnia(library="libzinnia.so.not-there"),
        open_zinnia(tmp_path / "nothing.model"),
        open_zinnia(broken),
    ):
        assert isinstance(refusal, Refusal)
        codes.append(refusal.code)
        assert "apt-get" in texts.tell(refusal, Reader.OPERATOR)
        assert "拼音" in texts.tell(refusal, Reader.CITIZEN)
    assert codes[0] == "handwriting.library_absent"
