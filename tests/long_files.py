"""Which file of the suite is begun when: few tests that take long first, then those with most tests, as xdist does.

A process is given its next files while it has one or two tests left. Files with a single test of ten seconds came last,
three of them to one process: it worked on alone while the others had ended.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

LONG = (  # seconds a test, most of them processes that start and are killed
    "case_store/postgres/test_by_roles_too.py",
    "case_store/postgres/test_demo_on_postgres.py",
    "case_store/postgres/test_hall_moves.py",
    "case_store/postgres/test_hall_removed.py",
    "case_store/test_any_day.py",
    "case_store/test_races.py",
    "case_store/test_transfer_halls.py",
    "counter/test_counter_killed.py",
    "counter/test_registration_killed.py",
    "rehearsal/test_bad_days.py",
    "rehearsal/test_short_day.py",
    "scale/test_few_halls.py",
)


class Item(Protocol):
    """A test, as pytest names it."""

    @property
    def nodeid(self) -> str:
        """file::test"""


T = TypeVar("T", bound=Item)


def longest_first(items: Sequence[T]) -> list[T]:
    """Files stay whole, and tests in them in their order."""
    tests = Counter(file_of(item) for item in items)
    return sorted(items, key=lambda item: (file_of(item) not in LONG, -tests[file_of(item)]))


def file_of(item: Item) -> str:
    return item.nodeid.partition("::")[0].removeprefix("tests/")
