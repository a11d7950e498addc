"""Area handwriting: how often what was written is first, or among the candidates; and pen-up → candidates.

`python -m tests.bench.handwriting` prints what each step brings (docs/devices.md), `python -m tests.bench handwriting`
the figures beside libzinnia alone. Timings are the wall's, so whatever else the machine does is in them; the
processor's own time stands beside them.
"""

import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from case_store.policy_files import load_policy, load_texts
from cases.refusal import Refusal
from devices.handwriting.ink import SIDE, Stroke, neat
from devices.handwriting.known_words import NO_WORDS, KnownWords
from devices.handwriting.reader import CANDIDATES, HandwritingReader
from devices.handwriting.readings import readings
from devices.handwriting.zinnia import Zinnia, open_zinnia
from kiosk.draft import Draft
from kiosk.flow import Flow, Page, Walk
from kiosk.writing_words import known_words_of
from screenkit import grab
from tests.bench.drawn_characters import HANDS, characters, common, written
from tests.bench.measure import Measurement, at_least_ratio, at_most, percentile
from tests.bench.standing_hall import ROOT
from tests.kiosk.kiosk_room import open_room
from tests.kiosk.written_once import lift, put_down

ASSETS = ROOT / "assets"
COUNT = 250
COUNT_BESIDE = 120  # where it is not the only area
DRAWN = 15
SENTENCE_CHARACTERS = 150
GOAL_MS = 50.0
ROWS = (1, 10, CANDIDATES)
Guess = Callable[[Sequence[Stroke]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hits:
    """Percent of what was written that came first, among ten, among all candidates; milliseconds of each."""

    percent: tuple[float, ...]
    ms: tuple[float, ...]
    cpu_ms: tuple[float, ...]


def hits(guess: Callable[[str, str], Sequence[str]], asked: Iterable[tuple[str, str]]) -> Hits:
    """`asked`: what stands before, and the character."""
    found, taken, worked, count = [0] * len(ROWS), list[float](), list[float](), 0
    for before, character in asked:
        began, began_cpu = time.perf_counter(), time.thread_time()
        offered = guess(before, character)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - began_cpu) * 1000)
        count += 1
        for place, row in enumerate(ROWS):
            found[place] += character in offered[:row]
    return Hits(tuple(100 * one / count for one in found), tuple(taken), tuple(worked))


def measure() -> list[Measurement]:
    """Percentages beside libzinnia alone, and the time that a read takes."""
    zinnia = _opened()
    if zinnia is None:
        return []
    reader, sample = HandwritingReader(zinnia), common(COUNT_BESIDE)
    results, ms, cpu_ms = list[Measurement](), list[float](), list[float]()
    for hand in HANDS:
        ours = _hits_of(reader.read, sample, hand)
        alone = _hits_of(_steps(zinnia)["libzinnia alone"], sample, hand)
        ms += ours.ms
        cpu_ms += ours.cpu_ms
        results += [
            at_least_ratio(f"handwriting.{hand}.top{row}", mine, "%", its, 1.0)
            for row, mine, its in zip(ROWS, ours.percent, alone.percent, strict=True)
        ]
    zinnia.close()
    return [
        *results,
        at_most("handwriting.read_p95", percentile(ms, 95), "ms", GOAL_MS, beside=percentile(cpu_ms, 95)),
        at_most("handwriting.pen_up_to_candidates_p95", percentile(_pen_ups(sample), 95), "ms", GOAL_MS),
    ]


def _pen_ups(sample: Sequence[str]) -> list[float]:
    """Milliseconds from each pen-up to its candidates, on the pad of a kiosk in a window."""
    room = open_room()
    try:
        window, handwriting = room.screen.window, room.screen.handwriting
        room.screen.session.walk_to(Walk(page=Page.STORY))
        grab.wait_until(lambda: grab.is_shown(window, "手写"), what="the keyboard")
        grab.press(window, "手写")
        taken = []
        for character in sample[:DRAWN]:
            for stroke in written(character, "clean"):
                points = tuple((round(x / 10.24), round(y / 10.24)) for x, y in stroke)
                at = put_down(window, points)
                began = time.perf_counter()
                lift(window, at)
                grab.wait_until(lambda: not handwriting.property("reading"), what="candidates")
                taken.append((time.perf_counter() - began) * 1000)
            grab.press(window, "重写")
        return taken
    finally:
        room.close()


