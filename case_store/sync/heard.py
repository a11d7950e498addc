"""When each hall was last heard by this centre: how old what its pages show may be."""

from datetime import datetime


class Heard:
    """In memory: after a restart the next push, or the next empty one of a quiet hall, says it again."""

    def __init__(self) -> None:
        self._at: dict[str, datetime] = {}

    def note(self, stream: str, at: datetime) -> None:
        """A batch of this hall was believed."""
        self._at[stream] = at

    def at(self, stream: str) -> datetime | None:
        """When it was last heard, None when not since this process began."""
        return self._at.get(stream)
