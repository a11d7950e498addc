"""The citizen's phone: headless Chromium at the size of a small telephone."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import httpx2

PHONE_SIZE = (390, 844)
PAGE_WITHIN_S = 60


def browser() -> str | None:
    """The Chromium of this machine, None when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def visit(url: str, picture: Path) -> str:
    """Open a page as a phone would: a PNG of it, and its HTML.

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
        subprocess.run(  # noqa: S603 - Debian's chromium with a URL of our own centre
            [*base, f"--screenshot={picture}", url], capture_output=True, timeout=PAGE_WITHIN_S, check=False
        )
    if not picture.exists():
        raise RuntimeError("chromium 没有交出画面")
    return html_of(url)


def html_of(url: str) -> str:
    """The page as the centre sends it: it has no script, so this is also what stands there after loading."""
    return httpx2.get(url, trust_env=False).text
