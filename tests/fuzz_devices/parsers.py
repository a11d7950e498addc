"""Every parser of devices and printing, by its name in `python -m tests.fuzz_devices NAME`."""

from collections.abc import Mapping

from tests.fuzz_devices import codes, lines, pads, printers, sound_and_ink
from tests.fuzz_devices.parser import Parser

PARSERS: Mapping[str, Parser] = {
    **lines.PARSERS,
    **pads.PARSERS,
    **codes.PARSERS,
    **sound_and_ink.PARSERS,
    **printers.PARSERS,
}
