"""The citizen's phone: headless Chromium at the size of a small telephone."""

import shutil
import subprocess
import tempfile
from pathlib import Path

PHONE_SIZE = (390, 844)
PAGE_WITHIN_S = 60


def browser() -> str | None:
    """The Chromium of this machine, None when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def visit(url: str, picture: Path) -> str:
    """Open a page as a phone would: a PNG of it, and its HTML after loading.

    Raises RuntimeError when there is no browser or it gives no picture.
    """
    chromium = browser()
    if chromium is None:
        raise RuntimeError("没有 chromium，看不了手机页；make test 会装上它")
    with tempfile.TemporaryDirectory() as profile:
        base = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            f"--user-data-dir={profile}",
            f"--window-size={PHONE_SIZE[0]},{PHONE_SIZE[1]}",
        ]
        _run([*base, f"--screenshot={picture}", url])
        html = _run([*base, "--dump-dom", url])
    if not picture.exists():
        raise RuntimeError("chromium 没有交出画面")
    return html


def _run(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 - Debian's chromium with a URL of our own centre
        command, capture_output=True, timeout=PAGE_WITHIN_S, check=False
    )
    return done.stdout.decode("utf-8", "replace")
