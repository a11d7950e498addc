"""A4 papers come out here: as a file in a folder, and by CUPS (`lp`) where the workplace names a printer.

A job's name is the paper's number: print queues are seen by many, so no person is in it.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cases.refusal import Refusal

_LP = "lp"
_LP_TIMEOUT_S = 20.0
_NOT_IN_A_NAME = re.compile(r"[^\w〔〕-]+")


@dataclass(frozen=True, slots=True)
class OfficePrinter:
    """`folder` None and `queue` empty: this workplace has no A4 printer."""

    folder: Path | None = None
    queue: str = ""  # as `lpstat -p` lists it

    @property
    def is_there(self) -> bool:
        """Whether there is any."""
        return self.folder is not None or bool(self.queue)

    def print(self, name: str, pdf: bytes) -> Refusal | None:
        """Waits for the disk and for `lp`: not for the UI thread. What is there already is never written over."""
        if not self.is_there:
            return Refusal("office_printer.none")
        bare = _NOT_IN_A_NAME.sub("_", name)
        if self.folder is not None and (refused := _into_folder(self.folder, bare, pdf)):
            return refused
        return _by_lp(self.queue, bare, pdf) if self.queue else None


def _into_folder(folder: Path, name: str, pdf: bytes) -> Refusal | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path, count = folder / f"{name}.pdf", 1
        while path.exists():
            count += 1
            path = folder / f"{name}-{count}.pdf"
        unfinished = path.with_name(f".{path.name}.part")
        try:
            unfinished.write_bytes(pdf)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError:
        return Refusal("office_printer.folder")
    return None


def _by_lp(queue: str, name: str, pdf: bytes) -> Refusal | None:
    program = shutil.which(_LP)
    if program is None:
        return Refusal("office_printer.no_lp")
    try:
        done = subprocess.run(  # noqa: S603  our own arguments; the paper goes through a pipe, not the disk
            [program, "-d", queue, "-t", name, "-"],
            input=pdf,
            capture_output=True,
            timeout=_LP_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Refusal("office_printer.silent")
    return Refusal("office_printer.failed", {"code": done.returncode}) if done.returncode else None
