"""The announcer: takes calls from a screen, says them one after the other, and is honest about how it is with that.

One thread of its own makes and plays; whoever calls never waits. What is said of a call, in which order, how often: the
rules of `cases.queue.announcement` and `cases.queue.speech_queue`.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime

import structlog

from cases.hall_time import hall_time
from cases.policy.voice import VoicePolicy
from cases.queue.announcement import announcement
from cases.queue.phrases import CHIME, TRY_OUT, Phrases
from cases.queue.speech_queue import Saying, SpeechQueue, WaitingCall
from cases.refusal import Refusal
from devices.announcing.loudspeaker import Speaker, SpeakerLost, SpeakerState
from devices.announcing.orders import Call, Order, TryOut, Withdrawal
from devices.announcing.sound import NoSound, Samples, joined, seconds, silence
from devices.announcing.voice import Voice

LOOK_AGAIN_S = 5.0
"""How often an idle announcer looks whether its speaker is there and which hour it is."""
CLOSE_WITHIN_S = 3.0
ORDERS_MAX = 1000  # while one announcement is being said

_log = structlog.get_logger(__name__)


class Announcer:
    """`on_state` and `on_report` are called in the announcer's own thread: hand them on (`Bridge.post`).

    `on_report` gets refusals of refusals_devices.toml: a recording that cannot be used, no voice, no loudspeaker, a
    call that was not said. `now` is the hall's clock and decides only how loud; waiting is measured by a clock that
    nobody can set.
    """

    def __init__(
        self,
        policy: VoicePolicy,
        phrases: Phrases,
        voice: Voice,
        speaker: Speaker,
        now: Callable[[], datetime],
        *,
        on_state: Callable[[SpeakerState], None] = lambda _state: None,
        on_report: Callable[[Refusal], None] = lambda _refusal: None,
    ) -> None:
        self._policy, self._phrases, self._voice, self._speaker, self._now = (
            policy,
            phrases,
            voice,
            speaker,
            now,
        )
        self._on_state, self._on_report = on_state, on_report
        self._orders: deque[Order] = deque(maxlen=ORDERS_MAX)
        self._queue = SpeechQueue()
        self._tries: list[Callable[[SpeakerState], None]] = []
        self._changed = threading.Condition()
        self._is_muted = self._is_closing = False
        self._is_busy = True  # until the first look
        self._has_speaker = self._has_voice = True
        self._told_state: SpeakerState | None = None
        self._lost_by = ""
        self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SpeakerState:
        """How it is now, as far as was looked (at least every `LOOK_AGAIN_S`)."""
        if not self._has_speaker:
            return SpeakerState.NO_DEVICE
        if self._is_muted:
            return SpeakerState.MUTED
        if self._volume() == 0:
            return SpeakerState.QUIET_HOURS
        return SpeakerState.OK if self._has_voice else SpeakerState.NO_VOICE

    @property
    def lost_by(self) -> str:
        """Why nothing is heard: the code of the speaker's refusal, "" while it is heard."""
        return self._lost_by

    @property
    def has_refused_recordings(self) -> bool:
        """Whether a recording of the centre lies there that cannot be used."""
        return bool(self._voice.refused)

    def announce(self, ticket_no: str, counter_no: int, zone: str = "") -> None:
        """A number was called (呼叫, 重呼). Say it when its turn comes; while muted it is not said at all."""
        self._order(Call(ticket_no, counter_no, zone, time.monotonic()))

    def withdraw(self, ticket_no: str) -> None:
        """The citizen came, or the call was taken back: what is not begun is not said any more."""
        self._order(Withdrawal(ticket_no))

    def try_out(self, on_end: Callable[[SpeakerState], None] = lambda _state: None) -> None:
        """Say in its turn that this is a test (试音): tones and a phrase that nobody takes for a call.

        `on_end` is called in the announcer's thread with how it is now; only OK was heard as it should be.
        """
        self._order(TryOut(on_end, time.monotonic()))

    def mute(self, on: bool) -> None:
        """Silence at once, and nothing is saved up for later: the wall shows what was called meanwhile."""
        with self._changed:
            self._is_muted = on
            self._changed.notify_all()

    def use(self, policy: VoicePolicy) -> None:
        """Another policy holds, from the next announcement on."""
        with self._changed:
            self._policy = policy
            self._changed.notify_all()

    def settle(self, timeout_s: float) -> bool:
        """Wait until everything was said and every piece is ready; False when that took too long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._is_busy and not self._orders, timeout_s)

    def close(self) -> None:
        """Stop at once, end the thread. May be called twice."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        self._thread.join(CLOSE_WITHIN_S)
        if self._thread.is_alive():
            _log.error("the announcer did not end", within_s=CLOSE_WITHIN_S)

    def _order(self, order: Order) -> None:
        with self._changed:
            self._orders.append(order)
            self._changed.notify_all()

    def _run(self) -> None:
        self._guarded(self._look)
        while not self._is_closing:
            self._guarded(self._turn)

    def _turn(self) -> None:
        """Calls first; while there are none, the pieces of the voice that nobody asked for yet; then wait."""
        self._take_orders()
        if not (self._say_next() or self._voice.prepare_one()):
            self._look()
            self._rest()

    def _guarded(self, work: Callable[[], None]) -> None:
        """One call that breaks silences neither those that wait behind it nor the hall for the rest of the day."""
        before = self._queue
        try:
            work()
        except Exception:  # noqa: BLE001, see above
            _log.exception("the announcer failed and goes on")
            if self._queue is before:  # nothing was taken out of it: the same would break again
                self._queue = SpeechQueue(before.waiting[1:])
            if not self._queue.waiting:
                self._rest()

    def _rest(self) -> None:
        with self._changed:
            if self._orders or self._is_closing:
                return
            self._is_busy = False
            self._changed.notify_all()
            muted, policy = self._is_muted, self._policy
            self._changed.wait_for(
                lambda: self._orders or self._is_closing or (muted, policy) != (self._is_muted, self._policy),
                LOOK_AGAIN_S,
            )
            self._is_busy = True

    def _take_orders(self) -> None:
        with self._changed:
            orders, policy = tuple(self._orders), self._policy
            self._orders.clear()
        for order in orders:
            if isinstance(order, Withdrawal):
                self._queue = self._queue.without(order.ticket_no)
            elif isinstance(order, TryOut):
                self._tries.append(order.on_end)
                test = self._waiting(TRY_OUT, 0, (TRY_OUT,), order.at_s)
                self._change_queue(self._queue.with_call(test, policy))
            elif (call := self._spoken_call(order, policy)) is not None:
                self._change_queue(self._queue.with_call(call, policy))
        self._change_queue(self._queue.without_stale(time.monotonic(), policy))

    def _spoken_call(self, order: Call, policy: VoicePolicy) -> WaitingCall | None:
        clips = announcement(order.ticket_no, order.counter_no, order.zone, self._phrases, policy)
        if isinstance(clips, Refusal):
            _log.warning("a call cannot be said", code=clips.code, counter_no=order.counter_no)
            self._on_report(clips)
            return None
        return self._waiting(order.ticket_no, order.counter_no, clips, order.at_s)

    def _waiting(
        self, ticket_no: str, counter_no: int, clips: tuple[str, ...], since_s: float
    ) -> WaitingCall:
        return WaitingCall(
            ticket_no=ticket_no,
            counter_no=counter_no,
            clips=clips,
            seconds=self._words_seconds(clips),
            since_s=since_s,
        )

    def _words_seconds(self, clips: tuple[str, ...]) -> float:
        """How long it takes to say them once; nothing where there is no voice for it."""
        try:
            return self._voice.spoken_seconds(clips)
        except NoSound:
            return 0.0

    def _change_queue(self, queue: SpeechQueue) -> None:
        """Whoever is left out without having been said, or called anew, is named: staff can call them by voice."""
        before, after = (tuple(call.ticket_no for call in q.waiting) for q in (self._queue, queue))
        self._queue = queue
        for ticket_no in before:
            if ticket_no not in after and ticket_no == TRY_OUT:
                self._end_tries()
            elif ticket_no not in after:
                _log.warning("a call is left out", waiting=len(before))
                self._on_report(Refusal("announcement.left_out", {"ticket_no": ticket_no}))

    def _say_next(self) -> bool:
        """Say what is next, if it is to be heard; whether there was anything."""
        with self._changed:
            policy = self._policy
        following = self._queue.next_saying(policy, seconds(self._voice.piece(CHIME)))
        if following is None:
            return False
        saying, self._queue = following
        volume = self._volume()
        if self._is_muted or volume == 0:
            self._queue = SpeechQueue()
            self._end_tries()
            return True
        name = f"{saying.call.ticket_no}-{saying.call.counter_no}"
        try:
            self._speaker.play(name, self._sound(saying, policy, volume), self._is_wanted)
            self._has_speaker, self._lost_by = True, ""
        except SpeakerLost as lost:
            self._lost(lost)
        self._tell_state()
        if saying.call.ticket_no == TRY_OUT:
            self._end_tries()
        return True

    def _end_tries(self) -> None:
        tries, self._tries = self._tries, []
        for on_end in tries:
            on_end(self.state)

    def _sound(self, saying: Saying, policy: VoicePolicy, volume: int) -> Samples:
        """Tones, words, pause, words, and the gap to the next call. Without a voice, the tones alone and once."""
        pieces = [self._voice.piece(CHIME, volume)]
        try:
            words = self._voice.spoken(saying.call.clips, volume)
        except NoSound:
            words = silence(0)
        if words:
            gap = silence(policy.repeat_gap_ms / 1000)
            pieces = [*(pieces if saying.chime else ()), words, *(gap, words) * (saying.times - 1)]
        self._has_voice = self._voice.is_whole
        return joined((*pieces, silence(policy.calls_gap_ms / 1000)))

    def _is_wanted(self) -> bool:
        return not (self._is_muted or self._is_closing)

    def _volume(self) -> int:
        return self._policy.volume_percent(hall_time(self._now()).time())

    def _look(self) -> None:
        """Whether the speaker is there, and how it is now."""
        self._has_voice = self._voice.is_whole
        if not self._speaker.is_there():
            self._lost(SpeakerLost("speaker.absent"))
        elif self._lost_by == "speaker.absent":  # one that failed is believed when something was heard again
            self._has_speaker, self._lost_by = True, ""
        self._tell_state()

    def _lost(self, lost: SpeakerLost) -> None:
        """Told once until it works again: an output that fails is often away a moment later."""
        is_known, self._has_speaker, self._lost_by = bool(self._lost_by), False, lost.code
        if not is_known:
            _log.warning("no loudspeaker", why=str(lost))
            self._on_report(Refusal(lost.code))

    def _tell_state(self) -> None:
        state = self.state
        if state is not self._told_state:
            self._told_state = state
            self._on_state(state)
