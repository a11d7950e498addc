"""Is something still in the pages of a database file? Decrypted page by page, free pages and the write-ahead log too.

SQL cannot answer that: a row that was deleted may lie in a page that no table uses any more. The file is SQLCipher 4
with a raw key (cipher_file.connect): AES-256-CBC, 4,096 bytes a page, of which the last 80 are IV and HMAC.

It runs in a process of its own (`python -m case_store.secrecy.page_scan`, the question on stdin): closing a descriptor
of the file in the store's own process would drop the locks that SQLite holds there.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE_BYTES = 4096
_RESERVED_BYTES, _IV_BYTES, _SALT_BYTES = 80, 16, 16
_WAL_HEAD_BYTES, _FRAME_HEAD_BYTES = 32, 24


def pages_holding(database: Path, key: bytes, wanted: Sequence[bytes]) -> dict[str, int]:
    """{"database": pages, "wal": pages} in which any of these byte strings is found. Raises OSError."""
    asked = {"database": str(database), "key": key.hex(), "wanted": [one.hex() for one in wanted]}
    ran = subprocess.run(  # noqa: S603  our own interpreter and module
        [sys.executable, "-m", __name__], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise OSError(ran.stderr.strip() or "page scan failed")
    found: dict[str, int] = json.loads(ran.stdout)
    return found


def decrypted_pages(database: Path, key: bytes) -> Iterator[tuple[str, bytes]]:
    """Every page of the file and of its write-ahead log, in clear: ("database" | "wal", bytes)."""
    with database.open("rb") as file:
        first = True
        while page := file.read(PAGE_BYTES):
            yield "database", _clear(page, key, first=first)
            first = False
    wal = database.with_name(database.name + "-wal")
    if not wal.exists():
        return
    with wal.open("rb") as file:
        file.read(_WAL_HEAD_BYTES)
        while len(frame := file.read(_FRAME_HEAD_BYTES + PAGE_BYTES)) == _FRAME_HEAD_BYTES + PAGE_BYTES:
            is_first = int.from_bytes(frame[:4], "big") == 1
            yield "wal", _clear(frame[_FRAME_HEAD_BYTES:], key, first=is_first)


def _clear(page: bytes, key: bytes, *, first: bool) -> bytes:
    """The first page begins with the salt, in clear."""
    start = _SALT_BYTES if first else 0
    end = PAGE_BYTES - _RESERVED_BYTES
    vector = page[end : end + _IV_BYTES]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[start:end]) + decryptor.finalize()


def _main() -> None:
    asked = json.load(sys.stdin)
    wanted = [bytes.fromhex(one) for one in asked["wanted"]]
    found = {"database": 0, "wal": 0}
    for where, page in decrypted_pages(Path(asked["database"]), bytes.fromhex(asked["key"])):
        found[where] += any(one in page for one in wanted)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    _main()
