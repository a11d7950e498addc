"""One picture of one panel in one state."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Picture:
    """`panel` and `state` name the file; `state` begins with empty, normal, crowded, stale or failed."""

    panel: str
    state: str
    draw: Callable[[], QImage]

    @property
    def name(self) -> str:
        """The file's name without its end."""
        return f"{self.panel}-{self.state}"
