"""What a load costs, from /proc and SQL: processor, memory, connections, log and disk of service and PostgreSQL."""

import contextlib
import os
from dataclasses import dataclass, fields
from pathlib import Path

import psycopg

from tests.scale.ground import Ground

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_COSTS = """
SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'), pg_database_size(current_database()),
       (SELECT count(*) FROM event), (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
"""
_BEHIND = """
SELECT coalesce(sum(h.position - c.position), 0) FROM stream_head h JOIN fold_cursor c ON c.stream = h.stream
"""


@dataclass(frozen=True, slots=True)
class Costs:
    """So far. Seconds of processor, bytes, counts."""

    service_s: float
    postgres_s: float
    generator_s: float
    wal_bytes: float
    disk_bytes: float
    events: float

    def since(self, before: "Costs") -> "Costs":
        """Between two moments."""
        return Costs(*(getattr(self, f.name) - getattr(before, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Standing:
    """Now."""

    behind: int  # events placed and not folded
    service_mib: float
    postgres_mib: float  # memory of its own, all processes; shared buffers counted once
    to_postgres: int
    to_service: int  # open connections of halls


def costs(here: Ground) -> Costs:
    """Until now."""
    with psycopg.connect(here.url) as connection:
        wal, size, events, _ = _row(connection, _COSTS)
    times = os.times()
    return Costs(
        service_s=_cpu(here.centre.pid),
        postgres_s=sum(_cpu(pid, with_ended=True) for pid in _of_postgres(here.data)),
        generator_s=times.user + times.system,
        wal_bytes=float(wal),
        disk_bytes=float(size),
        events=float(events),
    )


def standing(here: Ground) -> Standing:
    """At this moment."""
    with psycopg.connect(here.url) as connection:
        behind = int(_row(connection, _BEHIND)[0])
        clients = int(_row(connection, _COSTS)[3]) - 1  # not this one
    processes = _of_postgres(here.data)
    own = sum(_anonymous(pid) for pid in processes)
    shared = max((_field(pid, "RssShmem") for pid in processes), default=0)
    return Standing(
        behind=behind,
        service_mib=(_anonymous(here.centre.pid) + _field(here.centre.pid, "RssFile")) / 1024,
        postgres_mib=(own + shared) / 1024,
        to_postgres=clients,
        to_service=_connections(here.centre.pid),
    )


def _row(connection: "psycopg.Connection[tuple[object, ...]]", query: str) -> tuple[float, ...]:
    row = connection.execute(query.encode()).fetchone()
    return tuple(float(str(value)) for value in row or ())


def _of_postgres(data: Path) -> list[int]:
    """Its processes work in the folder of its data."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has just ended
            if (process / "cwd").readlink() == data:
                found.append(int(process.name))
    return found


def _cpu(pid: int | None, *, with_ended: bool = False) -> float:
    """`with_ended`: and of its children that ended."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(int(ticks) for ticks in told[11 : 15 if with_ended else 13]) / _TICKS
    return 0.0


def _anonymous(pid: int | None) -> float:
    return _field(pid, "RssAnon")


def _field(pid: int | None, name: str) -> float:
    """KiB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return float(line.split()[1])
    return 0.0


def _connections(pid: int | None) -> int:
    """Sockets of the service; its own to PostgreSQL and the one that listens are among them."""
    count = 0
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            count += str(descriptor.readlink()).startswith("socket:")
    return count
