"""A process that keeps attachments until somebody kills it: the test reads what it has acknowledged.

Its "event" is a line on stdout, written after the vault has said that the file is durable.
"""

import sys
from dataclasses import asdict
from pathlib import Path

import orjson

from case_store.attachments.vault import Vault
from case_store.seal import CaseKey

MARKER = b"LI-MOU-JIA-13000000001"
SECRET = bytes(range(32))


def content_of(number: int) -> bytes:
    """Plain bytes full of a marker, of many chunks."""
    return (MARKER + b"%d " % number) * (2_000 + number * 97 % 5_000)


def main(folder: Path) -> None:
    """Keep one attachment after the other."""
    vault, key = Vault(folder), CaseKey(case_id="c1", secret=SECRET)
    for number in range(1_000_000):
        kept = vault.keep(key, f"a{number}", content_of(number))
        sys.stdout.buffer.write(orjson.dumps({"number": number, **asdict(kept)}) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
