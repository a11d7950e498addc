import os
import subprocess
import sys
from pathlib import Path

from tools.debian_packages import GROUPS, Need, missing, remedy

HERE = Path(__file__).parents[2]
THERE = Need("libc6", "libc.so.6", "a library every Debian has")
PROGRAM_THERE = Need("dash", "sh", "a program every Debian has")
FILE_THERE = Need("base-files", "/etc", "a path every Debian has")
NOT_THERE = (
    Need("libnone1", "libnone-of-this-name.so.1", "a library nobody has"),
    Need("none", "no-program-of-this-name", "a program nobody has"),
    Need("fonts-none", "/usr/share/fonts/no-font-of-this-name", "a file nobody has"),
)


def test_only_what_is_missing_is_named() -> None:
    assert missing((THERE, *NOT_THERE, PROGRAM_THERE, FILE_THERE)) == ["libnone1", "none", "fonts-none"]
    assert missing((THERE, PROGRAM_THERE, FILE_THERE)) == []


def test_the_remedy_is_one_line_for_an_administrator() -> None:
    assert remedy(["libegl1", "libgl1"]) == "sudo apt-get install --no-install-recommends libegl1 libgl1"


def test_every_need_gives_a_reason_and_stands_once() -> None:
    needs = [need for group in GROUPS.values() for need in group]
    assert all(need.reason for need in needs)
    assert len({need.package for need in needs}) == len(needs)


def test_a_machine_that_has_everything_is_left_alone() -> None:
    done = subprocess.run(
        [sys.executable, "tools/debian_packages.py", "screen", "browser"],
        cwd=HERE,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
