"""试听: every piece of the voice, heard one by one at a desk, with what is wrong with its recording.

One thread of its own makes, measures and plays, so whoever asks does not wait: `await` what is answered. At full
volume: a desk is no hall, and its loudspeaker has a knob.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from cases.policy.voice import VoicePolicy
from cases.queue.announcement import announcement
from cases.queue.phrases import CHIME, Phrases
from cases.refusal import Refusal
from devices.announcing.loudspeaker import Speaker, SpeakerLost
from devices.announcing.piece_facts import PieceFacts, Source, piece_facts, strays
from devices.announcing.sound import NoSound, Samples, joined
from devices.announcing.voice import Stamp, Voice

Answer = TypeVar("Answer")


class Audition:
    """`recordings_dir`: the centre's own, as the wall that speaks has them. No `speaker`: nothing is heard."""

    def __init__(
        self, phrases: Phrases, cache_dir: Path, speaker: Speaker | None, recordings_dir: Path | None = None
    ) -> None:
        self._phrases, self._speaker, self._recordings_dir = phrases, speaker, recordings_dir
        self._voice = Voice(phrases, cache_dir, recordings_dir)
        self._known: dict[str, tuple[Stamp | None, PieceFacts]] = {}
        self._asked, self._is_closing = 0, False
        self._worker = ThreadPoolExecutor(1, "audition")

    @property
    def names(self) -> tuple[str, ...]:
        """The pieces, in the order of the phrase table."""
        return (CHIME, *self._phrases.clips)

    async def facts(self) -> tuple[PieceFacts, ...]:
        """How each piece is now, in the order of the phrase table. The first time, the machine speaks them all."""
        return await self._in_turn(
            lambda: tuple(self._facts_of(name) for name in self.names if not self._is_closing)
        )

    async def strays(self) -> tuple[Refusal, ...]:
        """Files among the recordings that are no piece's."""
        return await self._in_turn(lambda: strays(self._recordings_dir, self._phrases))

    def play(self, name: str) -> Coroutine[None, None, Refusal | None]:
        """Let a piece be heard; what was being heard ends. Answers when it was heard, or why it was not."""
        return self._heard(name, lambda: self._voice.piece(name))

    def play_call(
        self, ticket_no: str, counter_no: int, zone: str, policy: VoicePolicy
    ) -> Coroutine[None, None, Refusal | None]:
        """A whole call, once, with the words of policy. Refused is what nobody could be called by."""

        def sound() -> Samples | Refusal:
            clips = announcement(ticket_no, counter_no, zone, self._phrases, policy)
            if isinstance(clips, Refusal):
                return clips
            return joined((self._voice.piece(CHIME), self._voice.spoken(clips)))

        return self._heard(f"{ticket_no}-{counter_no}", sound)

    def stop(self) -> None:
        """Silence, soon. From any thread."""
        self._asked += 1

    def close(self) -> None:
        """End it, also in the middle of a look at the recordings; may be called twice."""
        self._is_closing = True
        self.stop()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _facts_of(self, name: str) -> PieceFacts:
        """A recording that did not change is not measured again: long ones take a tenth of a second."""
        recording = self._voice.recording(name)
        stamp = recording and recording[1]
        known = self._known.get(name)
        if known is None or known[0] != stamp or known[1].source is Source.NONE:
            known = self._known[name] = stamp, piece_facts(self._voice, self._phrases, name)
        return known[1]

    def _heard(
        self, name: str, make: Callable[[], Samples | Refusal]
    ) -> Coroutine[None, None, Refusal | None]:
        self._asked += 1
        mine = self._asked

        def play() -> Refusal | None:
            try:
                sound = make()
                if isinstance(sound, Refusal):
                    return sound
                if self._speaker is None:
                    return Refusal("speaker.absent")
                self._speaker.play(name.replace("_", "-"), sound, lambda: mine == self._asked)
            except NoSound as error:
                return Refusal(error.code, {"clip": name})
            except SpeakerLost as lost:
                return Refusal(lost.code)
            return None

        return self._in_turn(play)

    async def _in_turn(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)
