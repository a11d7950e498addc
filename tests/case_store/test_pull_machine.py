"""What the pull does next, whatever happens: no socket, no disk, no clock."""

import pytest

from case_store.sync import push
from case_store.sync.pull import Ask, CursorRead, Puller, ReadCursor, Take, Taken, Told
from case_store.sync.push import Failed, Wait, Woken

IDLE_S = 8.0


def puller(chance: float = 0.5) -> Puller:
    """One that has asked from position 3."""
    made = Puller(lambda: chance, IDLE_S)
    assert made.handle(Woken()) == ReadCursor()
    assert made.handle(CursorRead(3, "m3")) == Ask(3, "m3")
    return made


def test_it_asks_from_its_cursor_takes_what_is_told_and_asks_on_while_there_is_more() -> None:
    one = puller()
    assert one.handle(Told(3, 5, "m5", more=True)) == Take()
    assert one.handle(Taken()) == ReadCursor()
    assert one.handle(CursorRead(5, "m5")) == Ask(5, "m5")
    assert one.handle(Told(5, 6, "m6", more=False)) == Take()
    assert one.handle(Taken()) == Wait(IDLE_S, until_new=True)


def test_it_asks_again_after_a_while_though_nobody_wrote_anything() -> None:
    one = puller()
    assert one.handle(Told(3, 3, "m3", more=False)) == Wait(IDLE_S, until_new=True)
    assert one.handle(Woken()) == ReadCursor()


def test_halls_do_not_ask_in_one_instant() -> None:
    waits = [puller(chance).handle(Told(3, 3, "m3", more=False)) for chance in (0.0, 1.0)]
    assert waits == [Wait(IDLE_S * 0.5, until_new=True), Wait(IDLE_S * 1.5, until_new=True)]


def test_failures_are_waited_out_longer_and_longer_with_full_jitter_as_long_as_upstream_wishes() -> None:
    one = puller(1.0)
    waits = [one.handle(Failed("line")) for _ in range(9)]
    assert waits[:3] == [Wait(1.0, until_new=False), Wait(2.0, until_new=False), Wait(4.0, until_new=False)]
    assert waits[-1] == Wait(push.BACKOFF_MAX_S, until_new=False)
    assert puller(0.0).handle(Failed("line")) == Wait(0.0, until_new=False)
    assert puller(0.0).handle(Failed("429", retry_after_s=17.0)) == Wait(17.0, until_new=False)
    one.handle(Woken())
    one.handle(CursorRead(3, "m3"))
    one.handle(Told(3, 4, "m4", more=False))
    one.handle(Taken())
    assert not one.trouble
    assert one.handle(Failed("line")) == Wait(1.0, until_new=False)


def test_a_list_that_begins_anew_is_read_from_its_beginning_but_not_in_a_circle() -> None:
    one = puller(1.0)
    assert one.handle(Told(0, 1, "x1", more=True)) == Take()
    assert one.handle(Taken()) == ReadCursor()
    assert one.handle(CursorRead(1, "x1")) == Ask(1, "x1")
    assert one.handle(Told(0, 1, "y1", more=True)) == Wait(1.0, until_new=False)
    assert one.trouble == "the list begins anew again and again"


def test_a_list_that_is_empty_now_puts_the_cursor_back() -> None:
    assert puller().handle(Told(0, 0, "", more=False)) == Take()


@pytest.mark.parametrize(
    "told",
    [
        Told(2, 4, "m4", more=False),  # of an earlier question
        Told(9, 12, "m12", more=False),  # what stands between would be skipped
        Told(3, 2, "m2", more=False),
        Told(3, 3, "m3", more=True),  # more, again and again, and nothing told
    ],
)
def test_an_answer_that_does_not_fit_the_question_moves_nothing(told: Told) -> None:
    one = puller(1.0)
    assert one.handle(told) == Wait(1.0, until_new=False)
    assert one.trouble
