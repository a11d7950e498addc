"""From line to line in few bytes, on the spot that was meant."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from printing.thermal.commands import feed
from printing.thermal.line_feeds import line_feeds
from printing.virtual.printer import VirtualPrinter
from tests.printing.conftest import ASSETS

DISTANCES = st.lists(st.sampled_from((38, 56, 32, 38, 255, 256, 600)), max_size=6)


@settings(max_examples=50)
@given(DISTANCES)
def test_every_line_begins_where_it_was_meant(downs: list[int]) -> None:
    printer = VirtualPrinter(ASSETS / "fonts" / "NotoSansSC-Regular.ttf")
    reached = 0
    for down, command in zip(downs, line_feeds(downs), strict=True):
        printer.feed(b"A" + command, 0.0)
        reached += down
        assert printer.image().height == reached
    assert printer.not_understood() == ()


@settings(max_examples=50)
@given(DISTANCES)
def test_no_other_choice_is_shorter(downs: list[int]) -> None:
    def cost(changes: tuple[bool, ...]) -> int:
        """Bytes if the usual distance is changed at these lines: ESC 3 costs three, LF one."""
        total, usual = 0, None
        for down, is_changed in zip(downs, changes, strict=True):
            if is_changed and down <= 255:
                total, usual = total + 3, down
            total += 1 if down == usual else len(feed(down))
        return total

    best = min(map(cost, product((False, True), repeat=len(downs))))
    assert sum(map(len, line_feeds(downs))) == best


def test_one_distance_for_all_lines_is_said_once() -> None:
    assert b"".join(line_feeds([38] * 10)) == b"\x1b3\x26" + b"\n" * 10


def test_a_line_that_is_higher_among_others_leaves_their_distance_as_it_is() -> None:
    assert line_feeds([38, 38, 56, 38, 38])[2:4] == (b"\x1bJ\x38", b"\n")
