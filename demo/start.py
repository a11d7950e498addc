"""Where `main.py demo` begins: windows where there is a display, else the whole story offscreen."""

import os
from pathlib import Path

from case_store.logs import configure_logs

VAR = Path(__file__).parents[1] / "var"


def start(headless: Path | None) -> int:
    """The exit code of the demo. `headless` names the folder of the story's pictures and report."""
    configure_logs()
    if headless is None and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        headless = VAR / "demo"
    if headless is not None:
        from demo.story import play

        return play(headless)
    from demo.windows import open_windows

    return open_windows(VAR)
