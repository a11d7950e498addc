"""A full disk and a disk that fails, under the real processes; and what a store says that cannot be opened at all.

`python -m tests.faults disk`. A small tmpfs is the disk that fills (root); libfiu (Debian fiu-utils) makes the system
calls of the store process fail.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import uuid_utils.compat as uuid_v7

from case_store.tokens import KIOSK
from tests.faults.at_work import BusyKiosk, wrong
from tests.faults.machines import Machines, until

FIU = (Path("/usr/lib/fiu/fiu_run_preload.so"), Path("/usr/lib/fiu/fiu_posix_preload.so"))
NOT_RUN = "not run"
SIZE_MIB, RESERVE_MIB = 24, 4
MIB = 1024 * 1024
REFUSED = 503
TICKETS = 15  # that have to go through before we believe that they go on
FAULTS = (  # name, errno, how often
    ("posix/io/rw/pwrite", 28, 0.02),
    ("posix/io/rw/pwrite", 5, 0.02),
    ("posix/io/sync/fsync", 5, 0.3),
    ("posix/io/rw/pread", 5, 0.02),
    ("posix/io/rw/pwrite", 28, 1.0),
)


def run(say: Callable[[str], None]) -> bool:
    """Whether every fault was told in a sentence, and nothing that was answered is lost."""
    good = True
    for name, drill in (
        ("a disk that fills", _fills),
        ("system calls that fail", _fails),
        ("a store that cannot be opened", _does_not_open),
    ):
        with TemporaryDirectory() as folder:
            found = list(drill(Path(folder), say))
        not_run = [fault for fault in found if fault.startswith(NOT_RUN)]
        faults = [fault for fault in found if fault not in not_run]
        for reason in not_run:
            say(f"{name}: {reason}")
        say(f"{name}: {len(faults)} faults")
        for fault in faults[:10]:
            say(f"  {fault}")
        good &= not faults
    return good


@contextmanager
def small_disk(at: Path, size_mib: int) -> Iterator[Path]:
    """A file system of its own, of so many MiB. Needs root."""
    at.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_mib}m", "none", str(at)], check=True, capture_output=True
    )
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def fill(disk: Path) -> int:
    """To the last byte; answers how many went in."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (MIB, 4096, 512, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return filler.stat().st_size


def _fills(folder: Path, say: Callable[[str], None]) -> Iterator[str]:
    if os.geteuid() != 0:
        yield f"{NOT_RUN}: a small disk needs root"
        return
    with small_disk(folder / "disk", SIZE_MIB) as disk:
        machines = Machines(
            folder / "machines", hall={"database": str(disk / "hall.db"), "reserve_mib": RESERVE_MIB}
        )
        kiosk = BusyKiosk(machines)
        reserve = disk / "hall.db.reserve"
        try:
            machines.centre.start()
            machines.hall.start()
            kiosk.start()
            _goes_on(kiosk)
            say(
                f"disk of {SIZE_MIB} MiB: filled with {fill(disk) // MIB} MiB, the reserve stands: {reserve.exists()}"
            )
            until(lambda: not reserve.exists(), what="the reserve is not given up")
            by_hall = _goes_on(kiosk)
            if by_hall < TICKETS // 2:
                yield f"only {by_hall} tickets of {TICKETS} by the hall, out of the reserve"
            fill(disk)  # and now the reserve, too
            until(
                lambda: _asked(machines).status_code == REFUSED,
                what="the disk is full and everything is stored",
            )
            answer = _asked(machines)
            if answer.status_code == REFUSED and answer.json()["code"] != "store.disk_full":
                yield f"answered {answer.text}"
            say(f"to the last byte: {answer.status_code}, Retry-After {answer.headers.get('retry-after')}")
            leased = TICKETS - _goes_on(kiosk)
            say(
                f"full: {leased} of {TICKETS} tickets are leased ones; the hall reads: {machines.hall.answers()}"
            )
            if ("notice.disk_short",) not in machines.rows(machines.hall, "SELECT code FROM notice"):
                yield "staff were not told"
            (disk / "filler").unlink()
            until(reserve.exists, what="the reserve is not taken back")
            _goes_on(kiosk)
            kiosk.finish()
            until(machines.is_drained, what="the hall's outbox does not drain")
            machines.hall.stop()
            machines.centre.stop()
            yield from wrong(machines, kiosk.told)
            say(f"{len(kiosk.told)} matters told, {_with_number(kiosk)} with a number")
        finally:
            kiosk.end()
            machines.close()


def _goes_on(kiosk: BusyKiosk) -> int:
    """So many more citizens have a number; how many of them from the hall."""
    before = len(kiosk.told)
    until(lambda: len(kiosk.told) >= before + TICKETS, what="the kiosk takes nothing")
    return sum(
        not one["leased"] and one["ticket_no"] is not None for one in kiosk.told[before : before + TICKETS]
    )


def _with_number(kiosk: BusyKiosk) -> int:
    return sum(one["ticket_no"] is not None for one in kiosk.told)


def _asked(machines: Machines) -> httpx2.Response:
    """A lease for a kiosk that has none, which has to be written."""
    headers = {"Authorization": f"Bearer {machines.tokens[KIOSK]}"}
    with httpx2.Client(base_url=machines.hall.url, headers=headers, trust_env=False, timeout=20) as client:
        return client.post("/v1/leases", json={"kiosk_id": f"k{uuid_v7.uuid7()}"})


