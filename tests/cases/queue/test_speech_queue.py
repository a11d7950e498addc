"""Which calls wait to be said: none twice, none cut off, and what gives when there are too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.policy.policy import Policy
from cases.policy.voice import VoicePolicy
from cases.queue.speech_queue import Saying, SpeechQueue, WaitingCall, seconds_in_full

CHIME_S = 0.8


def call(ticket_no: str, counter_no: int = 1, *, seconds: float = 5.0, since_s: float = 0.0) -> WaitingCall:
    return WaitingCall(
        ticket_no=ticket_no, counter_no=counter_no, clips=("please",), seconds=seconds, since_s=since_s
    )


def queue_of(policy: VoicePolicy, *calls: WaitingCall) -> SpeechQueue:
    queue = SpeechQueue()
    for each in calls:
        queue = queue.with_call(each, policy)
    return queue


def said(queue: SpeechQueue, policy: VoicePolicy) -> list[Saying]:
    sayings = []
    while (following := queue.next_saying(policy, CHIME_S)) is not None:
        saying, queue = following
        sayings.append(saying)
    return sayings


@pytest.fixture
def voice(policy: Policy) -> VoicePolicy:
    return policy.voice


def test_calls_are_said_in_the_order_in_which_they_came(voice: VoicePolicy) -> None:
    sayings = said(queue_of(voice, call("A003"), call("Z001"), call("A004")), voice)
    assert [saying.call.ticket_no for saying in sayings] == ["A003", "Z001", "A004"]


def test_one_call_is_said_twice_with_the_tones_before_it(voice: VoicePolicy) -> None:
    [saying] = said(queue_of(voice, call("A003")), voice)
    assert (saying.times, saying.chime) == (2, True)


def test_when_too_much_waits_it_is_said_once_until_the_backlog_is_gone(voice: VoicePolicy) -> None:
    policy = voice.model_copy(update={"shorten_over_seconds": 30})
    assert seconds_in_full(call("A001"), policy, CHIME_S) == pytest.approx(2 * 5 + 0.7 + 0.9 + 0.8)
    sayings = said(queue_of(policy, *(call(f"A{n:03}") for n in range(1, 6))), policy)
    assert [(saying.times, saying.chime) for saying in sayings] == [(1, False)] * 3 + [(2, True)] * 2


def test_a_single_call_is_never_shortened(voice: VoicePolicy) -> None:
    policy = voice.model_copy(update={"shorten_over_seconds": 1})
    assert [s.times for s in said(queue_of(policy, call("A001"), call("A002")), policy)] == [1, 2]


def test_a_recall_takes_the_place_of_the_one_that_still_waits(voice: VoicePolicy) -> None:
    queue = queue_of(voice, call("A001"), call("A002", 1), call("A003"), call("A002", 4, since_s=60.0))
    assert [(c.ticket_no, c.counter_no) for c in queue.waiting] == [("A001", 1), ("A002", 4), ("A003", 1)]
    assert queue.without_stale(voice.stale_seconds + 30.0, voice).waiting[0].ticket_no == "A002"


def test_who_came_is_not_called_any_more(voice: VoicePolicy) -> None:
    queue = queue_of(voice, call("A001"), call("A002")).without("A001").without("A009")
    assert [c.ticket_no for c in queue.waiting] == ["A002"]


def test_a_call_that_waited_too_long_is_left_out(voice: VoicePolicy) -> None:
    queue = queue_of(voice, call("A001", since_s=0.0), call("A002", since_s=100.0))
    assert queue.without_stale(voice.stale_seconds, voice) == queue
    assert [c.ticket_no for c in queue.without_stale(voice.stale_seconds + 1, voice).waiting] == ["A002"]


@given(numbers=st.lists(st.integers(1, 30), max_size=80), most=st.integers(1, 12), over=st.integers(1, 200))
def test_whatever_is_called_the_newest_are_said_once_each_and_in_order(
    policy: Policy, numbers: list[int], most: int, over: int
) -> None:
    small = policy.voice.model_copy(update={"waiting_max": most, "shorten_over_seconds": over})
    queue = queue_of(small, *(call(f"A{number:03}") for number in numbers))
    sayings = said(queue, small)
    tickets = [saying.call.ticket_no for saying in sayings]
    assert len(tickets) == len(set(tickets)) == min(most, len(tickets))
    assert set(tickets) <= {f"A{number:03}" for number in numbers}
    if len(set(numbers)) <= most:
        assert tickets == [f"A{number:03}" for number in dict.fromkeys(numbers)]
    if numbers:
        assert f"A{numbers[-1]:03}" in tickets, "the newest call is always said"
    short = [saying.times < small.repeats for saying in sayings]
    assert short == sorted(short, reverse=True), "once the backlog is gone, calls are said in full again"
