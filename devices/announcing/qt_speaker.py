"""The machine's loudspeaker through Qt Multimedia (PulseAudio or PipeWire beneath it).

Samples are pushed, because pulling needs an event loop in the thread that plays. Two habits of PySide6 6.11.3 (M): the
signal `stateChanged` cannot be connected (its enumeration does not convert), and without an event loop the state stays
Active behind the last sample; so the end is read from how much was processed.
"""

import time
from collections.abc import Callable, Iterator
from types import ModuleType

from devices.announcing.duck import Duck
from devices.announcing.loudspeaker import SpeakerLost
from devices.announcing.sound import RATE, Samples, joined, little_endian, seconds, silence

STALLED_S = 5.0
"""A device that takes nothing for so long is gone, whatever it says. A virtual one may sleep for 2 s (M)."""
_BUFFER_S = 0.3
_STRETCH = RATE // 20  # so many samples are given one glide of the gain
_LOOK_S = 0.01


class QtSpeaker:
    """The default output. Looked for anew each time, so one that is plugged in later is found.

    What is never found again is a sound server that was away when this process first looked for it: start it first.
    `duck`: what is played here gives way to calls, a buffer later (0.3 s: while the call's tones are heard).
    """

    def __init__(self, duck: Duck | None = None) -> None:
        self._duck = duck
        self._multimedia: ModuleType | None = None
        self._is_missing = False

    def is_there(self) -> bool:
        """Whether this machine has an audio output now."""
        qt = self._qt()
        return qt is not None and not qt.QMediaDevices.defaultAudioOutput().isNull()

    def play(self, name: str, samples: Samples, is_wanted: Callable[[], bool]) -> None:  # noqa: ARG002, a sound card asks for no name
        """Push the samples as they are taken, and wait for the last to be heard."""
        qt = self._qt()
        if qt is None or (device := qt.QMediaDevices.defaultAudioOutput()).isNull():
            raise SpeakerLost("speaker.absent")
        form = qt.QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(qt.QAudioFormat.SampleFormat.Int16)
        sink = qt.QAudioSink(device, form)
        sink.setBufferSize(round(_BUFFER_S * RATE) * 2)
        line = sink.start()
        try:
            if line is None:
                raise SpeakerLost("speaker.failed", "the output does not open")
            # Silence behind it, as long as the buffer: what stop() throws away is that.
            padded = joined((samples, silence(_BUFFER_S)))
            stretches = self._stretches(padded)
            left = memoryview(next(stretches, b""))
            whole_us = int(seconds(padded) * 1_000_000)
            heard_us, moved_at = 0, time.monotonic()
            while is_wanted() and (left or heard_us < whole_us):
                if sink.error() not in (qt.QtAudio.Error.NoError, qt.QtAudio.Error.UnderrunError):
                    raise SpeakerLost("speaker.failed", str(sink.error()))
                while left and (taken := line.write(left[: sink.bytesFree()].tobytes())) > 0:
                    left = left[taken:] or memoryview(next(stretches, b""))
                if sink.processedUSecs() > heard_us:
                    heard_us, moved_at = sink.processedUSecs(), time.monotonic()
                elif time.monotonic() - moved_at > STALLED_S:
                    raise SpeakerLost("speaker.failed", "the output takes nothing any more")
                time.sleep(_LOOK_S)
        finally:
            sink.stop()

    def _stretches(self, samples: Samples) -> Iterator[bytes]:
        """Piece by piece as they are wanted, each as loud as it may be by then."""
        if self._duck is not None:
            self._duck.at_once()
        for begin in range(0, len(samples), _STRETCH):
            stretch = samples[begin : begin + _STRETCH]
            yield little_endian(stretch if self._duck is None else self._duck.shaped(stretch))

    def _qt(self) -> ModuleType | None:
        """Loaded by the thread that plays: it costs a quarter of a second, and needs libpulse."""
        if self._multimedia is None and not self._is_missing:
            try:
                from PySide6 import QtMultimedia  # noqa: PLC0415, see above

                self._multimedia = QtMultimedia
            except ImportError:
                self._is_missing = True
        return self._multimedia
