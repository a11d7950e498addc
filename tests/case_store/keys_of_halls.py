"""Key files of several halls below one centre, as enrolment gives them: each knows itself and the centre."""

import json
from pathlib import Path
from typing import Any

from case_store.keys import CENTRE, hall_reader, make_keys

_PUBLIC = ("readers", "signers")


def keys_of_halls(folder: Path, streams: tuple[str, ...], kiosks: tuple[str, ...] = ()) -> dict[str, Path]:
    """name → file. The first hall has the kiosks."""
    files: dict[str, Path] = {}
    for number, stream in enumerate(streams):
        made = make_keys(folder / stream, stream, kiosks if number == 0 else ())
        if number == 0:
            files |= made
        else:
            files[hall_reader(stream)] = made[hall_reader(stream)]
            _introduce(files[CENTRE], made[hall_reader(stream)], hall_reader(stream))
    return files


def _introduce(centre_file: Path, hall_file: Path, hall: str) -> None:
    """The centre and a hall learn of one another."""
    centre, own = _read(centre_file), _read(hall_file)
    for kind in _PUBLIC:
        centre[kind][hall] = own[kind][hall]
        own[kind][CENTRE] = centre[kind][CENTRE]
    for file, document in ((centre_file, centre), (hall_file, own)):
        file.write_text(json.dumps(document), "utf-8")


def _read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))
