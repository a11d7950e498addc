"""A long-distance line between two network namespaces: bandwidth, delay, loss and cuts (root; ip of iproute2).

The kernel's own netem is not in every kernel (not in ours), so the wire is here: two TUN devices, one in each
namespace, and a thread that carries packets from one to the other. TCP, its windows and its retransmissions are the
kernel's.
"""

import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
MTU = 1400
HALL, CENTRE = "10.77.0.1", "10.77.0.2"


def run(*command: str) -> None:
    """A command that must succeed."""
    subprocess.run(command, check=True, capture_output=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How good it is, each way. `queue_s`: what would have to wait longer in the router is dropped."""

    bits_per_s: float
    delay_s: float
    loss: float
    queue_s: float = 0.3


@dataclass(slots=True)
class _Way:
    """One direction."""

    source: int
    target: int
    free_at: float = 0.0
    packets: int = 0
    dropped: int = 0
    bytes_count: int = 0


@dataclass
class Wire:
    """Carries until it is stopped. `cut`: nothing passes while it is set."""

    line: Line
    ways: Sequence[_Way]
    chance: random.Random
    cut: threading.Event = field(default_factory=threading.Event)
    _ends: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """In a thread."""
        self._thread = threading.Thread(target=self._carry, name="wire", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and the devices."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join()
        for way in self.ways:
            os.close(way.source)

    def _carry(self) -> None:
        under_way: list[tuple[float, int, int, bytes]] = []
        by_source = {way.source: way for way in self.ways}
        number = 0
        while not self._ends.is_set():
            wait = min(max(under_way[0][0] - time.monotonic(), 0), 0.05) if under_way else 0.05
            readable, _, _ = select.select(list(by_source), [], [], wait)
            now = time.monotonic()
            for source in readable:
                way, packet = by_source[source], os.read(source, 65536)
                arrives = self._arrival(way, packet, now)
                if arrives is not None:
                    number += 1
                    heapq.heappush(under_way, (arrives, number, way.target, packet))
            while under_way and under_way[0][0] <= now:
                _, _, target, packet = heapq.heappop(under_way)
                if not self.cut.is_set():
                    os.write(target, packet)

    def _arrival(self, way: _Way, packet: bytes, now: float) -> float | None:
        """When it comes out at the other end; None: never."""
        way.packets += 1
        waits = max(way.free_at, now)
        if self.cut.is_set() or waits - now > self.line.queue_s or self.chance.random() < self.line.loss:
            way.dropped += 1
            return None
        way.free_at = waits + len(packet) * 8 / self.line.bits_per_s
        way.bytes_count += len(packet)
        return way.free_at + self.line.delay_s


@contextmanager
def two_places(line: Line, chance: random.Random) -> Iterator[tuple[str, str, Wire]]:
    """Names of the namespaces of the halls and of the centre, and the wire between them."""
    names = [f"pa-{place}-{os.getpid()}" for place in ("hall", "centre")]
    devices = [f"pa{place}{os.getpid() % 100_000}" for place in ("h", "c")]
    descriptors: list[int] = []
    try:
        for name, device, own in zip(names, devices, (HALL, CENTRE), strict=True):
            run("ip", "netns", "add", name)
            descriptors.append(_tun(device))
            run("ip", "link", "set", device, "netns", name)
            run("ip", "-n", name, "address", "add", f"{own}/30", "dev", device)
            run("ip", "-n", name, "link", "set", device, "mtu", str(MTU), "up")
            run("ip", "-n", name, "link", "set", "lo", "up")
        there, back = descriptors
        wire = Wire(line, (_Way(there, back), _Way(back, there)), chance)
        wire.start()
        try:
            yield names[0], names[1], wire
        finally:
            wire.stop()
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)


def _tun(name: str) -> int:
    descriptor = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(descriptor, _TUNSETIFF, struct.pack("16sH", name.encode(), _IFF_TUN | _IFF_NO_PI))
    return descriptor
