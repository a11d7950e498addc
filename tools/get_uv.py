"""Find or fetch uv and link it to the path given: `python3 tools/get_uv.py .tools/uv`.

A fresh Debian 12 has neither pip nor ensurepip nor curl, so this climbs a ladder, cheapest rung first:
uv on PATH; a venv with pip; pip alone; the standard library. Version and hashes are pinned here, and
only here. The package index is UV_DEFAULT_INDEX, UV_INDEX_URL or PIP_INDEX_URL if set.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import Request, urlopen

UV_VERSION = "0.13.9"
UV_OLDEST = (0, 7, 0)  # the oldest one seen to install our uv.lock
WHEELS = {  # machine -> (wheel, sha256); PySide6 exists for these two only
    "x86_64": (
        f"uv-{UV_VERSION}-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    "aarch64": (
        f"uv-{UV_VERSION}-py3-none-manylinux_2_28_aarch64.whl",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
}
TIMEOUT_S = 120
FETCHED_BYTES_MAX = 200_000_000


class RungBroken(Exception):
    """This way to uv is not open on this machine; the message says why, and the next one is tried."""


def version_of(uv: Path) -> tuple[int, ...]:
    """The version that `uv` answers, e.g. (0, 13, 9). Raises RungBroken if it does not run."""
    try:
        said = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise RungBroken(f"{uv} does not run: {error}") from error
    found = re.match(r"uv (\d+)\.(\d+)\.(\d+)", said)
    if not found:
        raise RungBroken(f"{uv} does not say which version it is: {said!r}")
    return tuple(int(part) for part in found.groups())


def on_path(_home: Path) -> Path:
    """Rung 1: uv is installed already, and not too old to read uv.lock."""
    found = shutil.which("uv")
    if not found:
        raise RungBroken("not on PATH")
    if version_of(Path(found)) < UV_OLDEST:
        raise RungBroken(f"{found} is older than {'.'.join(map(str, UV_OLDEST))}")
    return Path(found)


def with_venv(home: Path) -> Path:
    """Rung 2: a venv of its own, where Debian's python3-venv is installed."""
    run([sys.executable, "-c", "import ensurepip, venv"])
    venv = home / "uv-venv"
    run([sys.executable, "-m", "venv", "--clear", str(venv)])
    pip_install([str(venv / "bin" / "pip")])
    return venv / "bin" / "uv"


def with_pip(home: Path) -> Path:
    """Rung 3: pip into a folder of ours, which Debian's "externally managed" mark does not forbid."""
    target = home / "uv-pip"
    pip_install([sys.executable, "-m", "pip"], "--target", str(target), "--upgrade")
    return target / "bin" / "uv"


def with_nothing(home: Path) -> Path:
    """Rung 4: the standard library reads the index, checks the pinned hash and unpacks the one file."""
    wheel, sha256 = pinned_wheel()
    page_url = f"{index_url().rstrip('/')}/uv/"
    page = fetch(page_url).decode("utf-8", "replace")
    # One pattern for an index in JSON and in the older HTML: a quoted address that ends in our wheel.
    found = re.search(rf'"([^"\s]+/{re.escape(wheel)})["#]', page)
    if not found:
        raise RungBroken(f"{page_url} does not list {wheel}")
    content = fetch(urljoin(page_url, found.group(1)))
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RungBroken(f"{wheel} does not have the pinned sha256: refused")
    uv = home / f"uv-{UV_VERSION}" / "uv"
    uv.parent.mkdir(parents=True, exist_ok=True)
    uv.write_bytes(zipfile.ZipFile(io.BytesIO(content)).read(f"uv-{UV_VERSION}.data/scripts/uv"))
    uv.chmod(0o755)
    return uv


def pinned_wheel() -> tuple[str, str]:
    """Name and sha256 of the wheel for this machine. Raises RungBroken where there is none."""
    machine = platform.machine()
    if machine not in WHEELS:
        raise RungBroken(f"no uv is pinned for {machine} machines")
    return WHEELS[machine]


def pip_install(pip: list[str], *options: str) -> None:
    """Let pip install the pinned uv, by hash."""
    _wheel, sha256 = pinned_wheel()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirements:
        requirements.write(f"uv=={UV_VERSION} --hash=sha256:{sha256}\n")
        requirements.flush()
        run([*pip, "install", "--quiet", "--only-binary", ":all:", *options, "-r", requirements.name])


def index_url() -> str:
    """The package index of this machine: uv's or pip's own setting, else the public one."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return re.sub(r"^[\w.-]+=(?=\w+://)", "", os.environ[name])  # uv also allows name=url
    return "https://pypi.org/simple"


def fetch(url: str) -> bytes:
    """What `url` answers, read wholly. Raises RungBroken when it does not answer or answers without end."""
    accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.1, */*;q=0.01"
    request = Request(url, headers={"Accept": accept})
    try:
        with urlopen(request, timeout=TIMEOUT_S) as answer:
            content: bytes = answer.read(FETCHED_BYTES_MAX + 1)
    except OSError as error:
        raise RungBroken(f"{url}: {error}") from error
    if len(content) > FETCHED_BYTES_MAX:
        raise RungBroken(f"{url} is larger than any uv")
    return content


def run(command: list[str]) -> None:
    """Run a command without a keyboard. Raises RungBroken with its last line when it fails."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise RungBroken(lines[-1])


LADDER: tuple[Callable[[Path], Path], ...] = (on_path, with_venv, with_pip, with_nothing)


def main(link: Path) -> int:
    """Climb the ladder and leave `link` pointing at a uv that runs; 1 if no rung holds."""
    home = link.parent.absolute()
    home.mkdir(parents=True, exist_ok=True)
    reasons = []
    for rung in LADDER:
        try:
            uv = rung(home)
            version = ".".join(map(str, version_of(uv)))
        except RungBroken as why:
            reasons.append(f"  {rung.__name__}: {why}")
            continue
        link.unlink(missing_ok=True)
        link.symlink_to(uv)
        print(f"uv {version} ({rung.__name__}): {uv}")
        return 0
    print("uv could not be found or fetched:", *reasons, sep="\n", file=sys.stderr)
    print(
        "Install it by hand (python3 -m pip install uv, or pipx install uv) and run this again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
