"""The evaluation pad: one key for one visit, in time; no key of one visit counts for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.evaluation_pad.evaluation_pad import EvaluationPad, NotPressed, Pressed
from devices.evaluation_pad.virtual import VirtualEvaluationPad
from devices.virtual_pad import Fault
from tests.devices.pad_ends import Ends


class Counter(Ends):
    def __init__(self) -> None:
        self.keys, self.ours = VirtualEvaluationPad(), EvaluationPad()
        super().__init__(self.ours, self.keys)

    def ask(self, visit_id: str, seconds: float = 30) -> None:
        self.order(self.ours.ask, visit_id, seconds)


@pytest.mark.parametrize("level", range(1, 6))
def test_one_key_is_the_visits_and_a_second_one_is_nobodys(level: int) -> None:
    counter = Counter()
    assert counter.keys.press(5) == b""  # dark: nobody is asked
    counter.ask("v1")
    counter.hears(counter.keys.press(level))
    assert counter.told == [Pressed("v1", level)]
    assert not counter.keys.lit
    counter.hears(counter.keys.press(6 - level) or counter.keys.frame(b"!", bytes([1, 1])))
    assert len(counter.told) == 1


def test_nobody_has_to_press_and_the_keys_go_out_by_themselves() -> None:
    counter = Counter()
    counter.ask("v1", 20)
    counter.pass_time(19)
    assert counter.keys.lit
    counter.pass_time(2)
    assert counter.told == [NotPressed("v1")]
    assert not counter.keys.lit


def test_a_key_that_was_pressed_for_the_visit_before_is_not_the_next_ones() -> None:
    counter = Counter()
    counter.ask("v1")
    late = counter.keys.press(1)
    counter.ask("v2")
    counter.hears(late)
    assert counter.told == [NotPressed("v1")]
    counter.hears(counter.keys.press(5))
    assert counter.told[-1] == Pressed("v2", 5)


def test_a_key_whose_frame_was_lost_is_heard_with_the_next_question() -> None:
    counter = Counter()
    counter.ask("v1")
    counter.keys.fault = Fault.WRONG_CHECK
    counter.hears(counter.keys.press(4))
    assert counter.told == []
    counter.keys.fault = Fault.NONE
    counter.pass_time(3)
    assert counter.told == [Pressed("v1", 4)]


def test_a_pad_that_was_pulled_out_is_asked_again_for_what_time_is_left() -> None:
    counter = Counter()
    counter.ask("v1", 30)
    counter.keys.number = 0
    counter.told += counter.ours.opened(counter.now)
    counter.talk()
    counter.hears(counter.keys.press(3))
    assert counter.told == [Pressed("v1", 3)]


@given(st.lists(st.tuples(st.sampled_from(["ask", "press", "wait", "off"]), st.integers(1, 5)), max_size=30))
def test_whatever_happens_each_visit_is_told_once_at_most(story: list[tuple[str, int]]) -> None:
    counter, asked = Counter(), 0
    for what, number in story:
        if what == "ask":
            asked += 1
            counter.ask(f"v{asked}")
        elif what == "press":
            counter.hears(counter.keys.press(number))
        elif what == "wait":
            counter.pass_time(number * 8)
        else:
            counter.keys.number = counter.keys.key = 0
    visits = [event.visit_id for event in counter.told]
    assert len(visits) == len(set(visits))
