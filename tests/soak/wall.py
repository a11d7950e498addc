"""A wall for 24 h, fast-forwarded: half a million messages of a feed, through the real folder, view-model and window.

The messages are those of the hall: a snapshot, then deltas of changed sections, heartbeats, and a hall that goes away
and comes back. Pages turn as often as in a day. Memory is taken once everything was shown once, and at the end.
"""

import gc
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pydantic

from case_store.client.live import FeedState, _Folder
from case_store.policy_files import load_policy, load_texts
from cases.views import WallNotice, WallView
from cases.views_figures import StepsView
from screenkit import grab
from screenkit.environment import ROOT
from screenkit.window import make_app
from tests.bench.measure import Measurement, at_most
from tests.hall_display.wall_stage import HD, Wall
from tests.hall_display.wall_worlds import (
    BUSY,
    MORNING,
    NOTICE,
    NOW,
    USUAL,
    areas,
    call,
    desk,
    kpi_board,
    lights,
    queue,
    trend,
    types,
)

UPDATES = 500_000
WARM_SHARE = 0.06
DAY = timedelta(hours=24)
TURN = timedelta(seconds=15)
DRAWN_EVERY = 50
"""Between two frames of a real wall as many messages may come; each is shown, not each is painted."""
AWAY_EVERY = 20_000
GROWTH_MB_MAX = 10.0
SECTIONS_MAX = 200  # kinds of each section that the day draws from
PAGE_BYTES = resource.getpagesize()


def measure(updates: int = UPDATES) -> list[Measurement]:
    """Growth of memory in MB and of Python's objects, and how long an update takes."""
    make_app(offscreen=True)
    wall = Wall(load_policy(ROOT / "assets"), load_texts(ROOT / "assets"), size=HD)
    try:
        return _soaked(wall, updates)
    finally:
        wall.close()


def _soaked(wall: Wall, updates: int) -> list[Measurement]:
    folder = _Folder(WallView)
    step, turned_at, warm = DAY / updates, wall.clock.at, int(updates * WARM_SHARE)
    memory_before = objects_before = 0.0
    began = time.monotonic()
    for number, message in enumerate(_messages(updates)):
        wall.clock.at += step
        view = folder.take(message)
        wall.view_model.on_state(
            FeedState(connected=True, last_heard_at=wall.clock.at, hall_time=folder.hall_time)
        )
        if view is not None:
            wall.view_model.on_view(view)
        if number % AWAY_EVERY == AWAY_EVERY - 1:
            wall.lose_the_hall(minutes_ago=3)
        if wall.clock.at - turned_at >= TURN:
            turned_at = wall.clock.at
            wall.windows.turn()
        if number % DRAWN_EVERY == 0:
            grab.process_events()
        if number == warm:
            memory_before, objects_before = _memory_mb(), _objects()
        if number % (updates // 10) == 0:
            print(f"{number:,}: {_memory_mb():.1f} MB", file=sys.stderr)
    took_s = time.monotonic() - began
    grab.process_events(0.1)
    memory, objects = _memory_mb(), _objects()
    frames = wall.windows.shown[0].heartbeat.frames
    print(f"{updates:,} updates, {frames:,} frames in {took_s:.0f} s", file=sys.stderr)
    return [
        at_most("soak.wall.growth", memory - memory_before, "MB", GROWTH_MB_MAX),
        at_most("soak.wall.memory", memory, "MB", 300.0),
        at_most("soak.wall.objects", objects - objects_before, "objects", 2_000.0),
        at_most("soak.wall.update", took_s / updates * 1000, "ms", 20.0),
    ]


def _messages(updates: int) -> Iterator[bytes]:
    """A snapshot and deltas, as the hall sends them; each delta has one section that is new."""
    told: pydantic.TypeAdapter[WallView] = pydantic.TypeAdapter(WallView)
    rng = random.Random(61)  # noqa: S311  no secret
    kinds = [told.dump_python(view, mode="json") for view in _day(rng)]
    names = [name for name in kinds[0] if name not in {"policy", "hall_time"}]
    yield json.dumps({"kind": "snapshot", "n": 1, "view": told.dump_python(USUAL, mode="json")}).encode()
    deltas = [
        {name: json.dumps({name: kind[name]})[1:-1] for name in names} for kind in kinds
    ]  # made once: what is soaked is the wall
    for n in range(2, updates + 1):
        at = (NOW + DAY * n / updates).isoformat()
        name = rng.choice(names)
        section = rng.choice(deltas)[name]
        yield f'{{"kind":"delta","n":{n},"changed":{{"hall_time":"{at}",{section}}}}}'.encode()


def _day(rng: random.Random) -> list[WallView]:
    """Views that differ in every section."""
    return [USUAL, MORNING, BUSY, *(_moment(number, rng) for number in range(SECTIONS_MAX))]


def _moment(number: int, rng: random.Random) -> WallView:
    return replace(
        USUAL,
        calls=tuple(
            replace(call(f"A{(number + back) % 1000:03}", 1 + back), call_no=1 + (number + back) % 3)
            for back in range(5)
        ),
        queues=tuple(
            queue(letter, name, rng.randrange(30), 5, 5 + rng.randrange(90))
            for letter, name in zip("ABCZ", ("综合受理", "咨询", "调解预约", "优先"), strict=True)
        ),
        not_present=tuple(f"A{(number + back) % 1000:03}" for back in range(number % 12)),
        lights=lights(rng.randrange(400), rng.randrange(40), rng.randrange(9), 2),
        wall_desks=tuple(
            desk(no, rng.choice(["open", "paused", "closed"]), rng.choice([None, f"A{number:03}"]))
            for no in range(1, 1 + number % 13)
        ),
        steps=StepsView(day=NOW.date(), counts=(number, 12, 9, 4, 3), as_of=NOW),
        kpis=kpi_board(number % 7),
        types=types(1 + number / 10, hidden=number % 4),
        trend=trend(30, 100 + number, number % 20),
        areas=areas(1 + number % 30),
        wall_notices=tuple(
            WallNotice(notice_id=f"n{number}-{k}", text=NOTICE * (1 + k), until=NOW + DAY)
            for k in range(number % 4)
        ),
    )


def _memory_mb() -> float:
    """Resident memory of this process."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES / 2**20


def _objects() -> float:
    gc.collect()
    return float(len(gc.get_objects()))
