"""Debian packages that a command needs: which are missing, and how they come in.

`python3 tools/debian_packages.py screen browser`: as root it installs what is missing; otherwise it
prints the one line that an administrator has to run, and exits 1. What is there is judged by the
thing itself (a library that loads, a program, a file), so that a machine which has it from
elsewhere is left alone.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """A package, what proves that it is there (soname, program or absolute path), and why we want it."""

    package: str
    proof: str
    reason: str

    def is_met(self) -> bool:
        """Whether the proof is on this machine."""
        if self.proof.startswith("/"):
            return Path(self.proof).exists()
        if ".so" not in self.proof:
            return shutil.which(self.proof) is not None
        try:
            ctypes.CDLL(self.proof)
        except OSError:
            return False
        return True


GROUPS: dict[str, tuple[Need, ...]] = {
    "base": (Need("ca-certificates", "/etc/ssl/certs/ca-certificates.crt", "https to the package index"),),
    "screen": (  # any Qt window, also the invisible ones of the tests
        Need("libglib2.0-0", "libgthread-2.0.so.0", "QtCore"),
        Need("libegl1", "libEGL.so.1", "QtGui"),
        Need("libgl1", "libGL.so.1", "QtGui"),
        Need("libxkbcommon0", "libxkbcommon.so.0", "QtGui: keys"),
        Need("libdbus-1-3", "libdbus-1.so.3", "QtDBus, which QtGui loads"),
        Need("libfontconfig1", "libfontconfig.so.1", "QtGui: fonts"),
        Need("libx11-6", "libX11.so.6", "QtGui"),
        Need("libpulse0", "libpulse.so.0", "QtMultimedia, which the on-screen keyboard loads"),
        Need("libxrandr2", "libXrandr.so.2", "QtMultimedia's plugin: no sound without it"),
    ),
    "x11": (
        Need("libxcb-cursor0", "libxcb-cursor.so.0", "Qt's xcb platform"),
        Need("libxcb-icccm4", "libxcb-icccm.so.4", "Qt's xcb platform"),
        Need("libxcb-image0", "libxcb-image.so.0", "Qt's xcb platform"),
        Need("libxcb-keysyms1", "libxcb-keysyms.so.1", "Qt's xcb platform"),
        Need("libxcb-randr0", "libxcb-randr.so.0", "Qt's xcb platform"),
        Need("libxcb-render-util0", "libxcb-render-util.so.0", "Qt's xcb platform"),
        Need("libxcb-shape0", "libxcb-shape.so.0", "Qt's xcb platform"),
        Need("libxcb-shm0", "libxcb-shm.so.0", "Qt's xcb platform"),
        Need("libxcb-sync1", "libxcb-sync.so.1", "Qt's xcb platform"),
        Need("libxcb-util1", "libxcb-util.so.1", "Qt's xcb platform"),
        Need("libxcb-xfixes0", "libxcb-xfixes.so.0", "Qt's xcb platform"),
        Need("libxcb-xkb1", "libxcb-xkb.so.1", "Qt's xcb platform"),
        Need("libxkbcommon-x11-0", "libxkbcommon-x11.so.0", "Qt's xcb platform"),
    ),
    "wayland": (
        Need("libwayland-cursor0", "libwayland-cursor.so.0", "Qt's wayland platform"),
        Need("libwayland-egl1", "libwayland-egl.so.1", "Qt's wayland platform"),
    ),
    "voice": (Need("espeak-ng", "espeak-ng", "calls are said aloud; without it only tones are heard"),),
    "handwriting": (  # without it the kiosk does not offer 手写
        Need("libzinnia0", "libzinnia.so.0", "characters that a finger writes"),
        Need(
            "tegaki-zinnia-simplified-chinese",
            "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model",
            "how 6,763 characters are written",
        ),
    ),
    "cluster": (Need("etcd-server", "etcd", "who leads the centre's PostgreSQL: `make rehearsal-ha`"),),
    "browser": (  # the citizen's phone page, looked at in tests and in the headless story
        Need("chromium", "chromium", "draws the phone page"),
        Need(
            "fonts-noto-cjk",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "Chinese in the browser; our own screens bring their font in assets/fonts",
        ),
    ),
    "faults": (  # the long drills of tests/faults
        Need("fiu-utils", "fiu-ctrl", "system calls of the store that fail"),
        Need("faketime", "faketime", "clocks that are years off"),
        Need("iproute2", "ip", "two places with a bad line between them"),
    ),
}

APT = (
    *("apt-get", "--yes"),
    *("-o", "DPkg::Lock::Timeout=120"),  # a fresh machine may be busy with its own upgrades
    *("-o", "APT::Keep-Downloaded-Packages=false"),  # 250 MB less on a small disk
)


def missing(needs: tuple[Need, ...]) -> list[str]:
    """The packages whose proof is not there, in the order given."""
    return [need.package for need in needs if not need.is_met()]


def remedy(packages: list[str]) -> str:
    """The one line that an administrator runs."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def install(packages: list[str]) -> bool:
    """Install as root, asking nothing. An index that cannot be refreshed is no reason not to try."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ((*APT, "-qq", "update"), (*APT, "-qq", "install", "--no-install-recommends", *packages)):
        done = subprocess.run(
            command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )
    return done.returncode == 0


def main(groups: list[str]) -> int:
    """Bring in what the groups need: 0 when everything is there in the end, 1 when a person has to help."""
    needs = tuple(need for group in ("base", *groups) for need in GROUPS[group])
    packages = missing(needs)
    if not packages:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing Debian packages:", *packages, flush=True)
        install(packages)
        packages = missing(needs)
        if not packages:
            return 0
        print("apt-get could not install these.", file=sys.stderr)
    print("Debian packages are missing. Run this once, then the same command again:", file=sys.stderr)
    print(f"    {remedy(packages)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
