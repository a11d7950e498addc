"""Files that leave the house (导出): in one configured folder that only its owner may read."""

import os
import re
from datetime import datetime
from pathlib import Path

from cases.hall_time import hall_time

_NAME_PARTS = re.compile(r"[^\w.-]+")


def keep(folder: Path, name: str, form: str, content: bytes, at: datetime) -> Path:
    """Write `<name>-<day>-<time>.<form>` with mode 0600 into a folder of mode 0700; never over another file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    stem = f"{_NAME_PARTS.sub('_', name)}-{hall_time(at):%Y%m%d-%H%M%S}"
    for number in range(1, 100):
        path = folder / (f"{stem}.{form}" if number == 1 else f"{stem}-{number}.{form}")
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return path
    raise FileExistsError(str(folder / stem))
