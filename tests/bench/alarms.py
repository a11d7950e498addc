"""Area alarms: a hundred calls for help in a second, and how long the dispatch screen's list takes to read in it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from statistics import median
from time import perf_counter

from case_store.alarms.board import alarms_for
from case_store.store import Store
from case_store.views.look import Look
from cases.figures.sight import Sight
from cases.queue.help_call import CallHelp
from cases.views_dispatch import AlarmBoard
from tests.bench.measure import ROUNDS, Measurement, at_most, percentile
from tests.bench.standing_hall import fresh_ground
from tests.bench.store import open_store

FLOOD = 100  # in a second
READ_MS_MAX = 10.0  # issue 6: the screen holds in a flood


def measure() -> list[Measurement]:
    """p99 of reading the list after each of the calls of a round; the median of the rounds."""
    with fresh_ground() as ground, open_store(ground) as store:
        rounds = [percentile(_flood(store, number), 99) * 1000 for number in range(ROUNDS)]
    return [at_most("alarms.read_in_a_flood", median(rounds), "ms", READ_MS_MAX)]


def _flood(store: Store, number: int) -> list[float]:
    read, took = {"alarms": alarms_for(Sight())}, list[float]()
    before = _board(store, read).total_open
    for call in range(FLOOD):
        at = store.clock.now() + timedelta(seconds=call / FLOOD)
        command = CallHelp(help_id=f"{number}-{call}", kiosk_id="k1", page="home", called_at=at)
        store.hall.call_help(command)
        began = perf_counter()
        board = _board(store, read)
        took.append(perf_counter() - began)
    if board.total_open != before + FLOOD or len(board.groups) != 1:
        raise RuntimeError(f"{board.total_open} alarms in {len(board.groups)} groups")
    return took


def _board(store: Store, read: Mapping[str, Callable[[Look], AlarmBoard]]) -> AlarmBoard:
    _now, seen = store.hall.look(read)
    board: AlarmBoard = seen["alarms"]
    return board
