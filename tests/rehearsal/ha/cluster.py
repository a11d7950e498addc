"""Three nodes that are one PostgreSQL: made as deploy/central says, asked who leads, brought back to strength."""

import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import psycopg

from case_store.central.policies import BACKUP
from case_store.central.roles import SERVICE
from tests.rehearsal.ha.node import HOST, PASSWORD, PG_BIN, ROOT, SUPERUSER, Node, until

NODES = 3
FORMED_WITHIN_S = 120.0
HEALED_WITHIN_S = 240.0
DATABASE = OWNER = "pingan"
FIRST_START = str(ROOT / "deploy" / "central" / "first-start.sql")


def make_database(url: str) -> None:
    """Database and owner of its tables, as an operator makes them on a new server."""
    command = [
        str(PG_BIN / "psql"),
        url,
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-v",
        f"password={PASSWORD}",
        "-f",
        FIRST_START,
    ]
    subprocess.run(command, check=True)


def set_passwords(url: str) -> None:
    """Of those who connect, after `admin roles` has made them; `url` is a superuser's."""
    with psycopg.connect(url) as connection:
        for role in (SERVICE, BACKUP):
            connection.execute(f"ALTER ROLE {role} PASSWORD '{PASSWORD}'".encode())


class Cluster:
    """`synchronous=False` is the control run. `small` has a disk that can be filled (root only)."""

    def __init__(self, folder: Path, *, synchronous: bool = True, small_disks: bool = False) -> None:
        self.nodes = [
            Node(f"node{n}", folder / f"node{n}", small_disk=small_disks and n == NODES)
            for n in range(1, NODES + 1)
        ]
        self._synchronous = synchronous
        self._http = httpx2.Client(timeout=2, trust_env=False)

    def start(self) -> float:
        """Until it has a leader and two standbys; seconds that it took."""
        for node in self.nodes:
            node.folder.mkdir(parents=True)
            node.prepare(self.nodes, self._synchronous)
            node.start_etcd(self.nodes)
        for node in self.nodes:
            node.start_patroni()
        seconds = until(self.is_whole, FORMED_WITHIN_S, "the cluster")
        make_database(self.url(SUPERUSER, "postgres"))
        return seconds

    def url(self, user: str, database: str = DATABASE) -> str:
        """What whoever connects is given: every node, and whichever of them may be written to."""
        hosts = ",".join(f"{HOST}:{node.ports['pg']}" for node in self.nodes)
        return f"postgresql://{user}:{PASSWORD}@{hosts}/{database}?target_session_attrs=read-write&connect_timeout=2"

    def leader(self) -> Node | None:
        """Who may be written to, as Patroni says it itself."""
        leads = [node for node in self.nodes if self._answers(node, "primary")]
        return leads[0] if len(leads) == 1 else None

    def standbys(self) -> list[Node]:
        """Those that follow."""
        leader = self.leader()
        return [node for node in self.nodes if node is not leader]

    def is_whole(self) -> bool:
        """A leader, and everybody else follows it closely."""
        members = self.members()
        return (
            len(members) == NODES
            and sum(member["role"] == "leader" for member in members) == 1
            and all(
                m["role"] == "leader" or (m["state"] == "streaming" and m.get("lag") == 0) for m in members
            )
            and (not self._synchronous or sum("standby" in m["role"] for m in members) == NODES - 1)
        )

    def members(self) -> list[dict[str, Any]]:
        """What Patroni tells of the cluster; empty where nobody answers."""
        for node in self.nodes:
            try:
                return list(self._http.get(f"http://{node.address('rest')}/cluster").json()["members"])
            except (httpx2.HTTPError, ValueError, KeyError):
                continue
        return []

    def hand_over(self, to: Node) -> None:
        """Another node leads, as an operator would have it before maintenance."""
        leader = self.leader()
        assert leader is not None
        body = {"leader": leader.name, "candidate": to.name}
        self._http.post(
            f"http://{leader.address('rest')}/switchover", json=body, timeout=60
        ).raise_for_status()
        until(lambda: self.leader() is to, HEALED_WITHIN_S, f"{to.name} leads")

    def start_again(self, node: Node) -> None:
        """Power is back at a node that had died."""
        node.start_etcd(self.nodes)
        node.start_patroni()

    def heal(self) -> float:
        """Until all three are in step again; seconds."""
        return until(self.is_whole, HEALED_WITHIN_S, "all three nodes in step")

    def stop(self) -> None:
        """End all of it."""
        with ExitStack() as stack:
            stack.callback(self._http.close)
            for node in self.nodes:
                stack.callback(node.stop)

    def told(self) -> str:
        """For a person who has to find out: who says what."""
        lines = [
            f"{m['name']}: {m['role']} {m['state']} timeline {m.get('timeline')} lag {m.get('lag')}"
            for m in self.members()
        ]
        return "\n".join(lines)

    def _answers(self, node: Node, question: str) -> bool:
        try:
            return self._http.get(f"http://{node.address('rest')}/{question}").status_code == 200
        except httpx2.HTTPError:
            return False
