"""A folder in place of a printer: each paper as NAME.bin, NAME.pdf and NAME.png."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from printing.spool.job import PrinterError, Reason
from printing.spool.printer_status import Condition
from printing.thermal.native import native
from printing.thermal.pdf import pdf
from printing.thermal.press import Encoders, Encoding
from printing.thermal.raster import png


class FolderTransport:
    """Writes into `folder`, which it makes if need be. A file appears whole or not at all, NAME.png last.

    A name that is there already gets -2, -3, …: paper is never printed over.
    """

    encoders: Encoders = MappingProxyType({Encoding.NATIVE: native, Encoding.PDF: pdf, Encoding.RASTER: png})

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ask(self) -> Condition:
        """A folder that can be written is a printer that is well."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as lost:
            raise PrinterError(Reason.ABSENT, str(lost)) from lost
        if not os.access(self._folder, os.W_OK):
            raise PrinterError(Reason.ABSENT, f"{self._folder} cannot be written")
        return Condition()

    def send(self, name: str, made: Mapping[Encoding, bytes], begun: Callable[[], None]) -> None:
        """Write every encoding."""
        try:
            free = self._free(re.sub(r"[^A-Za-z0-9_-]", "_", name))
            begun()
            for encoding in self.encoders:
                self._write(free.with_suffix(f".{encoding.value}"), made[encoding])
        except OSError as lost:
            raise PrinterError(Reason.ABSENT, str(lost)) from lost

    def confirm(self) -> Condition:
        """The files are there, or `send` had raised."""
        return Condition()

    def abandon(self) -> None:
        """Nothing waits in a folder."""

    def close(self) -> None:
        """Nothing is held open."""

    def _free(self, name: str) -> Path:
        path, count = self._folder / name, 1
        while any(path.with_suffix(f".{encoding.value}").exists() for encoding in self.encoders):
            count += 1
            path = self._folder / f"{name}-{count}"
        return path

    def _write(self, path: Path, data: bytes) -> None:
        unfinished = path.with_name(f".{path.name}.part")
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
