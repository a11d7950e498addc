"""Every parser of devices and printing, by its name in `python -m tests.fuzz_devices NAME`."""

from collections.abc import Mapping

from tests.fuzz_devices import codes, lines, media, pads, printers
from tests.fuzz_devices.parser import Parser

PARSERS: Mapping[str, Parser] = {
    **lines.PARSERS,
    **pads.PARSERS,
    **codes.PARSERS,
    **media.PARSERS,
    **printers.PARSERS,
}