def _opened() -> Zinnia | None:
    try:
        characters()
    except (OSError, subprocess.CalledProcessError) as absent:
        print(f"handwriting is left out, its strokes cannot be fetched: {absent}", file=sys.stderr)
        return None
    opened = open_zinnia()
    if isinstance(opened, Refusal):
        print(f"handwriting is left out: {opened.code}", file=sys.stderr)
        return None
    return opened


def _hits_of(guess: Guess, sample: Sequence[str], hand: str) -> Hits:
    return hits(lambda _before, one: guess(written(one, hand)), [("", one) for one in sample])


def _steps(zinnia: Zinnia) -> dict[str, Guess]:
    """From the bare library to what the kiosk does, a step each."""

    def best_of(ways: Sequence[Sequence[Stroke]]) -> list[str]:
        best: dict[str, float] = {}
        for way in ways:
            for character, score in zinnia.scores(way, CANDIDATES).items():
                best[character] = max(score, best.get(character, score))
        return sorted(best, key=lambda one: -best[one])

    return {
        "libzinnia alone": lambda strokes: best_of([_scaled(strokes)]),
        "smoothed": lambda strokes: best_of([neat(strokes)]),
        "and the order of first corners": lambda strokes: best_of(readings(neat(strokes))[:2]),
        "and joined strokes, third order": lambda strokes: best_of(readings(neat(strokes))),
        "and rare characters behind": HandwritingReader(zinnia).read,
    }


def _scaled(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Their data fills a square of 1,024: nothing but that is done."""
    return [tuple((x * SIDE / 1024, y * SIDE / 1024) for x, y in stroke) for stroke in strokes]


def _sentences() -> str:
    """Running text that no list of ours knows: what refusals tell citizens."""
    said = [
        table["citizen"]
        for path in sorted((ASSETS / "texts").glob("refusals*.toml"))
        for table in tomllib.loads(path.read_text("utf-8")).values()
        if "citizen" in table
    ]
    return "。".join(said)


def _with_context(zinnia: Zinnia) -> None:
    """Known words against none: where they are written, and in running text, where they may only do harm."""
    policy, texts = load_policy(ASSETS), load_texts(ASSETS)
    words = known_words_of(
        Walk(page=Page.STORY, draft=Draft()), Flow(policy.categories, policy.places), texts
    )
    names = [town.name for banner in policy.places.banners for town in banner.towns]
    places = [(name[:at], name[at]) for name in names[::3] for at in range(len(name))]
    text = _sentences()
    running = [(text[max(0, at - 8) : at], text[at]) for at in range(40, len(text), 37)]
    for title, asked in (("place names", places), ("running text", running)):
        usable = [(before, one) for before, one in asked if re.match(r"[一-龥]", one) and one in characters()]
        for hand in ("clean", "shaky"):
            for known, name in ((NO_WORDS, "no words"), (words, "known words")):
                found = hits(_in_context(zinnia, hand, known), usable[:SENTENCE_CHARACTERS])
                print(f"{title:14}{hand:9}{name:14}", *(f"{one:6.1f}" for one in found.percent))


def _in_context(zinnia: Zinnia, hand: str, known: KnownWords) -> Callable[[str, str], Sequence[str]]:
    reader = HandwritingReader(zinnia)
    return lambda before, one: reader.read(written(one, hand), before, known)


def main() -> None:
    """What each step brings."""
    zinnia = _opened()
    if zinnia is None:
        return
    sample = common(COUNT)
    print(
        f"{len(sample)} characters of GB 2312's first level; first, among ten, among {CANDIDATES}, in percent"
    )
    for hand in HANDS:
        for step, guess in _steps(zinnia).items():
            found = _hits_of(guess, sample, hand)
            shown = " ".join(f"{one:6.1f}" for one in found.percent)
            print(f"{hand:9}{step:34}{shown}   p50 {percentile(found.ms, 50):5.1f} ms", flush=True)
    _with_context(zinnia)
    zinnia.close()


if __name__ == "__main__":
    main()
