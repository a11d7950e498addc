"""What our pads have in common: frames both ways; they are asked how they are every few seconds, and may be silent."""

from collections.abc import Sequence

from devices.pad_frames import PadFrame, PadFrameReader, pad_frame

SILENT = "pad.silent"  # a code of refusals_pads.toml
ASK_EVERY_S = 2.0
UNANSWERED_MAX = 3
HALF_FRAME_S = 0.5  # a frame comes in one go: behind such a silence comes no rest of it
_HOW_ARE_YOU = b"?"


class PadLink:
    """One end of a pad's line. Whatever is heard answers the question how it is."""

    def __init__(self) -> None:
        self._reader, self._out = PadFrameReader(), bytearray()
        self._ask_at, self._heard_at = 0.0, 0.0
        self._unanswered = 0

    @property
    def trouble(self) -> str:
        """Whether it answers."""
        return SILENT if self._unanswered >= UNANSWERED_MAX else ""

    def opened(self, now: float) -> None:
        """Nothing said before was for this one; it is asked at once."""
        self._reader.forget()
        self._out.clear()
        self._unanswered, self._ask_at = 0, now

    def received(self, data: bytes, now: float) -> Sequence[PadFrame]:
        """The frames that are whole now."""
        if now - self._heard_at > HALF_FRAME_S:
            self._reader.forget()
        self._heard_at = now
        frames = tuple(self._reader.feed(data))
        if frames:
            self._unanswered = 0
        return frames

    def tick(self, now: float) -> None:
        """Ask how it is, when it is time to."""
        if now >= self._ask_at:
            self._unanswered += 1
            self.send(_HOW_ARE_YOU)
            self._ask_at = now + ASK_EVERY_S

    def due_at(self) -> float:
        """When it is asked next."""
        return self._ask_at

    def send(self, kind: bytes, data: bytes = b"") -> None:
        """One frame, with what goes out next; what waits there last is not said twice."""
        frame = pad_frame(kind, data)
        if not self._out.endswith(frame):
            self._out += frame

    def outgoing(self) -> bytes:
        """What is to be sent now."""
        waiting = bytes(self._out)
        self._out.clear()
        return waiting
