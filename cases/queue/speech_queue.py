"""Which calls wait to be said, and how the next one is said: no call cuts off another (pitfalls.md §1).

One loudspeaker, one announcement at a time. Seconds are those of one clock that only goes forward.
"""

from dataclasses import dataclass

from cases.policy.voice import VoicePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCall:
    """A call that is not said yet. `clips` and `seconds` are those of saying it once."""

    ticket_no: str
    counter_no: int
    clips: tuple[str, ...]
    seconds: float
    since_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """How a call is said: so often, with or without the tones before it."""

    call: WaitingCall
    times: int
    chime: bool


@dataclass(frozen=True, slots=True)
class SpeechQueue:
    """Calls in the order in which they will be said. Every change gives a new queue."""

    waiting: tuple[WaitingCall, ...] = ()

    def with_call(self, call: WaitingCall, policy: VoicePolicy) -> "SpeechQueue":
        """The call at the end; or in the place of the same ticket, which then is not said twice (重呼, 转窗口).

        Where `waiting_max` is reached, the one that waited longest makes room.
        """
        for place, known in enumerate(self.waiting):
            if known.ticket_no == call.ticket_no:
                return SpeechQueue((*self.waiting[:place], call, *self.waiting[place + 1 :]))
        return SpeechQueue((*self.waiting, call)[-policy.waiting_max :])

    def without(self, ticket_no: str) -> "SpeechQueue":
        """The citizen came, or the call was taken back: there is nothing to say any more."""
        return SpeechQueue(tuple(call for call in self.waiting if call.ticket_no != ticket_no))

    def without_stale(self, now_s: float, policy: VoicePolicy) -> "SpeechQueue":
        """Without those that waited longer than `stale_seconds`: their citizens were found, or called again."""
        return SpeechQueue(
            tuple(call for call in self.waiting if now_s - call.since_s <= policy.stale_seconds)
        )

    def next_saying(self, policy: VoicePolicy, chime_seconds: float) -> tuple[Saying, "SpeechQueue"] | None:
        """How the next call is said, and the queue without it; None where nothing waits.

        When saying all that waits in full would take more than `shorten_over_seconds`, it is said once, without the
        tones. What has begun is always said to its end.
        """
        if not self.waiting:
            return None
        call, *later = self.waiting
        in_full = sum(seconds_in_full(known, policy, chime_seconds) for known in self.waiting)
        short = len(self.waiting) > 1 and in_full > policy.shorten_over_seconds
        saying = Saying(call=call, times=1 if short else policy.repeats, chime=policy.chime and not short)
        return saying, SpeechQueue(tuple(later))


def seconds_in_full(call: WaitingCall, policy: VoicePolicy, chime_seconds: float) -> float:
    """How long the loudspeaker is busy with a call that is not shortened, the gap behind it included."""
    gaps_ms = (policy.repeats - 1) * policy.repeat_gap_ms + policy.calls_gap_ms
    return policy.repeats * call.seconds + gaps_ms / 1000 + (chime_seconds if policy.chime else 0)