def _fails(folder: Path, say: Callable[[str], None]) -> Iterator[str]:
    if not all(library.exists() for library in FIU) or shutil.which("fiu-ctrl") is None:
        yield f"{NOT_RUN}: Debian packages fiu-utils and libfiu0 are missing"
        return
    machines = Machines(folder)
    kiosk = BusyKiosk(machines)
    control = folder / "fiu"
    try:
        machines.centre.start()
        machines.hall.more = {
            "LD_PRELOAD": " ".join(map(str, FIU)),
            "FIU_CTRL_FIFO": str(control),
        }
        machines.hall.start()
        kiosk.start()
        _goes_on(kiosk)
        for name, number, often in FAULTS:
            _tell(
                machines,
                control,
                f"enable_random name={name},failnum=-1,failinfo={number},probability={often}",
            )
            by_hall = _goes_on(kiosk) + _goes_on(kiosk)
            _tell(machines, control, f"disable name={name}")
            said = machines.hall.said()
            full, failed = said.count("store.disk_full"), said.count("store.disk_failed")
            say(
                f"{name} fails with {os.strerror(number)}, {often:.0%}: {by_hall} of {2 * TICKETS} tickets by the hall;"
                f" told so far: full {full}×, failed {failed}×"
            )
            _goes_on(kiosk)
        kiosk.finish()
        until(machines.is_drained, what="the hall's outbox does not drain")
        machines.hall.stop()
        machines.centre.stop()
        yield from wrong(machines, kiosk.told)
        if "store.disk_full" not in machines.hall.said() or "store.disk_failed" not in machines.hall.said():
            yield "the faults were not met, or not told"
        say(f"{len(kiosk.told)} matters told, {_with_number(kiosk)} with a number")
    finally:
        kiosk.end()
        machines.close()


def _tell(machines: Machines, control: Path, command: str) -> None:
    assert machines.hall.process is not None
    fiu = ["fiu-ctrl", "-f", str(control), "-c", command, str(machines.hall.process.pid)]
    subprocess.run(fiu, check=True, capture_output=True, timeout=20)


def _does_not_open(folder: Path, say: Callable[[str], None]) -> Iterator[str]:
    """Each: exit code 1, the operator's sentence on stderr, and not a byte of the database changed."""
    machines = Machines(folder / "machines")
    try:
        machines.hall.start()
        machines.hall.kill()
    finally:
        machines.close()
    place, key = machines.folder, machines.keys[f"hall:{machines.config(machines.hall).name}"]
    wal = place / "hall.db-wal"

    def torn_key() -> None:
        key.write_bytes(key.read_bytes()[:100])

    def wrong_key() -> None:
        document = json.loads(key.read_text())
        key.write_text(json.dumps({**document, "database_key": "00" * 32}))

    def no_wal() -> None:
        wal.rename(place / "kept-wal")
        wal.mkdir()

    for name, spoil, code in (
        ("torn key file", torn_key, "store.key_file_invalid"),
        ("wrong SQLCipher key", wrong_key, "store.wrong_key"),
        ("write-ahead log that cannot be read", no_wal, "store.unreadable"),
    ):
        saved = folder / "saved"
        shutil.copytree(place, saved)
        spoil()
        yield from _said(machines, name, code, say)
        shutil.rmtree(place)
        saved.rename(place)
    yield from _read_only(folder, machines, say)
    machines.hall.start()  # after all that
    machines.hall.stop()


def _read_only(folder: Path, machines: Machines, say: Callable[[str], None]) -> Iterator[str]:
    if os.geteuid() != 0:
        yield f"{NOT_RUN}: a read-only file system needs root"
        return
    place = machines.folder
    moved = folder / "moved"
    shutil.copytree(place, moved)
    with small_disk(folder / "disk", SIZE_MIB) as disk:
        for file in place.glob("hall.db*"):
            shutil.copy2(file, disk / file.name)
        config = machines.hall.config
        text = config.read_text()
        config.write_text(text.replace('"hall.db"', json.dumps(str(disk / "hall.db"))))
        fill(disk)
        machines.hall.start()
        say(
            f"full disk at the start: it starts, reads, and answers a command with {_asked(machines).status_code}"
        )
        machines.hall.stop()
        (disk / "filler").unlink()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        yield from _said(machines, "read-only file system", "store.unreadable", say)
        config.write_text(text)


def _said(machines: Machines, name: str, code: str, say: Callable[[str], None]) -> Iterator[str]:
    database = machines.config(machines.hall).database
    before, said = _digest(database), len(machines.hall.said())
    ended = machines.hall.ends()
    told = machines.hall.said()[said:]
    say(f"{name}: exit code {ended}, {code if code in told else told[-300:]!r}")
    if ended != 1 or code not in told or "Traceback" in told:
        yield f"{name}: exit code {ended}, said {told[-1500:]}"
    if _digest(database) != before:
        yield f"{name}: the database was changed"


def _digest(database: Path) -> dict[str, str]:
    files = (database, database.with_name(database.name + "-wal"))
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()}
